package store

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// Table names a table whose rows ask for background work: it has the columns shop_id, id, next_at and lease.
type Table string

// The tables with background work.
const (
	Checkouts     Table = "checkout"
	Orders        Table = "orders"
	Notifications Table = "notification"
	Deliveries    Table = "delivery"
	Bulks         Table = "bulk"
	Mails         Table = "mail"
	Retentions    Table = "retention"
)

// Claimed is a row whose work the caller has taken over. Lease is its fencing token: it grows with every claim, and an
// outcome is written only WHERE lease still equals it.
type Claimed struct {
	Shop, ID string
	Lease    int64
}

// Claim takes up to n rows that are due (0 < next_at ≤ now), the longest waiting first, and puts them off until the lease
// ends. So nobody else gets them meanwhile, and when the worker dies they are simply due again (reliability.md 2.3). A worker
// that is done sets next_at to 0 or to its next try.
func Claim(ctx context.Context, db *DB, table Table, now time.Time, lease time.Duration, n int) ([]Claimed, error) {
	return claim(ctx, db, table, "", int64(At(now)), n, int64(At(now.Add(lease))))
}

// ClaimDeliveries does the same with the deliveries to one endpoint, so that a slow one keeps nobody else's waiting.
func ClaimDeliveries(ctx context.Context, db *DB, shop, endpoint string, now time.Time, lease time.Duration, n int) ([]Claimed, error) {
	return claim(ctx, db, Deliveries, "AND shop_id = $4 AND endpoint_id = $5", int64(At(now)), n, int64(At(now.Add(lease))), shop, endpoint)
}

func claim(ctx context.Context, db *DB, table Table, which string, args ...any) ([]Claimed, error) {
	statement, err := claimStatement(db.dialect, table, which)
	if err != nil {
		return nil, err
	}
	rows, err := db.writer.QueryContext(ForAll(ctx), statement, args...)
	if err != nil {
		return nil, fmt.Errorf("store: claim: %w", err)
	}
	defer rows.Close() //nolint:errcheck // Err says it
	var claimed []Claimed
	for rows.Next() {
		var c Claimed
		if err := rows.Scan(&c.Shop, &c.ID, &c.Lease); err != nil {
			return nil, fmt.Errorf("store: claim: %w", err)
		}
		claimed = append(claimed, c)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("store: claim: %w", err)
	}
	return claimed, nil
}

// claimStatement is the one place where the databases differ: on PostgreSQL two replicas that claim at once pass each other
// by SKIP LOCKED, SQLite has one writer. The rows are chosen in a WITH, which runs once; PostgreSQL may run a subquery of UPDATE
// more than once and would then take more rows than asked for.
func claimStatement(d dialect, table Table, which string) (string, error) {
	switch table {
	case Checkouts, Orders, Notifications, Deliveries, Bulks, Mails, Retentions:
	default:
		return "", errors.New("store: claim: no table with background work")
	}
	skip := ""
	if d == postgres {
		skip = "FOR UPDATE SKIP LOCKED"
	}
	return fmt.Sprintf(`WITH due AS (
		SELECT shop_id, id FROM %[1]s WHERE next_at > 0 AND next_at <= $1 %[3]s ORDER BY next_at, id LIMIT $2 %[2]s)
	UPDATE %[1]s SET next_at = $3, lease = lease + 1 WHERE (shop_id, id) IN (SELECT shop_id, id FROM due)
	RETURNING shop_id, id, lease`, table, skip, which), nil
}
