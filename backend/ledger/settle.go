package ledger

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"noren/backend/amazonpay"
	"noren/backend/store"
	"noren/backend/store/query"
	"noren/backend/telemetry"
)

// Settle reads an order's payment from Amazon, records what became of it, and goes on with what was intended and has no outcome
// yet. It is safe at any time and in parallel; news that the table does not allow any more changes nothing. Errors: ErrUnknown,
// ErrUnreachable.
func (b *Book) Settle(ctx context.Context, shop, id string) (query.Order, error) {
	order, client, err := b.look(ctx, shop, id, Act{}, true)
	if err != nil || client == nil {
		return order, err
	}
	return b.resume(ctx, client, order)
}

// look reads what Amazon says and records it. The client is nil when there is nothing to read. ErrRaced says that the order is not
// any more as who acts saw it.
func (b *Book) look(ctx context.Context, shop, id string, act Act, full bool) (query.Order, *amazonpay.Client, error) {
	for {
		order, err := b.seen(ctx, shop, id, act)
		if err != nil || order.ChargeID == "" {
			return order, nil, err
		}
		client, err := b.Client(ctx, shop, order.MerchantID)
		if err != nil {
			return order, nil, err
		}
		p, err := b.read(ctx, client, order, full)
		if err != nil {
			return order, nil, errors.Join(err, b.lookAgain(ctx, order))
		}
		next, err := b.observe(ctx, order, p, nil)
		if !errors.Is(err, ErrRaced) {
			return next, client, err
		}
	}
}

// observe lets happen to the order what the picture shows: state, figures, and operations that it proves carried out, in one
// transaction. Done is an operation whose own answer said so.
func (b *Book) observe(ctx context.Context, order query.Order, p picture, done *outcome) (query.Order, error) {
	event, err := p.event()
	if err != nil {
		return order, err
	}
	next := figures(order, p)
	if order.Alert != "" && next.Alert == "" {
		if next.Alert, err = b.behind(ctx, order); err != nil {
			return order, err
		}
	}
	if event == WasAuthorised && State(order.State) == Declined && p.current().Ours == 1 && p.current().ID != order.ChargeID {
		event = Reauthorised
	}
	err = b.DB.Tx(ctx, func(q *query.Queries) error {
		recorded, err := b.record(ctx, q, order, next, event, p)
		if err != nil {
			return err
		}
		since, err := b.endProved(ctx, q, recorded, p, done)
		if err == nil && !since.IsZero() {
			err = b.goOnSoon(ctx, q, recorded, since)
		}
		if err != nil {
			return err
		}
		next = recorded
		return tellDifference(ctx, q, b.Now(), order, recorded)
	})
	return next, err
}

// record writes the picture: the order as it now is, and what of it others hear.
func (b *Book) record(ctx context.Context, q *query.Queries, before, now query.Order, event Event, p picture) (query.Order, error) {
	if err := saveParts(ctx, q, p); err != nil {
		return now, err
	}
	var err error
	var notAllowed *NotAllowedError
	_, news := State(before.State).On(event)
	switch {
	case !errors.As(news, &notAllowed):
		now, err = Advance(ctx, q, b.Now(), now, event, figuresFact(now, p))
	case hasNews(before, now):
		now, err = Note(ctx, q, b.Now(), now, newsOf(before, now), figuresFact(now, p))
	default:
		err = b.noNews(ctx, q, now)
	}
	if err != nil {
		return now, err
	}
	return now, tellRefunds(ctx, q, b.Now(), now, p)
}

// goOnSoon comes back to what has no outcome yet, whatever else was noted, and however often somebody looked.
func (b *Book) goOnSoon(ctx context.Context, q *query.Queries, o query.Order, since time.Time) error {
	wait := min(max(b.Now().Sub(since), unanswered), time.Hour)
	return q.ScheduleOrder(ctx, query.ScheduleOrderParams{
		NextAt: int64(store.At(b.Now().Add(wait))), Tries: o.Tries, ShopID: o.ShopID, ID: o.ID, Version: o.Version,
	})
}

// figures puts what the picture says into the order.
func figures(o query.Order, p picture) query.Order {
	current := p.current()
	o.ReadAt = int64(p.at)
	o.ChargeID, o.Reason = current.ID, current.Reason
	o.Captured, o.Refunded = p.captured()
	o.AuthorisedAt, o.ExpiresAt = current.CreatedAt, 0
	if amazonpay.ChargeState(current.State) == amazonpay.ChargeAuthorized {
		o.ExpiresAt = current.ExpiresAt
	}
	if total := p.total(); total > 0 {
		o.AmazonTotal, o.Differs = total, 0
		if total != o.Total {
			o.Differs = 1
		}
	}
	if p.permission != nil {
		o.PermissionExpiresAt = microsOf(p.permission.ExpirationTimestamp)
		switch {
		case p.unknownCharges():
			o.Alert = shown(o.Alert, AlertUnknownCharge)
		case o.Alert == AlertUnknownCharge:
			o.Alert = ""
		}
	}
	if slices.ContainsFunc(p.refunds, func(r query.Refund) bool { return r.State == RefundDeclined && r.EndedAt == int64(p.at) }) {
		o.Alert = shown(o.Alert, AlertRefund)
	}
	return o
}

