package demoshop

import (
	"cmp"
	"context"
	"log/slog"
	"slices"
	"strconv"
	"time"

	"noren/backend/demoshop/norenapi"
)

// payment is how an order is paid.
type payment string

const (
	amazonPay      payment = "amazon_pay"
	bankTransfer   payment = "bank_transfer"
	cashOnDelivery payment = "cash_on_delivery"
	nothingToPay   payment = "nothing" // points and coupons pay everything
)

const deliveryFee yen = 330 // of cash on delivery

func (p payment) label() string {
	switch p {
	case amazonPay:
		return "Amazon Pay"
	case bankTransfer:
		return "銀行振込（先払い）"
	case cashOnDelivery:
		return "代金引換"
	case nothingToPay:
		return "お支払いなし（ポイント・クーポン利用）"
	}
	return ""
}

func (p payment) fee() yen {
	if p == cashOnDelivery {
		return deliveryFee
	}
	return 0
}

// order is what the shop has sold. Doubt, when it is set, tells the shopkeeper what to look at before sending anything.
type order struct {
	draft
	Number     string
	Checkout   string // Noren's id when paid with Amazon Pay
	Payment    payment
	Method     string // how the way to pay was called
	Paid       bool
	Descriptor string // means of payment in Amazon's words
	Reference  string // AmazonリファレンスID
	Purchaser  contact
	Delivery   contact
	Note       string
	PlacedAt   time.Time
	Doubt      string
	visitor    string
	member     *member
}

// of reports whether the visitor may see the order: it was placed in this session or by this member.
func (o *order) of(v *visitor) bool {
	return v.id != "" && o.visitor == v.id || v.member != nil && o.member == v.member
}

// bookAmazon records the order of a paid checkout and empties its cart. The return page and the webhook both call it, in any
// order and any number of times: the first one books. version is that of the cart that was shown, 0 when unknown.
func (s *shop) bookAmazon(ctx context.Context, ch norenapi.Checkout, version int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, booked := s.paid[ch.Id]; booked {
		return
	}
	paid, purchaser, delivery := value(ch.Payment), value(ch.Purchaser), value(ch.Delivery) // goods that are not sent have no delivery
	o := &order{
		Number: cmp.Or(value(ch.OrderNumber), ch.Id), Checkout: ch.Id, Payment: amazonPay, Method: amazonPay.label(), Paid: true,
		Descriptor: paid.Descriptor, Reference: value(paid.AmazonReferenceId),
		Purchaser: contact{Name: purchaser.Name, Email: purchaser.Email, Phone: purchaser.Phone},
		Delivery: contact{
			Name: delivery.Name, Phone: delivery.Phone, PostalCode: delivery.PostalCode, Region: delivery.Region,
			City: delivery.City, Line1: delivery.Line1, Line2: joined(delivery.Line2, delivery.Line3),
		},
		PlacedAt: cmp.Or(value(ch.PlacedAt), s.now()),
	}
	o.Amounts.Total = yen(ch.Total)
	s.fill(o, ch, version)
	s.keep(o)
	s.paid[ch.Id] = o.Number
	if o.Doubt != "" {
		slog.ErrorContext(ctx, "paid order needs a look", "order_number", o.Number, "checkout", ch.Id, "doubt", o.Doubt)
	}
}

// fill adds to a paid order what only the shop knows: the goods that were shown, the session, the note.
func (s *shop) fill(o *order, ch norenapi.Checkout, version int64) {
	c := s.carts[ch.CartId]
	if c == nil {
		o.Doubt = "お支払い済みですが、該当するカートが見つかりません。"
		return
	}
	d, certain := c.asShown(version, yen(ch.Total))
	if d.ID != "" {
		o.draft = d
	}
	if !certain {
		o.Doubt = "お支払い金額からは、どの確認画面のご注文か判断できません。"
	}
	o.Number = cmp.Or(c.OrderNumber, o.Number)
	o.visitor, o.member, o.Note = c.owner.id, c.owner.member, o.Form.Note
	o.Purchaser, o.Delivery = o.Form.Purchaser.or(o.Purchaser), o.Form.sentTo(o.Delivery)
	s.sell(c, o)
}

// keep files the order under its number. An unpaid order of the same cart becomes this paid one; a second payment is kept
// beside the first, for the shopkeeper to return.
func (s *shop) keep(o *order) {
	number := o.Number
	for n := 2; s.orders[o.Number] != nil && s.orders[o.Number].Paid; n++ {
		o.Number = number + "-" + strconv.Itoa(n)
		o.Doubt = "同じご注文に対して二重にお支払いいただいています。返金をご確認ください。"
	}
	s.orders[o.Number] = o
}

// sell closes the cart once, takes the points and gives the shopper a new cart with what was not bought.
func (s *shop) sell(c *cart, o *order) {
	if c.sold {
		return
	}
	rest := c.close(o.draft)
	if c.owner.cart == c {
		s.openCart(c.owner, rest)
	}
	if o.Amounts.Points == 0 {
		return
	}
	if o.member == nil || o.member.Points < o.Amounts.Points {
		o.Doubt = "ご利用ポイントが残高を超えています。"
		return
	}
	o.member.Points -= o.Amounts.Points
}

// bookOwn records an order that the shop itself is paid for. The caller holds the lock and has checked the form.
func (s *shop) bookOwn(v *visitor, offered methods) *order {
	d := v.cart.confirm(v.form, s.now())
	pay := v.form.Payment
	d.Amounts = d.Amounts.plus(pay.fee())
	o := &order{
		draft: d, Number: d.OrderNumber, Payment: pay, Method: offered.name(pay), Paid: pay == nothingToPay,
		Purchaser: v.form.Purchaser, Delivery: v.form.sentTo(contact{}), Note: v.form.Note,
		PlacedAt: s.now(), visitor: v.id, member: v.member,
	}
	s.sell(v.cart, o)
	s.keep(o)
	return o
}

// ordersOf lists a visitor's orders, newest first. The caller holds the lock.
func (s *shop) ordersOf(v *visitor) []order {
	var mine []order
	for _, o := range s.orders {
		if o.of(v) {
			mine = append(mine, *o)
		}
	}
	slices.SortFunc(mine, func(a, b order) int {
		return cmp.Or(b.PlacedAt.Compare(a.PlacedAt), cmp.Compare(b.Number, a.Number))
	})
	return mine
}

func joined(first, second string) string {
	if first == "" || second == "" {
		return first + second
	}
	return first + " " + second
}
