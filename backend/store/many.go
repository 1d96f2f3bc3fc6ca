package store

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
)

// Rows are rows of one table, for [DB.InsertMany].
type Rows struct {
	Table   string
	Columns []string
	Values  [][]any // one for each row
}

// atOnce is how many values go into one statement; SQLite takes no more than 32,766.
const atOnce = 30_000

// InsertMany enters many rows in one transaction, some thousand with each statement. The names are constants. It is not for work that
// may lose against other transactions: it is not tried again.
func (db *DB) InsertMany(ctx context.Context, tables ...Rows) error {
	tx, err := db.writer.BeginTx(ctx, &sql.TxOptions{})
	if err != nil {
		return fmt.Errorf("store: begin: %w", err)
	}
	defer tx.Rollback() // nothing after a commit
	for _, rows := range tables {
		for each := atOnce / len(rows.Columns); len(rows.Values) > 0; {
			n := min(each, len(rows.Values))
			args := make([]any, 0, n*len(rows.Columns))
			for _, row := range rows.Values[:n] {
				args = append(args, row...)
			}
			if _, err := tx.ExecContext(ctx, rows.statement(n), args...); err != nil {
				return fmt.Errorf("store: insert many: %w", err)
			}
			rows.Values = rows.Values[n:]
		}
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("store: commit: %w", err)
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
