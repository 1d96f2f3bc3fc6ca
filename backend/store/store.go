// Package store keeps what must not be lost (design.md section 6): one SQL database, SQLite in one file or PostgreSQL, with
// the same queries on both.
//
// Rules that make one code right on two databases (reliability.md 1.2 and 1.5): times are [Micros], money is whole yen, both
// BIGINT; identifiers come from [NewID]; no column is NULL; what may already be there is inserted with ON CONFLICT, never by
// catching an error inside a transaction; rows change by compare-and-set. Package query is generated from queries and
// migrations/postgres; [Claim] holds the only statement that differs.
package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"strings"

	"noren/backend/store/query"
)

//go:generate go run github.com/sqlc-dev/sqlc/cmd/sqlc@v1.31.1 generate

// DB is an open database. It is safe for concurrent use.
type DB struct {
	dialect  dialect
	writer   *sql.DB
	reader   *sql.DB // the writer itself on PostgreSQL
	migrator *sql.DB // the writer itself on SQLite
	release  func() error
	file     string // of SQLite
	unsaid   whose

	writes, reads *prepared // of SQLite

	// Moved hears of every change of state that was committed. It is set before the first transaction; nil: nobody listens.
	Moved func(m query.Move)
}

// Pool makes a pool of what connects to a database.
type Pool func(driver.Connector) *sql.DB

type dialect string

const (
	sqlite   dialect = "sqlite"
	postgres dialect = "postgres"
)

// Open opens the database that dsn names: "sqlite:PATH" for a file, which is created when missing and then belongs to this
// process alone ([ErrInUse] otherwise), or "postgres://…" as PostgreSQL's own tools understand it. Tables come from
// [DB.Migrate]. Whom ctx speaks for ([ForShop], [ForAll]; else nobody) is whom later contexts speak for that do not say it.
func Open(ctx context.Context, dsn string) (*DB, error) { return OpenBy(ctx, dsn, sql.OpenDB) }

// OpenBy is [Open] with pools that somebody else makes, to watch what they do.
func OpenBy(ctx context.Context, dsn string, pool Pool) (*DB, error) {
	scheme, rest, _ := strings.Cut(dsn, ":")
	unsaid := whoseOf(ctx, nobodys)
	var db *DB
	var err error
	switch scheme {
	case "sqlite":
		db, err = openSQLite(rest, pool)
	case "postgres", "postgresql":
		db, err = openPostgres(dsn, pool, unsaid)
	default:
		return nil, errors.New(`store: a database is named "sqlite:PATH" or "postgres://…"`)
	}
	if err != nil {
		return nil, err
	}
	db.unsaid = unsaid
	if err := db.Ping(ctx); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return db, nil
}

// Read gives queries outside a transaction. On SQLite they cannot write.
func (db *DB) Read() *query.Queries { return query.New(db.guarded(db.reads.read(db.reader))) }

func (db *DB) guarded(q query.DBTX) guard { return guard{q, db.unsaid} }

// Ping reports whether the database answers.
func (db *DB) Ping(ctx context.Context) error {
	for _, pool := range []*sql.DB{db.writer, db.reader} {
		if err := pool.PingContext(ctx); err != nil {
			return fmt.Errorf("store: ping: %w", err)
		}
	}
	return nil
}

// Close waits for queries under way and gives the file back.
func (db *DB) Close() error {
	err := db.writer.Close()
	if db.reader != db.writer {
		err = errors.Join(err, db.reader.Close())
	}
	if err = errors.Join(err, db.release()); err != nil {
		return fmt.Errorf("store: close: %w", err)
	}
	return nil
}
