package store

import (
	"context"
	"database/sql"
	"sync"

	"noren/backend/store/query"
)

// prepared are the statements that SQLite has parsed and planned for a pool, so that it does so once for each connection and not each
// time, which takes it longer than most of them run. There are as many as queries in the program. PostgreSQL's driver keeps its own; nil
// is that of a pool that needs none.
type prepared struct {
	pool  *sql.DB
	known sync.Map // text → *sql.Stmt, nil while somebody prepares it
}

// find gives a statement that has been prepared; ok is false when it has not.
func (p *prepared) find(text string) (s *sql.Stmt, ok bool) {
	if known, noted := p.known.Load(text); noted {
		s = known.(*sql.Stmt) //nolint:forcetypeassert,errcheck // nothing else is stored
	}
	return s, s != nil
}

// prepare finds a statement, or prepares it; ok is false when somebody else is at it, or that fails: running the text tells why.
func (p *prepared) prepare(ctx context.Context, text string) (s *sql.Stmt, ok bool) {
	if _, noted := p.known.LoadOrStore(text, s); noted {
		return p.find(text)
	}
	s, err := p.pool.PrepareContext(ctx, text)
	if err != nil {
		p.known.Delete(text)
		return nil, false
	}
	p.known.Store(text, s)
	return s, true
}

// reuse runs what it finds, and the rest as its DBTX does.
type reuse struct {
	query.DBTX

	find func(ctx context.Context, text string) (*sql.Stmt, bool)
}

func (s reuse) ExecContext(ctx context.Context, text string, args ...any) (sql.Result, error) {
	if statement, ok := s.find(ctx, text); ok { //nolint:sqlclosecheck // it is kept, or ends with its transaction
		return statement.ExecContext(ctx, args...)
	}
	return s.DBTX.ExecContext(ctx, text, args...)
}

func (s reuse) QueryContext(ctx context.Context, text string, args ...any) (*sql.Rows, error) {
	if statement, ok := s.find(ctx, text); ok { //nolint:sqlclosecheck // it is kept, or ends with its transaction
		return statement.QueryContext(ctx, args...)
	}
	return s.DBTX.QueryContext(ctx, text, args...)
}

func (s reuse) QueryRowContext(ctx context.Context, text string, args ...any) *sql.Row {
	if statement, ok := s.find(ctx, text); ok { //nolint:sqlclosecheck // it is kept, or ends with its transaction
		return statement.QueryRowContext(ctx, args...)
	}
	return s.DBTX.QueryRowContext(ctx, text, args...)
}

// read runs statements outside a transaction.
func (p *prepared) read(pool *sql.DB) query.DBTX {
	if p == nil {
		return pool
	}
	return reuse{pool, p.prepare}
}

// within runs statements in a transaction. It has the pool's only connection, so that what is new can be prepared afterwards only, by
// ended.
func (p *prepared) within(tx *sql.Tx) (in query.DBTX, ended func(ctx context.Context)) {
	if p == nil {
		return tx, func(context.Context) {}
	}
	var fresh []string
	find := func(ctx context.Context, text string) (*sql.Stmt, bool) {
		s, ok := p.find(text)
		if !ok {
			fresh = append(fresh, text)
			return nil, false
		}
		return tx.StmtContext(ctx, s), true
	}
	return reuse{tx, find}, func(ctx context.Context) {
		for _, text := range fresh {
			p.prepare(context.WithoutCancel(ctx), text)
		}
	}
}
