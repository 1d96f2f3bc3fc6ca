package store

import (
	"context"
	"database/sql"
)

// Pool shows tests the connection pool behind the queries.
func (db *DB) Pool() *sql.DB { return db.writer }

// MigrateTo stops at an older version of the tables, for tests of what a migration does with rows.
func (db *DB) MigrateTo(ctx context.Context, version int64) error {
	provider, err := db.provider()
	if err != nil {
		return err
	}
	_, err = provider.UpTo(ctx, version)
	return err
}
