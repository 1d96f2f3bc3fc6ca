package doctor_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"noren/backend/contract"
	"noren/backend/doctor"
	"noren/backend/merchant"
	"noren/shared/button"
	"noren/shared/cart"
	"noren/shared/display"
	"noren/shared/validate"
	"noren/shared/yen"
)

// usual is a case against which nothing speaks in a shop that sells.
func usual() doctor.Case {
	return doctor.Case{
		Kind: button.Pay, Placement: display.Cart, Site: button.PC, Device: button.PC, Cart: cart.Ordinary,
		Lines: []doctor.Line{{Price: 3000, Quantity: 2, Group: "a", Goods: cart.Physical}},
	}
}

// selling is a shop that sells, with limits and groups.
func selling(t *testing.T) *clinic {
	t.Helper()
	c := newClinic(t)
	c.register(nil)
	c.apply()
	c.set(shown)
	c.set(limits(1000, 50_000))
	c.set(func(s *merchant.Settings) {
		s.Linking = true
		s.Groups = []merchant.Group{{ID: "a", Name: "A", AmazonPay: true}, {ID: "b", Name: "B"}}
	})
	return c
}

// «A cart of ¥12,000 on a smartphone with goods of group B: shown? why?»
func TestX16_TheRuleSaysWhy(t *testing.T) {
	c := selling(t)
	for name, test := range map[string]struct {
		change func(*doctor.Case)
		want   []display.Reason
	}{
		"nothing against it": {func(*doctor.Case) {}, nil},
		"group B": {func(q *doctor.Case) {
			q.Lines[0] = doctor.Line{Price: 12_000, Quantity: 1, Group: "b", Goods: cart.Physical}
			q.Site, q.Device = button.SP, button.SP
		}, []display.Reason{display.GroupNotAllowed}},
		"one of several lines": {func(q *doctor.Case) {
			q.Lines = append(q.Lines, doctor.Line{Price: 1, Quantity: 1, Goods: cart.Club})
		}, []display.Reason{display.KindNotAllowed}},
		"quantities count":          {func(q *doctor.Case) { q.Lines[0].Quantity = 17 }, []display.Reason{display.AboveLimit}},
		"postage is no goods":       {func(q *doctor.Case) { q.Lines[0].Price, q.Postage = 499, 10_000 }, []display.Reason{display.BelowLimit}},
		"points pay all":            {func(q *doctor.Case) { q.Postage, q.Discounts = 500, 6500 }, []display.Reason{display.NothingToPay}},
		"proxy on a PC":             {func(q *doctor.Case) { q.Cart, q.Site = cart.Proxy, button.SP }, []display.Reason{display.SPSiteOnPC, display.KindNotAllowed}},
		"no cart":                   {func(q *doctor.Case) { q.Lines = nil }, []display.Reason{display.NoCart}},
		"login needs none":          {func(q *doctor.Case) { q.Kind, q.Placement, q.Lines = button.Login, display.MyPage, nil }, nil},
		"before the application":    {func(q *doctor.Case) { q.At = time.Now().Add(-time.Hour) }, []display.Reason{display.NotRegistered}},
		"group that does not stand": {func(q *doctor.Case) { q.Lines[0].Group = "new" }, []display.Reason{display.GroupNotAllowed}},
	} {
		question := usual()
		test.change(&question)
		answer, err := doctor.Explain(t.Context(), c.Shops, c.shop.ID, question)
		must(t, err)
		if diff := cmp.Diff(test.want, answer.Reasons); diff != "" || answer.Shown != (test.want == nil) {
			t.Errorf("%s: shown %t %s", name, answer.Shown, diff)
		}
	}
}

// It is the rule of the shop's pages: for every kind, place, site, device and amount at a limit both say the same.
func TestX16_ItIsTheRuleOfThePages(t *testing.T) {
	c := selling(t)
	recent, err := c.Shops.Recent(t.Context(), c.shop.ID)
	must(t, err)
	rule := recent.Settings.Display(recent.Shop.Registered) // as the checkout asks it
	hidden := 0
	for _, kind := range []button.Kind{button.Pay, button.Login} {
		for _, placement := range []display.Placement{display.Cart, display.Checkout, display.Signup, display.LoginPage, display.MyPage, display.Complete} {
			for _, device := range []button.Site{button.PC, button.SP} {
				for _, amount := range []yen.Yen{0, 1, 999, 1000, 49_999, 50_000, 1_000_000, 1_000_001} {
					question := usual()
					question.Kind, question.Placement, question.Site, question.Device = kind, placement, button.SP, device
					question.Lines = []doctor.Line{{Price: amount, Quantity: 1, Goods: cart.Digital}}
					answer, err := doctor.Explain(t.Context(), c.Shops, c.shop.ID, question)
					must(t, err)
					basket := cart.Cart{Kind: cart.Ordinary, GoodsTotal: amount, Total: amount, Items: []cart.Item{{Price: amount, Quantity: 1, Goods: cart.Digital}}}
					want := display.Decide(rule, display.Question{Kind: kind, Placement: placement, Cart: &basket, Site: button.SP, Device: device})
					if diff := cmp.Diff(want, answer.Reasons); diff != "" {
						t.Errorf("%s %s %s %s: %s", kind, placement, device, amount, diff)
					}
					hidden += len(want)
				}
			}
		}
	}
	if hidden == 0 {
		t.Error("nothing was ever hidden")
	}
}

// The contract decides as it stands at the time that is asked about (R6-1, R6-3).
func TestX16_TheContractOfThatTime(t *testing.T) {
	c := selling(t)
	c.reserve()
	end := contract.MonthOf(time.Now()).End()
	for at, want := range map[time.Time]contract.State{
		time.Now().AddDate(-1, 0, 0): contract.None, {}: contract.Reserved, end.Add(-time.Microsecond): contract.Reserved, end: contract.Ended,
	} {
		question := usual()
		question.At = at
		answer, err := doctor.Explain(t.Context(), c.Shops, c.shop.ID, question)
		must(t, err)
		if answer.Contract != want || answer.Registered != want.InForce() || answer.Shown != want.InForce() {
			t.Errorf("%s: %s, registered %t, shown %t", at, answer.Contract, answer.Registered, answer.Shown)
		}
	}
}

func TestX16_WhatCannotBeAskedIsNamed(t *testing.T) {
	c := selling(t)
	for field, change := range map[string]func(*doctor.Case){
		"kind": func(q *doctor.Case) { q.Kind = "" }, "placement": func(q *doctor.Case) { q.Placement = "home" }, "device": func(q *doctor.Case) { q.Device = "tv" },
		"lines[0].price": func(q *doctor.Case) { q.Lines[0].Price = 100_000_001 }, "lines[0].quantity": func(q *doctor.Case) { q.Lines[0].Quantity = 0 },
		"lines[0].goods": func(q *doctor.Case) { q.Lines[0].Goods = "rental" }, "discounts": func(q *doctor.Case) { q.Discounts = 6001 },
		"postage": func(q *doctor.Case) { q.Postage = -1 }, "lines": func(q *doctor.Case) { q.Lines = make([]doctor.Line, 21) },
	} {
		question := usual()
		change(&question)
		_, err := doctor.Explain(t.Context(), c.Shops, c.shop.ID, question)
		faults, _ := errors.AsType[validate.Faults](err)
		if len(faults) == 0 || faults[0].Field != field {
			t.Errorf("%s: %v", field, err)
		}
	}
	if _, err := doctor.Explain(t.Context(), c.Shops, "shop_none", usual()); !errors.Is(err, merchant.ErrUnknownShop) {
		t.Error(err)
	}
}
