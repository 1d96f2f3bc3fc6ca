package ledger

import (
	"context"
	"errors"
	"fmt"
	"time"

	"noren/backend/mail"
	"noren/backend/store"
	"noren/backend/store/query"
)

// CaptureAt is when the payment of an order that is just placed is requested by itself, in microseconds; 0 is by hand.
func (p Policy) CaptureAt(placed time.Time) int64 {
	switch p.Capture {
	case AtOrder:
		return int64(store.At(placed))
	case AfterDays:
		return int64(store.At(placed.Add(time.Duration(p.CaptureDays) * day)))
	case ByHand, AtShipping:
	}
	return 0
}

// Schedule changes when the payment of an order is requested by itself; the zero Time is by hand.
func (b *Book) Schedule(ctx context.Context, shop, id string, act Act, at time.Time) (query.Order, error) {
	o, err := b.seen(ctx, shop, id, act)
	if err != nil {
		return o, err
	}
	if err := b.permit(ctx, o, CaptureAction); err != nil {
		return o, err
	}
	o.CaptureAt = 0
	if !at.IsZero() {
		o.CaptureAt = int64(store.At(at))
	}
	return b.note(ctx, o, CaptureScheduled, map[string]any{"by": act.By, "at": o.CaptureAt})
}

// automatic does what is due with an order by itself: it plans the capture of a fresh one as the shop has set, requests payments,
// and authorises again before the shipping day.
func (b *Book) automatic(ctx context.Context, o query.Order) error {
	now := int64(store.At(b.Now()))
	switch {
	case o.CaptureAt > 0 && o.CaptureAt <= now && capturable(State(o.State)):
		_, err := b.Capture(ctx, o.ShopID, o.ID, Act{By: Noren})
		return b.afterAutomatic(ctx, o, AlertCapture, err)
	case State(o.State) == Lapsed && shipsOn(o, now) && (o.Alert == "" || o.Alert == AlertChargeback):
		_, err := b.Reauthorise(ctx, o.ShopID, o.ID, Act{By: Noren})
		return b.afterAutomatic(ctx, o, AlertReauthorise, err)
	}
	return nil
}

// shipsOn reports that an order is to be shipped within a day of a time, in microseconds, and has not been.
func shipsOn(o query.Order, now int64) bool {
	return o.ShipOn > 0 && o.ShippedAt == 0 && o.ShipOn-day.Microseconds() <= now && now < o.ShipOn+day.Microseconds()
}

// softTries is how often what Amazon refuses softly is asked for again, an hour apart.
const softTries = 3

// afterAutomatic says what becomes of automatic work that did not succeed: an unanswered call is repeated by Settle; a soft refusal
// is tried again; anything else ends the automatism for this order, and people are told.
func (b *Book) afterAutomatic(ctx context.Context, before query.Order, alert string, cause error) error {
	if cause == nil || errors.Is(cause, ErrUnreachable) || errors.Is(cause, ErrRaced) {
		return cause
	}
	o, err := b.Get(ctx, before.ShopID, before.ID)
	if err != nil {
		return err
	}
	var refused *RefusedError
	if errors.As(cause, &refused) && refused.Class() == Soft {
		tries, err := b.tries(ctx, o, refused.Kind)
		if err != nil {
			return err
		}
		if tries < softTries {
			return b.schedule(ctx, o, b.Now().Add(time.Hour), o.Tries)
		}
	}
	o.CaptureAt, o.Alert = 0, shown(o.Alert, alert)
	return b.DB.Tx(ctx, func(q *query.Queries) error {
		noted, err := Note(ctx, q, b.Now(), o, Alerted, map[string]any{"alert": alert, "cause": reasonOf(cause)})
		if err != nil {
			return err
		}
		if refused != nil && refused.Class() == Hard {
			if noted, err = askCardChange(ctx, q, b.Now(), noted, Noren); err != nil {
				return err
			}
		}
		return mail.Ask(ctx, q, b.Now(), mail.Wanted{Shop: o.ShopID, Kind: mail.Report, Subject: o.ID, Seq: noted.Version, Lang: "ja"})
	})
}

// tries counts how often an operation has been sent as a new request.
func (b *Book) tries(ctx context.Context, o query.Order, kind string) (int64, error) {
	operations, err := b.DB.Read().Operations(ctx, query.OperationsParams{ShopID: o.ShopID, Subject: o.ID})
	if err != nil {
		return 0, fmt.Errorf("ledger: operations: %w", err)
	}
	var tries int64
	for _, operation := range operations {
		if operation.Kind == kind {
			tries += operation.Generation
		}
	}
	return tries, nil
}

// reasonOf is the word by which a failure is explained.
func reasonOf(err error) string {
	var refused *RefusedError
	if errors.As(err, &refused) {
		return string(refused.Reason)
	}
	var notPermitted *PermitError
	if errors.As(err, &notPermitted) {
		return string(notPermitted.Why)
	}
	return "unreachable"
}
