package demoshop

import (
	"crypto/rand"
	"slices"
	"strings"
	"time"
)

const maxQuantity = 99 // of one product

// line is a product in a cart.
type line struct {
	product
	Quantity int
}

func (l line) total() yen { return l.Price * yen(l.Quantity) }

// cart is one order in the making. Version grows with every change, so that Noren can tell an old page from a new one.
// A cart is sold once and then stays closed; the shopper gets a new one.
type cart struct {
	ID          string
	Version     int64
	Lines       []line
	Coupon      string
	Points      yen // wished; what is taken never exceeds what is to pay
	Gift        bool
	OrderNumber string          // given when the confirm page is first shown
	shown       map[int64]draft // by version: what the shopper saw on the confirm page
	owner       *visitor
	sold        bool
}

// draft is a cart frozen at one version: what pages show, tokens say and orders are made of.
type draft struct {
	ID          string
	Version     int64
	Lines       []line
	Coupon      string
	Gift        bool
	OrderNumber string
	Amounts     amounts
	Form        registerForm // only with a draft that the confirm page showed
}

func newCart(owner *visitor) *cart {
	return &cart{ID: "cart_" + rand.Text(), shown: map[int64]draft{}, owner: owner}
}

func (c *cart) setQuantity(p product, quantity int) {
	quantity = min(max(quantity, 0), maxQuantity)
	i := slices.IndexFunc(c.Lines, func(l line) bool { return l.SKU == p.SKU })
	switch {
	case i >= 0 && c.Lines[i].Quantity == quantity || i < 0 && quantity == 0:
		return
	case quantity == 0:
		c.Lines = slices.Concat(c.Lines[:i], c.Lines[i+1:])
	case i < 0:
		c.Lines = append(slices.Clone(c.Lines), line{p, quantity})
	default:
		c.Lines = slices.Clone(c.Lines)
		c.Lines[i].Quantity = quantity
	}
	c.Version++
}

// take copies the goods of another cart into this one, and neither its points nor anything about its owner.
func (c *cart) take(from draft) {
	for _, l := range from.Lines {
		c.setQuantity(l.product, max(l.Quantity, c.quantity(l.SKU)))
	}
	c.setGift(c.Gift || from.Gift)
	if c.Coupon == "" {
		c.setCoupon(from.Coupon)
	}
}

func (c *cart) quantity(sku string) int {
	for _, l := range c.Lines {
		if l.SKU == sku {
			return l.Quantity
		}
	}
	return 0
}

// setCoupon takes an empty code to remove the coupon. It reports whether the code is one of ours.
func (c *cart) setCoupon(code string) bool {
	code = strings.ToUpper(strings.TrimSpace(code))
	if _, known := coupons[code]; code != "" && !known {
		return false
	}
	if code != c.Coupon {
		c.Coupon = code
		c.Version++
	}
	return true
}

// setPoints takes the points that the shopper wishes to use, at most the balance.
func (c *cart) setPoints(wish, balance yen) {
	wish = min(max(wish, 0), balance)
	if wish != c.Points {
		c.Points = wish
		c.Version++
	}
}

func (c *cart) setGift(wrap bool) {
	if wrap != c.Gift {
		c.Gift = wrap
		c.Version++
	}
}

func (c *cart) draft() draft {
	return draft{
		ID: c.ID, Version: c.Version, Lines: slices.Clone(c.Lines), Coupon: c.Coupon, Gift: c.Gift,
		OrderNumber: c.OrderNumber, Amounts: c.amounts(),
	}
}

// confirm freezes what the confirm page shows and gives the order its number.
func (c *cart) confirm(form registerForm, now time.Time) draft {
	if c.OrderNumber == "" {
		c.OrderNumber = "AN" + now.In(tokyo).Format("060102") + "-" + rand.Text()[:6]
	}
	d := c.draft()
	d.Form = form
	c.shown[c.Version] = d
	return d
}

// asShown returns the draft that was paid: that of the version, when it is known, otherwise the newest with that total. It is
// not certain when the shop never showed such a total, or showed it for different goods.
func (c *cart) asShown(version int64, total yen) (paid draft, certain bool) {
	if d, ok := c.shown[version]; ok && d.Amounts.Total == total {
		return d, true
	}
	for _, d := range c.shown {
		if d.Amounts.Total == total && d.Version >= paid.Version {
			paid = d
		}
	}
	certain = paid.ID != ""
	for _, d := range c.shown {
		certain = certain && (d.Amounts.Total != total || slices.Equal(d.Lines, paid.Lines))
	}
	return paid, certain
}

// close sells the draft. What the shopper has put into this cart since is kept in a new one.
func (c *cart) close(sold draft) *cart {
	c.sold = true
	rest := newCart(c.owner)
	for _, l := range c.Lines {
		bought := 0
		for _, s := range sold.Lines {
			if s.SKU == l.SKU {
				bought = s.Quantity
			}
		}
		rest.setQuantity(l.product, l.Quantity-bought)
	}
	return rest
}

func (d draft) quantity() int {
	n := 0
	for _, l := range d.Lines {
		n += l.Quantity
	}
	return n
}

// parcel reports whether anything must be sent to an address.
func (d draft) parcel() bool {
	return slices.ContainsFunc(d.Lines, func(l line) bool { return l.Goods != digital })
}

// prepaid reports whether something is made to order.
func (d draft) prepaid() bool {
	return slices.ContainsFunc(d.Lines, func(l line) bool { return l.Group == GroupPrepaid })
}
