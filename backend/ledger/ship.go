package ledger

import (
	"context"
	"errors"
	"time"

	"noren/backend/store"
	"noren/backend/store/query"
)

// Ship notes that the shop has shipped. If it requests payments at shipping, that follows at once, by itself.
func (b *Book) Ship(ctx context.Context, shop, id string, act Act) (query.Order, error) {
	o, err := b.seen(ctx, shop, id, act)
	if err != nil {
		return o, err
	}
	if err := b.permit(ctx, o, ShipAction); err != nil {
		return o, err
	}
	policy, err := b.Shop(ctx, shop)
	if err != nil {
		return o, err
	}
	o.ShippedAt = int64(store.At(b.Now()))
	if policy.Capture == AtShipping && State(o.State) == Authorised {
		o.CaptureAt = o.ShippedAt
	}
	return b.note(ctx, o, Shipped, map[string]any{"by": act.By})
}

// ErrShipDay refuses a planned day of shipping that is over, or later than Amazon's 180 days.
var ErrShipDay = errors.New("ledger: the day of shipping must be one of the next 180 days")

// PlanShipping notes the day on which the shop will ship; the zero Time takes it back. If the authorisation will have lapsed by then,
// it is made anew the day before.
func (b *Book) PlanShipping(ctx context.Context, shop, id string, act Act, on time.Time) (query.Order, error) {
	o, err := b.seen(ctx, shop, id, act)
	if err != nil {
		return o, err
	}
	if err := b.permit(ctx, o, PlanShippingAction); err != nil {
		return o, err
	}
	today := startOfDay(b.Now())
	if !on.IsZero() && (startOfDay(on).Before(today) || startOfDay(on).After(today.Add(180*day))) {
		return o, ErrShipDay
	}
	o.ShipOn = 0
	if !on.IsZero() {
		o.ShipOn = int64(store.At(startOfDay(on)))
	}
	return b.note(ctx, o, ShippingPlanned, map[string]any{"by": act.By, "on": o.ShipOn})
}

// startOfDay is in Japan, where shops ship.
func startOfDay(t time.Time) time.Time {
	t = t.In(store.Japan)
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, store.Japan)
}
