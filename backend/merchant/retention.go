package merchant

import (
	"context"
	"time"

	"noren/backend/store"
	"noren/backend/store/query"
)

// secondThoughts is how long a new rule of retention waits before it is followed for the first time: what it erases does not come
// back, and a wrong number can be taken back until then.
const secondThoughts = 24 * time.Hour

// planRetention says when people are forgotten by a rule that has changed (issue 8). What is not changed goes on as it was planned.
func (s *Shops) planRetention(ctx context.Context, q *query.Queries, shop string, before, settings Settings) error {
	days := settings.Orders.ForgetDays
	if days == before.Orders.ForgetDays {
		return nil
	}
	next := int64(0)
	if days > 0 {
		next = int64(store.At(s.Now().Add(secondThoughts)))
	}
	return q.PlanRetention(ctx, query.PlanRetentionParams{ShopID: shop, NextAt: next})
}
