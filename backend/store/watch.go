package store

import (
	"database/sql"
	"os"
)

// Pools are how busy the connections are: "writer" and "reader" on SQLite, "pool" on PostgreSQL.
func (db *DB) Pools() map[string]sql.DBStats {
	if db.reader == db.writer {
		return map[string]sql.DBStats{"pool": db.writer.Stats()}
	}
	return map[string]sql.DBStats{"writer": db.writer.Stats(), "reader": db.reader.Stats()}
}

// WAL is the size in bytes of SQLite's write-ahead log, which grows while a reader holds an old state. PostgreSQL's is its own
// affair: false.
func (db *DB) WAL() (bytes int64, ok bool) {
	if db.file == "" {
		return 0, false
	}
	if file, err := os.Stat(db.file + "-wal"); err == nil {
		bytes = file.Size()
	}
	return bytes, true
}
