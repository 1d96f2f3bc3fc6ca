package store_test

import (
	"database/sql"
	"strings"
	"testing"
	"time"

	"noren/backend/store"
	"noren/backend/store/storetest"
)

// A program that serves meets a migration in the wrong order: it has a table that the migration wants, and wants one that the migration
// has. The program goes on, and the migration is done when the program is through.
func TestIssue8_AMigrationYieldsToAPayment(t *testing.T) {
	db := before(t, 23)
	payment := hold(t, db, "checkout")
	migrated := make(chan error, 1)
	go func() { migrated <- db.Migrate(t.Context()) }()
	awaited(t, db, "checkout", true)
	if _, err := payment.ExecContext(t.Context(), "LOCK TABLE api_request IN ROW EXCLUSIVE MODE"); err != nil {
		t.Errorf("the payment fails: %v", err)
	}
	if err := payment.Commit(); err != nil {
		t.Error(err)
	}
	if err := <-migrated; err != nil {
		t.Error(err)
	}
}

// Somebody works on a table for long, such as a backup: the migration lets those pass who came after it, tries again, and tells what to do
// when that does not end.
func TestIssue8_AMigrationWaitsForABackup(t *testing.T) {
	db := before(t, 23)
	backup := hold(t, db, "checkout")
	err := db.MigrateWithin(t.Context(), 2*time.Second)
	if err == nil || !strings.Contains(err.Error(), "noren migrate") {
		t.Errorf("a table is held, and the migration says %v", err)
	}
	migrated := make(chan error, 1)
	go func() { migrated <- db.Migrate(t.Context()) }()
	awaited(t, db, "checkout", true)
	awaited(t, db, "checkout", false)
	if err := backup.Commit(); err != nil {
		t.Error(err)
	}
	if err := <-migrated; err != nil {
		t.Error(err)
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

// hold is a transaction that writes to a table and has not ended.
func hold(t *testing.T, db *store.DB, table string) *sql.Tx {
	t.Helper()
	tx, err := db.Pool().BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = tx.Rollback() })
	if _, err := tx.ExecContext(t.Context(), "LOCK TABLE "+table+" IN ROW EXCLUSIVE MODE"); err != nil {
		t.Fatal(err)
	}
	return tx
}

// awaited returns when somebody waits for a table, or nobody.
func awaited(t *testing.T, db *store.DB, table string, want bool) {
	t.Helper()
	for got := !want; got != want; {
		const waits = "SELECT EXISTS (SELECT FROM pg_locks WHERE relation = $1::regclass AND NOT granted)"
		if err := db.Pool().QueryRowContext(t.Context(), waits, table).Scan(&got); err != nil {
			t.Fatal(err)
		}
	}
}
