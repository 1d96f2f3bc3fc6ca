package crash

import (
	"errors"
	"maps"
	"testing"
	"time"
)

// The shop has got the message, and the process dies before it can note that: the shop hears it once more, under the same id.
func TestKilledWhileTheShopIsTold(t *testing.T) {
	onEvery(t, "told", func(w *world) {
		buyer := w.shopper()
		w.bring(buyer, home)
		held := make(chan struct{})
		w.mu.Lock()
		w.holdShop = held
		w.mu.Unlock()
		swept := make(chan error, 1)
		go func() { swept <- w.noren.Load().order("sweep", w.clock()) }()
		select {
		case <-w.asked:
		case <-time.After(15 * time.Second):
			w.t.Fatal("the shop is not told")
		}
		w.mu.Lock()
		w.holdShop = nil
		interrupted := maps.Clone(w.told)
		w.mu.Unlock()
		w.crash()
		close(held)
		if err := <-swept; !errors.Is(err, errBroken) {
			w.t.Errorf("killed, and all the same: %v", err)
		}
		w.passADay()
		w.balance()
		if len(interrupted) != 1 {
			w.t.Errorf("interrupted while the shop was told of %v", interrupted)
		}
		for id, times := range w.told {
			if want := 1 + interrupted[id]; times != want {
				w.t.Errorf("the shop got %s %d times, want %d", id, times, want)
			}
		}
	})
}
