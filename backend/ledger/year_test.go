package ledger_test

import (
	"flag"
	"math/rand/v2"
	"testing"
	"time"

	"noren/backend/ledger"
	"noren/backend/sandbox"
	"noren/backend/store/storetest"
)

var (
	yearFlag = flag.Int("ledger.year", 30, "orders of TestX9_AYear; «make bench-year» takes 100,000")
	seedFlag = flag.Uint64("ledger.seed", 0, "repeats the dice of TestX9_AYear; 0 takes new ones")
)

// year is a shop's year: orders come day by day, and things are done with them on later days.
type year struct {
	*kit
	dice   *rand.Rand
	lives  []*life
	agenda [yearDays][]func() error // by day
}

const (
	yearDays = 365
	yearShop = 500 // orders of one shop; a busier year is that of several, each with its own database and sandbox
)

// A year of busy shops, on a clock that is moved: people here and in Seller Central do what they like, notifications come shuffled,
// doubled or never, Amazon fails now and then. Afterwards the books are equal to the yen, nothing is under way, and the orders that
// are shown as different are those that were changed in Seller Central, and no others (life.check).
func TestX9_AYear(t *testing.T) {
	seed := *seedFlag
	if seed == 0 {
		seed = rand.Uint64()
	}
	t.Logf("-ledger.seed=%d", seed)
	began := time.Now()
	t.Cleanup(func() { t.Logf("%d orders in %s", *yearFlag, time.Since(began).Round(time.Second)) })
	for first := 0; first < *yearFlag; first += yearShop {
		t.Run("shop", func(t *testing.T) {
			t.Parallel()
			y := &year{kit: newInsideKit(t, storetest.SQLite(t)), dice: rand.New(rand.NewPCG(seed, uint64(first)))}
			y.run(min(yearShop, *yearFlag-first))
		})
	}
}

func (y *year) fate(n int, _ string) int { return y.dice.IntN(n) }

func (y *year) run(orders int) {
	for today := range yearDays {
		for range orders*(today+1)/yearDays - orders*today/yearDays {
			y.buy(today)
		}
		if y.dice.IntN(10) == 0 {
			(&life{kit: y.kit}).trouble(y.fate)
		}
		for _, do := range y.agenda[today] {
			must(y.t, do())
		}
		y.agenda[today] = nil
		y.tell()
		y.amazon.Advance(12 * hour)
		y.sweep(y.book)
		y.amazon.ClearFaults()
		y.simulate("", "")
		y.pass(12 * hour)
	}
	y.quiet()
	var shown, changed int
	for _, l := range y.lives {
		if err := l.check(); err != nil {
			y.t.Errorf("%s: %v", l.id, err)
		}
		order := y.order(l.id)
		if order.Differs == 1 || order.Alert == ledger.AlertUnknownCharge || order.State == string(ledger.Attention) {
			shown++
		}
		if l.changed {
			changed++
		}
	}
	y.t.Logf("%d orders, %d of them changed in Seller Central, %d shown as different", len(y.lives), changed, shown)
}

// buy places an order, and decides what will be done with it: nearly always 決済依頼 within ten days, sometimes something else.
func (y *year) buy(today int) {
	l := y.newLife(y.fate)
	y.lives = append(y.lives, l)
	on := func(within int, do func() error) {
		if day := today + y.dice.IntN(within); day < yearDays {
			y.agenda[day] = append(y.agenda[day], do)
		}
	}
	if y.dice.IntN(10) > 0 {
		on(10, func() error {
			_, err := y.book.Capture(y.t.Context(), shopID, l.id, staff)
			if err != nil && !isExpected(err) {
				return err
			}
			return nil
		})
	}
	for y.dice.IntN(3) == 0 {
		on(60, func() error { return l.operate(y.fate, y.book) })
	}
	for y.dice.IntN(5) == 0 {
		on(pick(y.fate, "when", 2, 30, 150), func() error { l.interfere(y.fate); return nil })
	}
}

// tell delivers the day's notifications in any order, some twice, some never.
func (y *year) tell() {
	all := y.amazon.Notifications()
	fresh := all[y.heard:]
	y.heard = len(all)
	y.dice.Shuffle(len(fresh), func(i, j int) { fresh[i], fresh[j] = fresh[j], fresh[i] })
	for _, n := range fresh {
		for range pick(y.fate, "times", 0, 1, 1, 1, 2) {
			y.hearOne(n)
		}
	}
}

func (y *year) hearOne(n sandbox.Notification) {
	if err := y.notified(n); err != nil && !isExpected(err) {
		y.t.Errorf("%s %s: %v", n.ObjectType, n.ObjectID, err)
	}
}
