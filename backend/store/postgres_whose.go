package store

import (
	"context"
	"database/sql/driver"
	"fmt"

	"github.com/jackc/pgx/v5/stdlib"
)

// speaking is the setting by which PostgreSQL knows whose rows a connection speaks for (policy «tenant», migration 0019): a shop's
// id, "*" for all, "" for nobody. Ours say nobody from their first moment on.
const speaking = "noren.shop"

// speaker connects to PostgreSQL. Its connections say whose rows they speak for before each statement whose context speaks for
// others than the one before: a connection that stays with one shop pays nothing, and one that changes pays a round trip.
type speaker struct {
	driver.Connector

	unsaid whose
}

func (s speaker) Connect(ctx context.Context) (driver.Conn, error) {
	connection, err := s.Connector.Connect(ctx)
	if err != nil {
		return nil, err
	}
	inner, ok := connection.(*stdlib.Conn)
	if !ok {
		return nil, fmt.Errorf("store: postgres: %T is no connection of pgx", connection)
	}
	return &spoken{Conn: inner, unsaid: s.unsaid, known: true}, nil
}

// spoken is a connection that remembers what it said.
type spoken struct {
	*stdlib.Conn

	unsaid whose
	said   whose
	known  bool // false: what PostgreSQL believes is open, after a transaction that may have taken it back
	within bool // it said something since the transaction began

	demoted bool // the server may not write any more
}

// IsValid gives up a connection to a server whose place another has taken: a new one is made to whoever may write.
func (s *spoken) IsValid() bool { return !s.demoted }

// heard learns from an answer of the server's.
func (s *spoken) heard(err error) error {
	s.demoted = s.demoted || isDemoted(err)
	return err
}

func (s *spoken) say(ctx context.Context) error {
	w := whoseOf(ctx, s.unsaid)
	if s.known && w == s.said {
		return nil
	}
	s.known, s.within = false, true
	_, err := s.Conn.ExecContext(ctx, "SELECT set_config('"+speaking+"', $1, false)", []driver.NamedValue{{Ordinal: 1, Value: string(w)}})
	if err != nil {
		return err
	}
	s.said, s.known = w, true
	return nil
}

func (s *spoken) BeginTx(ctx context.Context, options driver.TxOptions) (driver.Tx, error) {
	if err := s.say(ctx); err != nil {
		return nil, err
	}
	tx, err := s.Conn.BeginTx(ctx, options)
	if err != nil {
		return nil, err
	}
	s.within = false
	return spokenTx{tx, s}, nil
}

func (s *spoken) ExecContext(ctx context.Context, statement string, args []driver.NamedValue) (driver.Result, error) {
	if err := s.say(ctx); err != nil {
		return nil, err
	}
	result, err := s.Conn.ExecContext(ctx, statement, args)
	return result, s.heard(err)
}

func (s *spoken) QueryContext(ctx context.Context, statement string, args []driver.NamedValue) (driver.Rows, error) {
	if err := s.say(ctx); err != nil {
		return nil, err
	}
	rows, err := s.Conn.QueryContext(ctx, statement, args)
	return rows, s.heard(err)
}

func (s *spoken) PrepareContext(ctx context.Context, statement string) (driver.Stmt, error) {
	prepared, err := s.Conn.PrepareContext(ctx, statement)
	if err != nil {
		return nil, err
	}
	inner, ok := prepared.(*stdlib.Stmt)
	if !ok {
		return nil, fmt.Errorf("store: postgres: %T is no statement of pgx", prepared)
	}
	return spokenStatement{inner, s}, nil
}

// spokenStatement is a prepared statement, which says it before each use.
type spokenStatement struct {
	*stdlib.Stmt

	on *spoken
}

func (p spokenStatement) ExecContext(ctx context.Context, args []driver.NamedValue) (driver.Result, error) {
	if err := p.on.say(ctx); err != nil {
		return nil, err
	}
	result, err := p.Stmt.ExecContext(ctx, args)
	return result, p.on.heard(err)
}

func (p spokenStatement) QueryContext(ctx context.Context, args []driver.NamedValue) (driver.Rows, error) {
	if err := p.on.say(ctx); err != nil {
		return nil, err
	}
	rows, err := p.Stmt.QueryContext(ctx, args)
	return rows, p.on.heard(err)
}

// spokenTx knows that a rollback takes back what was said since the beginning.
type spokenTx struct {
	driver.Tx

	on *spoken
}

func (t spokenTx) Commit() error {
	err := t.Tx.Commit()
	if err != nil && t.on.within {
		t.on.known = false
	}
	return err
}

func (t spokenTx) Rollback() error {
	if t.on.within {
		t.on.known = false
	}
	return t.Tx.Rollback()
}
