package audit_test

import (
	"database/sql"
	"errors"
	"os"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib"

	"noren/backend/audit"
	"noren/backend/store"
	"noren/backend/store/query"
	"noren/backend/store/storetest"
)

func TestMain(m *testing.M) { os.Exit(storetest.Main(m)) }

var start = time.Date(2026, 11, 28, 9, 0, 0, 0, time.UTC)

// write adds entries of a shop.
func write(t *testing.T, db *store.DB, shop string, n int) {
	t.Helper()
	for i := range n {
		must(t, db.Tx(t.Context(), func(q *query.Queries) error {
			return audit.Write(t.Context(), q, start, audit.Entry{Actor: audit.CLI, Shop: shop, Action: audit.Invited, Subject: strconv.Itoa(i), After: i})
		}))
	}
}

// chainAll chains until nothing waits.
func chainAll(t *testing.T, db *store.DB) {
	t.Helper()
	for {
		n, err := audit.Chain(store.ForNobody(t.Context()), db, 16)
		must(t, err)
		if n == 0 {
			return
		}
	}
}

// Replicas that chain at the same time make one chain for each shop, and leave nobody out (issue 8: audit chain).
func TestIssue8_AuditLogIsOneChain(t *testing.T) {
	storetest.OnEvery(t, func(t *testing.T, db *store.DB) {
		want := map[string]int64{"shop_1": 40, "shop_2": 7, "": 3}
		for shop, n := range want {
			write(t, db, shop, int(n))
		}
		var replicas sync.WaitGroup
		for range 4 {
			replicas.Go(func() { chainAll(t, db) })
		}
		replicas.Wait()
		first, err := audit.Verify(t.Context(), db, nil)
		must(t, err)
		write(t, db, "shop_1", 2)
		chainAll(t, db)
		want["shop_1"] += 2
		heads, err := audit.Verify(store.ForNobody(t.Context()), db, first)
		if err != nil || len(heads) != len(want) {
			t.Fatalf("%+v %v", heads, err)
		}
		for _, head := range heads {
			if head.Place != want[head.Shop] || len(head.Hash) != 64 {
				t.Errorf("%+v, want %d entries", head, want[head.Shop])
			}
		}
	})
}

// tampered are databases into which somebody writes past the product.
var tampered = map[string]func(t *testing.T) (*store.DB, *sql.DB){
	"sqlite": func(t *testing.T) (*store.DB, *sql.DB) {
		t.Helper()
		db, file := storetest.SQLiteFile(t)
		return db, raw(t, "sqlite", file)
	},
	"postgres": func(t *testing.T) (*store.DB, *sql.DB) {
		t.Helper()
		dsn := storetest.UnboundDSN(t)
		db, err := store.Open(store.ForAll(t.Context()), dsn)
		must(t, err)
		t.Cleanup(func() { must(t, db.Close()) })
		return db, raw(t, "pgx", dsn)
	},
}

func raw(t *testing.T, driver, dsn string) *sql.DB {
	t.Helper()
	db, err := sql.Open(driver, dsn)
	must(t, err)
	t.Cleanup(func() { must(t, db.Close()) })
	return db
}

