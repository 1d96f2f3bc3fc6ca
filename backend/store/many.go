package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
)

// Rows are rows of one table, for [DB.InsertMany].
type Rows struct {
	Table   string
	Columns []string
	Values  [][]any // one for each row
}

// atOnce is how many values go into one statement. SQLite looks each parameter up among all before it.
const atOnce = 500

// InsertMany enters many rows in one transaction, some hundred values with each statement. The names are constants. It is not for work that
// may lose against other transactions: it is not tried again.
func (db *DB) InsertMany(ctx context.Context, tables ...Rows) error {
	tx, err := db.writer.BeginTx(ctx, &sql.TxOptions{})
	if err != nil {
		return fmt.Errorf("store: begin: %w", err)
	}
	defer tx.Rollback() // nothing after a commit
	for _, rows := range tables {
		if err := rows.insert(ctx, tx); err != nil {
			return fmt.Errorf("store: insert many: %w", err)
		}
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("store: commit: %w", err)
	}
	return nil
}

func (r Rows) insert(ctx context.Context, tx *sql.Tx) error {
	each := atOnce / len(r.Columns)
	full, err := tx.PrepareContext(ctx, r.statement(each)) //nolint:sqlclosecheck // it is closed two lines below
	if err != nil {
		return err
	}
	defer full.Close() //nolint:errcheck // it ends with the transaction
	for values := range slices.Chunk(r.Values, each) {
		args := slices.Concat(values...)
		if len(values) == each {
			_, err = full.ExecContext(ctx, args...)
		} else {
			_, err = tx.ExecContext(ctx, r.statement(len(values)), args...)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (r Rows) statement(n int) string {
	var s strings.Builder
	fmt.Fprintf(&s, "INSERT INTO %s (%s) VALUES ", r.Table, strings.Join(r.Columns, ", "))
	for i := range n * len(r.Columns) {
		switch {
		case i == 0:
			s.WriteByte('(')
		case i%len(r.Columns) == 0:
			s.WriteString("),(")
		default:
			s.WriteByte(',')
		}
		fmt.Fprintf(&s, "$%d", i+1)
	}
	s.WriteByte(')')
	return s.String()
}
