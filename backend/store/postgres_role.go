package store

import (
	"context"
	"fmt"
)

// Unbound tells the role that the program works as, if it is one that no row level security binds: a superuser, or one with
// BYPASSRLS. Then PostgreSQL keeps shops' rows apart for nobody (reliability.md 6), and the program alone does. "" is well.
func (db *DB) Unbound(ctx context.Context) (role string, err error) {
	if db.dialect != postgres {
		return "", nil
	}
	var free bool
	err = db.reader.QueryRowContext(ctx, "SELECT rolname, rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user").Scan(&role, &free)
	if err != nil {
		return "", fmt.Errorf("store: role: %w", err)
	}
	if !free {
		return "", nil
	}
	return role, nil
}
