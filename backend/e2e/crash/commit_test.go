package crash

import (
	"errors"
	"net/url"
	"strconv"
	"testing"

	"noren/backend/e2e/market"
	"noren/backend/store/storetest"
)

// A whole purchase, from the button to the capture, in which the process dies before its first commit, its second, and so on
// until it survives. What stands between two commits, calls or none, is thereby lost once.
//
// Only SQLite can be asked to tell of each commit; PostgreSQL is killed at calls and at random.
func TestKilledBeforeEveryCommit(t *testing.T) {
	t.Parallel()
	for n, survived := 1, false; !survived; n++ {
		ok := t.Run(strconv.Itoa(n), func(t *testing.T) {
			w := newWorld(t, childConfig{Database: storetest.SQLiteDSN(t)})
			moods := map[*market.Shopper]mood{}
			for _, m := range w.moods(n) {
				buyer := w.Shopper()
				moods[buyer] = m
				survived = w.dieBefore(n, buyer, m)
			}
			w.settled(moods)
		})
		if !ok {
			return
		}
		if survived && n < 13 {
			t.Errorf("a purchase of %d commits cannot be whole", n-1)
		}
	}
}

// dieBefore lets the process die before its nth commit from now on, and says whether it lived to see the purchase done.
func (w *world) dieBefore(n int, buyer *market.Shopper, m mood) (survived bool) {
	w.t.Helper()
	if err := w.noren.Load().order("doom", url.Values{"commits": {strconv.Itoa(n)}}); err != nil {
		w.t.Fatal(err)
	}
	err := w.purchase(buyer)
	bought := buyer.At == market.Home
	switch {
	case err == nil:
		w.crash()
	case errors.Is(err, market.ErrBroken):
		w.noren.Load().await(w.t)
		w.forget()
		w.start()
	default:
		w.t.Fatal(err)
	}
	w.goOn(buyer, m)
	if bought {
		captureAgain(w, buyer, m)
	}
	return err == nil
}

// purchase is everything that happens to an ordinary order: it is bought, the shop is told of it, its money is requested.
func (w *world) purchase(buyer *market.Shopper) error {
	for range 10 {
		if buyer.At == market.Home {
			break
		}
		if err := buyer.Click(); err != nil {
			return err
		}
	}
	if err := w.noren.Load().order("sweep", w.clock()); err != nil {
		return err
	}
	return capture(w, buyer)
}
