package checkout_test

import (
	"testing"
	"time"

	"noren/backend/checkout"
	"noren/backend/sandbox"
)

// Amazon does not answer when an ended checkout is looked at, say by a reloaded return page. That look is made up for, and then
// it is over: the sweeper does not come back every minute for ever.
func TestPitfall26_AnEndedCheckoutIsLeftAlone(t *testing.T) {
	everywhere(t, func(t *testing.T, k *kit) {
		row := k.atAmazon(basket("cart-1", 1, 3000), "1111")
		if _, err := k.amazon.CancelByBuyer(row.SessionID); err != nil {
			t.Fatal(err)
		}
		k.settle(row.ID)
		k.wantState(row.ID, checkout.Cancelled)
		k.amazon.Fault(sandbox.Fault{Kind: sandbox.Fail, Operation: "GetCheckoutSession"})
		if _, err := k.flow.Settle(t.Context(), shopID, row.ID); err == nil {
			t.Fatal("Amazon was not asked")
		}
		k.amazon.ClearFaults()
		k.sweepFor(2*time.Hour, 10*time.Minute)
		if row := k.read(row.ID); row.NextAt != 0 {
			t.Errorf("the next look at a checkout that is %s is at %v", row.State, time.UnixMicro(row.NextAt))
		}
	})
}
