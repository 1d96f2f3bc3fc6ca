package ledger_test

import (
	"slices"
	"testing"

	"noren/backend/ledger"
	"noren/backend/sandbox"
)

// change is what somebody does with an order in Seller Central, and what the ledger must know of it then.
type change struct {
	do    func(k *kit, charge, permission string) error
	state ledger.State
	taken int64
	total int64 // at Amazon; that of the ledger is 3000
}

func changes() map[string]change {
	return map[string]change{
		"amount lowered":  {do: func(k *kit, c, _ string) error { return k.amazon.ChangeAmount(c, 2500) }, state: ledger.Authorised, total: 2500},
		"captured":        {do: func(k *kit, c, _ string) error { return k.amazon.Capture(c, 3000) }, state: ledger.Captured, taken: 3000, total: 3000},
		"captured partly": {do: func(k *kit, c, _ string) error { return k.amazon.Capture(c, 1800) }, state: ledger.Captured, taken: 1800, total: 1800},
		"lowered and captured": {do: func(k *kit, c, _ string) error {
			if err := k.amazon.ChangeAmount(c, 2000); err != nil {
				return err
			}
			return k.amazon.Capture(c, 2000)
		}, state: ledger.Captured, taken: 2000, total: 2000},
		"cancelled and charged anew": {do: func(k *kit, c, p string) error {
			if err := k.amazon.CancelCharge(c, "x"); err != nil {
				return err
			}
			return k.chargeByHand(p, 2200)
		}, state: ledger.Captured, taken: 2200, total: 2200},
	}
}

// A change that was made in Seller Central is found by 決済依頼 itself, by its notification, or by the daily look; then nothing is
// requested here (R5-4, X-9).
func TestR5_4_ChangedInSellerCentral(t *testing.T) {
	finders := map[string]func(t *testing.T, k *kit, id string){
		"press":        func(_ *testing.T, k *kit, _ string) { k.hear(everyOne) },
		"notification": func(_ *testing.T, k *kit, _ string) { k.hear(nil) },
		"notifications, newest first": func(t *testing.T, k *kit, id string) {
			all, permission := k.amazon.Notifications(), k.order(id).PermissionID
			for _, n := range slices.Backward(all) {
				if n.ChargePermissionID == permission {
					must(t, k.notified(n))
				}
			}
		},
		"daily look": func(_ *testing.T, k *kit, _ string) { k.hear(everyOne); k.pass(day+2*hour, hour) },
	}
	for finder, find := range finders {
		t.Run(finder, func(t *testing.T) {
			everywhere(t, func(t *testing.T, k *kit) {
				for name, x := range changes() {
					if name == "cancelled and charged anew" && finder != "notifications, newest first" {
						continue // TestX9_CancelledInSellerCentral, and, as V2 has no list of charges, TestX9_ChargeThatNobodyToldOf
					}
					order := k.placed(3000)
					k.hear(nil)
					must(t, x.do(k, order.ChargeID, order.PermissionID))
					find(t, k, order.ID)
					_, err := k.book.Capture(t.Context(), shopID, order.ID, staff)
					want := ledger.WhyDone
					if x.state == ledger.Authorised {
						want = ledger.WhyDiffers
					}
					wantWhy(t, err, want)
					got := k.wantState(order.ID, x.state)
					if differs := got.Differs == 1; differs != (x.total != 3000) || got.AmazonTotal != x.total || got.Total != 3000 {
						t.Errorf("%s: differs %v: Amazon %d, ledger %d", name, differs, got.AmazonTotal, got.Total)
					}
					k.wantYen(order.ID, x.taken, 0)
				}
				if n := len(k.calls("CaptureCharge")); n != 0 {
					t.Errorf("%d captures were sent", n)
				}
			})
		})
	}
}

