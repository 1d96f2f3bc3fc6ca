package ledger

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"noren/backend/audit"
	"noren/backend/store"
	"noren/backend/store/query"
	"noren/backend/telemetry"
)

// States of a bulk (一括決済依頼). A draft is a dry run: it says of each order what would happen, and waits for somebody to start it.
const (
	BulkDraft   = "draft"
	BulkRunning = "running"
	BulkDone    = "done"
	BulkStopped = "stopped"
)

// States of an order in a bulk.
const (
	ItemWaiting = "waiting"
	ItemDone    = "done"
	ItemRefused = "refused" // why says it: a Why, or Amazon's reason
	ItemUnknown = "unknown" // Amazon did not answer; the intention is noted, and the order says later what became of it
)

// MaxBulk is how many orders one bulk takes.
const MaxBulk = 1000

// What callers must tell apart.
var (
	ErrBulkSize    = fmt.Errorf("ledger: a bulk takes 1 to %d orders", MaxBulk)
	ErrBulkUnknown = errors.New("ledger: unknown bulk")
	ErrBulkState   = errors.New("ledger: the bulk has been started or stopped already")
)

// Bulk is one wish for many orders, and how far it is.
type Bulk struct {
	query.Bulk

	Items []query.BulkItemsRow // in the order in which they were given
}

// Count says how many orders are in a state.
func (b Bulk) Count(state string) (n int) {
	for _, item := range b.Items {
		if item.State == state {
			n++
		}
	}
	return n
}

// DraftBulk makes a dry run of 決済依頼 for many orders: those which it cannot be requested for are refused at once, with the reason.
// Nothing is asked of Amazon yet. An order given twice is in it once.
func (b *Book) DraftBulk(ctx context.Context, shop string, act Act, orders []string) (Bulk, error) {
	if len(orders) == 0 || len(orders) > MaxBulk {
		return Bulk{}, ErrBulkSize
	}
	id := store.NewID("bulk", b.Now())
	items := make([]query.InsertBulkItemParams, 0, len(orders))
	for i, order := range orders {
		o, err := b.Get(ctx, shop, order)
		if err != nil {
			return Bulk{}, err
		}
		item := query.InsertBulkItemParams{ShopID: shop, BulkID: id, Position: int64(i), OrderID: order, State: ItemWaiting}
		var refused *PermitError
		switch err := b.permit(ctx, o, CaptureAction); {
		case errors.As(err, &refused):
			item.State, item.Why = ItemRefused, string(refused.Why)
		case err != nil:
			return Bulk{}, err
		}
		items = append(items, item)
	}
	err := b.DB.Tx(ctx, func(q *query.Queries) error {
		err := q.InsertBulk(ctx, query.InsertBulkParams{
			ShopID: shop, ID: id, Action: string(CaptureAction), State: BulkDraft, Actor: string(act.By), Now: int64(store.At(b.Now())),
		})
		for _, item := range items {
			err = errors.Join(err, q.InsertBulkItem(ctx, item))
		}
		if err != nil {
			return err
		}
		return b.auditBulk(ctx, q, shop, act.By, id, audit.BulkDrafted, map[string]int{"orders": len(items)})
	})
	if err != nil {
		return Bulk{}, fmt.Errorf("ledger: draft bulk: %w", err)
	}
	return b.Bulk(ctx, shop, id)
}

// Bulk reads one, or ErrBulkUnknown.
func (b *Book) Bulk(ctx context.Context, shop, id string) (Bulk, error) {
	row, err := b.DB.Read().GetBulk(ctx, query.GetBulkParams{ShopID: shop, ID: id})
	if errors.Is(err, sql.ErrNoRows) {
		return Bulk{}, ErrBulkUnknown
	}
	if err != nil {
		return Bulk{}, fmt.Errorf("ledger: bulk: %w", err)
	}
	items, err := b.DB.Read().BulkItems(ctx, query.BulkItemsParams{ShopID: shop, BulkID: id})
	if err != nil {
		return Bulk{}, fmt.Errorf("ledger: bulk items: %w", err)
	}
	return Bulk{row, items}, nil
}

// Bulks reads the newest ones, without their orders.
func (b *Book) Bulks(ctx context.Context, shop string, most int) ([]query.Bulk, error) {
	rows, err := b.DB.Read().Bulks(ctx, query.BulksParams{ShopID: shop, Most: int32(most)}) //nolint:gosec // a page
	if err != nil {
		return nil, fmt.Errorf("ledger: bulks: %w", err)
	}
	return rows, nil
}

// StartBulk lets a draft run: the sweeper requests payment after payment, each order once, also after a restart. Errors:
// ErrBulkUnknown, ErrBulkState.
func (b *Book) StartBulk(ctx context.Context, shop string, by Actor, id string) error {
	return b.moveBulk(ctx, shop, by, id, BulkDraft, BulkRunning)
}

