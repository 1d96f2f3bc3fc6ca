package ledger_test

import (
	"testing"

	"noren/backend/ledger"
	"noren/backend/sandbox"
)

// 決済依頼 takes the money once; a second press is told so (R5-2).
func TestR5_2_CaptureOnce(t *testing.T) {
	everywhere(t, func(t *testing.T, k *kit) {
		order := k.placed(3000)
		order, err := k.book.Capture(t.Context(), shopID, order.ID, staff)
		must(t, err)
		if order.State != string(ledger.Captured) {
			t.Fatalf("order is %s", order.State)
		}
		k.wantYen(order.ID, 3000, 0)
		_, err = k.book.Capture(t.Context(), shopID, order.ID, staff)
		wantWhy(t, err, ledger.WhyDone)
		if n := len(k.calls("CaptureCharge")); n != 1 {
			t.Errorf("%d captures were sent", n)
		}
	})
}

// What cannot be read is not requested, and the error says so (R5-4).
func TestR5_4_NothingIsRequestedUnread(t *testing.T) {
	everywhere(t, func(t *testing.T, k *kit) {
		for _, operation := range []string{"GetCharge", "GetChargePermission"} {
			order := k.placed(3000)
			k.amazon.Fault(sandbox.Fault{Operation: operation, Kind: sandbox.Fail})
			_, err := k.book.Capture(t.Context(), shopID, order.ID, staff)
			wantError(t, err, ledger.ErrUnreachable)
			k.amazon.ClearFaults()
			k.wantState(order.ID, ledger.Authorised)
			if n := len(k.operations(order.ID)); n != 0 {
				t.Errorf("%d operations were noted", n)
			}
		}
		if n := len(k.calls("CaptureCharge")); n != 0 {
			t.Errorf("%d captures were sent", n)
		}
	})
}
