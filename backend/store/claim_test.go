package store_test

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"noren/backend/store"
	"noren/backend/store/query"
	"noren/backend/store/storetest"
)

func addNotification(t *testing.T, db *store.DB, id string, due time.Time) {
	t.Helper()
	err := db.Tx(t.Context(), func(q *query.Queries) error {
		_, err := q.InsertNotification(t.Context(), query.InsertNotificationParams{
			ShopID: "shop_1", ID: id, Body: []byte("{}"), Now: int64(store.At(due)),
		})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func claim(t *testing.T, db *store.DB, now time.Time, n int) []store.Claimed {
	t.Helper()
	claimed, err := store.Claim(t.Context(), db, store.Notifications, now, time.Minute, n)
	if err != nil {
		t.Fatal(err)
	}
	slices.SortFunc(claimed, func(a, b store.Claimed) int { return cmp.Compare(a.ID, b.ID) })
	return claimed
}

func TestClaimTakesTheLongestWaitingFirst(t *testing.T) {
	storetest.OnEvery(t, func(t *testing.T, db *store.DB) {
		addShop(t, db, "shop_1")
		addNotification(t, db, "later", start.Add(time.Second))
		addNotification(t, db, "first", start.Add(-time.Minute))
		addNotification(t, db, "never", time.Time{})
		addNotification(t, db, "second", start)
		if diff := gocmp.Diff([]store.Claimed{{"shop_1", "first", 1}}, claim(t, db, start, 1)); diff != "" {
			t.Error(diff)
		}
		if diff := gocmp.Diff([]store.Claimed{{"shop_1", "second", 1}}, claim(t, db, start, 10)); diff != "" {
			t.Error(diff)
		}
		if got := claim(t, db, start, 10); got != nil {
			t.Errorf("claimed twice: %v", got)
		}
	})
}

// A worker dies: its row is due again when the lease ends, and its late outcome counts no more.
func TestClaimAgainAfterTheLease(t *testing.T) {
	storetest.OnEvery(t, func(t *testing.T, db *store.DB) {
		addShop(t, db, "shop_1")
		addNotification(t, db, "ntf", start)
		late := claim(t, db, start, 1)[0]
		if got := claim(t, db, start.Add(time.Minute-time.Microsecond), 1); got != nil {
			t.Fatalf("claimed within the lease: %v", got)
		}
		second := claim(t, db, start.Add(time.Minute), 1)
		if diff := gocmp.Diff([]store.Claimed{{"shop_1", "ntf", 2}}, second); diff != "" {
			t.Fatal(diff)
		}
		for _, outcome := range []struct {
			claim store.Claimed
			rows  int64
		}{{late, 0}, {second[0], 1}} {
			n, err := db.Read().GetNotification(t.Context(), query.GetNotificationParams{ShopID: "shop_1", ID: "ntf"})
			if err != nil || n.State != "received" {
				t.Fatalf("%v, %v", n, err)
			}
			var rows int64
			err = db.Tx(t.Context(), func(q *query.Queries) (err error) {
				rows, err = q.FinishNotification(t.Context(), query.FinishNotificationParams{
					ShopID: outcome.claim.Shop, ID: outcome.claim.ID, Lease: outcome.claim.Lease, State: "worked",
				})
				return err
			})
			if err != nil || rows != outcome.rows {
				t.Errorf("lease %d: %d rows, %v; want %d", outcome.claim.Lease, rows, err, outcome.rows)
			}
		}
		if got := claim(t, db, start.Add(24*time.Hour), 1); got != nil {
			t.Errorf("claimed though done: %v", got)
		}
	})
}

// Eight workers claim at once, on PostgreSQL on a connection each: a row goes to one of them, and none gets more than it
// asked for.
func TestClaimUnderConcurrency(t *testing.T) {
	storetest.OnEvery(t, func(t *testing.T, db *store.DB) {
		const rows, workers = 200, 8
		addShop(t, db, "shop_1")
		for i := range rows {
			addNotification(t, db, fmt.Sprintf("ntf_%03d", i), start.Add(-time.Duration(i)*time.Second))
		}
		var mutex sync.Mutex
		owners := map[string]int{}
		var group sync.WaitGroup
		for range workers {
			group.Go(func() {
				for empty := 0; empty < 3; {
					claimed, err := store.Claim(context.Background(), db, store.Notifications, start, time.Hour, 7)
					if err != nil {
						t.Error(err)
						return
					}
					if len(claimed) == 0 {
						empty++
					}
					if len(claimed) > 7 {
						t.Errorf("%d rows for 7", len(claimed))
					}
					mutex.Lock()
					for _, c := range claimed {
						owners[c.ID]++
					}
					mutex.Unlock()
				}
			})
		}
		group.Wait()
		for _, c := range claim(t, db, start, rows) { // what was locked when its last seeker passed
			owners[c.ID]++
		}
		if len(owners) != rows {
			t.Errorf("%d rows claimed of %d", len(owners), rows)
		}
		for id, n := range owners {
			if n != 1 {
				t.Errorf("%s claimed %d times within one lease", id, n)
			}
		}
	})
}

func TestClaimKnowsItsTables(t *testing.T) {
	storetest.OnEvery(t, func(t *testing.T, db *store.DB) {
		for _, table := range []store.Table{store.Checkouts, store.Orders, store.Notifications, store.Deliveries} {
			if _, err := store.Claim(t.Context(), db, table, start, time.Minute, 1); err != nil {
				t.Errorf("%s: %v", table, err)
			}
		}
		if _, err := store.Claim(t.Context(), db, "shop; DROP TABLE shop", start, time.Minute, 1); err == nil {
			t.Error("a table that nobody knows")
		}
	})
}
