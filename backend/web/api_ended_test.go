package web_test

import (
	"net/http"
	"testing"
	"time"

	"noren/backend/contract"
	"noren/backend/merchant"
)

// After the contract's end the shop's server captures, refunds and cancels the orders from before as it did (R6-3).
func TestR6_3_OldOrdersThroughTheAPIAfterTheEnd(t *testing.T) {
	everyDatabase(t, func(t *testing.T, o *outward) {
		o.must(o.shops.Apply(t.Context(), "cli", o.shop.ID, contract.Application{
			Kind: contract.Corporation, Company: "株式会社見本", CorporateNumber: "4011001098993", Terms: true, Reviewed: true,
		}))
		key := o.key(merchant.Scopes()...)
		end := contract.MonthOf(o.now()).End()
		o.amazon.Advance(end.Sub(o.now()) - time.Hour) // payments are reserved for 30 days
		captured, cancelled := o.placedAs("cart-1"), o.placedAs("cart-2")
		o.must(o.shops.Contracts().Reserve(t.Context(), "cli", o.shop.ID))
		o.amazon.Advance(2 * time.Hour)
		if shop, err := o.shops.Get(t.Context(), o.shop.ID); err != nil || shop.Contract != contract.Ended || shop.Registered {
			t.Fatalf("%+v, %v", shop, err)
		}
		for _, step := range []struct{ path, body, state string }{
			{captured + "/capture", "", "captured"},
			{captured + "/refund", `{"amount":1000}`, "refunding"},
			{cancelled + "/cancel-payment", `{"reason":"品切れ","confirmed":true}`, "cancelled"},
			{cancelled + "/cancel", "", "order_cancelled"},
		} {
			status, order, problem := o.ask(key, http.MethodPost, step.path, step.body, nil)
			if status != http.StatusOK || string(order.State) != step.state {
				t.Errorf("%s: %d %s %+v, want %s", step.path, status, order.State, problem, step.state)
			}
		}
	})
}
