package crash

import (
	"errors"
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
		w.mu.Unlock()
		w.crash()
		close(held)
		if err := <-swept; !errors.Is(err, errBroken) {
			w.t.Errorf("killed, and all the same: %v", err)
		}
		w.passADay()
		w.balance()
		for id, times := range w.told {
			if times != 2 {
				w.t.Errorf("the shop got %s %d times, want twice", id, times)
			}
		}
	})
}
