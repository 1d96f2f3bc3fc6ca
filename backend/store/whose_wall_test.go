package store_test

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx", as the program before this one opens it

	"noren/backend/store"
	"noren/backend/store/query"
	"noren/backend/store/storetest"
)

// oneOfEach puts a row of a shop into every table. All texts are "x", all numbers 1, so that rows find those that they refer to.
func oneOfEach(t *testing.T, db *sql.DB, shop string) map[string]string {
	t.Helper()
	inserts := map[string]string{}
	tables := column(t, db, `SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' AND table_name <> 'goose_db_version'`)
	for waiting, round := tables, 0; len(waiting) > 0; round++ {
		waiting = slices.DeleteFunc(waiting, func(table string) bool {
			inserts[table] = insertOf(t, db, table, shop)
			_, err := db.ExecContext(store.ForAll(t.Context()), inserts[table])
			return err == nil // else it refers to a table that comes later
		})
		if round > len(tables) {
			t.Fatalf("cannot be filled: %v", waiting)
		}
	}
	return inserts
}

func insertOf(t *testing.T, db *sql.DB, table, shop string) string {
	t.Helper()
	var columns, values []string
	for _, c := range column(t, db, `SELECT column_name || ' ' || data_type FROM information_schema.columns WHERE table_schema = 'public' AND table_name = $1`, table) {
		name, kind, _ := strings.Cut(c, " ")
		columns = append(columns, name)
		switch {
		case name == "shop_id", table == "shop" && name == "id":
			values = append(values, "'"+shop+"'")
		case kind == "text":
			values = append(values, "'x'")
		case kind == "bytea":
			values = append(values, `'\x'`)
		default:
			values = append(values, "1")
		}
	}
	return "INSERT INTO " + table + " (" + strings.Join(columns, ", ") + ") VALUES (" + strings.Join(values, ", ") + ")"
}

// Whatever a statement asks for: a connection that speaks for another shop, or for nobody, sees and changes no row of any table with
// shops' rows; one that speaks for the shop, or for all, does.
func TestDesign6_AnotherShopsRowsAreNotThere(t *testing.T) {
	db := storetest.Postgres(t)
	inserts := oneOfEach(t, db.Pool(), "shop_1")
	if _, err := db.Pool().ExecContext(t.Context(), `INSERT INTO shop (id, name, login_url, created_at, updated_at) VALUES ('shop_2', '', '', 1, 1)`); err != nil {
		t.Fatal(err)
	}
	for _, table := range append(shopTables(t, db), "shop") {
		owner, which := "shop_id", " WHERE true"
		if table == "shop" {
			owner, which = "id", " WHERE name = 'x'"
		}
		for who, c := range map[string]struct {
			ctx  context.Context //nolint:containedctx // it is what is tried
			sees int64
		}{
			"nobody": {store.ForNobody(t.Context()), 0}, "another shop": {store.ForShop(t.Context(), "shop_2"), 0},
			"the shop": {store.ForShop(t.Context(), "shop_1"), 1}, "all": {store.ForAll(t.Context()), 1},
			"a shop that is called as all are": {store.ForShop(t.Context(), "*"), 0},
		} {
			var seen int64
			if err := db.Pool().QueryRowContext(c.ctx, "SELECT COUNT(*) FROM "+table+which).Scan(&seen); err != nil || seen != c.sees {
				t.Errorf("%s: %s sees %d rows, %v", table, who, seen, err)
			}
			if n := affected(t, db.Pool(), c.ctx, "UPDATE "+table+" SET "+owner+" = "+owner+which); n != c.sees {
				t.Errorf("%s: %s changes %d rows", table, who, n)
			}
			if c.sees > 0 {
				continue
			}
			if n := affected(t, db.Pool(), c.ctx, "DELETE FROM "+table+which); n != 0 {
				t.Errorf("%s: %s deletes %d rows", table, who, n)
			}
			if _, err := db.Pool().ExecContext(c.ctx, strings.Replace(inserts[table], "'x'", "'y'", 1)); err == nil || !strings.Contains(err.Error(), "42501") {
				t.Errorf("%s: %s inserts a row of the shop: %v", table, who, err)
			}
		}
		// Nobody gives a row of theirs to another shop.
		if _, err := db.Pool().ExecContext(store.ForShop(t.Context(), "shop_1"), "UPDATE "+table+" SET "+owner+" = 'shop_2'"+which); err == nil {
			t.Errorf("%s: a row went over to another shop", table)
		}
	}
}

