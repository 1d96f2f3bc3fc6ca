package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
)

// ErrNotSQLite says that a database is none in a file, and has its own tools.
var ErrNotSQLite = errors.New("store: only a SQLite database is copied; PostgreSQL has pg_dump for it")

// Backup copies the SQLite database that dsn names into a new file, as it was at one moment. The process that the file belongs to may
// go on meanwhile, reading and writing: the copy is one reading transaction (VACUUM INTO), and SQLite's own locks keep the two apart.
// The copy is complete and checked before it gets its name; a file that is there is never replaced.
func Backup(ctx context.Context, dsn, file string) (err error) {
	path, isFile := strings.CutPrefix(dsn, "sqlite:")
	if !isFile {
		return ErrNotSQLite
	}
	path, pathErr := filepath.Abs(path)
	file, fileErr := filepath.Abs(file)
	if err := errors.Join(pathErr, fileErr); err != nil {
		return fmt.Errorf("store: backup: %w", err)
	}
	if _, err := os.Stat(path); err != nil {
		return fmt.Errorf("store: backup: %w", err)
	}
	if _, err := os.Lstat(file); !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("store: backup: %s: %w", file, os.ErrExist)
	}
	part := file + ".part"
	if err := os.Remove(part); err != nil && !errors.Is(err, os.ErrNotExist) { // left by one that was killed
		return fmt.Errorf("store: backup: %w", err)
	}
	if err := touch(part); err != nil { // for its owner alone, before anything is in it
		return fmt.Errorf("store: backup: %w", err)
	}
	if err := copyInto(ctx, path, part); err != nil {
		return errors.Join(fmt.Errorf("store: backup: %w", err), os.Remove(part))
	}
	if err := os.Link(part, file); err != nil { // unlike a rename it replaces nothing
		return errors.Join(fmt.Errorf("store: backup: %w", err), os.Remove(part))
	}
	return errors.Join(os.Remove(part), syncFolder(filepath.Dir(file)))
}

func copyInto(ctx context.Context, path, part string) error {
	db, err := sql.Open("sqlite", sqliteDSN(path, "_pragma=temp_store(2)"))
	if err != nil {
		return err
	}
	defer db.Close() //nolint:errcheck // nothing was written there
	db.SetMaxOpenConns(1)
	if _, err := db.ExecContext(ctx, "VACUUM INTO $1", part); err != nil {
		return err
	}
	return checkFile(ctx, part)
}

// checkFile wants a whole database that is on the disk.
func checkFile(ctx context.Context, path string) (err error) {
	where := url.URL{Scheme: "file", Path: path, RawQuery: "_pragma=query_only(1)"}
	db, err := sql.Open("sqlite", where.String())
	if err != nil {
		return err
	}
	var said string
	err = errors.Join(db.QueryRowContext(ctx, "PRAGMA integrity_check").Scan(&said), db.Close())
	if err == nil && said != "ok" {
		err = fmt.Errorf("the copy is damaged: %s", said)
	}
	if err != nil {
		return err
	}
	file, err := os.OpenFile(path, os.O_RDWR, 0) //nolint:gosec // the operator names it
	if err != nil {
		return err
	}
	return errors.Join(file.Sync(), file.Close())
}

func syncFolder(folder string) error {
	opened, err := os.Open(folder) //nolint:gosec // the operator names it
	if err != nil {
		return fmt.Errorf("store: backup: %w", err)
	}
	return errors.Join(opened.Sync(), opened.Close())
}
