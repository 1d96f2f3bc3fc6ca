package checkout_test

import (
	"testing"

	"noren/backend/checkout"
	"noren/backend/ledger"
	"noren/backend/store"
	"noren/backend/store/storetest"
)

// The whole way of one payment, step by step, and what the ledger says after each (R4-7, R4-8, R5-1).
func TestR4_8_FromBeginToPlaced(t *testing.T) {
	everywhere(t, func(t *testing.T, k *kit) {
		c := basket("cart-1", 1, 3000)
		id := k.begin(c)
		k.wantState(id, checkout.Begun)

		row := k.review(id, "1111")
		k.wantState(id, checkout.Reviewing)
		shot, err := k.flow.Snapshot(shopID, row.Buyer)
		if err != nil || shot.Delivery == nil || shot.Delivery.Region != "東京都" || shot.Descriptor != "Amazon Pay (Visa **)" {
			t.Fatalf("snapshot %+v, %v", shot, err)
		}

		departure := k.confirm(id, c)
		if want := k.amazon.URL + "/checkout/processing?amazonCheckoutSessionId=" + row.SessionID; departure.Go != want {
			t.Fatalf("confirm leads to %s, want %s", departure.Go, want)
		}
		k.wantState(id, checkout.AtAmazon)
		k.wantOrder(ledger.Awaiting)

		k.pay(row)
		if got := k.settle(id); checkout.State(got.State) != checkout.Placed {
			t.Fatalf("settled as %s", got.State)
		}
		order := k.wantOrder(ledger.Authorised)
		if order.PermissionID == "" || order.ChargeID == "" || order.PlacedAt == 0 || order.Total != 3000 {
			t.Fatalf("order %+v", order)
		}
		k.balance()
		k.wantWebhooks(1)
	})
}

// 決済依頼 takes the money once, however often it is pressed (R5-2).
func TestR5_2_CaptureOnce(t *testing.T) {
	everywhere(t, func(t *testing.T, k *kit) {
		row := k.atAmazon(basket("cart-1", 1, 3000), "1111")
		k.pay(row)
		k.settle(row.ID)
		order := k.wantOrder(ledger.Authorised)
		if _, err := k.book.Capture(t.Context(), shopID, order.ID, ledger.Act{By: "test"}); err != nil {
			t.Fatal(err)
		}
		k.wantOrder(ledger.Captured)
		if _, err := k.book.Capture(t.Context(), shopID, order.ID, ledger.Act{By: "test"}); err == nil {
			t.Fatal("captured twice")
		}
		if charges := k.amazon.Books().Charges; len(charges) != 1 || charges[0].Captured != 3000 {
			t.Fatalf("charges %+v", charges)
		}
	})
}

func everywhere(t *testing.T, test func(t *testing.T, k *kit)) {
	t.Helper()
	storetest.OnEvery(t, func(t *testing.T, db *store.DB) { test(t, newKit(t, db)) })
}
