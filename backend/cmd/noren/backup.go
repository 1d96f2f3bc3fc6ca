package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"

	"noren/backend/store"
)

// backupCommand is `noren backup`.
type backupCommand struct {
	database

	File string `arg:"" help:"The copy; a file that is there is not replaced."`
}

// Run is the command.
func (c *backupCommand) Run(ctx context.Context, out io.Writer) error {
	err := store.Backup(ctx, c.Database, c.File)
	switch {
	case errors.Is(err, store.ErrNotSQLite):
		return fmt.Errorf("--database: %w, such as «PGOPTIONS='-c noren.shop=*' pg_dump --enable-row-security --format=custom --file=noren.dump DATABASE»", err)
	case errors.Is(err, fs.ErrExist):
		return fmt.Errorf("%w; give it another name", err)
	case err != nil:
		return err
	}
	_, err = fmt.Fprintln(out, "copied into", c.File)
	return err
}