// The database refuses to change or delete an entry; whoever has the right to take that away is found out afterwards.
func TestIssue8_ChangesOfTheAuditLogAreFound(t *testing.T) {
	takeAway := map[string][]string{
		"sqlite":   {"DROP TRIGGER audit_stays", "DROP TRIGGER audit_remains"},
		"postgres": {"ALTER TABLE audit DISABLE TRIGGER ALL"},
	}
	for engine, open := range tampered {
		for name, c := range map[string]struct {
			tamper []string
			want   string // of the error
		}{
			"an entry is changed":     {[]string{"UPDATE audit SET actor = 'noren' WHERE place = 5 AND shop_id = 'shop_1'"}, `"shop_1": the entry at place 5 was changed`},
			"an entry is deleted":     {[]string{"DELETE FROM audit WHERE place = 3 AND shop_id = 'shop_1'"}, `"shop_1": the entry at place 3 is missing`},
			"the last is deleted":     {[]string{"DELETE FROM audit WHERE place = 9 AND shop_id = 'shop_1'"}, `"shop_1": the entry at place 9 is missing`},
			"the end is set back":     {[]string{"DELETE FROM audit WHERE place = 9 AND shop_id = 'shop_1'", "UPDATE audit_head SET place = 8, hash = (SELECT hash FROM audit WHERE place = 8 AND shop_id = 'shop_1') WHERE shop_id = 'shop_1'"}, `"shop_1": the entry at place 9 is missing`},
			"the end is taken away":   {[]string{"DELETE FROM audit_head WHERE shop_id = 'shop_1'"}, `"shop_1": the entry at place 1 begins a chain whose end is not noted`},
			"everything is deleted":   {[]string{"DELETE FROM audit WHERE shop_id = 'shop_1'", "DELETE FROM audit_head WHERE shop_id = 'shop_1'"}, `"shop_1": the entry at place 1 is missing`},
			"a chain is made anew":    {[]string{"UPDATE audit SET actor = 'noren', place = 0, hash = '' WHERE shop_id = 'shop_1'", "DELETE FROM audit_head WHERE shop_id = 'shop_1'"}, `"shop_1": the entry at place 9 is another than it was`},
			"nothing is done at all":  {nil, ""},
			"of another shop instead": {[]string{"UPDATE audit SET shop_id = 'shop_1', place = 10 WHERE shop_id = 'shop_2' AND place = 2"}, `"shop_2": the entry at place 2 is missing`},
		} {
			t.Run(engine+"/"+name, func(t *testing.T) {
				db, past := open(t)
				write(t, db, "shop_1", 9)
				write(t, db, "shop_2", 2)
				chainAll(t, db)
				known, err := audit.Verify(t.Context(), db, nil)
				must(t, err)
				for _, refused := range []string{"UPDATE audit SET actor = 'noren' WHERE place = 2", "DELETE FROM audit WHERE place = 2"} {
					if _, err := past.ExecContext(t.Context(), refused); err == nil || !strings.Contains(err.Error(), "only added to") {
						t.Errorf("%s: %v", refused, err)
					}
				}
				for _, statement := range append(takeAway[engine], c.tamper...) {
					_, err := past.ExecContext(t.Context(), statement)
					must(t, err)
				}
				chainAll(t, db)
				_, err = audit.Verify(t.Context(), db, known)
				if broken := new(audit.BrokenError); c.want == "" && err != nil || c.want != "" && (!errors.As(err, &broken) || !strings.Contains(err.Error(), c.want)) {
					t.Errorf("%v, want %q", err, c.want)
				}
			})
		}
	}
}

// A shop whose chain cannot go on, because somebody has taken its end away, is told of each time and holds no other shop up.
func TestIssue8_ABrokenChainStopsNoOther(t *testing.T) {
	for engine, open := range tampered {
		t.Run(engine, func(t *testing.T) {
			db, past := open(t)
			write(t, db, "shop_1", 1)
			chainAll(t, db)
			_, err := past.ExecContext(t.Context(), "DELETE FROM audit_head WHERE shop_id = 'shop_1'")
			must(t, err)
			write(t, db, "shop_1", 20)
			write(t, db, "shop_2", 2)
			for range 2 {
				if _, err := audit.Chain(t.Context(), db, 16); err == nil || !strings.Contains(err.Error(), "shop_1") {
					t.Errorf("nothing is told of the broken chain: %v", err)
				}
			}
			heads, err := audit.Verify(t.Context(), db, nil)
			if len(heads) != 1 || heads[0].Shop != "shop_2" || heads[0].Place != 2 {
				t.Errorf("%+v %v", heads, err)
			}
		})
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
