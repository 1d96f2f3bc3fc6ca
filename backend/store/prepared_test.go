package store_test

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"sync"
	"sync/atomic"
	"testing"

	"noren/backend/store"
	"noren/backend/store/query"
	"noren/backend/store/storetest"
)

// counting counts what SQLite prepares. Its connections can do nothing without preparing it.
type counting struct {
	driver.Connector

	prepared *atomic.Int64
}

func (c counting) Connect(ctx context.Context) (driver.Conn, error) {
	conn, err := c.Connector.Connect(ctx)
	return countingConn{conn, c.prepared}, err
}

type countingConn struct {
	driver.Conn

	prepared *atomic.Int64
}

func (c countingConn) Prepare(text string) (driver.Stmt, error) {
	c.prepared.Add(1)
	return c.Conn.Prepare(text)
}

// SQLite parses and plans a statement once for each connection, however many shoppers come at once; what refuses, refuses still
// (issue 8: prepared statements).
func TestDesign6_SQLitePreparesOnce(t *testing.T) {
	var prepared atomic.Int64
	db, err := store.OpenBy(store.ForAll(t.Context()), storetest.SQLiteDSN(t), func(c driver.Connector) *sql.DB {
		return sql.OpenDB(counting{c, &prepared})
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { must(t, db.Close()) })
	must(t, db.Migrate(t.Context()))
	addShop(t, db, "shop_1")
	use := func() {
		must(t, db.Tx(t.Context(), func(q *query.Queries) error {
			n, err := q.TouchShop(t.Context(), query.TouchShopParams{ID: "shop_1", Now: int64(store.At(start))})
			if err == nil && n != 1 {
				err = errors.New("nothing changed")
			}
			return err
		}))
		shop, err := db.Read().GetShop(t.Context(), "shop_1")
		if err != nil || shop.ID != "shop_1" {
			t.Errorf("%+v %v", shop, err)
		}
	}
	use()
	prepared.Store(0)
	var group sync.WaitGroup
	for range 20 {
		group.Go(use)
	}
	group.Wait()
	if n := prepared.Load(); n > 3 { // the one that reads, on the other connections
		t.Errorf("%d statements prepared for 40 uses", n)
	}
	if _, err := db.Read().GetShop(store.ForNobody(t.Context()), "shop_1"); !errors.Is(err, store.ErrWhose) {
		t.Errorf("prepared, and read for nobody: %v", err)
	}
	err = db.Tx(store.ForNobody(t.Context()), func(q *query.Queries) error {
		_, err := q.TouchShop(store.ForNobody(t.Context()), query.TouchShopParams{ID: "shop_1"})
		return err
	})
	if !errors.Is(err, store.ErrWhose) {
		t.Errorf("prepared, and changed for nobody: %v", err)
	}
}

// A statement outlives the connection that it was prepared on, and a change of the tables.
func TestDesign6_PreparedStatementsSurvive(t *testing.T) {
	db := storetest.SQLite(t)
	addShop(t, db, "shop_1")
	touch := func() error {
		return db.Tx(t.Context(), func(q *query.Queries) error {
			_, err := q.TouchShop(t.Context(), query.TouchShopParams{ID: "shop_1", Now: int64(store.At(start))})
			return err
		})
	}
	must(t, errors.Join(touch(), touch()))
	for name, change := range map[string]func() error{
		"the tables change": func() error {
			_, err := db.Pool().ExecContext(t.Context(), "ALTER TABLE shop ADD COLUMN later TEXT NOT NULL DEFAULT ''")
			return err
		},
		"the connection breaks": func() error {
			conn, err := db.Pool().Conn(t.Context())
			must(t, err)
			if err := conn.Raw(func(any) error { return driver.ErrBadConn }); !errors.Is(err, driver.ErrBadConn) {
				t.Errorf("%v", err)
			}
			return nil // it is closed already
		},
	} {
		t.Run(name, func(t *testing.T) { must(t, errors.Join(change(), touch(), touch())) })
	}
}
