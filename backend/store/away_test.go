package store_test

import (
	"database/sql"
	"errors"
	"fmt"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"

	"noren/backend/store"
	"noren/backend/store/query"
	"noren/backend/store/storetest"
)

// A database that goes away, and one that has no room, are told from a question that is wrong (design.md 6).
func TestDesign6_AwayIsNotWrong(t *testing.T) {
	t.Run("postgres", func(t *testing.T) {
		server := storetest.NewOwn(t)
		db, err := store.Open(store.ForAll(t.Context()), server.DSN(server.Addr))
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = db.Close() })
		if err := db.Migrate(t.Context()); err != nil {
			t.Fatal(err)
		}
		read := func() error { _, err := db.Read().GetShop(t.Context(), "shop_none"); return err }
		if err := read(); !errors.Is(err, sql.ErrNoRows) || store.IsAway(err) {
			t.Errorf("nothing found is taken for away: %v", err)
		}
		for name, end := range map[string]func(testing.TB){"stopped": server.Stop, "crashed": server.Crash} {
			end(t)
			for range 3 {
				if err := read(); !store.IsAway(fmt.Errorf("shop: %w", err)) {
					t.Errorf("%s, and the error is %v", name, err)
				}
			}
			err := db.Tx(t.Context(), func(q *query.Queries) error { return q.InsertShop(t.Context(), query.InsertShopParams{ID: "shop_1"}) })
			if !store.IsAway(err) {
				t.Errorf("%s, and a transaction fails with %v", name, err)
			}
			server.Start(t)
		}
	})
	t.Run("sqlite", func(t *testing.T) {
		db := storetest.SQLite(t)
		addShop(t, db, "shop_1")
		err := db.Tx(t.Context(), func(q *query.Queries) error {
			return q.InsertShop(t.Context(), query.InsertShopParams{ID: "shop_1", Name: "店", Now: 1})
		})
		if err == nil || store.IsAway(err) {
			t.Errorf("a key that exists is taken for away: %v", err)
		}
	})
}

// The server of a connection may not write any more, because another has taken its place: that is away, not wrong, and the connection is
// given up. Kept, it would fail for half an hour, though its address leads elsewhere by now.
func TestDesign6_ADemotedServerIsLeft(t *testing.T) {
	server := storetest.NewOwn(t)
	standby := server.Standby(t)
	db, err := store.Open(store.ForAll(t.Context()), server.DSN(server.Addr, standby.Addr))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	if err := db.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	add := func(id string) error {
		return db.Tx(t.Context(), func(q *query.Queries) error {
			return q.InsertShop(t.Context(), query.InsertShopParams{ID: id, Name: "店", Now: 1})
		})
	}
	if err := add("shop_before"); err != nil {
		t.Fatal(err)
	}
	standby.Promote(t)
	server.Demote(t)
	if err := add("shop_during"); !store.IsAway(err) {
		t.Errorf("a demoted server is not away: %v", err)
	}
	if err := add("shop_after"); err != nil {
		t.Errorf("the connection was kept: %v", err)
	}
	if _, err := db.Read().GetShop(t.Context(), "shop_before"); err != nil {
		t.Errorf("what the demoted one had confirmed is not there: %v", err)
	}
}

// Who lost against another is asked to come again, and is not told that Noren is at fault.
func TestDesign6_WhoLostMayComeAgain(t *testing.T) {
	for code, want := range map[string]bool{"40P01": true, "40001": true, "55P03": true, "23505": false, "42501": false} {
		if err := fmt.Errorf("pay: %w", &pgconn.PgError{Code: code}); store.IsAway(err) != want {
			t.Errorf("%s: away is %t", code, !want)
		}
	}
}