func affected(t *testing.T, db query.DBTX, ctx context.Context, statement string) int64 { //nolint:revive // the test comes first
	t.Helper()
	result, err := db.ExecContext(ctx, statement)
	if err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
	n, err := result.RowsAffected()
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// One connection, one after the other: each statement speaks for whom its context does, in transactions that end either way, and with
// prepared statements. A rollback takes back what was said in it.
func TestDesign6_AConnectionSpeaksForWhomTheContextDoes(t *testing.T) {
	db := storetest.Postgres(t)
	pool := db.Pool()
	pool.SetMaxOpenConns(1)
	addShop(t, db, "shop_a")
	addShop(t, db, "shop_b")
	a, b := store.ForShop(t.Context(), "shop_a"), store.ForShop(t.Context(), "shop_b")
	const which = "SELECT string_agg(id, ' ' ORDER BY id) FROM shop"
	see := func(ctx context.Context, q query.DBTX, want string) {
		t.Helper()
		var got sql.NullString
		if err := q.QueryRowContext(ctx, which).Scan(&got); err != nil || got.String != want {
			t.Errorf("sees %q, want %q, %v", got.String, want, err)
		}
	}
	for _, end := range []func(*sql.Tx) error{(*sql.Tx).Commit, (*sql.Tx).Rollback} {
		see(a, pool, "shop_a")
		tx, err := pool.BeginTx(a, nil)
		if err != nil {
			t.Fatal(err)
		}
		see(a, tx, "shop_a")
		see(b, tx, "shop_b")
		see(store.ForAll(a), tx, "shop_a shop_b")
		if err := end(tx); err != nil {
			t.Fatal(err)
		}
		see(store.ForAll(b), pool, "shop_a shop_b")
		see(store.ForNobody(b), pool, "")
	}
	tx, err := pool.BeginTx(b, nil)
	if err != nil {
		t.Fatal(err)
	}
	see(a, tx, "shop_a")
	if _, err := tx.ExecContext(a, "SELECT 1/0"); err == nil {
		t.Fatal("nothing is wrong with this transaction")
	}
	if tx.Commit() == nil {
		t.Fatal("a broken transaction has committed")
	}
	see(a, pool, "shop_a")
	prepared, err := pool.PrepareContext(a, which)
	if err != nil {
		t.Fatal(err)
	}
	defer prepared.Close()
	for _, c := range []struct {
		ctx  context.Context //nolint:containedctx // it is what is tried
		want string
	}{{b, "shop_b"}, {a, "shop_a"}, {store.ForNobody(a), ""}} {
		var got sql.NullString
		if err := prepared.QueryRowContext(c.ctx).Scan(&got); err != nil || got.String != c.want {
			t.Errorf("prepared: sees %q, want %q, %v", got.String, c.want, err)
		}
	}
}

// The release before this one says nothing. It goes on while a new one migrates beside it, and afterwards (expand, then contract).
func TestIssue8_TheReleaseBeforeRunsOnBesideTheNewPolicies(t *testing.T) {
	dsn := storetest.PostgresDSN(t)
	fresh, err := store.Open(t.Context(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = fresh.Close() })
	if err := fresh.MigrateTo(t.Context(), 18); err != nil {
		t.Fatal(err)
	}
	before, err := sql.Open("pgx", dsn) // as the release before opens it
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = before.Close() })
	migrated, worked := make(chan error, 1), 0
	go func() { migrated <- fresh.Migrate(t.Context()) }()
	for done := false; !done || worked < 20; worked++ {
		select {
		case err := <-migrated:
			if done = true; err != nil {
				t.Fatal(err)
			}
		default:
		}
		tx, err := before.BeginTx(t.Context(), nil)
		if err != nil {
			t.Fatal(err)
		}
		id := fmt.Sprintf("shop_%d", worked)
		for _, statement := range []string{
			"INSERT INTO shop (id, name, login_url, created_at, updated_at) VALUES ('" + id + "', '', '', 1, 1)",
			"INSERT INTO shop_origin (shop_id, origin, position) VALUES ('" + id + "', 'https://a.example', 0)",
		} {
			if n := affected(t, tx, t.Context(), statement); n != 1 {
				t.Fatalf("%s: %d rows", statement, n)
			}
		}
		if err := tx.Commit(); err != nil {
			t.Fatal(err)
		}
	}
	if seen := column(t, before, "SELECT COUNT(*)::text FROM shop_origin"); seen[0] != strconv.Itoa(worked) {
		t.Errorf("the release before sees %s of %d rows", seen[0], worked)
	}
	if _, err := fresh.Read().GetShop(store.ForShop(t.Context(), "shop_0"), "shop_0"); err != nil {
		t.Errorf("the new release does not see what the one before wrote: %v", err)
	}
	var seen int
	if err := fresh.Pool().QueryRowContext(t.Context(), "SELECT COUNT(*) FROM shop_origin").Scan(&seen); err != nil || seen != 0 {
		t.Errorf("a connection of ours that has said nothing sees %d rows, %v", seen, err)
	}
}
