package store

import "database/sql"

// Pool shows tests the connection pool behind the queries.
func (db *DB) Pool() *sql.DB { return db.writer }
