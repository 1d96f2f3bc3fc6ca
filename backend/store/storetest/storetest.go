// Package storetest gives tests real databases: a SQLite file in a temporary folder, and a PostgreSQL server that lives as
// long as the test binary, with a fresh database for each test.
package storetest

import (
	"context"
	"errors"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
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
	db, _ := SQLiteFile(t)
	return db
}

// SQLiteFile is SQLite, and the file.
func SQLiteFile(t testing.TB) (db *store.DB, file string) {
	t.Helper()
	tables, err := migratedFile()
	if err != nil {
		t.Fatal(err)
	}
	dsn := SQLiteDSN(t)
	file = strings.TrimPrefix(dsn, "sqlite:")
	if err := os.WriteFile(file, tables, 0o600); err != nil {
		t.Fatal(err)
	}
	return open(t, dsn), file
}

// migratedFile is a database with empty tables, made once: migrations would be a good part of the time of small tests.
var migratedFile = sync.OnceValues(func() ([]byte, error) {
	folder, err := os.MkdirTemp("", "noren-sqlite-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(folder) //nolint:errcheck // a folder in /tmp is all that can stay
	path := filepath.Join(folder, "noren.db")
	ctx := store.ForAll(context.Background())
	db, err := store.Open(ctx, "sqlite:"+path)
	if err != nil {
		return nil, err
	}
	if err := errors.Join(db.Migrate(ctx), db.Close()); err != nil {
		return nil, err
	}
	return os.ReadFile(path) //nolint:gosec // made here
})

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

// Run runs one of PostgreSQL's programs as the owner of the tables, who speaks for all shops.
func Run(t testing.TB, program string, arguments ...string) {
	t.Helper()
	folder, err := Programs()
	if err != nil {
		t.Fatal(err)
	}
	command := exec.CommandContext(t.Context(), filepath.Join(folder, program), arguments...) //nolint:gosec // an installed program
	command.Env = append(command.Environ(), "PGOPTIONS=-c noren.shop=*")
	if text, err := command.CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", program, err, text)
	}
}
