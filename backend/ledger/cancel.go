package ledger

import (
	"cmp"
	"context"

	"noren/backend/amazonpay"
	"noren/backend/store/query"
)

// Amazon wants a reason of 1 to 255 characters (protocol 3.4); the shop need not give one.
const (
	maxReason = 255
	noReason  = "canceled by the merchant"
)

// CancelPayment is 「Amazon Payをキャンセル」 (R5-3). Before the money was taken the permission is closed with what is pending on it, so
// that nothing can ever be charged again; after that, what is left of the money is returned. Errors as of Refund.
func (b *Book) CancelPayment(ctx context.Context, shop, id string, act Act, reason string, confirmed bool) (query.Order, error) {
	return b.try(ctx, shop, id, act, CancelPaymentAction, func(client *amazonpay.Client, order query.Order) (query.Order, error) {
		if order.Captured > 0 {
			_, most, err := b.refundable(ctx, order)
			if err != nil {
				return order, err
			}
			rest := min(order.Captured-order.Refunded, most) // two charges are returned one after the other
			return b.refund(ctx, client, order, act.By, RefundWish{Amount: rest, Reason: reason, Confirmed: confirmed})
		}
		if err := b.confirm(ctx, order.ShopID, order.Total, confirmed); err != nil {
			return order, err
		}
		body, err := amazonpay.Encode(amazonpay.CloseRequest{ClosureReason: cmp.Or(shorten(reason), noReason), CancelPendingCharges: true})
		if err != nil {
			return order, err
		}
		return b.carryOut(ctx, client, order, intention{
			kind: cancelOperation, body: body, by: act.By, event: CancelAsked, fact: map[string]any{"reason": reason}, again: true, join: true,
		})
	})
}

// CancelOrder is 「この注文をキャンセル」 (R5-3): only after the payment was cancelled, or all of it returned. The cart may be ordered
// anew. Errors: ErrUnknown, ErrRaced, *PermitError.
func (b *Book) CancelOrder(ctx context.Context, shop, id string, act Act) (query.Order, error) {
	order, err := b.seen(ctx, shop, id, act)
	if err != nil {
		return order, err
	}
	if err := b.permit(ctx, order, CancelOrderAction); err != nil {
		return order, err
	}
	order.Live = 0
	return b.advance(ctx, order, CancelOrder, map[string]any{"by": act.By})
}

// Accept takes a payment that was found without an order as this order's: from then on Amazon's state is the order's.
func (b *Book) Accept(ctx context.Context, shop, id string, act Act) (query.Order, error) {
	order, err := b.seen(ctx, shop, id, act)
	if err != nil {
		return order, err
	}
	if err := b.permit(ctx, order, AcceptAction); err != nil {
		return order, err
	}
	if order, err = b.advance(ctx, order, Accept, map[string]any{"by": act.By}); err != nil {
		return order, err
	}
	return b.Settle(ctx, shop, id)
}

func shorten(reason string) string {
	runes := []rune(reason)
	return string(runes[:min(len(runes), maxReason)])
}
