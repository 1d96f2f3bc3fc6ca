package crash

import (
	"errors"
	"fmt"
	"net/url"
	"sync"
	"testing"
	"time"

	"noren/backend/e2e/market"
	"noren/backend/ledger"
	"noren/backend/sandbox"
)

const refundYen = 100

// deed is what the merchant does with a paid order. The process is killed at the call that has the effect, on both sides of it, and
// when the outcome is read; every call is proven in TestDesign5_KilledAtEveryCall of package ledger, without a process.
type deed struct {
	name, effect string
	captured     bool         // it comes after 決済依頼
	before, want ledger.State // if nobody had noted it, and if it is done
	returned     int64
}

var deedsOfLedger = []deed{
	{name: "cancel", effect: "CloseChargePermission", before: ledger.Authorised, want: ledger.Cancelled},
	{name: "refund", effect: "CreateRefund", captured: true, before: ledger.Captured, want: ledger.PartlyRefunded, returned: refundYen},
}

func TestKilledInTheLedger(t *testing.T) {
	onEvery(t, "ledger", func(w *world) {
		for _, d := range deedsOfLedger {
			for _, fault := range []sandbox.Fault{
				{Operation: "GetChargePermission", When: sandbox.After}, // nothing is noted yet
				{Operation: d.effect, When: sandbox.Before},
				{Operation: d.effect, When: sandbox.After},
				{Operation: "GetCharge", When: sandbox.After, Skip: 1},
			} {
				fault.Kind, fault.Count = sandbox.Hold, 1
				if !w.sub(fmt.Sprintf("%s/%s %s", d.name, fault.When, fault.Operation), func() { d.killAt(w, fault) }) {
					return
				}
			}
		}
	})
}

// killAt kills the process in two orders at once; of one nobody does anything afterwards, the other is pressed again at once.
func (d deed) killAt(w *world, fault sandbox.Fault) {
	gone, again := w.Shopper(), w.Shopper()
	var acting sync.WaitGroup
	for _, buyer := range []*market.Shopper{gone, again} {
		w.bring(buyer, market.Home)
		if d.captured {
			if err := d.do(w, buyer, "capture"); err != nil {
				w.t.Fatal(err)
			}
		}
	}
	for _, buyer := range []*market.Shopper{gone, again} {
		id := w.Amazon.Fault(fault)
		acting.Go(func() {
			if err := d.do(w, buyer, d.name); !errors.Is(err, market.ErrBroken) {
				w.t.Errorf("killed, and all the same: %v", err)
			}
		})
		w.awaitHeld(id)
	}
	w.crash()
	acting.Wait()
	if err := d.do(w, again, d.name); err != nil {
		w.t.Fatal(err)
	}
	w.pass(2 * time.Minute)
	w.pass(2 * time.Minute)
	w.pass(time.Hour)
	d.wantDone(w, again, true)
	d.wantDone(w, gone, fault.Operation != "GetChargePermission")
}

func (d deed) do(w *world, buyer *market.Shopper, what string) error {
	order, ok := w.Read(w.t).Order(buyer.Cart.ID)
	if !ok {
		return errors.New("crash: no order")
	}
	return w.noren.Load().order(what, url.Values{"shop": {w.ID}, "order": {order.ID}})
}

// wantDone compares the books of an order to the yen.
func (d deed) wantDone(w *world, buyer *market.Shopper, done bool) {
	w.t.Helper()
	order, _ := w.Read(w.t).Order(buyer.Cart.ID)
	want, captured, returned := d.before, int64(0), int64(0)
	if d.captured {
		captured = order.Total
	}
	if done {
		want, returned = d.want, d.returned
	}
	if ledger.State(order.State) != want || order.Captured != captured || order.Refunded != returned {
		w.t.Errorf("order is %s, %d yen taken, %d returned; want %s, %d, %d", order.State, order.Captured, order.Refunded, want, captured, returned)
	}
	for _, charge := range w.Amazon.Books().Charges {
		if charge.ID == order.ChargeID && (charge.Captured != captured || charge.Refunded != returned) {
			w.t.Errorf("Amazon has taken %d yen and returned %d, want %d, %d", charge.Captured, charge.Refunded, captured, returned)
		}
	}
	if open := w.Read(w.t).Open; open > 0 {
		w.t.Errorf("%d operations have no outcome", open)
	}
}
