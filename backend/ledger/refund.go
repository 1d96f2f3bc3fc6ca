package ledger

import (
	"context"
	"errors"
	"fmt"
	"time"

	"noren/backend/amazonpay"
	"noren/backend/store"
	"noren/backend/store/query"
)

// States of a refund (pitfall 11). Only refunded is money that is back.
const (
	RefundRequested = "requested" // the intention; Amazon may not know of it yet
	refundPending   = "pending"   // Amazon has it
	RefundDone      = "refunded"
	RefundDeclined  = "declined" // Amazon took it and then declined
	RefundRefused   = "refused"  // Amazon did not take it
)

func refundFinal(r query.Refund) bool { return r.State != RefundRequested && r.State != refundPending }

// What a refund's amount may be (protocol 4.5): all refunds of a charge together may exceed the capture by the smaller of 15 % and
// ¥8,400.
const (
	allowancePercent = 15
	maxAllowance     = 8400
)

// ErrConfirm asks for a second confirmation: the amount is above what the shop has set.
var ErrConfirm = errors.New("ledger: an amount as high as this needs a second confirmation")

// AmountError says what may be refunded: 1 to Most yen.
type AmountError struct{ Most int64 }

func (e *AmountError) Error() string {
	return fmt.Sprintf("ledger: between 1 and %d yen can be refunded", e.Most)
}

// RefundWish is a refund as somebody asks for it.
type RefundWish struct {
	Amount    int64  // whole yen
	Reason    string // for the shop's own book; Amazon and the shopper do not see it
	Confirmed bool   // confirmed a second time
}

// Refund returns money that was taken, all or a part of it. It is followed to its final state; one at a time. Errors: those of
// Capture, *AmountError, ErrConfirm.
func (b *Book) Refund(ctx context.Context, shop, id string, act Act, wish RefundWish) (query.Order, error) {
	return b.try(ctx, shop, id, act, RefundAction, func(client *amazonpay.Client, order query.Order) (query.Order, error) {
		return b.refund(ctx, client, order, act.By, wish)
	})
}

func (b *Book) refund(ctx context.Context, client *amazonpay.Client, order query.Order, by Actor, wish RefundWish) (query.Order, error) {
	charge, most, err := b.refundable(ctx, order)
	if err != nil {
		return order, err
	}
	if wish.Amount < 1 || wish.Amount > most {
		return order, &AmountError{most}
	}
	if err := b.confirm(ctx, order.ShopID, wish.Amount, wish.Confirmed); err != nil {
		return order, err
	}
	body, err := amazonpay.Encode(amazonpay.RefundRequest{ChargeID: charge.ID, RefundAmount: amazonpay.JPY(wish.Amount)})
	if err != nil {
		return order, err
	}
	return b.carryOut(ctx, client, order, intention{
		kind: refundOperation, body: body, by: by, event: RefundAsked, fact: map[string]any{"amount": wish.Amount, "reason": wish.Reason},
		with: func(q *query.Queries, operation string) error {
			_, err := q.InsertRefund(ctx, query.InsertRefundParams{
				ShopID: order.ShopID, ID: store.NewID("ref", b.Now()), OrderID: order.ID, ChargeID: charge.ID, OperationID: operation,
				Amount: wish.Amount, Reason: wish.Reason, State: RefundRequested, Actor: string(by), CreatedAt: int64(store.At(b.Now())),
				ReturnedBefore: charge.Refunded,
			})
			if err != nil {
				return fmt.Errorf("ledger: refund: %w", err)
			}
			return nil
		},
	})
}

// Refundable is the most that may be refunded of an order at once, in whole yen; 0 when nothing was taken.
func (b *Book) Refundable(ctx context.Context, o query.Order) (int64, error) {
	_, most, err := b.refundable(ctx, o)
	return most, err
}

// refundable is the charge that money comes back from, and the most that may come back from it, in whole yen.
func (b *Book) refundable(ctx context.Context, o query.Order) (charge query.Charge, most int64, err error) {
	q := b.DB.Read()
	charges, err := q.Charges(ctx, query.ChargesParams{ShopID: o.ShopID, OrderID: o.ID})
	if err != nil {
		return charge, 0, fmt.Errorf("ledger: charges: %w", err)
	}
	refunds, err := q.Refunds(ctx, query.RefundsParams{ShopID: o.ShopID, OrderID: o.ID})
	if err != nil {
		return charge, 0, fmt.Errorf("ledger: refunds: %w", err)
	}
	for _, c := range charges {
		if c.Captured == 0 {
			continue
		}
		left := c.Captured + min(c.Captured*allowancePercent/100, maxAllowance) - c.Refunded
		for _, r := range refunds {
			if r.ChargeID == c.ID && !refundFinal(r) {
				left -= r.Amount
			}
		}
		if charge.ID == "" || left > most {
			charge, most = c, left
		}
	}
	return charge, max(0, most), nil
}

// confirm asks again about what is above the amount that the shop has set.
func (b *Book) confirm(ctx context.Context, shop string, amount int64, confirmed bool) error {
	policy, err := b.Shop(ctx, shop)
	if err == nil && policy.ConfirmAbove > 0 && amount > policy.ConfirmAbove && !confirmed {
		return ErrConfirm
	}
	return err
}

// refundRow is a refund as Amazon says it is. A state that we do not know leaves it pending.
func refundRow(r query.Refund, refund *amazonpay.Refund, at store.Micros) query.Refund {
	r.AmazonID, r.Outcome = refund.RefundID, string(refund.StatusDetails.ReasonCode)
	switch refund.StatusDetails.State {
	case amazonpay.Refunded:
		r.State, r.EndedAt = RefundDone, int64(at)
	case amazonpay.RefundDeclined:
		r.State, r.EndedAt = RefundDeclined, int64(at)
	case amazonpay.RefundInitiated:
		r.State = refundPending
	default:
		r.State = refundPending
	}
	return r
}

func saveRefund(ctx context.Context, q *query.Queries, r query.Refund) error {
	if r.AmazonID == "" && r.State != RefundDone {
		return nil
	}
	_, err := q.SaveRefund(ctx, query.SaveRefundParams{
		AmazonID: r.AmazonID, State: r.State, Outcome: r.Outcome, EndedAt: r.EndedAt, ShopID: r.ShopID, ID: r.ID,
	})
	if err != nil {
		return fmt.Errorf("ledger: refund: %w", err)
	}
	return nil
}

// endRefusedRefund ends the refund of an operation that Amazon refused; there never was one.
func endRefusedRefund(ctx context.Context, q *query.Queries, now time.Time, operation query.Operation, refusal *amazonpay.Error) error {
	if operation.Kind != refundOperation {
		return nil
	}
	refunds, err := q.Refunds(ctx, query.RefundsParams{ShopID: operation.ShopID, OrderID: operation.Subject})
	if err != nil {
		return fmt.Errorf("ledger: refunds: %w", err)
	}
	for _, r := range refunds {
		if r.OperationID != operation.ID {
			continue
		}
		_, err := q.SaveRefund(ctx, query.SaveRefundParams{
			State: RefundRefused, Outcome: string(refusal.ReasonCode), EndedAt: int64(store.At(now)), ShopID: r.ShopID, ID: r.ID,
		})
		if err != nil {
			return fmt.Errorf("ledger: refund: %w", err)
		}
	}
	return nil
}
