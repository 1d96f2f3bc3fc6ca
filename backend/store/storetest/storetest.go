// Package storetest gives tests real databases: a SQLite file in a temporary folder, and a PostgreSQL server that lives as
// long as the test binary, with a fresh database for each test.
package storetest

import (
	"net/url"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"

	"noren/backend/store"
)

// OnEvery runs a test once on each database, each time with empty tables.
func OnEvery(t *testing.T, test func(t *testing.T, db *store.DB)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { test(t, SQLite(t)) })
	t.Run("postgres", func(t *testing.T) { test(t, Postgres(t)) })
}

// SQLite opens a new file with empty tables.
func SQLite(t testing.TB) *store.DB {
	t.Helper()
	db := open(t, SQLiteDSN(t))
	if err := db.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	return db
}

// Postgres opens a new database with empty tables. The test binary's TestMain must call [Main].
func Postgres(t testing.TB) *store.DB {
	t.Helper()
	return open(t, newDatabase(t, migrated))
}

// SQLiteDSN names a file that does not exist yet.
func SQLiteDSN(t testing.TB) string {
	t.Helper()
	return "sqlite:" + filepath.Join(t.TempDir(), "noren.db")
}

// PostgresDSN names a new database without tables.
func PostgresDSN(t testing.TB) string {
	t.Helper()
	return newDatabase(t, empty)
}

// UnboundDSN names a new database with empty tables for a role that no row level security binds.
func UnboundDSN(t testing.TB) string {
	t.Helper()
	return strings.Replace(newDatabase(t, migrated), "//"+ordinary+"@", "//"+superuser+"@", 1)
}

// Sealer makes a sealer with a key of its own.
func Sealer(t testing.TB) *store.Sealer {
	t.Helper()
	keyset, err := store.GenerateKeyset()
	if err != nil {
		t.Fatal(err)
	}
	sealer, err := store.NewSealer(keyset)
	if err != nil {
		t.Fatal(err)
	}
	return sealer
}

func open(t testing.TB, dsn string) *store.DB {
	t.Helper()
	db, err := store.Open(store.ForAll(t.Context()), dsn)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db
}

// Templates that PostgreSQL copies new databases from.
const (
	empty    = "template0"
	migrated = "noren_migrated"
)

var databases atomic.Int64

func newDatabase(t testing.TB, template string) string {
	t.Helper()
	server, err := running()
	if err != nil {
		t.Fatal(err)
	}
	name := "test_" + strconv.FormatInt(databases.Add(1), 10)
	if err := server.create(t.Context(), name, template); err != nil {
		t.Fatal(err)
	}
	return server.dsn(ordinary, name)
}

func (s *server) dsn(role, database string) string {
	dsn := url.URL{Scheme: "postgres", User: url.User(role), Path: "/" + database}
	where := url.Values{"host": {s.dir}}
	if s.port != "" {
		where.Set("port", s.port)
	}
	dsn.RawQuery = where.Encode()
	return dsn.String()
}
