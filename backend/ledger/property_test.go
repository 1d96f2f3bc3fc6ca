package ledger_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"noren/backend/ledger"
	"noren/backend/store/storetest"
)

// Whatever people here, people in Seller Central, clocks, notifications and failures do, in any order: once Amazon answers again and
// nine days have passed, an order is as life.check says; a cancelled one is not capturable at any moment.
func TestX9_AnyOrderOfEvents(t *testing.T) {
	k := newInsideKit(t, storetest.SQLite(t))
	rapid.Check(t, func(t *rapid.T) {
		f := func(n int, what string) int { return rapid.IntRange(0, n-1).Draw(t, what) }
		l := k.newLife(f)
		k.hear(everyOne)
		defer l.rest()
		operate := func(t *rapid.T) {
			if err := l.operate(f, k.book); err != nil {
				t.Fatal(err)
			}
		}
		die := func(*rapid.T) {
			k.killed(f(6, "call"), f(2, "after") == 1, func(book *ledger.Book) error { return l.operate(f, book) })
		}
		interfere := func(*rapid.T) { l.interfere(f) }
		t.Repeat(map[string]func(*rapid.T){
			"operate": operate, "operate ": operate, "operate  ": operate, "die": die, "interfere": interfere, "trouble": func(*rapid.T) { l.trouble(f) },
			"notify": func(t *rapid.T) { l.notify(t, f) },
			"calm":   func(*rapid.T) { k.amazon.ClearFaults(); k.simulate("", "") },
			"jump": func(*rapid.T) {
				k.pass(pick(f, "time", 5*time.Second, 45*time.Second, 2*minute, 2*minute, hour, day, 8*day, 31*day))
			},
			"": func(t *rapid.T) {
				if err := l.checkRestNow(); err != nil {
					t.Fatal(err)
				}
			},
		})
		k.quiet()
		if err := l.check(); err != nil {
			t.Fatalf("%v\n%+v\n%+v", err, k.events(l.id), k.operations(l.id))
		}
	})
}

// checkRestNow is what holds at any moment.
func (l *life) checkRestNow() error {
	order := l.order(l.id)
	if state := ledger.State(order.State); state == ledger.Cancelled || state == ledger.OrderCancelled {
		return l.checkRest(order)
	}
	return nil
}

// notify delivers what Amazon has to tell, or loses it, doubled and in any order.
func (l *life) notify(t *rapid.T, f fate) {
	all := l.amazon.Notifications()
	fresh := all[l.heard:]
	l.heard = len(all)
	if f(3, "lost") == 0 || len(fresh) == 0 {
		return
	}
	for range len(fresh) + 1 {
		n := fresh[f(len(fresh), "which")]
		if err := l.notified(n); err != nil && !isExpected(err) {
			t.Fatalf("%s %s: %v", n.ObjectType, n.ObjectID, err)
		}
	}
}
