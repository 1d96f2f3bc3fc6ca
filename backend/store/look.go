package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// PostgreSQL is the engine's name in [Facts].
const PostgreSQL = "PostgreSQL"

// Facts are what an operator may want to know of a database.
type Facts struct {
	Engine, Version string
	Now             time.Time // its clock
	Isolation       string    // of transactions; "" where there is only one kind
	Journal         string    // of SQLite
	Standby         bool      // cannot be written
}

// FileOf is the file of a SQLite database.
func FileOf(dsn string) (path string, ok bool) { return strings.CutPrefix(dsn, "sqlite:") }

// OpenToLook opens a database to look only: the file of a process that runs too, and none is made ([os.ErrNotExist]).
func OpenToLook(ctx context.Context, dsn string) (*DB, error) {
	path, isFile := FileOf(dsn)
	if !isFile {
		return Open(ForAll(ctx), dsn)
	}
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("store: %w", err)
	}
	if info, err := os.Stat(path); err != nil {
		return nil, fmt.Errorf("store: %w", err)
	} else if info.Size() == 0 {
		return nil, fmt.Errorf("store: %s is empty: %w", path, os.ErrNotExist)
	}
	pool, err := sql.Open("sqlite", sqliteDSN(path, "_pragma=query_only(1)"))
	if err != nil {
		return nil, fmt.Errorf("store: sqlite: %w", err)
	}
	pool.SetMaxOpenConns(readers)
	db := &DB{dialect: sqlite, file: path, writer: pool, reader: pool, migrator: pool, release: func() error { return nil }, unsaid: allOf}
	if err := db.Ping(ctx); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return db, nil
}

// Look asks the database about itself.
func (db *DB) Look(ctx context.Context) (f Facts, err error) {
	if db.dialect == sqlite {
		f.Engine, f.Now = "SQLite", time.Now()
		err = errors.Join(
			db.reader.QueryRowContext(ctx, "SELECT sqlite_version()").Scan(&f.Version),
			db.reader.QueryRowContext(ctx, "PRAGMA journal_mode").Scan(&f.Journal),
		)
	} else {
		f.Engine = PostgreSQL
		err = db.reader.QueryRowContext(ctx, `SELECT current_setting('server_version'), current_setting('default_transaction_isolation'),
			clock_timestamp(), pg_is_in_recovery()`).Scan(&f.Version, &f.Isolation, &f.Now, &f.Standby)
	}
	if err != nil {
		return f, fmt.Errorf("store: look: %w", err)
	}
	return f, nil
}
