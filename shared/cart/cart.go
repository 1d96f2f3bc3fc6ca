// Package cart is the shopper's cart as the shop's server signs it (design.md section 4): the only source of amounts.
package cart

import (
	"errors"

	"noren/shared/yen"
)

// Kind is the way a cart came about. All but Ordinary are outside the service (R1-7).
type Kind string

// Kinds of cart.
const (
	Ordinary Kind = "ordinary"
	Proxy    Kind = "proxy"    // 代理注文
	Landing  Kind = "landing"  // LPカート
	Overseas Kind = "overseas" // 海外カート
)

// Goods is the kind of one item.
type Goods string

// Kinds of goods. Subscription and Club are outside the service (R1-7).
const (
	Physical     Goods = "physical"
	Digital      Goods = "digital"      // needs no delivery address
	Subscription Goods = "subscription" // 定期購入
	Club         Goods = "club"         // 頒布会
)

// Item is one line of the cart; prices are those shown to the shopper, tax included.
type Item struct {
	SKU      string  `json:"sku" validate:"required,max=100,clean"`
	Name     string  `json:"name" validate:"required,max=200,clean"`
	Quantity int     `json:"quantity" validate:"min=1,max=9999"`
	Price    yen.Yen `json:"price" validate:"min=0,max=100000000"` // of one
	Group    string  `json:"group,omitempty" validate:"max=100,clean"`
	Goods    Goods   `json:"goods" validate:"required,oneof=physical digital subscription club"`
}

// Cart is what the shopper is about to buy. Version counts the shop's changes of this cart upwards.
type Cart struct {
	ID          string  `json:"id" validate:"required,max=64,token"`
	Version     int64   `json:"version" validate:"min=1"`
	Kind        Kind    `json:"kind" validate:"required,oneof=ordinary proxy landing overseas"`
	Items       []Item  `json:"items" validate:"required,min=1,max=200,dive"`
	GoodsTotal  yen.Yen `json:"goodsTotal" validate:"min=0"`
	Postage     yen.Yen `json:"postage" validate:"min=0"`
	Fees        yen.Yen `json:"fees" validate:"min=0"`
	Discounts   yen.Yen `json:"discounts" validate:"min=0"` // the shop's points and coupons
	Total       yen.Yen `json:"total" validate:"min=0"`
	OrderNumber string  `json:"orderNumber,omitempty" validate:"max=64,clean"` // the shop's own, when it has one already
}

// ErrSum says that a cart's totals do not add up.
var ErrSum = errors.New("cart: totals do not add up")

// limit bounds every amount that Check adds up, so that no sum can overflow. The greatest cart that the rules allow is below.
const limit yen.Yen = 1 << 50

// Check proves the arithmetic: items give the goods total; goods + postage + fees − discounts give the total (R4-14).
// It returns ErrSum or nil, for a cart whose fields nobody has validated too; limits and formats are the validator's.
func (c Cart) Check() error {
	var goods yen.Yen
	for _, item := range c.Items {
		if item.Price < 0 || item.Quantity < 0 || item.Price > 0 && yen.Yen(item.Quantity) > (limit-goods)/item.Price {
			return ErrSum
		}
		goods += item.Price * yen.Yen(item.Quantity)
	}
	for _, amount := range []yen.Yen{c.GoodsTotal, c.Postage, c.Fees, c.Discounts, c.Total} {
		if amount < 0 || amount > limit {
			return ErrSum
		}
	}
	if goods != c.GoodsTotal || c.GoodsTotal+c.Postage+c.Fees-c.Discounts != c.Total {
		return ErrSum
	}
	return nil
}

// Digital reports whether nothing in the cart needs a delivery address.
func (c Cart) Digital() bool {
	for _, item := range c.Items {
		if item.Goods != Digital {
			return false
		}
	}
	return len(c.Items) > 0
}

// Quantity is the number of pieces.
func (c Cart) Quantity() int {
	n := 0
	for _, item := range c.Items {
		n += item.Quantity
	}
	return n
}