// A charge that was made in Seller Central, and of which no notification tells, cannot be read: there is no list. The permission
// shows that it was charged, so the order is shown to a person and nothing is requested (X-9, design.md section 5, rule 8).
func TestX9_ChargeThatNobodyToldOf(t *testing.T) {
	everywhere(t, func(t *testing.T, k *kit) {
		for _, lapsed := range []bool{false, true} {
			order := k.placed(3000)
			if lapsed {
				k.pass(30*day + hour)
			} else {
				must(t, k.amazon.CancelCharge(order.ChargeID, "x"))
			}
			must(t, k.chargeByHand(order.PermissionID, 2200))
			k.hear(everyOne)
			_, err := k.book.Capture(t.Context(), shopID, order.ID, staff)
			wantError(t, err, ledger.ErrNotAllowed)
			if got := k.order(order.ID); got.Alert != ledger.AlertUnknownCharge {
				t.Errorf("lapsed %v: alert %q, state %s", lapsed, got.Alert, got.State)
			}
			if n := len(k.operations(order.ID)); n != 0 {
				t.Errorf("%d operations", n)
			}
			// Amazon tells of it late: then all is known.
			for _, n := range k.amazon.Notifications() {
				if n.ChargePermissionID == order.PermissionID && n.ObjectType == "CHARGE" {
					must(t, k.notified(n))
				}
			}
			k.wantYen(order.ID, 2200, 0)
			if got := k.order(order.ID); got.Alert != "" || got.Differs != 1 {
				t.Errorf("lapsed %v: alert %q, differs %d", lapsed, got.Alert, got.Differs)
			}
		}
	})
}

// Notifications come doubled, in the wrong order, and about what we did ourselves: each thing is recorded once (pitfalls 8 and 10).
func TestPitfall10_DoubledAndDisordered(t *testing.T) {
	everywhere(t, func(t *testing.T, k *kit) {
		id := k.captured(3000)
		must(t, k.refund(id, 1000))
		k.pass(2*minute, 2*minute)
		_, err := k.amazon.Refund(k.order(id).ChargeID, 500)
		must(t, err)
		k.pass(2 * minute)
		all := k.amazon.Notifications()
		for i := range all {
			must(t, k.notified(all[len(all)-1-i]))
		}
		version := k.order(id).Version
		for _, n := range all {
			must(t, k.notified(n))
		}
		if got := k.order(id); got.Version != version {
			t.Errorf("old news made %d events", got.Version-version)
		}
		k.wantState(id, ledger.PartlyRefunded)
		k.wantYen(id, 3000, 1500)
		if n := len(k.refunds(id)); n != 2 {
			t.Errorf("%d refunds", n)
		}
	})
}

// A notification about somebody else's charge changes nothing here: it is read, and found to be another's.
func TestPitfall8_SomebodyElsesCharge(t *testing.T) {
	everywhere(t, func(t *testing.T, k *kit) {
		mine, other := k.placed(3000), k.placed(5000)
		before := k.order(mine.ID)
		must(t, k.notified(sandbox.Notification{ChargePermissionID: mine.PermissionID, ObjectType: "CHARGE", ObjectID: other.ChargeID}))
		if got := k.order(mine.ID); got.Version != before.Version || got.AmazonTotal != before.AmazonTotal {
			t.Errorf("another's charge changed the order: %+v", got)
		}
	})
}

// A chargeback is shown to a person, once; figures stay those of the charge.
func TestX9_Chargeback(t *testing.T) {
	everywhere(t, func(t *testing.T, k *kit) {
		id := k.captured(3000)
		k.hear(nil)
		_, err := k.amazon.Chargeback(k.order(id).ChargeID)
		must(t, err)
		k.hear(nil)
		order := k.wantState(id, ledger.Captured)
		if order.Alert != ledger.AlertChargeback {
			t.Errorf("alert %q", order.Alert)
		}
		order, err = k.book.Seen(t.Context(), shopID, id, staff)
		must(t, err)
		if order.Alert != "" {
			t.Errorf("alert %q", order.Alert)
		}
	})
}
