package store

import (
	"context"
	"database/sql"
	"maps"
	"slices"
	"time"
)

// Pool shows tests the connection pool behind the queries.
func (db *DB) Pool() *sql.DB { return db.writer }

// MigrateWithin is Migrate with another patience.
func (db *DB) MigrateWithin(ctx context.Context, patience time.Duration) error {
	return db.migrate(ctx, patience)
}

// MigrateTo stops at an older version of the tables, for tests of what a migration does with rows.
func (db *DB) MigrateTo(ctx context.Context, version int64) error {
	provider, err := db.provider()
	if err != nil {
		return err
	}
	_, err = provider.UpTo(ctx, version)
	return err
}

// TablesOfNoShop are the tables that the guard lets everybody use.
func TablesOfNoShop() []string { return slices.Sorted(maps.Keys(ofNoShop)) }

// SealedColumns are the columns that a rotation seals anew.
func SealedColumns() []string {
	var names []string
	for _, column := range sealedColumns {
		names = append(names, column.table+"."+column.column)
	}
	return names
}
