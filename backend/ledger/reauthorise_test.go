package ledger_test

import (
	"errors"
	"testing"

	"noren/backend/ledger"
	"noren/backend/sandbox"
	"noren/backend/store/query"
)

// lapsed is an order whose authorisation ran out after 30 days (pitfall 13).
func (k *kit) lapsed(total int64) query.Order {
	k.t.Helper()
	order := k.placed(total)
	k.pass(30*day + hour)
	return k.wantState(order.ID, ledger.Lapsed)
}

// From day 31 on 決済依頼 authorises anew and takes the money in one step (R5-7).
func TestR5_7_CaptureAfterTheAuthorisationLapsed(t *testing.T) {
	everywhere(t, func(t *testing.T, k *kit) {
		first := k.lapsed(3000)
		order, err := k.book.Capture(t.Context(), shopID, first.ID, staff)
		must(t, err)
		k.wantState(order.ID, ledger.Captured)
		if order.ChargeID == first.ChargeID {
			t.Error("the old charge")
		}
		k.wantYen(order.ID, 3000, 0)
	})
}

// A refusal names its class, which says what helps; the same may be asked for again and is then a new request (R5-7, X-10).
func TestX10_RefusedReauthorisation(t *testing.T) {
	everywhere(t, func(t *testing.T, k *kit) {
		for code, class := range map[string]ledger.Class{
			"SoftDeclined": ledger.Soft, "TransactionTimedOut": ledger.Soft, "HardDeclined": ledger.Hard, "PaymentMethodNotAllowed": ledger.Hard,
			"MFANotCompleted": ledger.Hard, "AmazonRejected": ledger.Other,
		} {
			order := k.lapsed(3000)
			k.simulate("/charges", code)
			_, err := k.book.Reauthorise(t.Context(), shopID, order.ID, staff)
			var refused *ledger.RefusedError
			if !errors.As(err, &refused) || refused.Class() != class {
				t.Errorf("%s: %v", code, err)
			}
			k.simulate("", "")
			k.wantYen(order.ID, 0, 0)
			if class == ledger.Other { // Amazon closed the permission
				_, err = k.book.Capture(t.Context(), shopID, order.ID, staff)
				if !errors.Is(err, ledger.ErrRefused) && !errors.Is(err, ledger.ErrNotAllowed) {
					t.Errorf("after a rejection: %v", err)
				}
				continue
			}
			if class == ledger.Hard {
				must(t, k.amazon.RepairPaymentMethod(order.PermissionID))
			}
			_, err = k.book.Reauthorise(t.Context(), shopID, order.ID, staff)
			must(t, err)
			k.wantState(order.ID, ledger.Authorised)
			operations := k.operations(order.ID)
			if len(operations) != 1 || operations[0].Generation != 2 || operations[0].State != "done" {
				t.Errorf("%s: operations %+v", code, operations)
			}
		}
	})
}

// ProcessingFailure is an answer that says nothing: the same request is sent again, with its key, until Amazon decides (protocol 5.2).
func TestX10_ProcessingFailure(t *testing.T) {
	everywhere(t, func(t *testing.T, k *kit) {
		order := k.lapsed(3000)
		k.simulate("/charges", "ProcessingFailure")
		_, err := k.book.Reauthorise(t.Context(), shopID, order.ID, staff)
		wantError(t, err, ledger.ErrUnreachable)
		k.simulate("", "")
		k.pass(2*minute, 2*minute)
		k.wantState(order.ID, ledger.Authorised)
		charges, _ := k.booked(order.PermissionID)
		if len(charges) != 2 {
			t.Errorf("charges %+v", charges)
		}
	})
}

// The day before the shipping day the payment is reserved anew, by itself, once.
func TestX10_BeforeTheShippingDay(t *testing.T) {
	everywhere(t, func(t *testing.T, k *kit) {
		order := k.placed(3000)
		_, err := k.book.PlanShipping(t.Context(), shopID, order.ID, staff, k.amazon.Now().Add(45*day))
		must(t, err)
		k.pass(31 * day)
		k.wantState(order.ID, ledger.Lapsed)
		k.pass(11 * day)
		k.wantState(order.ID, ledger.Lapsed)
		k.pass(2*day, 12*hour, 12*hour)
		k.wantState(order.ID, ledger.Authorised)
		charges, _ := k.booked(order.PermissionID)
		if len(charges) != 2 {
			t.Errorf("charges %+v", charges)
		}
	})
}