// StopBulk ends a running one after the order that it is at; what was requested stays requested.
func (b *Book) StopBulk(ctx context.Context, shop string, by Actor, id string) error {
	return b.moveBulk(ctx, shop, by, id, BulkRunning, BulkStopped)
}

func (b *Book) moveBulk(ctx context.Context, shop string, by Actor, id, from, to string) error {
	now := int64(store.At(b.Now()))
	move := query.MoveBulkParams{ShopID: shop, ID: id, FromState: from, ToState: to}
	if to == BulkRunning {
		move.NextAt = now
	} else {
		move.DoneAt = now
	}
	var n int64
	err := b.DB.Tx(ctx, func(q *query.Queries) (err error) {
		n, err = q.MoveBulk(ctx, move)
		action := map[string]audit.Action{BulkRunning: audit.BulkStarted, BulkStopped: audit.BulkStopped}[to]
		if err != nil || n == 0 || action == "" { // that it is done is nobody's deed
			return err
		}
		return b.auditBulk(ctx, q, shop, by, id, action, nil)
	})
	if err != nil {
		return fmt.Errorf("ledger: move bulk: %w", err)
	}
	if n == 0 {
		if _, err := b.Bulk(ctx, shop, id); err != nil {
			return err
		}
		return ErrBulkState
	}
	return nil
}

func (b *Book) auditBulk(ctx context.Context, q *query.Queries, shop string, by Actor, id string, action audit.Action, after any) error {
	return audit.Write(ctx, q, b.Now(), audit.Entry{Actor: by, Shop: shop, Action: action, Subject: id, After: after})
}

// bulkPart is how many orders of a bulk are worked before others have their turn, and bulkLease how long that may take.
const (
	bulkPart  = 10
	bulkLease = 5 * time.Minute
)

// WorkBulks works on up to n bulks that are due, a part of each, and says how many it claimed.
func (b *Book) WorkBulks(ctx context.Context, n int) (int, error) {
	due, err := store.Claim(ctx, b.DB, store.Bulks, b.Now(), bulkLease, n)
	if err != nil {
		return 0, fmt.Errorf("ledger: bulks: %w", err)
	}
	for _, row := range due {
		ctx, end := telemetry.Unit(store.ForShop(ctx, row.Shop), "bulks", row.Shop)
		err := b.workBulk(ctx, row.Shop, row.ID)
		if err != nil {
			slog.WarnContext(ctx, "bulk not worked", "bulk", row.ID, "error", err)
		}
		end(err)
	}
	return len(due), nil
}

func (b *Book) workBulk(ctx context.Context, shop, id string) error {
	bulk, err := b.DB.Read().GetBulk(ctx, query.GetBulkParams{ShopID: shop, ID: id})
	if err != nil || bulk.State != BulkRunning {
		return err
	}
	items, err := b.DB.Read().WaitingBulkItems(ctx, query.WaitingBulkItemsParams{ShopID: shop, BulkID: id, Most: bulkPart})
	if err != nil {
		return fmt.Errorf("ledger: bulk items: %w", err)
	}
	if len(items) == 0 {
		err := b.moveBulk(ctx, shop, Noren, id, BulkRunning, BulkDone)
		if errors.Is(err, ErrBulkState) { // another was faster, or it was stopped
			return nil
		}
		return err
	}
	for _, item := range items {
		if err := b.workItem(ctx, Actor(bulk.Actor), item); err != nil {
			return err
		}
	}
	return b.DB.Tx(ctx, func(q *query.Queries) error {
		return q.ScheduleBulk(ctx, query.ScheduleBulkParams{NextAt: int64(store.At(b.Now())), ShopID: shop, ID: id})
	})
}

// workItem requests one order's payment. When the process dies in between, the item is worked again: an order that has been captured
// meanwhile says so, and nothing is requested twice.
func (b *Book) workItem(ctx context.Context, by Actor, item query.BulkItem) error {
	end := query.FinishBulkItemParams{State: ItemDone, ShopID: item.ShopID, BulkID: item.BulkID, OrderID: item.OrderID, At: int64(store.At(b.Now()))}
	_, err := b.Capture(ctx, item.ShopID, item.OrderID, Act{By: by})
	var notPermitted *PermitError
	switch {
	case err == nil:
	case errors.As(err, &notPermitted) && notPermitted.Why == WhyDone:
	case errors.Is(err, ErrNotAllowed), errors.Is(err, ErrRefused):
		end.State, end.Why = ItemRefused, reasonOf(err)
	case errors.Is(err, ErrUnreachable), errors.Is(err, ErrBusy):
		end.State, end.Why = ItemUnknown, reasonOf(err)
	default:
		return err
	}
	return b.DB.Tx(context.WithoutCancel(ctx), func(q *query.Queries) error {
		_, err := q.FinishBulkItem(ctx, end)
		return err
	})
}