func figuresFact(o query.Order, p picture) map[string]any {
	current := p.current()
	return map[string]any{
		"charge": current.ID, "state": current.State, "reason": current.Reason, "amount": o.AmazonTotal, "captured": o.Captured, "refunded": o.Refunded,
	}
}

func hasNews(before, now query.Order) bool {
	return before.ChargeID != now.ChargeID || before.Captured != now.Captured || before.Refunded != now.Refunded || before.Differs != now.Differs ||
		before.Alert != now.Alert || before.Differs == 1 && before.AmazonTotal != now.AmazonTotal
}

func newsOf(before, now query.Order) Event {
	switch {
	case before.Differs != now.Differs || before.AmazonTotal != now.AmazonTotal:
		return AmountChanged
	case before.ChargeID != now.ChargeID:
		return ChargeFound
	}
	return Alerted
}

// saveParts keeps charges and refunds as they were read.
func saveParts(ctx context.Context, q *query.Queries, p picture) error {
	for _, c := range p.charges {
		if err := q.SaveCharge(ctx, query.SaveChargeParams(c)); err != nil {
			return fmt.Errorf("ledger: charge: %w", err)
		}
	}
	for _, r := range p.refunds {
		if err := saveRefund(ctx, q, r); err != nil {
			return err
		}
	}
	return nil
}

// noNews keeps when Amazon was read, and puts the next look off; the longer nothing happens, the further.
func (b *Book) noNews(ctx context.Context, q *query.Queries, o query.Order) error {
	err := q.NoteRead(ctx, query.NoteReadParams{
		ReadAt: o.ReadAt, PermissionExpiresAt: o.PermissionExpiresAt, AmazonTotal: o.AmazonTotal, AuthorisedAt: o.AuthorisedAt,
		ExpiresAt: o.ExpiresAt, NextAt: nextLook(o, b.Now()), Tries: o.Tries + 1, ShopID: o.ShopID, ID: o.ID, Version: o.Version,
	})
	if err != nil {
		return fmt.Errorf("ledger: note read: %w", err)
	}
	return nil
}

// lookAgain comes back after Amazon did not answer: after a minute, then less and less often.
func (b *Book) lookAgain(ctx context.Context, o query.Order) error {
	return b.schedule(ctx, o, b.Now().Add(min(time.Minute<<min(o.Tries, 10), time.Hour)), o.Tries+1)
}

func (b *Book) schedule(ctx context.Context, o query.Order, at time.Time, tries int64) error {
	return b.DB.Tx(context.WithoutCancel(ctx), func(q *query.Queries) error {
		return q.ScheduleOrder(ctx, query.ScheduleOrderParams{NextAt: int64(store.At(at)), Tries: tries, ShopID: o.ShopID, ID: o.ID, Version: o.Version})
	})
}

// Sweep settles up to n orders that are due and does what is due for them by itself, and says how many it took.
func (b *Book) Sweep(ctx context.Context, n int) (int, error) {
	due, err := store.Claim(ctx, b.DB, store.Orders, b.Now(), time.Minute, n)
	if err != nil {
		return 0, fmt.Errorf("ledger: sweep: %w", err)
	}
	for _, row := range due {
		ctx, end := telemetry.Unit(store.ForShop(ctx, row.Shop), "orders", row.Shop)
		err := b.work(ctx, row.Shop, row.ID)
		if err != nil {
			slog.WarnContext(ctx, "order not settled", "order", row.ID, "error", err)
		}
		end(err)
	}
	return len(due), nil
}

// work is one order's turn.
func (b *Book) work(ctx context.Context, shop, id string) error {
	order, err := b.Get(ctx, shop, id)
	if err != nil {
		return err
	}
	busy, err := b.Busy(ctx, order)
	if err != nil {
		return err
	}
	if busy == "" && nobodyWaits(State(order.State)) && b.Allow != nil && !b.Allow(ctx, order.MerchantID) {
		return b.schedule(ctx, order, b.Now().Add(throttled), order.Tries)
	}
	if order, err = b.Settle(ctx, shop, id); err != nil {
		return err
	}
	return b.automatic(ctx, order)
}

// throttled is how long a reading that nobody waits for is put off when there were too many.
const throttled = 5 * time.Second

// nobodyWaits reports states in which an order is read only to find what was changed in Seller Central.
func nobodyWaits(s State) bool { return s != Pending && s != Capturing && s != Refunding }
