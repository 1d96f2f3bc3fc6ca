package webhook_test

import (
	"database/sql"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"sync"
	"testing"
	"time"

	"noren/backend/store"
	"noren/backend/store/query"
	"noren/backend/store/storetest"
	"noren/backend/webhook"
)

// Whoever tells of the same thing again changes nothing; another kind, seq or shop is another event.
func TestPitfall10_OncePerEvent(t *testing.T) {
	storetest.OnEvery(t, func(t *testing.T, db *store.DB) {
		k := newKit(t, db)
		other := k.addShop()
		var group sync.WaitGroup
		for range 4 {
			group.Go(func() {
				for _, event := range []webhook.Event{
					{Shop: k.shop, Kind: webhook.OrderPlaced, Subject: "ord_1"},
					{Shop: k.shop, Kind: webhook.OrderRefunding, Subject: "ord_1", Seq: 4},
					{Shop: k.shop, Kind: webhook.OrderRefunding, Subject: "ord_1", Seq: 6},
					{Shop: other, Kind: webhook.OrderPlaced, Subject: "ord_1"},
				} {
					k.tx(func(q *query.Queries) error { return webhook.Tell(t.Context(), q, k.now(), event) })
				}
			})
		}
		group.Wait()
		events, err := webhook.Events(t.Context(), db, k.shop, "", 100)
		k.must(err)
		if len(events) != 3 || len(k.deliveries("ord_1")) != 3 {
			t.Errorf("%d events, %d deliveries, want 3", len(events), len(k.deliveries("ord_1")))
		}
		if events, err = webhook.Events(t.Context(), db, other, "", 100); err != nil || len(events) != 1 {
			t.Errorf("the other shop: %+v, %v", events, err)
		}
	})
}

// What is rolled back was never told.
func TestNothingIsToldOfWhatDidNotHappen(t *testing.T) {
	storetest.OnEvery(t, func(t *testing.T, db *store.DB) {
		k := newKit(t, db)
		stop := errors.New("stop")
		err := db.Tx(t.Context(), func(q *query.Queries) error {
			return errors.Join(webhook.Tell(t.Context(), q, k.now(), webhook.Event{Shop: k.shop, Kind: webhook.OrderPlaced, Subject: "ord_1"}), stop)
		})
		events, eventsErr := webhook.Events(t.Context(), db, k.shop, "", 1)
		if !errors.Is(err, stop) || eventsErr != nil || len(events) != 0 || k.send() != 0 {
			t.Errorf("%v, %v, %+v", err, eventsErr, events)
		}
	})
}

// Each endpoint hears the kinds that it wants, and each kind is one that an endpoint can want.
func TestKinds(t *testing.T) {
	k := newKit(t, storetest.SQLite(t))
	some, _ := k.addEndpoint(k.shop, k.url+"/some", webhook.OrderCaptured, webhook.OrderRefunded)
	for _, kind := range webhook.Kinds() {
		k.tell(k.shop, "ord_1", kind)
		k.advance(time.Millisecond)
	}
	k.send()
	heard := map[string]int{}
	for _, m := range k.messages() {
		heard[m.path]++
	}
	if all := len(webhook.Kinds()) - 1; heard["/noren"] != all || heard["/some"] != 2 { // a test goes to the one that it is for
		t.Errorf("heard %v, want %d and 2", heard, all)
	}
	deliveries, err := webhook.Deliveries(t.Context(), k.db, k.shop, some, "", "", 10)
	if err != nil || len(deliveries) != 2 || deliveries[0].Kind != webhook.OrderRefunded || deliveries[1].Kind != webhook.OrderCaptured {
		t.Errorf("%+v, %v", deliveries, err)
	}
}

