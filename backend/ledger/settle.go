package ledger

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"noren/backend/amazonpay"
	"noren/backend/store"
	"noren/backend/store/query"
)

// Book works on orders after the payment. All fields are required.
type Book struct {
	DB     *store.DB
	Now    func() time.Time
	Client func(ctx context.Context, shop, merchantID string) (*amazonpay.Client, error)
}

// EventOf says what a charge's state means for its order. A state that we do not know is an error, never a guess.
func EventOf(charge *amazonpay.Charge) (Event, error) {
	switch charge.StatusDetails.State {
	case amazonpay.ChargeAuthorizationInitiated:
		return WasPending, nil
	case amazonpay.ChargeAuthorized:
		return WasAuthorised, nil
	case amazonpay.ChargeCaptureInitiated, amazonpay.ChargeCaptured:
		return WasCaptured, nil
	case amazonpay.ChargeDeclined:
		return WasDeclined, nil
	case amazonpay.ChargeCanceled:
		if charge.StatusDetails.ReasonCode == amazonpay.ReasonExpiredUnused {
			return WasLapsed, nil
		}
		return WasCancelled, nil
	}
	return "", fmt.Errorf("ledger: unknown charge state %q", charge.StatusDetails.State)
}

// Get reads an order of a shop, or ErrUnknown.
func (b *Book) Get(ctx context.Context, shop, id string) (query.Order, error) {
	order, err := b.DB.Read().GetOrder(ctx, query.GetOrderParams{ShopID: shop, ID: id})
	if errors.Is(err, sql.ErrNoRows) {
		return order, ErrUnknown
	}
	if err != nil {
		return order, fmt.Errorf("ledger: read: %w", err)
	}
	return order, nil
}

// Settle reads a placed order's charge and records what became of it. It is safe at any time and in parallel; news that the
// table does not allow any more changes nothing. Errors: ErrUnknown, ErrUnreachable.
func (b *Book) Settle(ctx context.Context, shop, id string) (query.Order, error) {
	for {
		order, err := b.Get(ctx, shop, id)
		if err != nil || order.ChargeID == "" {
			return order, err
		}
		client, err := b.Client(ctx, shop, order.MerchantID)
		if err != nil {
			return order, err
		}
		charge, err := client.GetCharge(ctx, order.ChargeID)
		if err != nil {
			return order, errors.Join(fmt.Errorf("%w: %w", ErrUnreachable, err), b.lookAgain(ctx, order))
		}
		next, err := b.observe(ctx, order, charge)
		if !errors.Is(err, ErrRaced) {
			return next, err
		}
	}
}

// observe lets happen to the order what its charge shows. A capture that the charge proves carried out ends in the same
// transaction.
func (b *Book) observe(ctx context.Context, order query.Order, charge *amazonpay.Charge) (query.Order, error) {
	event, err := EventOf(charge)
	if err != nil {
		return order, err
	}
	if amount, err := charge.ChargeAmount.Yen(); err != nil || amount != order.Total {
		event = Contradicted
	}
	var notAllowed *NotAllowedError
	if _, err := State(order.State).On(event); errors.As(err, &notAllowed) { // no news
		return order, b.schedule(ctx, order, lookAfter(State(order.State), charge, b.Now()))
	}
	next := order
	next.Reason = string(charge.StatusDetails.ReasonCode)
	err = b.DB.Tx(ctx, func(q *query.Queries) error {
		advanced, err := Advance(ctx, q, b.Now(), next, event, map[string]any{"charge": charge.ChargeID, "state": charge.StatusDetails.State})
		if err != nil {
			return err
		}
		next = advanced
		if event == WasCaptured {
			if err := endCapture(ctx, q, b.Now(), next); err != nil {
				return err
			}
		}
		return q.ScheduleOrder(ctx, query.ScheduleOrderParams{
			NextAt: lookAfter(State(next.State), charge, b.Now()), ShopID: next.ShopID, ID: next.ID, Version: next.Version,
		})
	})
	return next, err
}

// lookAfter is nextLook for one who has read the charge: a capture that Amazon has not decided yet is followed, since it may
// still be declined (pitfall 12).
func lookAfter(s State, charge *amazonpay.Charge, now time.Time) int64 {
	if s == Captured && charge.StatusDetails.State == amazonpay.ChargeCaptureInitiated {
		return int64(store.At(now.Add(time.Hour)))
	}
	return nextLook(s, now)
}

// nextLook says when the sweeper reads the charge again: a pending one soon, an authorised one when its 30 days are over
// (protocol 4.3).
func nextLook(s State, now time.Time) int64 {
	switch s {
	case Pending:
		return int64(store.At(now.Add(2 * time.Minute)))
	case Authorised:
		return int64(store.At(now.Add(30*24*time.Hour + time.Hour)))
	case Awaiting, Unpaid, Captured, Declined, Lapsed, Cancelled, Attention:
	}
	return 0
}

func (b *Book) lookAgain(ctx context.Context, o query.Order) error {
	wait := min(time.Minute<<min(o.Tries, 10), time.Hour)
	return b.schedule(ctx, o, int64(store.At(b.Now().Add(wait))))
}

func (b *Book) schedule(ctx context.Context, o query.Order, at int64) error {
	return b.DB.Tx(context.WithoutCancel(ctx), func(q *query.Queries) error {
		return q.ScheduleOrder(ctx, query.ScheduleOrderParams{NextAt: at, ShopID: o.ShopID, ID: o.ID, Version: o.Version})
	})
}

// Sweep settles up to n orders that are due, and says how many it took.
func (b *Book) Sweep(ctx context.Context, n int) (int, error) {
	due, err := store.Claim(ctx, b.DB, store.Orders, b.Now(), time.Minute, n)
	if err != nil {
		return 0, fmt.Errorf("ledger: sweep: %w", err)
	}
	for _, row := range due {
		if _, err := b.Settle(ctx, row.Shop, row.ID); err != nil {
			slog.WarnContext(ctx, "order not settled", "order", row.ID, "error", err)
		}
	}
	return len(due), nil
}
