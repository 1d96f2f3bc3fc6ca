package ledger_test

import (
	"testing"

	"noren/backend/ledger"
	"noren/backend/store/query"
)

// 一括決済依頼: the dry run asks nothing of Amazon; each order is requested once, although the process dies in the middle and two go on at
// the same time; what was changed in Seller Central is left out, and the result says why (R5-2, R5-4).
func TestR5_2_Bulk(t *testing.T) {
	everywhere(t, func(t *testing.T, k *kit) {
		ids := make([]string, 0, 14)
		for range 12 {
			ids = append(ids, k.placed(3000).ID)
		}
		changed, captured := k.order(ids[3]), k.captured(3000)
		must(t, k.amazon.ChangeAmount(changed.ChargeID, 2000))
		ids = append(ids, captured, ids[0])
		before := len(k.amazon.Requests())
		bulk, err := k.book.DraftBulk(t.Context(), shopID, staff, ids)
		must(t, err)
		if n := len(k.amazon.Requests()); n != before {
			t.Errorf("the dry run asked Amazon %d times", n-before)
		}
		if len(bulk.Items) != 13 || bulk.Count(ledger.ItemRefused) != 1 {
			t.Fatalf("dry run %+v", bulk)
		}
		must(t, k.book.StartBulk(t.Context(), shopID, "staff:1", bulk.ID))
		wantError(t, k.book.StartBulk(t.Context(), shopID, "staff:1", bulk.ID), ledger.ErrBulkState)
		for nth := range 30 { // each life gets a little further
			if !k.killed(nth, nth%2 == 1, func(book *ledger.Book) error { _, err := book.WorkBulks(t.Context(), 1); return err }) {
				break
			}
			k.pass(10 * minute)
		}
		for _, err := range together(4, func() error { _, err := k.reborn().WorkBulks(t.Context(), 1); return err }) {
			must(t, err)
		}
		k.pass(10*minute, 10*minute)
		k.wantBulk(t, bulk.ID, changed.ID, captured)
	})
}

func (k *kit) wantBulk(t *testing.T, id, changed, captured string) {
	t.Helper()
	bulk, err := k.book.Bulk(t.Context(), shopID, id)
	must(t, err)
	if bulk.State != ledger.BulkDone {
		t.Fatalf("bulk is %s", bulk.State)
	}
	for _, item := range bulk.Items {
		want := query.BulkItemsRow{State: ledger.ItemDone}
		switch item.OrderID {
		case changed:
			want.State, want.Why = ledger.ItemRefused, string(ledger.WhyDiffers)
		case captured:
			want.State, want.Why = ledger.ItemRefused, string(ledger.WhyDone)
		}
		if item.State != want.State || item.Why != want.Why {
			t.Errorf("item %d: %s %s, want %s %s", item.Position, item.State, item.Why, want.State, want.Why)
		}
		if item.OrderID != changed {
			k.wantYen(item.OrderID, 3000, 0)
		}
	}
	k.wantYen(changed, 0, 0)
}

// A payment is requested by itself as the shop has set, once (R5-2).
func TestR5_2_CaptureOnASchedule(t *testing.T) {
	everywhere(t, func(t *testing.T, k *kit) {
		k.set(ledger.Policy{Capture: ledger.AtOrder})
		at := k.placed(3000).ID
		k.set(ledger.Policy{Capture: ledger.AfterDays, CaptureDays: 5})
		later := k.placed(3000).ID
		k.set(ledger.Policy{Capture: ledger.AtShipping})
		shipped := k.placed(3000).ID
		k.pass(minute, minute)
		k.wantYen(at, 3000, 0)
		k.wantState(shipped, ledger.Authorised)
		_, err := k.book.Ship(t.Context(), shopID, shipped, staff)
		must(t, err)
		k.pass(minute)
		k.wantYen(shipped, 3000, 0)
		k.pass(4*day + 23*hour)
		k.wantState(later, ledger.Authorised)
		k.pass(hour, minute)
		k.wantYen(later, 3000, 0)
		k.pass(day)
		if n := len(k.calls("CaptureCharge")); n != 3 {
			t.Errorf("%d captures were sent", n)
		}
	})
}

// Amazon refuses what is requested by itself: people are told, and it is not asked for for ever (R5-2, X-10).
func TestR5_2_ScheduledCaptureIsRefused(t *testing.T) {
	everywhere(t, func(t *testing.T, k *kit) {
		k.set(ledger.Policy{Capture: ledger.AfterDays, CaptureDays: 5})
		id := k.placed(3000).ID
		k.simulate("/capture", "AmazonRejected")
		k.pass(5*day+minute, hour, hour, day)
		order := k.wantState(id, ledger.Declined)
		if order.Alert != ledger.AlertCapture || order.CaptureAt != 0 {
			t.Errorf("alert %q, requested again at %d", order.Alert, order.CaptureAt)
		}
		if n := len(k.calls("CaptureCharge")); n != 1 {
			t.Errorf("%d captures were sent", n)
		}
	})
}
