package store

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"noren/backend/store/query"
)

// OrdersWhere reads orders by a statement that is put together for one search: rest is what stands behind FROM orders, $1 to $N are
// args. Rest is made of constants; whatever a person typed is an argument.
func (db *DB) OrdersWhere(ctx context.Context, rest string, args ...any) ([]query.Order, error) {
	orders, err := query.New(chosen{db.guarded(db.reader), rest, args}).SelectOrders(ctx, "")
	if err != nil {
		return nil, fmt.Errorf("store: orders: %w", err)
	}
	return orders, nil
}

// chosen keeps the columns of a generated query, and reads them from other rows.
type chosen struct {
	query.DBTX

	rest string
	args []any
}

func (c chosen) QueryContext(ctx context.Context, statement string, _ ...any) (*sql.Rows, error) {
	columns, _, _ := strings.Cut(statement, "\nWHERE")
	return c.DBTX.QueryContext(ctx, columns+" "+c.rest, c.args...)
}
