package ledger

import (
	"context"
	"time"

	"noren/backend/store"
	"noren/backend/store/query"
)

// Limit is one of Amazon's times within which something must be done with a payment.
type Limit string

// The limits.
const (
	PromptCapture   Limit = "prompt_capture"   // 7 days: a later 決済依頼 is decided by Amazon within about a day (pitfall 12)
	AuthorisedUntil Limit = "authorised_until" // 30 days: the authorisation lapses (R5-7)
	ChargeableUntil Limit = "chargeable_until" // 180 days: nothing can be charged any more (R5-4)
)

// prompt is how long an authorisation is captured at once (protocol 7.3).
const prompt = 7 * day

// Clock is one limit, and the orders that come to it.
type Clock struct {
	Limit     Limit
	Past      int64 // orders that are beyond it and could still be paid for otherwise
	Soon      int64 // orders that come to it within Warning
	Warning   time.Duration
	Deadlines []Deadline // those that come to it next
}

// Deadline is when an order comes to a limit.
type Deadline struct {
	Order    query.Order
	At       time.Time // UTC
	DaysLeft int       // begun ones count
}

// Cockpit shows what time does to a shop's orders: for each limit how many are beyond it, how many come to it soon, and the next ones,
// up to limit of them.
func (b *Book) Cockpit(ctx context.Context, shop string, limit int) ([]Clock, error) {
	limit = min(max(limit, 1), MostAtOnce)
	now := b.Now()
	clocks := []Clock{{Limit: PromptCapture, Warning: 2 * day}, {Limit: AuthorisedUntil, Warning: 5 * day}, {Limit: ChargeableUntil, Warning: 30 * day}}
	for i := range clocks {
		c := &clocks[i]
		if err := b.count(ctx, shop, c, now); err != nil {
			return nil, failed("cockpit", err)
		}
		column, which, since := c.index(now)
		orders, err := b.DB.OrdersWhere(ctx, "WHERE shop_id = $1 AND "+which+" AND "+column+" > $2 ORDER BY "+column+", id LIMIT $3",
			shop, int64(store.At(since)), limit)
		if err != nil {
			return nil, failed("cockpit", err)
		}
		for _, o := range orders {
			at := c.of(o)
			c.Deadlines = append(c.Deadlines, Deadline{Order: o, At: at, DaysLeft: int((at.Sub(now) + day - 1) / day)})
		}
	}
	return clocks, nil
}

// index is where the orders of a clock stand by time: column, the condition of its partial index (migration 0008), and what is beyond.
func (c *Clock) index(now time.Time) (column, which string, since time.Time) {
	switch c.Limit {
	case PromptCapture:
		return "authorised_at", "state = 'authorised'", now.Add(-prompt)
	case AuthorisedUntil:
		return "expires_at", "expires_at > 0", now
	case ChargeableUntil:
	}
	return "permission_expires_at", "permission_expires_at > 0 AND state IN ('authorised', 'lapsed', 'declined')", now
}

func (c *Clock) of(o query.Order) time.Time {
	switch c.Limit {
	case PromptCapture:
		return store.Micros(o.AuthorisedAt).Time().Add(prompt)
	case AuthorisedUntil:
		return store.Micros(o.ExpiresAt).Time()
	case ChargeableUntil:
	}
	return store.Micros(o.PermissionExpiresAt).Time()
}

func (b *Book) count(ctx context.Context, shop string, c *Clock, now time.Time) (err error) {
	q, at := b.DB.Read(), func(t time.Time) int64 { return int64(store.At(t)) }
	soon := now.Add(c.Warning)
	switch c.Limit {
	case PromptCapture:
		if c.Past, err = q.CountAuthorised(ctx, query.CountAuthorisedParams{ShopID: shop, Until: at(now.Add(-prompt))}); err != nil {
			return err
		}
		c.Soon, err = q.CountAuthorised(ctx, query.CountAuthorisedParams{ShopID: shop, Since: at(now.Add(-prompt)), Until: at(soon.Add(-prompt))})
	case AuthorisedUntil:
		if c.Past, err = q.CountState(ctx, query.CountStateParams{ShopID: shop, State: string(Lapsed)}); err != nil {
			return err
		}
		c.Soon, err = q.CountLapsing(ctx, query.CountLapsingParams{ShopID: shop, Since: at(now), Until: at(soon)})
	case ChargeableUntil:
		if c.Past, err = q.CountEnding(ctx, query.CountEndingParams{ShopID: shop, Until: at(now)}); err != nil {
			return err
		}
		c.Soon, err = q.CountEnding(ctx, query.CountEndingParams{ShopID: shop, Since: at(now), Until: at(soon)})
	}
	return err
}
