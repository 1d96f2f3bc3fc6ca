package checkout_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"github.com/anishathalye/porcupine"

	"noren/backend/checkout"
	"noren/backend/store/query"
)

// move is a call of Advance on what was read before; without an event it only reads.
type move struct {
	event   checkout.Event
	state   checkout.State
	version int64
}

// moved is its answer.
type moved struct {
	state   checkout.State
	version int64
	raced   bool
}

// advancing is what Advance must look like from outside: one row that changes at one moment, or not at all.
var advancing = porcupine.Model{
	Init: func() any { return nil },
	Step: func(state, input, output any) (bool, any) {
		in, out := input.(move), output.(moved) //nolint:errcheck,forcetypeassert // nothing else is noted
		if state == nil {                       // the first to be put in order says where it begins
			return in.event == "", out
		}
		now := state.(moved) //nolint:errcheck,forcetypeassert // see Init
		switch {
		case in.event == "":
			return out == now, now
		case out.raced:
			return in.version != now.version, now
		}
		to, err := now.state.On(in.event)
		next := moved{state: to, version: now.version + 1}
		return err == nil && in.version == now.version && in.state == now.state && out == next, next
	},
}

// Whoever advances the same checkout at the same time: it is as if one had come after the other (design.md 5; both databases).
func TestDesign5_AdvanceIsLinearizable(t *testing.T) {
	everywhere(t, func(t *testing.T, k *kit) {
		row := k.atAmazon(basket("cart-1", 1, 3000), "1111")
		var mu sync.Mutex
		history := []porcupine.Operation{{Input: move{}, Output: moved{state: checkout.State(row.State), version: row.Version}, Call: -2, Return: -1}}
		begun := time.Now()
		var working sync.WaitGroup
		for worker := range 6 {
			working.Go(func() {
				dice := rand.New(rand.NewPCG(uint64(worker), 1))
				for range 15 {
					read, err := k.flow.Get(t.Context(), shopID, row.ID)
					if err != nil {
						t.Error(err)
						return
					}
					events := []checkout.Event{"", checkout.Change, checkout.Confirm, checkout.Returned, checkout.Updated, checkout.Refused}
					in := move{event: events[dice.IntN(len(events))], state: checkout.State(read.State), version: read.Version}
					if _, err := in.state.On(in.event); in.event != "" && err != nil {
						continue
					}
					call := time.Since(begun)
					out, err := k.move(t.Context(), read, in)
					if err != nil {
						t.Error(err)
						return
					}
					mu.Lock()
					history = append(history, porcupine.Operation{ClientId: worker, Input: in, Output: out, Call: int64(call), Return: int64(time.Since(begun))})
					mu.Unlock()
				}
			})
		}
		working.Wait()
		races := 0
		for _, operation := range history {
			if operation.Output.(moved).raced { //nolint:errcheck,forcetypeassert // nothing else is noted
				races++
			}
		}
		if got := porcupine.CheckOperationsTimeout(advancing, history, time.Minute); got != porcupine.Ok {
			t.Errorf("%s, of %d calls, %d of them too late:\n%+v", got, len(history), races, history)
		}
		t.Logf("%d calls, %d of them too late", len(history), races)
	})
}

// move reads, or advances what was read, and gives the answer as it is seen from outside.
func (k *kit) move(ctx context.Context, row query.Checkout, in move) (moved, error) {
	if in.event == "" {
		read, err := k.flow.Get(ctx, shopID, row.ID)
		return moved{state: checkout.State(read.State), version: read.Version}, err
	}
	next := row
	err := k.flow.DB.Tx(ctx, func(q *query.Queries) (err error) {
		next, err = checkout.Advance(ctx, q, k.now(), row, in.event, nil)
		return err
	})
	if errors.Is(err, checkout.ErrRaced) {
		return moved{raced: true}, nil
	}
	return moved{state: checkout.State(next.State), version: next.Version}, err
}
