package ledger_test

import (
	"testing"
	"time"

	"noren/backend/ledger"
	"noren/backend/sandbox"
	"noren/backend/store/query"
)

// forged is a notice of a chargeback that no bank has asked for: the shopper knows the permission, and anybody can have it signed.
func (k *kit) forged(o query.Order, id string) {
	k.t.Helper()
	must(k.t, k.notified(sandbox.Notification{ChargePermissionID: o.PermissionID, ObjectType: "CHARGEBACK", ObjectID: id}))
}

// A chargeback cannot be read at Amazon. People see that one was told of, once until they have looked; what is done by itself goes on.
func TestIssue8_AForgedChargebackStopsNothing(t *testing.T) {
	everywhere(t, func(t *testing.T, k *kit) {
		order := k.placed(3000)
		_, err := k.book.PlanShipping(t.Context(), shopID, order.ID, staff, k.amazon.Now().Add(45*day))
		must(t, err)
		k.pass(31 * day)
		k.forged(order, "B1")
		told := k.wantAlert(order.ID, ledger.AlertChargeback)
		k.forged(order, "B2")
		if again := k.order(order.ID); again.Version != told.Version {
			t.Errorf("whoever repeats it fills the timeline: %d events", again.Version-told.Version)
		}
		k.pass(11*day, 2*day, 12*hour, 12*hour)
		k.wantState(order.ID, ledger.Authorised)
		k.wantAlert(order.ID, ledger.AlertChargeback)
		_, err = k.book.Seen(t.Context(), shopID, order.ID, staff)
		must(t, err)
		k.wantAlert(order.ID, "")
		_, err = k.book.Capture(t.Context(), shopID, order.ID, staff)
		must(t, err)
		k.forged(order, "B3")
		k.wantAlert(order.ID, ledger.AlertChargeback)
	})
}

// A charge that nobody told of forbids taking money whatever else was told, before or after; whoever has looked at one of the two sees
// the other.
func TestIssue8_AChargebackHidesNoUnknownCharge(t *testing.T) {
	everywhere(t, func(t *testing.T, k *kit) {
		for _, first := range []bool{true, false} {
			order := k.placed(3000)
			if first {
				k.forged(order, "B1")
				k.wantAlert(order.ID, ledger.AlertChargeback)
			}
			must(t, k.amazon.CancelCharge(order.ChargeID, "x"))
			must(t, k.chargeByHand(order.PermissionID, 2200))
			k.hear(everyOne)
			k.settle(order.ID)
			k.wantAlert(order.ID, ledger.AlertUnknownCharge)
			if !first {
				k.forged(order, "B1")
			}
			refused := func() {
				t.Helper()
				_, err := k.book.Capture(t.Context(), shopID, order.ID, staff)
				wantError(t, err, ledger.ErrNotAllowed)
				if o := k.wantAlert(order.ID, ledger.AlertUnknownCharge); !refuses(o, k.amazon.Now(), ledger.WhyUnknownCharge) {
					t.Errorf("first %v: money may be taken", first)
				}
			}
			refused()
			_, err := k.book.Seen(t.Context(), shopID, order.ID, staff)
			must(t, err)
			k.wantAlert(order.ID, ledger.AlertChargeback)
			refused()
			for _, n := range k.amazon.Notifications() { // Amazon tells of the charge late: then it is known
				if n.ChargePermissionID == order.PermissionID && n.ObjectType == "CHARGE" {
					must(t, k.notified(n))
				}
			}
			k.wantAlert(order.ID, ledger.AlertChargeback)
			_, err = k.book.Seen(t.Context(), shopID, order.ID, staff)
			must(t, err)
			k.wantAlert(order.ID, "")
		}
	})
}

// refuses reports that an order which could be authorised anew, or captured, is refused it for a reason.
func refuses(o query.Order, now time.Time, why ledger.Why) bool {
	o.State = string(ledger.Lapsed)
	for _, permit := range ledger.Permits(o, "", now) {
		if permit.Action == ledger.CaptureAction || permit.Action == ledger.ReauthoriseAction {
			if permit.Allowed || permit.Why != why {
				return false
			}
		}
	}
	return true
}

func (k *kit) wantAlert(id, want string) query.Order {
	k.t.Helper()
	o := k.order(id)
	if o.Alert != want {
		k.t.Errorf("alert %q, want %q", o.Alert, want)
	}
	return o
}
