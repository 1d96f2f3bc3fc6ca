package doctor

import (
	"context"
	"errors"
	"strconv"
	"time"

	"noren/backend/contract"
	"noren/backend/merchant"
	"noren/shared/button"
	"noren/shared/cart"
	"noren/shared/display"
	"noren/shared/validate"
	"noren/shared/yen"
)

// Case is a shopper before a button, as somebody thinks them up. Amounts are whole yen.
type Case struct {
	Kind      button.Kind       `json:"kind" validate:"required,oneof=pay login"`
	Placement display.Placement `json:"placement" validate:"required,oneof=cart checkout signup login mypage complete"`
	Site      button.Site       `json:"site" validate:"required,oneof=pc sp"`
	Device    button.Site       `json:"device" validate:"required,oneof=pc sp"`
	Cart      cart.Kind         `json:"cart" validate:"required,oneof=ordinary proxy landing overseas"`
	Lines     []Line            `json:"lines" validate:"max=20,dive"` // none: there is no cart
	Postage   yen.Yen           `json:"postage" validate:"min=0,max=100000000"`
	Discounts yen.Yen           `json:"discounts" validate:"min=0,max=100000000"` // points and coupons
	At        time.Time         `json:"at"`                                       // zero is now
}

// Line is some goods of a cart.
type Line struct {
	Price    yen.Yen    `json:"price" validate:"min=0,max=100000000"` // of one
	Quantity int        `json:"quantity" validate:"min=1,max=9999"`
	Group    string     `json:"group" validate:"max=100,clean"` // "" is none
	Goods    cart.Goods `json:"goods" validate:"required,oneof=physical digital subscription club"`
}

// Answer is what the display rule says of a case.
type Answer struct {
	Shown      bool             `json:"shown"`
	Reasons    []display.Reason `json:"reasons"`
	GoodsTotal yen.Yen          `json:"goodsTotal"`
	Total      yen.Yen          `json:"total"` // to be paid
	At         time.Time        `json:"at"`
	Contract   contract.State   `json:"contract"`   // at that time
	Registered bool             `json:"registered"` // 「登録済み」 at that time (R3-1)
}

// Explain asks the very rule that render, begin and confirm ask, with the settings that are in force and the contract as it stands at
// the case's time. Errors: validate.Faults, merchant.ErrUnknownShop.
func Explain(ctx context.Context, shops *merchant.Shops, shop string, c Case) (Answer, error) {
	if faults := validate.Struct(c); faults != nil {
		return Answer{}, validate.Faults(faults)
	}
	basket := c.basket()
	if basket != nil && basket.Total < 0 {
		return Answer{}, validate.Faults{{Field: "discounts", Rule: "max", Param: strconv.FormatInt(int64(basket.GoodsTotal+c.Postage), 10)}}
	}
	settings, err := shops.Settings(ctx, shop)
	if err != nil {
		return Answer{}, err
	}
	a := Answer{At: c.At}
	if a.At.IsZero() {
		a.At = shops.Now()
	}
	if err := a.standing(ctx, shops, shop); err != nil {
		return Answer{}, err
	}
	if basket != nil {
		a.GoodsTotal, a.Total = basket.GoodsTotal, basket.Total
	}
	a.Reasons = display.Decide(settings.Display(a.Registered), display.Question{
		Kind: c.Kind, Placement: c.Placement, Cart: basket, Site: c.Site, Device: c.Device,
	})
	a.Shown = len(a.Reasons) == 0
	return a, nil
}

// basket is the cart of the case.
func (c Case) basket() *cart.Cart {
	if len(c.Lines) == 0 {
		return nil
	}
	basket := cart.Cart{Kind: c.Cart, Postage: c.Postage, Discounts: c.Discounts}
	for _, line := range c.Lines {
		basket.Items = append(basket.Items, cart.Item{Price: line.Price, Quantity: line.Quantity, Group: line.Group, Goods: line.Goods})
		basket.GoodsTotal += line.Price * yen.Yen(line.Quantity)
	}
	basket.Total = basket.GoodsTotal + c.Postage - c.Discounts
	return &basket
}

// standing finds out how the contract stands at the answer's time, and whether the shop is 「登録済み」 then. The account at Amazon is
// the one of today.
func (a *Answer) standing(ctx context.Context, shops *merchant.Shops, shop string) error {
	all, err := shops.Contracts().All(ctx, shop)
	if err != nil {
		return err
	}
	a.Contract = contract.None
	var begun time.Time
	for _, c := range all {
		if !c.AppliedAt.After(a.At) && !c.AppliedAt.Before(begun) {
			a.Contract, begun = c.State(a.At), c.AppliedAt
		}
	}
	_, err = shops.Credentials(ctx, shop)
	if err != nil && !errors.Is(err, merchant.ErrNoCredentials) {
		return err
	}
	a.Registered = err == nil && a.Contract.InForce()
	return nil
}
