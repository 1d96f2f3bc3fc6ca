package store_test

import (
	"database/sql"
	"errors"
	"fmt"
	"testing"

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
