package crash

import (
	"errors"
	"testing"
	"time"

	"noren/backend/e2e/market"
)

// The shop has got the message, and the process dies before it can note that: the shop hears it once more, under the same id.
func TestKilledWhileTheShopIsTold(t *testing.T) {
	onEvery(t, "told", func(w *world) {
		buyer := w.Shopper()
		w.bring(buyer, market.Home)
		asked, release := w.HoldWebhooks()
		swept := make(chan error, 1)
		go func() { swept <- w.noren.Load().order("sweep", w.clock()) }()
		select {
		case <-asked:
		case <-time.After(15 * time.Second):
			w.t.Fatal("the shop is not told")
		}
		w.AnswerWebhooks()
		interrupted := w.Told()
		w.crash()
		release()
		if err := <-swept; !errors.Is(err, market.ErrBroken) {
			w.t.Errorf("killed, and all the same: %v", err)
		}
		w.passADay()
		w.Balance(w.t)
		if len(interrupted) != 1 {
			w.t.Errorf("interrupted while the shop was told of %v", interrupted)
		}
		for id, times := range w.Told() {
			if want := 1 + interrupted[id]; times != want {
				w.t.Errorf("the shop got %s %d times, want %d", id, times, want)
			}
		}
	})
}
