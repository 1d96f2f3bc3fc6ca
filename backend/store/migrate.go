package store

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"time"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
	"github.com/sethvargo/go-retry"
)

//go:embed migrations
var migrations embed.FS

// migrationPatience is how long a migration tries to get tables that others hold: a payment has ended by then, a backup may not.
const migrationPatience = time.Minute

// Migrate brings the tables to the newest version, beside replicas that serve. Any number of replicas may do so at once: on PostgreSQL the
// first one works and the others wait.
func (db *DB) Migrate(ctx context.Context) error { return db.migrate(ctx, migrationPatience) }

func (db *DB) migrate(ctx context.Context, patience time.Duration) error {
	provider, err := db.provider()
	if err != nil {
		return err
	}
	durable := db.hurry(ctx)
	again := retry.WithMaxDuration(patience, retry.NewConstant(time.Second))
	err = retry.Do(ForAll(ctx), again, func(ctx context.Context) error { // what a migration moves is of every shop
		_, err := provider.Up(ctx) // what is interrupted is undone, or can be done again
		if isHeld(err) {
			return retry.RetryableError(err)
		}
		return err
	})
	if isHeld(err) {
		err = fmt.Errorf("somebody works on the tables for long, such as a backup or a report: run «noren migrate» when that has ended: %w", err)
	}
	if err = errors.Join(err, durable()); err != nil {
		return fmt.Errorf("store: migrate: %w", err)
	}
	return nil
}

// hurry lets SQLite not wait for the disk after each migration, which was a third of the time of a first start. In WAL mode that never
// damages the file: after a power failure the last migrations are missing and are done again, and the first commit that waits for
// the disk, with what durable restores, takes those before it along.
func (db *DB) hurry(ctx context.Context) (durable func() error) {
	if db.dialect != sqlite {
		return func() error { return nil }
	}
	set := func(ctx context.Context, value string) error {
		_, err := db.writer.ExecContext(ctx, "PRAGMA synchronous="+value)
		return err
	}
	_ = set(ctx, "NORMAL") // else it is only slower
	return func() error { return set(context.WithoutCancel(ctx), "FULL") }
}

// Version tells the version of the tables as they are (0 when there are none) and the newest that this program knows.
func (db *DB) Version(ctx context.Context) (applied, newest int64, err error) {
	provider, err := db.provider()
	if err != nil {
		return 0, 0, err
	}
	applied, newest, err = provider.GetVersions(ctx)
	if err != nil {
		return 0, 0, fmt.Errorf("store: version: %w", err)
	}
	return applied, newest, nil
}

func (db *DB) provider() (*goose.Provider, error) {
	files, err := fs.Sub(migrations, "migrations/"+string(db.dialect))
	if err != nil {
		return nil, fmt.Errorf("store: migrate: %w", err)
	}
	dialect, options := goose.DialectSQLite3, []goose.ProviderOption{
		goose.WithSlog(slog.New(slog.DiscardHandler)), goose.WithDisableGlobalRegistry(true),
	}
	if db.dialect == postgres {
		session, err := lock.NewPostgresSessionLocker(lock.WithLockTimeout(1, 300)) // seconds, tries
		if err != nil {
			return nil, fmt.Errorf("store: migrate: %w", err)
		}
		dialect, options = goose.DialectPostgres, append(options, goose.WithSessionLocker(session))
	}
	provider, err := goose.NewProvider(dialect, db.migrator, files, options...)
	if err != nil {
		return nil, fmt.Errorf("store: migrate: %w", err)
	}
	return provider, nil
}
