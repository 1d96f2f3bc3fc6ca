package ledger_test

import (
	"testing"

	"noren/backend/checkout"
	"noren/backend/ledger"
	"noren/backend/store/query"
	"noren/shared/api"
	"noren/shared/button"
	"noren/shared/cart"
	"noren/shared/display"
)

// returned is a visit of a guest who came back from choosing and did nothing more.
func (k *kit) returned(cartID string) query.Checkout {
	k.t.Helper()
	token := k.token(cart.Cart{
		ID: cartID, Version: 1, Kind: cart.Ordinary, GoodsTotal: 1000, Total: 1000,
		Items: []cart.Item{{SKU: "tea-1", Name: "煎茶", Quantity: 1, Price: 1000, Group: "tea", Goods: cart.Physical}},
	})
	departure, err := k.flow.Begin(k.t.Context(), api.BeginRequest{
		Shop: shopID, Kind: button.Pay, Placement: display.Cart, Cart: token, Site: button.PC, Device: button.PC, Leaving: leaving("/checkout"),
	}, "")
	must(k.t, err)
	row, err := k.flow.Review(k.t.Context(), departure.Checkout, k.choose(departure.Checkout))
	must(k.t, err)
	return row
}

// A guest who did not buy is forgotten a week after the visit ended, whether or not the shop has a rule; who bought, or is on the way, or
// has an order that nobody paid, is the order's.
func TestIssue8_GuestsWhoDidNotBuyAreForgottenAfterAWeek(t *testing.T) {
	everywhere(t, func(t *testing.T, k *kit) {
		ctx := t.Context()
		guest, bought, unpaid := k.returned("cart-guest"), k.placed(3000), k.atAmazon(2000)
		_, err := k.amazon.CancelByBuyer(unpaid.SessionID)
		must(t, err)
		known := func(id string) bool {
			t.Helper()
			row, err := k.flow.Get(ctx, shopID, id)
			must(t, err)
			return len(row.Buyer)+len(row.BuyerHash) > 0
		}
		days := func(n int) {
			t.Helper()
			for range n {
				k.amazon.Advance(day + hour/4)
				_, err := k.flow.Sweep(ctx, 50)
				must(t, err)
				_, err = k.book.Retain(ctx, 10)
				must(t, err)
			}
		}
		days(1)
		ended, err := k.flow.Get(ctx, shopID, guest.ID)
		must(t, err)
		if checkout.State(ended.State) != checkout.Expired || !known(guest.ID) {
			t.Errorf("a day later the visit is %s, and its guest known: %v", ended.State, known(guest.ID))
		}
		days(6)
		late := k.returned("cart-late")
		if !known(guest.ID) {
			t.Error("six days after its end the guest is forgotten")
		}
		days(1)
		if known(guest.ID) || !known(late.ID) {
			t.Errorf("a week after its end the guest is known: %v; who is on the way: %v", known(guest.ID), known(late.ID))
		}
		if !known(bought.CheckoutID) || len(k.order(bought.ID).Buyer) == 0 {
			t.Error("who bought is forgotten without a rule")
		}
		if order := k.wantState(unpaid.OrderID, ledger.Unpaid); !known(unpaid.ID) || len(order.Buyer) == 0 {
			t.Error("the people of an unpaid order are the order's")
		}
		before, err := k.flow.Get(ctx, shopID, guest.ID)
		must(t, err)
		days(1)
		if after, err := k.flow.Get(ctx, shopID, guest.ID); err != nil || after.Version != before.Version {
			t.Errorf("a forgotten visit is written again: %d, %d, %v", before.Version, after.Version, err)
		}
		if row, err := k.flow.Settle(ctx, shopID, guest.ID); err != nil || row.State != ended.State {
			t.Errorf("a forgotten visit is %s, %v", row.State, err)
		}
	})
}

// What has lapsed can be reserved anew, so its people are kept; when Amazon's 180 days are over it rests, and the rule reaches it without
// anybody's cancelling it.
func TestIssue8_WhatHasLapsedIsForgottenAfterAmazons180Days(t *testing.T) {
	everywhere(t, func(t *testing.T, k *kit) {
		order := k.placed(3000)
		k.pass(31 * day)
		k.wantState(order.ID, ledger.Lapsed)
		k.rule(30)
		k.pass(140 * day)
		k.retained()
		if _, err := k.book.Forget(t.Context(), shopID, order.ID, staff); len(k.order(order.ID).Buyer) == 0 {
			t.Errorf("its people are gone while it may be reserved anew: %v", err)
		} else {
			wantWhy(t, err, ledger.WhyState)
		}
		k.pass(10 * day)
		k.retained()
		k.wantState(order.ID, ledger.Lapsed)
		k.nothingOf(order.ID)
	})
}
