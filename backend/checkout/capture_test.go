package checkout_test

import (
	"testing"
	"time"

	"noren/backend/ledger"
	"noren/backend/sandbox"
)

// The answers to a capture are lost, and its process with them: the sweeper finds within minutes that it was carried out, and the
// operation ends with the order's change (R5-2, pitfall 7).
func TestR5_2_CaptureWhoseAnswerIsLostIsFound(t *testing.T) {
	everywhere(t, func(t *testing.T, k *kit) {
		_, order := k.placed()
		held := k.amazon.Fault(sandbox.Fault{Operation: "CaptureCharge", Kind: sandbox.Hold, When: sandbox.After, Count: 1})
		done := make(chan error, 1)
		go func() {
			_, err := k.book.Capture(t.Context(), shopID, order.ID, ledger.Act{By: "test"})
			done <- err
		}()
		if _, err := k.amazon.WaitHeld(t.Context(), held); err != nil {
			t.Fatal(err)
		}
		k.lose("GetCharge", sandbox.Before, 9)
		if err := k.amazon.Release(held); err != nil {
			t.Fatal(err)
		}
		k.wantError(<-done, ledger.ErrUnreachable)
		k.amazon.ClearFaults()
		k.wantOrder(ledger.Authorised)
		k.advance(2 * time.Minute)
		if _, err := k.book.Sweep(t.Context(), 10); err != nil {
			t.Fatal(err)
		}
		k.wantOrder(ledger.Captured)
		operations, err := k.db.Read().Operations(t.Context(), operationsOf(order.ID))
		if err != nil || len(operations) != 1 || operations[0].State != "done" {
			t.Fatalf("operations %+v, %v", operations, err)
		}
	})
}
