package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	lib "modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"noren/backend/store/query"
)

// attempts bounds how often a transaction that lost against another is run.
const attempts = 5

// Tx runs work in one transaction and commits it, unless work returns an error, which is then passed on. A transaction that
// the database gave up in favour of another (deadlock, serialisation, busy file) is run again: work may run more than once
// and must not leave anything behind outside q. It must never call anything remote: the transaction holds locks, on
// SQLite those of the whole file, and Read inside it does not see what it wrote.
//
// When the commit itself fails, its outcome is unknown: whether it happened is for the caller to read.
func (db *DB) Tx(ctx context.Context, work func(q *query.Queries) error) error {
	for attempt := 1; ; attempt++ {
		err := db.tryTx(ctx, work)
		if err == nil || attempt == attempts || !lostRace(err) {
			return err
		}
		select {
		case <-ctx.Done():
			return err
		case <-time.After(rand.N(20 * time.Millisecond << attempt)): //nolint:gosec // jitter is no secret
		}
	}
}

func (db *DB) tryTx(ctx context.Context, work func(q *query.Queries) error) error {
	tx, err := db.writer.BeginTx(ctx, &sql.TxOptions{})
	if err != nil {
		return fmt.Errorf("store: begin: %w", err)
	}
	in, ended := db.writes.within(tx)
	defer ended(ctx)
	defer tx.Rollback() // nothing after a commit
	u := &unit{guard: db.guarded(in)}
	if err := work(query.New(u)); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("store: commit: %w", err)
	}
	for _, m := range u.moves {
		if db.Moved != nil {
			db.Moved(m)
		}
	}
	return nil
}

// unit is a transaction that remembers what it moves, until it has committed.
type unit struct {
	guard

	moves []query.Move
}

// Moved is how queries tell of a move.
func (u *unit) Moved(m query.Move) { u.moves = append(u.moves, m) }

// lostRace reports errors that say: nothing happened, try again.
func lostRace(err error) bool {
	if refused, ok := errors.AsType[*pgconn.PgError](err); ok {
		return refused.Code == "40001" || refused.Code == deadlock // 40001: lost against a concurrent update
	}
	if refused, ok := errors.AsType[*lib.Error](err); ok {
		code := refused.Code() & 0xff // without the extension
		return code == sqlite3.SQLITE_BUSY || code == sqlite3.SQLITE_LOCKED
	}
	return false
}
