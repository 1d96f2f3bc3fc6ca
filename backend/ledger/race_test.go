package ledger_test

import (
	"errors"
	"net/http"
	"sync"
	"testing"

	"noren/backend/ledger"
	"noren/backend/sandbox"
)

// together runs n calls at the same moment and gives their errors.
func together(n int, call func() error) []error {
	errs := make([]error, n)
	start := make(chan struct{})
	var group sync.WaitGroup
	for i := range n {
		group.Go(func() {
			<-start
			errs[i] = call()
		})
	}
	close(start)
	group.Wait()
	return errs
}

// Each action is pressed by eight at the same moment, who all saw the same order, while answers get lost on either side of the effect:
// it happens once, and refunds do not add up (R5-2, R5-3, R5-7, X-11).
func TestR5_2_EightAtOnce(t *testing.T) {
	storms := []struct {
		name   string
		faults []sandbox.Fault
	}{
		{"calm", nil},
		{"lost before", []sandbox.Fault{{Kind: sandbox.Cut, When: sandbox.Before, Count: 5}}},
		{"lost after", []sandbox.Fault{{Kind: sandbox.Cut, When: sandbox.After, Count: 5}}},
		{"500 and 429", []sandbox.Fault{{Kind: sandbox.Fail, When: sandbox.After, Count: 2}, {Kind: sandbox.Throttle, Count: 2}}},
		{"refused", []sandbox.Fault{{Kind: sandbox.Refuse, Status: http.StatusBadRequest, ReasonCode: "InvalidRequest", Count: 1}}},
	}
	for i, storm := range storms {
		t.Run(storm.name, func(t *testing.T) {
			everywhere(t, func(t *testing.T, k *kit) {
				for j, d := range deeds() {
					if (i+j)%2 != k.turn {
						continue
					}
					id := d.from(k)
					for _, fault := range storm.faults {
						for _, operation := range []string{"CaptureCharge", "CreateCharge", "CloseChargePermission", "CreateRefund"} {
							fault.Operation = operation
							k.amazon.Fault(fault)
						}
					}
					act := ledger.Act{By: "staff:1", Version: k.order(id).Version}
					for _, err := range together(8, func() error { return d.do(t.Context(), k.book, id, act) }) {
						if err != nil && !isExpected(err) {
							t.Errorf("%s: %v", d.name, err)
						}
					}
					k.amazon.ClearFaults()
					k.pass(2*minute, 2*minute, 10*minute)
					if order := k.order(id); order.State == string(d.before) { // refused: now it goes well
						must(t, d.do(t.Context(), k.book, id, staff))
						k.pass(2*minute, 2*minute)
					}
					k.wantState(id, d.want)
					k.wantYen(id, d.taken, d.returned)
					if _, refunds := k.booked(k.order(id).PermissionID); d.returned > 0 && len(refunds) != 1 {
						t.Errorf("%s: refunds %+v", d.name, refunds)
					}
				}
			})
		})
	}
}

// isExpected reports errors that a caller is prepared for.
func isExpected(err error) bool {
	for _, expected := range []error{ledger.ErrNotAllowed, ledger.ErrBusy, ledger.ErrRaced, ledger.ErrUnreachable, ledger.ErrRefused} {
		if errors.Is(err, expected) {
			return true
		}
	}
	return errors.As(err, new(*ledger.AmountError))
}

// Somebody whose reading of Amazon takes long still wants what they saw: when another has returned the money meanwhile, nothing more
// is returned.
func TestX11_WhoSawAnOlderOrder(t *testing.T) {
	everywhere(t, func(t *testing.T, k *kit) {
		id := k.captured(3000)
		act := ledger.Act{By: "staff:1", Version: k.order(id).Version}
		wish := ledger.RefundWish{Amount: 1000}
		held := k.amazon.Fault(sandbox.Fault{Operation: "GetCharge", Kind: sandbox.Hold, When: sandbox.After, Count: 1})
		slow := make(chan error, 1)
		go func() {
			_, err := k.book.Refund(t.Context(), shopID, id, act, wish)
			slow <- err
		}()
		_, err := k.amazon.WaitHeld(t.Context(), held)
		must(t, err)
		_, err = k.book.Refund(t.Context(), shopID, id, act, wish)
		must(t, err)
		k.pass(2*minute, 2*minute)
		k.wantState(id, ledger.PartlyRefunded)
		must(t, k.amazon.Release(held))
		wantError(t, <-slow, ledger.ErrRaced)
		k.pass(2*minute, 2*minute)
		k.wantYen(id, 3000, 1000)
	})
}
