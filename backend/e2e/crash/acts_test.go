package crash

import (
	"context"
	"errors"
	"net/url"
	"sync"
	"time"

	"noren/backend/sandbox"
)

// awaitHeld returns when a call is held.
func (w *world) awaitHeld(fault string) {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.t.Context(), 15*time.Second)
	defer cancel()
	if _, err := w.amazon.WaitHeld(ctx, fault); err != nil {
		w.t.Fatal(err)
	}
}

func wait(d time.Duration) func(*world, []*shopper) {
	return func(w *world, _ []*shopper) { w.advance(d) }
}

// sweepOne lets a sweeper take one row that is due.
func sweepOne(of string) func(*world, *shopper) error {
	return func(w *world, _ *shopper) error { return w.noren.Load().order("sweep/one", url.Values{"of": {of}}) }
}

// lose makes a first crash, after the effect of a call; then time passes.
func lose(operation string, d time.Duration) func(*world, []*shopper) {
	return func(w *world, shoppers []*shopper) {
		var clicking sync.WaitGroup
		for _, buyer := range shoppers {
			id := w.amazon.Fault(sandbox.Fault{Kind: sandbox.Hold, Operation: operation, When: sandbox.After, Count: 1})
			clicking.Go(func() {
				if err := buyer.click(); !errors.Is(err, errBroken) {
					w.t.Errorf("killed, and all the same: %v", err)
				}
			})
			w.awaitHeld(id)
		}
		w.crash()
		clicking.Wait()
		w.advance(d)
	}
}

// beNotified loses the answer to Complete; Amazon tells of the permission all the same.
func beNotified(w *world, shoppers []*shopper) {
	lose("CompleteCheckoutSession", time.Second)(w, shoppers)
	for _, n := range w.amazon.Notifications() {
		if n.Pending && n.ObjectType != "CHARGE_PERMISSION" {
			if err := w.amazon.Drop(n.ID); err != nil {
				w.t.Fatal(err)
			}
		}
	}
	if err := w.amazon.DeliverNotifications(w.t.Context()); err != nil {
		w.t.Fatal(err)
	}
}

// comeBackUnpaid opens the result's address before Amazon was paid, as the browser's history allows.
func comeBackUnpaid(_ *world, buyer *shopper) error {
	_, err := buyer.get("/return/" + buyer.checkout + "/result?amazonCheckoutSessionId=" + buyer.session)
	return err
}

// openTab leaves a tab at Amazon's payment page, and goes to confirm in a second one.
func openTab(w *world, shoppers []*shopper) {
	for _, buyer := range shoppers {
		first := *buyer
		buyer.firstTab = &first
		buyer.at = inCart
		w.bring(buyer, atConfirm)
	}
}

// afterTabs goes on in the second tab; or pays in the first one, for which it may be too late.
func afterTabs(w *world, buyer *shopper, m mood) {
	if m != anew {
		w.goOn(buyer, m)
		return
	}
	first := buyer.firstTab
	w.bring(first, home)
	if first.cart.ID != buyer.cart.ID {
		w.t.Error("not the same cart")
	}
}

// capture is the merchant's 「決済依頼」.
func capture(w *world, buyer *shopper) error {
	order, ok := w.read().order(buyer.cart.ID)
	if !ok {
		return errors.New("crash: nothing to capture")
	}
	return w.noren.Load().order("capture", url.Values{"shop": {w.shop}, "order": {order.ID}})
}

// captureAgain is a merchant who asks once more, or impatiently.
func captureAgain(w *world, buyer *shopper, m mood) {
	times := map[mood]int{gone: 0, again: 1, anew: 4}[m]
	var asking sync.WaitGroup
	for range times {
		asking.Go(func() {
			if err := capture(w, buyer); err != nil {
				w.t.Error(err)
			}
		})
	}
	asking.Wait()
	if order, _ := w.read().order(buyer.cart.ID); times > 0 && order.State != "captured" {
		w.t.Errorf("asked to capture, the order is %s", order.State)
	}
}
