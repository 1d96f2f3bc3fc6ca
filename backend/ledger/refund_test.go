package ledger_test

import (
	"errors"
	"testing"

	"noren/backend/ledger"
	"noren/backend/sandbox"
)

// captured is a placed order whose payment was requested.
func (k *kit) captured(total int64) (id string) {
	k.t.Helper()
	order := k.placed(total)
	order, err := k.book.Capture(k.t.Context(), shopID, order.ID, staff)
	must(k.t, err)
	if order.State != string(ledger.Captured) {
		k.t.Fatalf("order is %s", order.State)
	}
	return order.ID
}

func (k *kit) refund(id string, amount int64) error {
	_, err := k.book.Refund(k.t.Context(), shopID, id, staff, ledger.RefundWish{Amount: amount, Reason: "破損"})
	return err
}

// A refund in parts is followed to its end; only what is back counts (X-11, pitfall 11).
func TestX11_PartByPart(t *testing.T) {
	everywhere(t, func(t *testing.T, k *kit) {
		id := k.captured(3000)
		must(t, k.refund(id, 1000))
		k.wantState(id, ledger.Refunding)
		k.wantYen(id, 3000, 0)
		wantWhy(t, k.refund(id, 1), ledger.WhyRefunding)
		k.pass(2*minute, 2*minute)
		k.wantState(id, ledger.PartlyRefunded)
		k.wantYen(id, 3000, 1000)
		must(t, k.refund(id, 2000))
		k.pass(2*minute, 2*minute)
		k.wantState(id, ledger.Refunded)
		k.wantYen(id, 3000, 3000)
		for _, r := range k.refunds(id) {
			if r.State != ledger.RefundDone || r.AmazonID == "" || r.EndedAt == 0 {
				t.Errorf("refund %+v", r)
			}
		}
	})
}

// All refunds together may exceed the capture by the smaller of 15 % and ¥8,400 (X-11, protocol 4.5): to the yen.
func TestX11_Limits(t *testing.T) {
	everywhere(t, func(t *testing.T, k *kit) {
		for _, x := range []struct{ total, most int64 }{{1, 1}, {3000, 3450}, {1999, 2298}, {56000, 64400}, {56007, 64407}, {100000, 108400}} {
			id := k.captured(x.total)
			for _, amount := range []int64{0, -1, x.most + 1} {
				var wrong *ledger.AmountError
				if err := k.refund(id, amount); !errors.As(err, &wrong) || wrong.Most != x.most {
					t.Errorf("%d of %d: %v", amount, x.total, err)
				}
			}
			must(t, k.refund(id, x.most))
			k.pass(2*minute, 2*minute)
			k.wantState(id, ledger.Refunded)
			k.wantYen(id, x.total, x.most)
			if err := k.refund(id, 1); !errors.Is(err, ledger.ErrRefused) && !errors.As(err, new(*ledger.AmountError)) {
				t.Errorf("one more yen: %v", err)
			}
			k.wantYen(id, x.total, x.most)
		}
	})
}

// A refund that Amazon declines moves no money, is shown to a person, and can be asked for again (X-11, pitfall 11).
func TestX11_DeclinedRefund(t *testing.T) {
	everywhere(t, func(t *testing.T, k *kit) {
		for _, code := range []string{"AmazonRejected", "ProcessingFailure"} {
			id := k.captured(3000)
			k.simulate("/refunds", code)
			must(t, k.refund(id, 1000))
			k.simulate("", "")
			k.pass(2*minute, 2*minute)
			if order := k.wantState(id, ledger.Captured); order.Alert != ledger.AlertRefund {
				t.Errorf("alert %q", order.Alert)
			}
			if refunds := k.refunds(id); len(refunds) != 1 || refunds[0].State != ledger.RefundDeclined || refunds[0].Outcome != code {
				t.Errorf("refunds %+v", refunds)
			}
			k.wantYen(id, 3000, 0)
			must(t, k.refund(id, 1000))
			k.pass(2*minute, 2*minute)
			k.wantState(id, ledger.PartlyRefunded)
			k.wantYen(id, 3000, 1000)
		}
	})
}

// A refund that Amazon refuses at once was none, and is no obstacle to the next.
func TestX11_RefusedRefund(t *testing.T) {
	everywhere(t, func(t *testing.T, k *kit) {
		id := k.captured(3000)
		for range 10 { // Amazon's most for one charge (protocol 4.5)
			must(t, k.refund(id, 1))
			k.pass(2*minute, 2*minute)
		}
		wantError(t, k.refund(id, 1), ledger.ErrRefused)
		k.wantState(id, ledger.PartlyRefunded)
		k.wantYen(id, 3000, 10)
		refunds := k.refunds(id)
		if last := refunds[len(refunds)-1]; last.State != ledger.RefundRefused || last.Outcome != "TransactionCountExceeded" {
			t.Errorf("refund %+v", last)
		}
	})
}

// A refund made in Seller Central is found: by its notification, or by the daily look.
func TestX11_RefundInSellerCentral(t *testing.T) {
	everywhere(t, func(t *testing.T, k *kit) {
		for _, told := range []bool{true, false} {
			id := k.captured(3000)
			k.hear(nil)
			_, err := k.amazon.Refund(k.order(id).ChargeID, 1200)
			must(t, err)
			if told {
				k.hear(nil)
				k.wantState(id, ledger.Refunding)
				k.pass(2*minute, 2*minute)
			} else {
				k.hear(everyOne)
				k.quiet()
			}
			k.wantState(id, ledger.PartlyRefunded)
			k.wantYen(id, 3000, 1200)
			if n := len(k.refunds(id)); told && n != 1 {
				t.Errorf("%d refunds", n)
			}
			var wrong *ledger.AmountError
			if err := k.refund(id, 2251); !errors.As(err, &wrong) || wrong.Most != 2250 {
				t.Errorf("what Seller Central returned is not counted: %v", err)
			}
		}
	})
}

func everyOne(sandbox.Notification) bool { return true }

// The answers get lost before and after the effect, and Amazon fails: the money goes back once, and the same again with the same
// key (X-11, pitfall 6).
func TestX11_LostAnswers(t *testing.T) {
	everywhere(t, func(t *testing.T, k *kit) {
		for _, fault := range []sandbox.Fault{
			{Kind: sandbox.Cut, When: sandbox.Before},
			{Kind: sandbox.Cut, When: sandbox.After},
			{Kind: sandbox.Fail, When: sandbox.Before},
			{Kind: sandbox.Fail, When: sandbox.After},
			{Kind: sandbox.Throttle, When: sandbox.Before},
		} {
			id := k.captured(3000)
			fault.Operation = "CreateRefund"
			k.amazon.Fault(fault)
			wantError(t, k.refund(id, 1000), ledger.ErrUnreachable)
			k.wantState(id, ledger.Refunding)
			k.amazon.ClearFaults()
			k.hear(nil) // Amazon's notification of it may be there before we ask again
			k.pass(2*minute, 2*minute, hour)
			k.wantState(id, ledger.PartlyRefunded)
			k.wantYen(id, 3000, 1000)
			if refunds := k.refunds(id); len(refunds) != 1 || refunds[0].State != ledger.RefundDone {
				t.Errorf("%+v: refunds %+v", fault, refunds)
			}
		}
	})
}
