package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"noren/backend/audit"
	"noren/backend/store"
)

// auditCommand is `noren audit …`.
type auditCommand struct {
	Verify auditVerify `cmd:"" help:"Prove that no entry of the audit log was changed or taken out, and print where each shop's chain ends. Fails otherwise."`
}

type auditVerify struct {
	database

	Known string `type:"existingfile" env:"NOREN_AUDIT_KNOWN" placeholder:"FILE" help:"What this command printed earlier, kept elsewhere: so it also finds entries taken from the end, and a log made anew."`
}

// Run is the command. It only reads, also beside a running service.
func (c *auditVerify) Run(ctx context.Context, out io.Writer) error {
	known, err := c.known()
	if err != nil {
		return err
	}
	db, err := store.OpenToLook(ctx, c.Database)
	if err != nil {
		return fmt.Errorf("--database: %w", err)
	}
	heads, err := audit.Verify(ctx, db, known)
	if err == nil {
		err = printJSON(out, heads)
	}
	return errors.Join(err, db.Close())
}

func (c *auditVerify) known() (heads []audit.Head, err error) {
	if c.Known == "" {
		return nil, nil
	}
	text, err := os.ReadFile(c.Known)
	if err != nil {
		return nil, fmt.Errorf("--known: %w", err)
	}
	if err := json.Unmarshal(text, &heads); err != nil {
		return nil, fmt.Errorf("--known %s: not what «noren audit verify» prints: %w", c.Known, err)
	}
	return heads, nil
}
