package store_test

import (
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"github.com/anishathalye/porcupine"

	"noren/backend/store"
	"noren/backend/store/query"
	"noren/backend/store/storetest"
)

// work is a claim of one row, or the outcome that somebody writes under a lease.
type work struct {
	row    string
	finish bool
	lease  int64 // that was given, or under which the outcome is written
	at     time.Time
	next   time.Time // when it is due again
}

// job is a row with work.
type job struct {
	lease int64
	due   time.Time
}

// claiming is what claims and outcomes of one row must look like from outside: only what is due is given away, under a lease that
// nobody had before, and an outcome counts only under the newest lease.
var claiming = porcupine.Model{
	Partition: func(history []porcupine.Operation) [][]porcupine.Operation {
		rows := map[string][]porcupine.Operation{}
		for _, operation := range history {
			row := operation.Input.(work).row //nolint:errcheck,forcetypeassert // nothing else is noted
			rows[row] = append(rows[row], operation)
		}
		var all [][]porcupine.Operation
		for _, operations := range rows {
			all = append(all, operations)
		}
		return all
	},
	Init: func() any { return job{due: start} },
	Step: func(state, input, output any) (bool, any) {
		now, in, took := state.(job), input.(work), output.(bool) //nolint:errcheck,forcetypeassert // nothing else is noted
		if in.finish {
			if took {
				return in.lease == now.lease, job{now.lease, in.next}
			}
			return in.lease != now.lease, now
		}
		return in.lease == now.lease+1 && !now.due.After(in.at), job{in.lease, in.next}
	},
}

// Workers who claim at once, and such as write an outcome after their lease has ended (reliability.md 2.3; both databases).
func TestDesign6_ClaimsAreLinearizable(t *testing.T) {
	storetest.OnEvery(t, func(t *testing.T, db *store.DB) {
		addShop(t, db, "shop_1")
		for _, id := range []string{"a", "b", "c", "d"} {
			addNotification(t, db, id, start)
		}
		log := &workLog{begun: time.Now()}
		var working sync.WaitGroup
		for worker := range 5 {
			working.Go(func() { log.work(t, db, worker) })
		}
		working.Wait()
		if got := porcupine.CheckOperationsTimeout(claiming, log.history, time.Minute); got != porcupine.Ok {
			t.Errorf("%s: %+v", got, log.history)
		}
		if len(log.history) < 50 {
			t.Errorf("only %d claims and outcomes", len(log.history))
		}
	})
}

// workLog is what workers did, and when.
type workLog struct {
	begun time.Time

	mu      sync.Mutex
	history []porcupine.Operation
}

func (l *workLog) since() int64 { return int64(time.Since(l.begun)) }

func (l *workLog) note(worker int, in work, took bool, call int64) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.history = append(l.history, porcupine.Operation{ClientId: worker, Input: in, Output: took, Call: call, Return: l.since()})
}

// work is one worker, whose clock goes on faster than his leases allow, so that some of them end while he is at it.
func (l *workLog) work(t *testing.T, db *store.DB, worker int) {
	const lease = 3 * time.Second
	dice := rand.New(rand.NewPCG(uint64(worker), 2))
	for turn := range 30 {
		now := start.Add(time.Duration(turn) * time.Second)
		call := l.since()
		claimed, err := store.Claim(t.Context(), db, store.Notifications, now, lease, 2)
		if err != nil {
			t.Error(err)
			return
		}
		for _, c := range claimed {
			l.note(worker, work{row: c.ID, lease: c.Lease, at: now, next: now.Add(lease)}, true, call)
		}
		for _, c := range claimed {
			if dice.IntN(3) == 0 { // dies
				continue
			}
			l.finish(t, db, worker, c, now.Add(time.Duration(dice.IntN(2))*time.Second))
		}
	}
}

func (l *workLog) finish(t *testing.T, db *store.DB, worker int, c store.Claimed, next time.Time) {
	call := l.since()
	var n int64
	err := db.Tx(t.Context(), func(q *query.Queries) (err error) {
		n, err = q.FinishNotification(t.Context(), query.FinishNotificationParams{
			State: "received", NextAt: int64(store.At(next)), ShopID: c.Shop, ID: c.ID, Lease: c.Lease,
		})
		return err
	})
	if err != nil {
		t.Error(err)
		return
	}
	l.note(worker, work{row: c.ID, finish: true, lease: c.Lease, next: next}, n == 1, call)
}
