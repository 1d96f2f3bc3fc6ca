package store_test

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"noren/backend/store"
	"noren/backend/store/storetest"
)

func TestMigrateTwice(t *testing.T) {
	storetest.OnEvery(t, func(t *testing.T, db *store.DB) {
		if err := db.Migrate(t.Context()); err != nil {
			t.Fatal(err)
		}
		applied, newest, err := db.Version(t.Context())
		if err != nil || applied != newest || newest < 2 {
			t.Errorf("version %d of %d, %v", applied, newest, err)
		}
	})
}

func TestVersionBeforeMigrate(t *testing.T) {
	for _, dsn := range []string{storetest.SQLiteDSN(t), storetest.PostgresDSN(t)} {
		db, err := store.Open(store.ForAll(t.Context()), dsn)
		if err != nil {
			t.Fatal(err)
		}
		if applied, newest, err := db.Version(t.Context()); err != nil || applied != 0 || newest < 2 {
			t.Errorf("version %d of %d, %v", applied, newest, err)
		}
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	}
}

// Eight replicas of a new release start at once.
func TestMigrateAtOnceOnPostgres(t *testing.T) {
	dsn := storetest.PostgresDSN(t)
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			db, err := store.Open(store.ForAll(t.Context()), dsn)
			if err != nil {
				t.Error(err)
				return
			}
			if err := db.Migrate(t.Context()); err != nil {
				t.Error(err)
			}
			if err := db.Close(); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
}

// Both databases have the same tables, with the same columns of the same kind in the same order, and the same unique keys.
func TestSchemasAreEqual(t *testing.T) {
	onSQLite := sqliteSchema(t, storetest.SQLite(t).Pool())
	onPostgres := postgresSchema(t, storetest.Postgres(t).Pool())
	if diff := cmp.Diff(onSQLite, onPostgres); diff != "" {
		t.Errorf("sqlite (-), postgres (+):\n%s", diff)
	}
	if len(onSQLite["shop"].Columns) == 0 || len(onSQLite["checkout"].Unique) == 0 {
		t.Errorf("the comparison sees nothing: %v", onSQLite)
	}
}

type table struct {
	Columns []string // "name kind"
	Unique  []string // columns, and the condition of a partial index
}

var kinds = map[string]string{"INTEGER": "int", "bigint": "int", "TEXT": "text", "text": "text", "BLOB": "bytes", "bytea": "bytes"}

func sqliteSchema(t *testing.T, db *sql.DB) map[string]table {
	schema := map[string]table{}
	tables := `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'goose_db_version'`
	for _, name := range column(t, db, tables) {
		if strict := column(t, db, `SELECT strict FROM pragma_table_list WHERE name = $1`, name); strict[0] != "1" {
			t.Errorf("%s is not STRICT", name)
		}
		var s table
		for _, c := range column(t, db, `SELECT name || ' ' || type || ' ' || "notnull" FROM pragma_table_info($1) ORDER BY cid`, name) {
			s.Columns = append(s.Columns, kind(t, name, c))
		}
		for _, index := range column(t, db, `SELECT name FROM pragma_index_list($1) WHERE "unique" = 1`, name) {
			columns := column(t, db, `SELECT name FROM pragma_index_info($1) ORDER BY seqno`, index)
			definition := column(t, db, `SELECT COALESCE(MAX(sql), '') FROM sqlite_schema WHERE name = $1`, index)[0]
			s.Unique = append(s.Unique, unique(columns, definition))
		}
		slices.Sort(s.Unique)
		schema[name] = s
	}
	return schema
}

func postgresSchema(t *testing.T, db *sql.DB) map[string]table {
	schema := map[string]table{}
	tables := `SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' AND table_name <> 'goose_db_version'`
	for _, name := range column(t, db, tables) {
		var s table
		columns := `SELECT column_name || ' ' || data_type || CASE is_nullable WHEN 'NO' THEN ' 1' ELSE ' 0' END
			FROM information_schema.columns WHERE table_schema = 'public' AND table_name = $1 ORDER BY ordinal_position`
		for _, c := range column(t, db, columns, name) {
			s.Columns = append(s.Columns, kind(t, name, c))
		}
		indexes := `SELECT indexrelid::regclass::text FROM pg_index WHERE indrelid = $1::regclass AND indisunique`
		for _, index := range column(t, db, indexes, name) {
			columns := column(t, db, `SELECT attname FROM pg_attribute WHERE attrelid = $1::regclass ORDER BY attnum`, index)
			definition := column(t, db, `SELECT pg_get_indexdef($1::regclass)`, index)[0]
			s.Unique = append(s.Unique, unique(columns, definition))
		}
		slices.Sort(s.Unique)
		schema[name] = s
	}
	return schema
}

// kind brings "name type notnull" to the form that both databases share.
func kind(t *testing.T, table, column string) string {
	words := strings.Fields(column)
	if len(words) != 3 || kinds[words[1]] == "" || words[2] != "1" {
		t.Errorf("%s: %q is none of our kinds of column, or may be NULL", table, column)
		return column
	}
	return words[0] + " " + kinds[words[1]]
}

func unique(columns []string, definition string) string {
	_, condition, _ := strings.Cut(definition, " WHERE ")
	condition = strings.NewReplacer("(", "", ")", "", "::text", "").Replace(condition)
	return fmt.Sprintf("%s | %s", strings.Join(columns, ", "), condition)
}

func column(t *testing.T, db *sql.DB, text string, args ...any) []string {
	t.Helper()
	rows, err := db.QueryContext(context.Background(), text, args...)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var values []string
	for rows.Next() {
		var value string
		if err := rows.Scan(&value); err != nil {
			t.Fatal(err)
		}
		values = append(values, value)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return values
}

// A migration need not wait for the disk; every commit after it does.
func TestIssue8_CommitsAreDurableAfterAMigration(t *testing.T) {
	var mode int
	if err := storetest.SQLite(t).Pool().QueryRowContext(t.Context(), "PRAGMA synchronous").Scan(&mode); err != nil || mode != 2 {
		t.Errorf("synchronous is %d, %v; want 2, FULL", mode, err)
	}
}