// By itself: soft refusals are tried again, no more than three times; a hard one asks the shopper for another card. Then a person
// must look.
func TestX10_AutomaticGivesUp(t *testing.T) {
	everywhere(t, func(t *testing.T, k *kit) {
		for code, sent := range map[string]int{"SoftDeclined": 3, "HardDeclined": 1, "AmazonRejected": 1} {
			order := k.placed(3000)
			_, err := k.book.PlanShipping(t.Context(), shopID, order.ID, staff, k.amazon.Now().Add(45*day))
			must(t, err)
			k.pass(31 * day)
			before := len(k.calls("CreateCharge"))
			k.simulate("/charges", code)
			k.pass(13*day, hour, hour, hour, 2*hour, 2*hour, 4*hour, 4*hour, 4*hour, 6*hour)
			k.simulate("", "")
			if got := k.wantState(order.ID, ledger.Lapsed); got.Alert != ledger.AlertReauthorise {
				t.Errorf("%s: alert %q", code, got.Alert)
			}
			if n := len(k.calls("CreateCharge")) - before; n != sent {
				t.Errorf("%s: %d requests, want %d", code, n, sent)
			}
			asked := 0
			for _, event := range k.events(order.ID) {
				if event.Event == string(ledger.CardChangeAsked) {
					asked++
				}
			}
			if want := map[string]int{"HardDeclined": 1}[code]; asked != want {
				t.Errorf("%s: the shopper was asked %d times, want %d", code, asked, want)
			}
		}
	})
}

// A declined payment is reserved anew. When the answer to that is lost and Amazon's notification comes first, the charge is still
// ours (R5-7, pitfall 10).
func TestR5_7_ReauthoriseADeclinedOrder(t *testing.T) {
	everywhere(t, func(t *testing.T, k *kit) {
		for _, lost := range []bool{false, true} {
			order := k.declined(3000)
			if lost {
				k.lose("CreateCharge", sandbox.After)
				_, err := k.book.Reauthorise(t.Context(), shopID, order.ID, staff)
				wantError(t, err, ledger.ErrUnreachable)
				k.hear(nil)
				k.pass(2*minute, 2*minute)
			} else {
				_, err := k.book.Reauthorise(t.Context(), shopID, order.ID, staff)
				must(t, err)
			}
			k.wantState(order.ID, ledger.Authorised)
			_, err := k.book.Capture(t.Context(), shopID, order.ID, staff)
			must(t, err)
			k.wantYen(order.ID, 3000, 0)
		}
	})
}

// declined is an order whose late capture Amazon refused (pitfall 12).
func (k *kit) declined(total int64) query.Order {
	k.t.Helper()
	order := k.placed(total)
	k.pass(8 * day)
	k.simulate("/capture", "PendingProcessingFailure")
	order, err := k.book.Capture(k.t.Context(), shopID, order.ID, staff)
	must(k.t, err)
	k.simulate("", "")
	if order.State != string(ledger.Capturing) || ledger.State(order.State).MayShip() {
		k.t.Fatalf("order is %s", order.State)
	}
	k.pass(2*minute, 2*minute)
	k.hear(nil)
	return k.wantState(order.ID, ledger.Declined)
}

// After 180 days nothing is requested any more.
func TestX10_AfterAmazonsLimit(t *testing.T) {
	everywhere(t, func(t *testing.T, k *kit) {
		order := k.lapsed(3000)
		k.pass(150 * day)
		_, err := k.book.Capture(t.Context(), shopID, order.ID, staff)
		wantWhy(t, err, ledger.WhyOver)
		k.wantYen(order.ID, 0, 0)
	})
}

// Of a payment that is taken later than seven days after the authorisation nothing is believed until Amazon has decided (pitfall 12).
func TestPitfall12_LateCapture(t *testing.T) {
	everywhere(t, func(t *testing.T, k *kit) {
		order := k.placed(3000)
		k.pass(8 * day)
		_, err := k.book.Capture(t.Context(), shopID, order.ID, staff)
		must(t, err)
		k.wantState(order.ID, ledger.Capturing)
		_, err = k.book.Ship(t.Context(), shopID, order.ID, staff)
		wantWhy(t, err, ledger.WhyCapturing)
		_, err = k.book.Capture(t.Context(), shopID, order.ID, staff)
		wantWhy(t, err, ledger.WhyCapturing)
		k.pass(2*minute, 2*minute)
		k.wantState(order.ID, ledger.Captured)
		k.wantYen(order.ID, 3000, 0)
	})
}
