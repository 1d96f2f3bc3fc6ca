package ledger

import (
	"context"
	"errors"

	"noren/backend/amazonpay"
	"noren/backend/store/query"
)

// Capture is 決済依頼 (R5-2): it takes the money of an authorised order, once. The amount at Amazon is read and compared first; if it
// was changed in Seller Central nothing is requested (R5-4). For an authorisation that has lapsed a new charge is made and taken in
// one step (R5-7). Errors: ErrUnknown, ErrRaced, ErrBusy, *PermitError, ErrNotAsked, ErrUnreachable, *RefusedError.
func (b *Book) Capture(ctx context.Context, shop, id string, act Act) (query.Order, error) {
	return b.try(ctx, shop, id, act, CaptureAction, func(client *amazonpay.Client, order query.Order) (query.Order, error) {
		if State(order.State) == Lapsed {
			return b.charge(ctx, client, order, act.By, true)
		}
		body, err := amazonpay.Encode(amazonpay.CaptureRequest{CaptureAmount: amazonpay.JPY(order.Total)})
		if err != nil {
			return order, err
		}
		return b.carryOut(ctx, client, order, intention{
			kind: captureOperation, body: body, by: act.By, event: CaptureAsked, fact: map[string]any{"amount": order.Total}, again: true, join: true,
		})
	})
}

// try reads the order as it now is at Amazon, asks whether the action may be done, and does it. When others change the order in
// between, it begins anew with the order as they left it, unless a person wants it as it was.
func (b *Book) try(ctx context.Context, shop, id string, act Act, action Action, do func(*amazonpay.Client, query.Order) (query.Order, error)) (query.Order, error) {
	for {
		order, client, err := b.look(ctx, shop, id, act, true)
		if errors.Is(err, ErrUnreachable) {
			return order, errors.Join(ErrNotAsked, err)
		}
		if err != nil {
			return order, err
		}
		if err := b.permit(ctx, order, action); err != nil {
			return order, err
		}
		order, err = do(client, order)
		if !errors.Is(err, ErrRaced) || ctx.Err() != nil {
			return order, err
		}
	}
}

// carryOut notes an intention and acts on it.
func (b *Book) carryOut(ctx context.Context, client *amazonpay.Client, order query.Order, wish intention) (query.Order, error) {
	planned, operation, err := b.plan(ctx, order, wish)
	if err != nil {
		return order, err
	}
	return b.perform(ctx, client, planned, operation)
}
