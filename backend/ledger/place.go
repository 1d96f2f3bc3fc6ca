package ledger

import (
	"context"
	"time"

	"noren/backend/amazonpay"
	"noren/backend/store"
	"noren/backend/store/query"
)

// Place enters, in the caller's transaction, a payment that was just read at Amazon and found to be what the shopper confirmed: the
// order is in the book from then on, with Amazon's figures. Errors: ErrRaced, *NotAllowedError, and a state or an amount of Amazon's
// that we do not understand.
func Place(ctx context.Context, q *query.Queries, now time.Time, o query.Order, permission *amazonpay.ChargePermission, charge *amazonpay.Charge, fact map[string]any) (query.Order, error) {
	at := store.At(now)
	row, err := chargeRow(query.Charge{ShopID: o.ShopID, OrderID: o.ID, ID: charge.ChargeID, Ours: 1}, charge, at)
	if err != nil {
		return o, err
	}
	p := picture{charges: []query.Charge{row}, permission: permission, at: at}
	event, err := p.event()
	if err != nil {
		return o, err
	}
	if o, err = Advance(ctx, q, now, figures(o, p), event, fact); err != nil {
		return o, err
	}
	return o, saveParts(ctx, q, p)
}
