package store_test

import (
	"context"
	"database/sql"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"noren/backend/store"
	"noren/backend/store/storetest"
)

// A program that serves meets a migration in the wrong order: it has a table that the migration wants, and wants one that the migration
// has. The program goes on, and the migration is done when the program is through.
func TestIssue8_AMigrationYieldsToAPayment(t *testing.T) {
	db := before(t, 22) // it takes staff, and then staff_shop
	payment := hold(t, db, "staff_shop", "SHARE")
	migrated := migrating(t, db)
	until(t, db, "relation = 'staff_shop'::regclass AND NOT granted", true)
	if _, err := payment.ExecContext(t.Context(), "LOCK TABLE staff IN ROW EXCLUSIVE MODE"); err != nil {
		t.Errorf("the payment fails: %v", err)
	}
	end(t, payment, migrated)
}

// Somebody works on a table for long, such as a backup: the migration lets those pass who came after it, tries again, and tells what to do
// when that does not end.
func TestIssue8_AMigrationWaitsForABackup(t *testing.T) {
	db := before(t, 22)
	backup := hold(t, db, "staff", "ACCESS SHARE")
	err := db.MigrateWithin(t.Context(), 2*time.Second)
	if err == nil || !strings.Contains(err.Error(), "noren migrate") {
		t.Errorf("a table is held, and the migration says %v", err)
	}
	migrated := migrating(t, db)
	for _, waits := range []bool{true, false} {
		until(t, db, "relation = 'staff'::regclass AND NOT granted", waits)
	}
	end(t, backup, migrated)
}

// Orders are written while an index on them is built, however long that takes; and an index whose building was interrupted is built again.
func TestIssue8_AnIndexIsBuiltBesideWriters(t *testing.T) {
	db := before(t, 20)
	const waits = "locktype = 'virtualxid' AND NOT granted"
	payment := hold(t, db, "orders", "ROW EXCLUSIVE")
	killed, kill := context.WithCancel(t.Context())
	dead := make(chan error, 1)
	go func() { dead <- db.Migrate(killed) }()
	until(t, db, waits, true)
	kill()
	if err := <-dead; err == nil {
		t.Error("a killed migration is done")
	}
	if unfinished := unfinished(t, db); !slices.Equal(unfinished, []string{"orders_remembered"}) {
		t.Errorf("the test interrupts nothing: %v", unfinished)
	}
	migrated := migrating(t, db)
	until(t, db, waits, true)
	another, err := db.Pool().BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := another.ExecContext(t.Context(), "LOCK TABLE orders IN ROW EXCLUSIVE MODE NOWAIT"); err != nil {
		t.Errorf("nobody may write while the index is built: %v", err)
	}
	if err := another.Rollback(); err != nil {
		t.Error(err)
	}
	end(t, payment, migrated)
	if unfinished := unfinished(t, db); len(unfinished) > 0 {
		t.Errorf("not finished: %v", unfinished)
	}
}

// From the release on that replicas may be exchanged beside, no index on a table that was there before is built as one that stops writing.
func TestIssue8_IndexesAreBuiltBesideWriters(t *testing.T) {
	files, err := filepath.Glob("migrations/postgres/*.sql")
	if err != nil {
		t.Fatal(err)
	}
	built := 0
	for _, file := range files {
		if filepath.Base(file) < "0020" {
			continue
		}
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		up, _, _ := strings.Cut(string(text), "-- +goose Down")
		for _, index := range regexp.MustCompile(`(?m)^CREATE (UNIQUE )?INDEX (CONCURRENTLY )?.* ON (\w+) \(`).FindAllStringSubmatch(up, -1) {
			isNew := regexp.MustCompile(`CREATE TABLE (IF NOT EXISTS )?` + index[3] + ` \(`).MatchString(up)
			if isNew == (index[2] != "") {
				t.Errorf("%s: %s", file, index[0])
			}
			built++
		}
	}
	if built < 8 {
		t.Errorf("%d indexes: the test sees nothing", built)
	}
}

// before is a PostgreSQL database that lacks a migration and all after it.
func before(t *testing.T, version int64) *store.DB {
	t.Helper()
	db, err := store.Open(store.ForAll(t.Context()), storetest.PostgresDSN(t))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	if err := db.MigrateTo(t.Context(), version-1); err != nil {
		t.Fatal(err)
	}
	return db
}

// hold is a transaction that has a table and has not ended.
func hold(t *testing.T, db *store.DB, table, mode string) *sql.Tx {
	t.Helper()
	tx, err := db.Pool().BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = tx.Rollback() })
	if _, err := tx.ExecContext(t.Context(), "LOCK TABLE "+table+" IN "+mode+" MODE"); err != nil {
		t.Fatal(err)
	}
	return tx
}

func migrating(t *testing.T, db *store.DB) chan error {
	t.Helper()
	migrated := make(chan error, 1)
	go func() { migrated <- db.Migrate(t.Context()) }()
	return migrated
}

// end lets go of what a transaction has, and waits for the migration.
func end(t *testing.T, tx *sql.Tx, migrated chan error) {
	t.Helper()
	if err := tx.Commit(); err != nil {
		t.Error(err)
	}
	if err := <-migrated; err != nil {
		t.Error(err)
	}
}

// until returns when the database has such a lock, or has none.
func until(t *testing.T, db *store.DB, lock string, want bool) {
	t.Helper()
	const ours = "(database = (SELECT oid FROM pg_database WHERE datname = current_database()) OR locktype = 'virtualxid')"
	for got := !want; got != want; {
		if err := db.Pool().QueryRowContext(t.Context(), "SELECT EXISTS (SELECT FROM pg_locks WHERE "+ours+" AND "+lock+")").Scan(&got); err != nil {
			t.Fatal(err)
		}
	}
}

func unfinished(t *testing.T, db *store.DB) []string {
	t.Helper()
	return column(t, db.Pool(), "SELECT indexrelid::regclass::text FROM pg_index WHERE NOT indisvalid ORDER BY 1")
}
