package web

import (
	"testing"

	"noren/backend/checkout"
	"noren/backend/ledger"
	"noren/backend/web/shopapi"
)

// Every state of a checkout and of its order has a public word, which the specification knows; and «placed» means that the
// goods may be sent.
func TestPitfall9_PlacedMeansPaid(t *testing.T) {
	for order := range ledger.Table {
		if !shopapi.OrderState(order).Valid() {
			t.Errorf("order state %q is not in the specification", order)
		}
		for state := range checkout.Table {
			got := publicState(state, order)
			if !got.Valid() {
				t.Errorf("%s, %s: %q is not in the specification", state, order, got)
			}
			if (got == shopapi.CheckoutStatePlaced) != (state == checkout.Placed && order.MayShip()) {
				t.Errorf("%s, %s is %q to the shop", state, order, got)
			}
		}
	}
}
