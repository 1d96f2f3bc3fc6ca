package store

import (
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"syscall"

	lib "modernc.org/sqlite"
)

// ErrInUse says that another process has the SQLite file.
var ErrInUse = errors.New("store: the database file is in use by another process (SQLite serves one; PostgreSQL serves many)")

const readers = 4

// openSQLite opens two pools on one file. One connection writes, with transactions that take the write lock at their start:
// nothing is ever busy. The others read the last commit meanwhile.
func openSQLite(path string, pool Pool) (*DB, error) {
	if path == "" || path == ":memory:" {
		return nil, errors.New(`store: "sqlite:PATH" needs a file`)
	}
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("store: sqlite: %w", err)
	}
	release, err := lockFile(path + ".lock")
	if err != nil {
		return nil, fmt.Errorf("%w: %s", err, path)
	}
	db := &DB{dialect: sqlite, release: release, file: path}
	if err := touch(path); err != nil {
		return nil, errors.Join(fmt.Errorf("store: sqlite: %w", err), release())
	}
	writer, err := lib.NewConnector(sqliteDSN(path, "_txlock=immediate"))
	if err != nil {
		return nil, errors.Join(fmt.Errorf("store: sqlite: %w", err), release())
	}
	reader, err := lib.NewConnector(sqliteDSN(path, "_pragma=query_only(1)"))
	if err != nil {
		return nil, errors.Join(fmt.Errorf("store: sqlite: %w", err), release())
	}
	db.writer, db.reader = pool(writer), pool(reader)
	db.writes, db.reads = &prepared{pool: db.writer}, &prepared{pool: db.reader}
	db.migrator = db.writer
	db.writer.SetMaxOpenConns(1)
	db.reader.SetMaxOpenConns(readers)
	db.reader.SetMaxIdleConns(readers)
	return db, nil
}

// sqliteDSN asks for durable commits (FULL) and for what SQLite leaves off by default.
func sqliteDSN(path, more string) string {
	file := url.URL{Scheme: "file", Path: path}
	return file.String() + "?_pragma=busy_timeout(5000)&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_pragma=foreign_keys(1)&" + more
}

// touch creates the file for its owner alone; the files that SQLite puts beside it get the same permissions.
func touch(path string) error {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600) //nolint:gosec // the operator names the file
	if err != nil {
		return err
	}
	return file.Close()
}

// lockFile takes an exclusive lock that ends with the process, however that dies.
func lockFile(path string) (release func() error, err error) {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600) //nolint:gosec // the operator names the file
	if err != nil {
		return nil, fmt.Errorf("store: lock: %w", err)
	}
	err = syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) {
		return nil, errors.Join(ErrInUse, file.Close())
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("store: lock: %w", err), file.Close())
	}
	return file.Close, nil
}
