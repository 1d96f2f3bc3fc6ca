package crash

import (
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"noren/backend/e2e/market"
	"noren/backend/sandbox"
)

func TestKilledWhileACallIsHeld(t *testing.T) {
	for _, s := range steps {
		onEvery(t, s.name, s.run)
	}
}

// moods are those of the shoppers of a case, the one who leaves nothing behind for the sweeper first. The race detector makes
// SQLite, which is Go here, several times slower: under it either of those who come back is there, the other one on the other
// database and at the next turn.
func (w *world) moods(turn int) []mood {
	if !racing {
		return []mood{again, anew, gone}
	}
	if w.config.Redis != nil {
		turn++
	}
	return []mood{[]mood{again, anew}[turn%2], gone}
}

// run kills the process at every call of a step, on both sides of its effect, each time with one shopper of each mood.
func (s step) run(w *world) {
	s.proveCalls(w)
	for i, call := range s.calls {
		nth := 0
		for _, before := range s.calls[:i] {
			if before == call {
				nth++
			}
		}
		for j, side := range []sandbox.When{sandbox.Before, sandbox.After} {
			if s.fault.Kind != "" && s.fault.Operation == call && s.fault.When == side {
				continue
			}
			fault := sandbox.Fault{Kind: sandbox.Hold, Operation: call, When: side, Count: 1}
			if !w.sub(fmt.Sprintf("%s/%s %d", side, call, nth+1), func() { s.killAt(w, fault, nth, w.moods(i+j)) }) {
				return // the world may be in no state to go on
			}
		}
	}
}

// proveCalls takes the step once without a crash: then each intention has its outcome.
func (s step) proveCalls(w *world) {
	buyer := w.Shopper()
	w.bring(buyer, s.from)
	if s.before != nil {
		s.before(w, []*market.Shopper{buyer})
	}
	before, open := len(w.Amazon.Requests()), w.Read(w.t).Open
	if err := s.do(w, buyer); err != nil {
		w.t.Fatal(err)
	}
	var calls []string
	for _, request := range w.Amazon.Requests()[before:] {
		calls = append(calls, request.Operation)
	}
	if !slices.Equal(calls, s.calls) {
		w.t.Fatalf("the step calls Amazon with\n%q\nand is killed at\n%q", calls, s.calls)
	}
	if now := w.Read(w.t).Open; now > open {
		w.t.Errorf("the step leaves %d operations without an outcome", now-open)
	}
	s.goOn(w, buyer, again)
	w.pass(time.Minute) // the next case proves that the books balance
}

func (s step) killAt(w *world, fault sandbox.Fault, nth int, each []mood) {
	moods, shoppers := map[*market.Shopper]mood{}, []*market.Shopper{}
	for _, m := range each {
		buyer := w.Shopper()
		w.bring(buyer, s.from)
		moods[buyer], shoppers = m, append(shoppers, buyer)
	}
	if s.before != nil {
		s.before(w, shoppers)
	}
	var acting sync.WaitGroup
	for _, buyer := range shoppers {
		if nth > 0 { // Delay without a delay: those calls go by
			w.Amazon.Fault(sandbox.Fault{Kind: sandbox.Delay, Operation: fault.Operation, When: fault.When, Count: nth})
		}
		id := w.Amazon.Fault(fault)
		acting.Go(func() {
			if err := s.do(w, buyer); !errors.Is(err, market.ErrBroken) {
				w.t.Errorf("killed, and all the same: %v", err)
			}
		})
		w.awaitHeld(id)
	}
	w.crash()
	acting.Wait()
	for _, buyer := range shoppers {
		s.goOn(w, buyer, moods[buyer])
	}
	w.settled(moods)
}

// settled proves, a day later, that the books balance, and that whoever approved a payment or came back has the goods.
func (w *world) settled(moods map[*market.Shopper]mood) {
	w.t.Helper()
	w.passADay()
	w.Balance(w.t)
	ours := w.Read(w.t)
	for buyer, m := range moods {
		w.WantPaid(w.t, ours, buyer, buyer.Approved || m != gone)
	}
}

func (s step) do(w *world, buyer *market.Shopper) error {
	if s.fault.Kind != "" {
		w.Amazon.Fault(s.fault)
	}
	if s.act != nil {
		return s.act(w, buyer)
	}
	return buyer.Click()
}

func (s step) goOn(w *world, buyer *market.Shopper, m mood) {
	if s.after != nil {
		s.after(w, buyer, m)
		return
	}
	w.goOn(buyer, m)
}

// goOn is how a shopper goes on who only sees that the page does not come.
func (w *world) goOn(buyer *market.Shopper, m mood) {
	w.t.Helper()
	switch m {
	case gone:
		return
	case again:
	case anew:
		buyer.At = market.InCart
	}
	w.bring(buyer, market.Home)
}

// bring lets a shopper click until they are there, or at home. When a click leads nowhere they wait a little.
func (w *world) bring(buyer *market.Shopper, there market.Place) {
	w.t.Helper()
	for range 30 {
		if buyer.At == there || buyer.At == market.Home {
			return
		}
		before := buyer.At
		if err := buyer.Click(); err != nil {
			w.t.Fatal(err)
		}
		if buyer.At == before {
			w.pass(25 * time.Second)
		}
	}
	w.t.Fatalf("the shopper of %s gets no further than place %d", buyer.Cart.ID, buyer.At)
}
