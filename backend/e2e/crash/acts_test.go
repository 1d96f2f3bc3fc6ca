package crash

import (
	"context"
	"errors"
	"net/url"
	"sync"
	"time"

	"noren/backend/e2e/market"
	"noren/backend/sandbox"
)

// awaitHeld returns when a call is held.
func (w *world) awaitHeld(fault string) {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.t.Context(), 15*time.Second)
	defer cancel()
	if _, err := w.Amazon.WaitHeld(ctx, fault); err != nil {
		w.t.Fatal(err)
	}
}

func wait(d time.Duration) func(*world, []*market.Shopper) {
	return func(w *world, _ []*market.Shopper) { w.advance(d) }
}

// sweepOne lets a sweeper take one row that is due.
func sweepOne(of string) func(*world, *market.Shopper) error {
	return func(w *world, _ *market.Shopper) error {
		return w.noren.Load().order("sweep/one", url.Values{"of": {of}})
	}
}

// lose makes a first crash, after the effect of a call; then time passes.
func lose(operation string, d time.Duration) func(*world, []*market.Shopper) {
	return func(w *world, shoppers []*market.Shopper) {
		var clicking sync.WaitGroup
		for _, buyer := range shoppers {
			id := w.Amazon.Fault(sandbox.Fault{Kind: sandbox.Hold, Operation: operation, When: sandbox.After, Count: 1})
			clicking.Go(func() {
				if err := buyer.Click(); !errors.Is(err, market.ErrBroken) {
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
func beNotified(w *world, shoppers []*market.Shopper) {
	lose("CompleteCheckoutSession", time.Second)(w, shoppers)
	for _, n := range w.Amazon.Notifications() {
		if n.Pending && n.ObjectType != "CHARGE_PERMISSION" {
			if err := w.Amazon.Drop(n.ID); err != nil {
				w.t.Fatal(err)
			}
		}
	}
	if err := w.Amazon.DeliverNotifications(w.t.Context()); err != nil {
		w.t.Fatal(err)
	}
}

// comeBackUnpaid opens the result's address before Amazon was paid, as the browser's history allows.
func comeBackUnpaid(_ *world, buyer *market.Shopper) error { return buyer.OpenResult() }

// openTab leaves a tab at Amazon's payment page, and goes to confirm in a second one.
func openTab(w *world, shoppers []*market.Shopper) {
	for _, buyer := range shoppers {
		buyer.OpenTab()
		w.bring(buyer, market.AtConfirm)
	}
}

// afterTabs goes on in the second tab; or pays in the first one, for which it may be too late.
func afterTabs(w *world, buyer *market.Shopper, m mood) {
	if m != anew {
		w.goOn(buyer, m)
		return
	}
	first := buyer.FirstTab
	w.bring(first, market.Home)
	if first.Cart.ID != buyer.Cart.ID {
		w.t.Error("not the same cart")
	}
}

// capture is the merchant's 「決済依頼」.
func capture(w *world, buyer *market.Shopper) error {
	order, ok := w.Read(w.t).Order(buyer.Cart.ID)
	if !ok {
		return errors.New("crash: nothing to capture")
	}
	return w.noren.Load().order("capture", url.Values{"shop": {w.ID}, "order": {order.ID}})
}

// captureAgain is a merchant who asks once more, or impatiently.
func captureAgain(w *world, buyer *market.Shopper, m mood) {
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
	if order, _ := w.Read(w.t).Order(buyer.Cart.ID); times > 0 && order.State != "captured" {
		w.t.Errorf("asked to capture, the order is %s", order.State)
	}
}
