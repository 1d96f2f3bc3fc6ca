// Package audit is the log of what people, programs and Noren itself have done. An entry is written in the transaction of the change
// that it tells of: neither is there without the other. Rows are only added.
package audit

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"noren/backend/store"
	"noren/backend/store/query"
)

// Actor is who did something: "staff:{id}", "api:{key id}", CLI, Noren.
type Actor string

// Actors that are nobody.
const (
	CLI   Actor = "cli"   // the command line
	Noren Actor = "noren" // what happens by itself
)

// Entry is one action. Before and After become JSON. They hold no secrets and no personal data: of what is personal they name the
// fields, and the values stand elsewhere, where they can be forgotten.
type Entry struct {
	Actor   Actor
	Shop    string // "" for what is of no shop
	Action  Action
	Subject string // the id of what was changed
	Before  any
	After   any
	At      time.Time // zero: now
}

// Write adds an entry, in the transaction of the change.
func Write(ctx context.Context, q *query.Queries, now time.Time, e Entry) error {
	if e.At.IsZero() {
		e.At = now
	}
	before, err := json.Marshal(e.Before)
	if err != nil {
		return fmt.Errorf("audit: %w", err)
	}
	after, err := json.Marshal(e.After)
	if err != nil {
		return fmt.Errorf("audit: %w", err)
	}
	if e.Shop == "" { // of no shop
		ctx = store.ForAll(ctx)
	}
	err = q.InsertAudit(ctx, query.InsertAuditParams{
		ID: store.NewID("aud", e.At), ShopID: e.Shop, Actor: string(e.Actor), Action: string(e.Action), Subject: e.Subject,
		BeforeText: string(before), AfterText: string(after), At: int64(store.At(e.At)),
	})
	if err != nil {
		return fmt.Errorf("audit: %w", err)
	}
	return nil
}

// Asked is what somebody asks of the log of a shop; "" filters nothing. Shop "" is what belongs to no shop.
type Asked struct {
	Shop   string
	Actor  Actor
	Action Action
	Before string // the last id of the page before; "" begins with the newest
	Limit  int
}

// Read gives entries, the newest first.
func Read(ctx context.Context, db *store.DB, a Asked) ([]query.Audit, error) {
	rows, err := db.Read().Audits(ctx, query.AuditsParams{
		ShopID: a.Shop, BeforeID: a.Before, Actor: string(a.Actor), Action: string(a.Action), AtMost: int32(a.Limit), //nolint:gosec // a page
	})
	if err != nil {
		return nil, fmt.Errorf("audit: read: %w", err)
	}
	return rows, nil
}
