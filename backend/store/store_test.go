package store_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"noren/backend/store"
	"noren/backend/store/query"
	"noren/backend/store/storetest"
)

func TestMain(m *testing.M) { os.Exit(storetest.Main(m)) }

var start = time.Date(2026, 11, 24, 9, 0, 0, 123456000, time.UTC)

func addShop(t *testing.T, db *store.DB, id string) {
	t.Helper()
	addShopFor(t.Context(), t, db, id)
}

func addShopFor(ctx context.Context, t *testing.T, db *store.DB, id string) {
	t.Helper()
	err := db.Tx(ctx, func(q *query.Queries) error {
		return q.InsertShop(ctx, query.InsertShopParams{ID: id, Name: "店", Now: int64(store.At(start))})
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestOpenRefusesASecondProcess(t *testing.T) {
	dsn := storetest.SQLiteDSN(t)
	first, err := store.Open(store.ForAll(t.Context()), dsn)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := store.Open(store.ForAll(t.Context()), dsn); !errors.Is(err, store.ErrInUse) {
		t.Fatalf("second: %v, want ErrInUse", err)
	}
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	again, err := store.Open(store.ForAll(t.Context()), dsn)
	if err != nil {
		t.Fatalf("after Close: %v", err)
	}
	if err := again.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestOpenRefusesWhatItDoesNotKnow(t *testing.T) {
	for _, dsn := range []string{"", "sqlite", "sqlite:", "sqlite::memory:", "mysql://localhost/x", "/tmp/x.db", "postgres://%zz"} {
		if db, err := store.Open(store.ForAll(t.Context()), dsn); err == nil {
			t.Errorf("Open(%q) = %v, want an error", dsn, db)
		}
	}
}

func TestSQLiteFileBelongsToItsOwnerAlone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a %41?b#.db") // no letter of a path has a meaning
	db, err := store.Open(store.ForAll(t.Context()), "sqlite:"+path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	if err := db.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, suffix := range []string{"", "-wal", ".lock"} {
		info, err := os.Stat(path + suffix)
		if err != nil {
			t.Fatal(err)
		}
		if info.Mode().Perm() != 0o600 {
			t.Errorf("%s: mode %v, want 0600", suffix, info.Mode())
		}
	}
}

func TestReadCannotWriteOnSQLite(t *testing.T) {
	db := storetest.SQLite(t)
	err := db.Read().InsertShop(t.Context(), query.InsertShopParams{ID: "shop_1"})
	if err == nil || !strings.Contains(err.Error(), "readonly") {
		t.Errorf("err = %v, want a refusal", err)
	}
}

func TestTxCommitsAllOrNothing(t *testing.T) {
	storetest.OnEvery(t, func(t *testing.T, db *store.DB) {
		failure := errors.New("no")
		err := db.Tx(t.Context(), func(q *query.Queries) error {
			if err := q.InsertShop(t.Context(), query.InsertShopParams{ID: "shop_1"}); err != nil {
				return err
			}
			return failure
		})
		if !errors.Is(err, failure) {
			t.Fatalf("err = %v, want the one of the work", err)
		}
		addShop(t, db, "shop_2")
		ids, err := db.Read().ShopIDs(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]string{"shop_2"}, ids); diff != "" {
			t.Error(diff)
		}
	})
}

func TestTxRollsBackAPanic(t *testing.T) {
	storetest.OnEvery(t, func(t *testing.T, db *store.DB) {
		func() {
			defer func() { _ = recover() }()
			_ = db.Tx(t.Context(), func(q *query.Queries) error {
				if err := q.InsertShop(t.Context(), query.InsertShopParams{ID: "shop_1"}); err != nil {
					return err
				}
				panic("broken")
			})
		}()
		addShop(t, db, "shop_1") // the connection is free, the row is not there
	})
}

// Two transactions take two rows in opposite order: PostgreSQL gives one of them up, and Tx runs it again.
func TestTxRunsAgainAfterADeadlock(t *testing.T) {
	db := storetest.Postgres(t)
	ctx := t.Context()
	addShop(t, db, "shop_1")
	addShop(t, db, "shop_2")
	var runs atomic.Int64
	var group, met sync.WaitGroup
	met.Add(2)
	for _, order := range [][]string{{"shop_1", "shop_2"}, {"shop_2", "shop_1"}} {
		meet := sync.OnceFunc(func() { met.Done(); met.Wait() })
		group.Go(func() {
			err := db.Tx(ctx, func(q *query.Queries) error {
				runs.Add(1)
				for _, id := range order {
					if _, err := q.TouchShop(ctx, query.TouchShopParams{ID: id, Now: 1}); err != nil {
						return err
					}
					meet()
				}
				return nil
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	if runs.Load() < 3 {
		t.Errorf("%d runs: there was no deadlock", runs.Load())
	}
}

func TestMicrosKeepsMicroseconds(t *testing.T) {
	if got := store.At(start).Time(); !got.Equal(start) || got.Location() != time.UTC {
		t.Errorf("%v, want %v", got, start)
	}
	if store.At(time.Time{}) != 0 || !store.Micros(0).Time().IsZero() {
		t.Error("0 must mean never, both ways")
	}
}

func TestNewIDSortsByTime(t *testing.T) {
	first, second := store.NewID("chk", start), store.NewID("chk", start.Add(time.Millisecond))
	if first >= second || len(first) != len("chk_")+26 || strings.ToLower(first) != first {
		t.Errorf("%s, %s", first, second)
	}
	if store.NewID("chk", start) == first {
		t.Error("the same id twice")
	}
}
