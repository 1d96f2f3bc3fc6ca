package ledger_test

import (
	"net/http"
	"testing"

	"noren/backend/ledger"
	"noren/backend/sandbox"
)

// unanswered lets the answers to an operation get lost, before or after its effect, and then every repetition be refused.
func (k *kit) unanswered(operation string, when sandbox.When, do func() error) {
	k.t.Helper()
	k.lose(operation, when)
	wantError(k.t, do(), ledger.ErrUnreachable)
	k.amazon.ClearFaults()
	k.amazon.Fault(sandbox.Fault{Operation: operation, Kind: sandbox.Refuse, Status: http.StatusForbidden, ReasonCode: "UnauthorizedAccess", Count: 10_000})
}

// Amazon refuses to repeat a refund whose answer was lost: that does not prove that there was none. It stays under way until Amazon
// answers, and after a day Amazon's figures say what became of it (X-11, pitfall 6).
func TestX11_RefusedAfterALostAnswer(t *testing.T) {
	everywhere(t, func(t *testing.T, k *kit) {
		for _, x := range []struct {
			name     string
			happened bool
			answered bool // in the end
			want     ledger.State
			refund   string
		}{
			{"happened, answered", true, true, ledger.PartlyRefunded, ledger.RefundDone},
			{"happened, never answered", true, false, ledger.PartlyRefunded, ledger.RefundDone},
			{"did not happen, answered", false, true, ledger.PartlyRefunded, ledger.RefundDone},
			{"did not happen, never answered", false, false, ledger.Captured, ledger.RefundRefused},
		} {
			id, when := k.captured(3000), sandbox.Before
			if x.happened {
				when = sandbox.After
			}
			t.Log(x.name)
			k.unanswered("CreateRefund", when, func() error { return k.refund(id, 1000) })
			k.pass(2*minute, 2*minute, hour)
			k.wantState(id, ledger.Refunding)
			wantWhy(t, k.refund(id, 1000), ledger.WhyBusy)
			if x.answered {
				k.amazon.ClearFaults()
				k.pass(2*hour, 2*minute, hour)
			} else {
				k.pass(day, 2*hour)
			}
			k.wantState(id, x.want)
			returned := int64(0)
			if x.want == ledger.PartlyRefunded {
				returned = 1000
			}
			k.wantYen(id, 3000, returned)
			if refunds := k.refunds(id); len(refunds) != 1 || refunds[0].State != x.refund || (refunds[0].AmazonID != "") != x.answered {
				t.Errorf("%s: %+v", x.name, refunds)
			}
			k.amazon.ClearFaults()
			must(t, k.refund(id, 1000))
			k.pass(2*minute, 2*minute)
			k.wantYen(id, 3000, returned+1000)
		}
	})
}

// What was returned in Seller Central before is not taken for a refund that Amazon refuses.
func TestX11_RefusedAfterALostAnswerBesideOthers(t *testing.T) {
	everywhere(t, func(t *testing.T, k *kit) {
		id := k.captured(3000)
		_, err := k.amazon.Refund(k.order(id).ChargeID, 1000)
		must(t, err)
		k.pass(2*minute, 2*day) // nobody tells us; the charge does
		k.hear(everyOne)
		k.wantYen(id, 3000, 1000)
		k.unanswered("CreateRefund", sandbox.Before, func() error { return k.refund(id, 1000) })
		k.pass(2*minute, 2*hour, day, 2*hour)
		k.wantState(id, ledger.PartlyRefunded)
		k.wantYen(id, 3000, 1000)
		if refunds := k.refunds(id); len(refunds) != 1 || refunds[0].State != ledger.RefundRefused {
			t.Errorf("refunds %+v", refunds)
		}
		k.amazon.ClearFaults()
	})
}

// The same for a new charge: it is asked for with the same key until Amazon answers, so that there is one and we know it (R5-7). When
// Amazon never answers, it is refused after a day; what Amazon then tells of it is taken in as a charge found.
func TestR5_7_RefusedAfterALostAnswer(t *testing.T) {
	everywhere(t, func(t *testing.T, k *kit) {
		for _, x := range []struct {
			when     sandbox.When
			answered bool
			want     ledger.State
		}{
			{sandbox.Before, true, ledger.Authorised},
			{sandbox.After, true, ledger.Authorised},
			{sandbox.Before, false, ledger.Lapsed},
		} {
			order := k.lapsed(3000)
			again := func() error {
				_, err := k.book.Reauthorise(t.Context(), shopID, order.ID, staff)
				return err
			}
			k.unanswered("CreateCharge", x.when, again)
			k.pass(2*minute, hour)
			wantWhy(t, again(), ledger.WhyBusy)
			charges := 1
			if x.answered {
				charges = 2
				k.amazon.ClearFaults()
				k.pass(2 * hour)
			} else {
				k.pass(day)
				k.amazon.ClearFaults()
			}
			k.wantState(order.ID, x.want)
			if booked, _ := k.booked(order.PermissionID); len(booked) != charges {
				t.Errorf("%+v: %d charges", x, len(booked))
			}
		}
	})
}
