package checkout_test

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"

	"noren/backend/ledger"
)

// The shop empties the cart that was paid, and no cart that grew meanwhile: the webhook says which version it was.
func TestPitfall21_WebhookNamesTheCartThatWasPaid(t *testing.T) {
	everywhere(t, func(t *testing.T, k *kit) {
		id := k.begin(basket("cart-1", 7, 3000))
		k.review(id, "1111")
		k.confirm(id, basket("cart-1", 8, 4000))
		k.begin(basket("cart-1", 9, 5000)) // another tab goes on shopping
		k.pay(k.read(id))
		k.settle(id)
		order := k.wantOrder(ledger.Authorised)
		placed := k.placedEvents()
		if len(placed) != 1 {
			t.Fatalf("webhooks %+v", placed)
		}
		var got map[string]any
		if err := json.Unmarshal(placed[0].Body, &got); err != nil {
			t.Fatal(err)
		}
		want := map[string]any{
			"type": "order.placed", "timestamp": got["timestamp"],
			"data": map[string]any{
				"checkout": id, "orderNumber": order.Number, "cartId": "cart-1", "cartVersion": 8.0,
				"orderState": "authorised", "version": float64(order.Version), "total": 4000.0, "captured": 0.0, "refunded": 0.0,
			},
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	})
}
