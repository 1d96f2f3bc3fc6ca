package staff

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"noren/backend/store"
	"noren/backend/store/query"
)

// Entry is one action for the audit log. Before and After become JSON and hold no personal data: who a subject is stands elsewhere,
// where it can be forgotten.
type Entry struct {
	Actor   string // staff:{id}, api:{key id}, cli, noren
	Shop    string // "" for what is of no shop
	Action  string // such as staff.invited
	Subject string // the id of what was changed
	Before  any
	After   any
	At      time.Time // zero: now
}

// The actions.
const (
	SignedIn         = "session.begun"
	SessionEnded     = "session.ended"
	Invited          = "staff.invited"
	SetUp            = "staff.set_up"
	RoleChanged      = "staff.role"
	Removed          = "staff.removed"
	OperatorChanged  = "staff.operator"
	Forgotten        = "staff.forgotten"
	PasskeyAdded     = "passkey.added"
	PasskeyRemoved   = "passkey.removed"
	PasswordChanged  = "password.changed"
	RecoveryReplaced = "recovery.replaced"

	TemplateSaved        = "mail.template"
	NotificationReplayed = "notification.replayed"
)

// ActionsInShop are those that belong to a shop, for the filter of its log.
func ActionsInShop() []string {
	return []string{Invited, RoleChanged, Removed, TemplateSaved, NotificationReplayed}
}

// Audit writes an entry, in the transaction of the change itself: neither is there without the other.
func Audit(ctx context.Context, q *query.Queries, now time.Time, e Entry) error {
	if e.At.IsZero() {
		e.At = now
	}
	before, err := json.Marshal(e.Before)
	if err != nil {
		return fmt.Errorf("staff: audit: %w", err)
	}
	after, err := json.Marshal(e.After)
	if err != nil {
		return fmt.Errorf("staff: audit: %w", err)
	}
	err = q.InsertAudit(ctx, query.InsertAuditParams{
		ID: store.NewID("aud", e.At), ShopID: e.Shop, Actor: e.Actor, Action: e.Action, Subject: e.Subject,
		BeforeText: string(before), AfterText: string(after), At: int64(store.At(e.At)),
	})
	if err != nil {
		return fmt.Errorf("staff: audit: %w", err)
	}
	return nil
}

// Looked is what somebody asks of the audit log of a shop; "" filters nothing. Shop "" is what belongs to no shop.
type Looked struct {
	Shop, Actor, Action string
	Before              string // the last id of the page before; "" begins with the newest
	Limit               int
}

// Audits reads entries, the newest first.
func (a *Accounts) Audits(ctx context.Context, l Looked) ([]query.Audit, error) {
	rows, err := a.DB.Read().Audits(ctx, query.AuditsParams{
		ShopID: l.Shop, BeforeID: l.Before, Actor: l.Actor, Action: l.Action, AtMost: int32(l.Limit), //nolint:gosec // a page
	})
	if err != nil {
		return nil, fmt.Errorf("staff: audits: %w", err)
	}
	return rows, nil
}