// a reader who goes on after the last event that it saw reads each once, in order, page by page.
func TestX18_EventsSinceACursor(t *testing.T) {
	storetest.OnEvery(t, func(t *testing.T, db *store.DB) {
		k := newKit(t, db)
		for i := range 7 {
			k.tell(k.shop, fmt.Sprintf("ord_%d", i), webhook.OrderPlaced)
		}
		read, after := "", ""
		for range 3 {
			page, err := webhook.Events(t.Context(), db, k.shop, after, 3)
			k.must(err)
			for _, m := range page {
				read, after = read+string(m.Body), m.ID
			}
		}
		orders := regexp.MustCompile(`ord_\d`).FindAllString(read, -1)
		if want := []string{"ord_0", "ord_1", "ord_2", "ord_3", "ord_4", "ord_5", "ord_6"}; !slices.Equal(orders, want) {
			t.Errorf("read %v", orders)
		}
		if page, err := webhook.Events(t.Context(), db, k.shop, after, 3); err != nil || len(page) != 0 {
			t.Errorf("after the last: %+v, %v", page, err)
		}
		if _, err := webhook.Events(t.Context(), db, k.shop, "evt_nothing", 3); !errors.Is(err, webhook.ErrUnknownEvent) {
			t.Errorf("unknown cursor: %v", err)
		}
		if _, err := webhook.Events(t.Context(), db, k.addShop(), after, 3); !errors.Is(err, webhook.ErrUnknownEvent) {
			t.Errorf("another shop's cursor: %v", err)
		}
	})
}

// a transaction that tells early and commits late is not skipped. With ids or times as cursor it would be: the second one,
// begun later, is committed and read first, and the first one would then lie before the cursor.
func TestX18_LateCommitIsNotSkipped(t *testing.T) {
	ctx, dsn := t.Context(), storetest.PostgresDSN(t)
	db, err := store.Open(store.ForAll(ctx), dsn)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	if err := db.Migrate(ctx); err != nil {
		t.Fatal(err)
	}
	k := newKit(t, db)
	told, commit := make(chan struct{}), make(chan struct{})
	event := func(subject string) webhook.Event {
		return webhook.Event{Shop: k.shop, Kind: webhook.OrderPlaced, Subject: subject}
	}
	var group sync.WaitGroup
	group.Go(func() {
		err := k.db.Tx(ctx, func(q *query.Queries) error {
			err := webhook.Tell(ctx, q, k.now(), event("early"))
			close(told)
			<-commit
			return err
		})
		if err != nil {
			t.Error(err)
		}
	})
	<-told
	later := make(chan struct{})
	group.Go(func() {
		defer close(later)
		if err := k.db.Tx(ctx, func(q *query.Queries) error { return webhook.Tell(ctx, q, k.now(), event("late")) }); err != nil {
			t.Error(err)
		}
	})
	awaitLock(t, dsn) // the second one waits for the first; a reader sees neither
	page, err := webhook.Events(ctx, k.db, k.shop, "", 10)
	if err != nil || len(page) != 0 {
		t.Errorf("read %+v, %v before anything was committed", page, err)
	}
	select {
	case <-later:
		t.Error("the second transaction overtook the first")
	default:
	}
	another := k.addShop() // other shops do not wait
	k.tell(another, "ord_1", webhook.OrderPlaced)
	close(commit)
	group.Wait()
	page, err = webhook.Events(ctx, k.db, k.shop, "", 1)
	k.must(err)
	rest, err := webhook.Events(ctx, k.db, k.shop, page[0].ID, 10)
	k.must(err)
	first, err := k.db.Read().GetEvent(ctx, query.GetEventParams{ShopID: k.shop, ID: page[0].ID})
	k.must(err)
	if first.Subject != "early" || len(rest) != 1 {
		t.Errorf("first %s, then %d", first.Subject, len(rest))
	}
}

// awaitLock returns when a transaction of the database waits for another's row.
func awaitLock(t *testing.T, dsn string) {
	t.Helper()
	watch, err := sql.Open("pgx", dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer watch.Close()
	const waits = `SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`
	for waiting := 0; waiting == 0; {
		if err := watch.QueryRowContext(t.Context(), waits).Scan(&waiting); err != nil {
			t.Fatal(err)
		}
	}
}
