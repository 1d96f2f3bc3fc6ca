package checkup

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"noren/backend/store"
)

// keyset looks at the file. What stands in it was checked before: nothing goes without.
func keyset(_ context.Context, s Setup) []Finding {
	if s.KeysetFile == "" {
		return one(found(OK, "keyset_given"))
	}
	info, err := os.Stat(s.KeysetFile)
	switch {
	case err != nil:
		return one(found(Error, "keyset_unreadable", "file", s.KeysetFile))
	case info.Mode().Perm()&0o077 != 0:
		return one(found(Warning, "keyset_exposed", "file", s.KeysetFile, "mode", info.Mode().Perm().String()))
	}
	return one(found(OK, "keyset_private", "file", s.KeysetFile))
}

const (
	clockOff        = 5 * time.Second // that the database's clock may be wrong
	spaceLow        = 1 << 30         // bytes
	spaceFull       = 64 << 20        // bytes
	megabyte        = 1 << 20         // bytes
	testedIsolation = "read committed"
)

// database looks at the database without bringing its tables up to date. A SQLite file may be in use meanwhile.
func database(ctx context.Context, s Setup) []Finding {
	db, err := store.OpenToLook(ctx, s.Database)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return one(found(OK, "database_missing"))
	case err != nil:
		return one(found(Error, "database_unreachable", "error", err.Error()))
	}
	defer db.Close() //nolint:errcheck // nothing was written
	before := s.Clock()
	facts, err := db.Look(ctx)
	if err != nil {
		return one(found(Error, "database_unreachable", "error", err.Error()))
	}
	after := s.Clock()
	all := one(found(OK, "database_answers", "engine", facts.Engine, "version", facts.Version))
	add := func(unless bool, f Finding) {
		if !unless {
			all = append(all, f)
		}
	}
	add(!facts.Standby, found(Error, "database_standby"))
	add(facts.Isolation == "" || facts.Isolation == testedIsolation, found(Warning, "database_isolation", "isolation", facts.Isolation))
	add(facts.Journal == "" || facts.Journal == "wal", found(Warning, "database_journal", "journal", facts.Journal))
	if off := apart(facts.Now, before, after); facts.Engine == store.PostgreSQL && off > clockOff {
		add(false, found(Warning, "database_clock", "seconds", seconds(off)))
	}
	all = append(all, space(s.Database)...)
	all = append(all, tables(ctx, db)...)
	return append(all, opens(ctx, db, s.Keyset)...)
}

func seconds(d time.Duration) string { return strconv.Itoa(int(d.Seconds())) }

// space looks at the disk of a SQLite file.
func space(dsn string) []Finding {
	path, ok := store.FileOf(dsn)
	if !ok {
		return nil
	}
	free, err := freeBytes(filepath.Dir(path))
	megabytes := strconv.FormatUint(free/megabyte, 10)
	switch {
	case err != nil:
		return nil
	case free < spaceFull:
		return one(found(Error, "disk_full", "megabytes", megabytes))
	case free < spaceLow:
		return one(found(Warning, "disk_low", "megabytes", megabytes))
	}
	return one(found(OK, "disk_free", "megabytes", megabytes))
}

func tables(ctx context.Context, db *store.DB) []Finding {
	applied, newest, err := db.Version(ctx)
	facts := []string{"applied", strconv.FormatInt(applied, 10), "newest", strconv.FormatInt(newest, 10)}
	switch {
	case err != nil:
		return one(found(Error, "tables_unknown", "error", err.Error()))
	case applied > newest:
		return one(found(Warning, "tables_newer", facts...))
	case applied < newest:
		return one(found(OK, "tables_older", facts...))
	}
	return one(found(OK, "tables_current", facts...))
}

// opens tries the keyset on what is stored.
func opens(ctx context.Context, db *store.DB, keyset string) []Finding {
	n, err := db.Opens(ctx, keyset)
	switch {
	case errors.Is(err, store.ErrSealed):
		return one(found(Error, "sealed_closed"))
	case err != nil || n == 0: // no tables yet, or nothing in them
		return one(found(OK, "sealed_none"))
	}
	return one(found(OK, "sealed_opens", "values", strconv.Itoa(n)))
}

// assets wants a folder where a build can leave its browser assets.
func assets(_ context.Context, s Setup) []Finding {
	if s.Assets == "" {
		return one(found(OK, "assets_none"))
	}
	file, err := os.CreateTemp(s.Assets, ".noren-doctor-*")
	if err != nil {
		return one(found(Error, "assets_closed", "folder", s.Assets, "error", err.Error()))
	}
	if err := errors.Join(file.Close(), os.Remove(file.Name())); err != nil {
		return one(found(Error, "assets_closed", "folder", s.Assets, "error", err.Error()))
	}
	return one(found(OK, "assets_open", "folder", s.Assets))
}
