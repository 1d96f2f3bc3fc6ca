package ledger

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"noren/backend/store"
	"noren/backend/store/query"
	"noren/backend/telemetry"
)

// retentionPart is how many orders' people are forgotten before other shops have their turn, and retentionLease how long that may take.
const (
	retentionPart  = 100
	retentionLease = 5 * time.Minute
)

// Retain follows the rules of up to n shops that are due, a part of each, and says how many it claimed (issue 8). A shop's turn comes
// once a day, and again at once while there is more. Who dies at it leaves the rest to whoever claims the shop after the lease. Of all
// shops, with a rule or without, it forgets a part of what nobody needs any more: see retention_visit.go and retention_answer.go.
func (b *Book) Retain(ctx context.Context, n int) (int, error) {
	due, err := store.Claim(ctx, b.DB, store.Retentions, b.Now(), retentionLease, n)
	if err != nil {
		return 0, failed("retention", err)
	}
	for _, row := range due {
		ctx, end := telemetry.Unit(store.ForShop(ctx, row.Shop), "retention", row.Shop)
		err := b.retain(ctx, row)
		if err != nil {
			slog.WarnContext(ctx, "rule of retention not followed", "shop", row.Shop, "error", err)
		}
		end(err)
	}
	return len(due), errors.Join(b.forgetVisits(ctx), b.forgetAnswers(ctx))
}

// retain is one shop's turn.
func (b *Book) retain(ctx context.Context, row store.Claimed) error {
	shop, err := b.Shop(ctx, row.Shop)
	if err != nil {
		return err
	}
	next := int64(0) // without a rule nothing comes
	if shop.ForgetDays > 0 {
		more, err := b.forgetOlder(ctx, row.Shop, time.Duration(shop.ForgetDays)*day)
		if err != nil {
			return err
		}
		next = int64(store.At(b.Now()))
		if !more {
			next = int64(store.At(b.Now().Add(day)))
		}
	}
	return b.DB.Tx(ctx, func(q *query.Queries) error {
		// No row: the rule has changed meanwhile, or the lease is over and another goes on.
		_, err := q.ScheduleRetention(ctx, query.ScheduleRetentionParams{NextAt: next, ShopID: row.Shop, ID: row.ID, Lease: row.Lease})
		return failed("retention", err)
	})
}

// forgetOlder forgets the people of a part of the orders that were placed so long ago, the oldest first; more says that others are
// left. What moves just now is kept until tomorrow.
func (b *Book) forgetOlder(ctx context.Context, shop string, than time.Duration) (more bool, err error) {
	now := b.Now()
	ids, err := b.DB.Read().OrdersToForget(ctx, query.OrdersToForgetParams{
		ShopID: shop, Until: int64(store.At(now.Add(-than))), Now: int64(store.At(now)), Most: retentionPart,
	})
	if err != nil {
		return false, failed("retention", err)
	}
	forgotten, kept := 0, 0
	for _, id := range ids {
		switch _, err := b.Forget(ctx, shop, id, Act{By: Noren}); {
		case err == nil:
			forgotten++
		case errors.Is(err, ErrNotAllowed), errors.Is(err, ErrRaced):
			kept++
		default:
			return false, err
		}
	}
	if len(ids) > 0 {
		slog.InfoContext(ctx, "people of orders forgotten by the shop's rule", "shop", shop, "forgotten", forgotten, "kept", kept)
	}
	return len(ids) == retentionPart && forgotten > 0, nil
}
