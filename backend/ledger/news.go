package ledger

import (
	"context"
	"errors"
	"fmt"

	"noren/backend/amazonpay"
	"noren/backend/store"
	"noren/backend/store/query"
)

// News is what a notification is about. It says only where to look.
type News struct {
	ObjectType amazonpay.ObjectType
	ObjectID   string
}

// Heard follows notifications about an order's payment, and has an outcome for each: a charge or refund that we did not make is taken
// into the order's, after it was read and found to be this order's; then everything is read, once for all. A chargeback cannot be read:
// it is shown to people, and nothing else follows from it.
func (b *Book) Heard(ctx context.Context, o query.Order, news []News) []error {
	errs := make([]error, len(news))
	for i, n := range news {
		errs[i] = b.takeIn(ctx, o, n)
	}
	_, err := b.Settle(ctx, o.ShopID, o.ID)
	for i := range errs {
		errs[i] = errors.Join(errs[i], err)
	}
	return errs
}

func (b *Book) takeIn(ctx context.Context, o query.Order, news News) error {
	client, err := b.Client(ctx, o.ShopID, o.MerchantID)
	if err != nil {
		return err
	}
	switch news.ObjectType {
	case amazonpay.ObjectCharge:
		return b.foundCharge(ctx, client, o, news.ObjectID)
	case amazonpay.ObjectRefund:
		return b.foundRefund(ctx, client, o, news.ObjectID)
	case amazonpay.ObjectChargeback:
		return b.heardChargeback(ctx, o, news.ObjectID)
	case amazonpay.ObjectChargePermission:
	}
	return err
}

// foundCharge adds a charge that somebody made in Seller Central.
func (b *Book) foundCharge(ctx context.Context, client *amazonpay.Client, o query.Order, id string) error {
	charges, err := b.DB.Read().Charges(ctx, query.ChargesParams{ShopID: o.ShopID, OrderID: o.ID})
	if err != nil {
		return fmt.Errorf("ledger: charges: %w", err)
	}
	for _, c := range charges {
		if c.ID == id {
			return nil
		}
	}
	charge, err := client.GetCharge(ctx, id)
	if err != nil {
		return unreachable(err)
	}
	if charge.ChargePermissionID != o.PermissionID || id == o.ChargeID {
		return nil
	}
	if ours, err := b.awaits(ctx, o, charge); err != nil || ours {
		return err
	}
	row, err := chargeRow(query.Charge{ShopID: o.ShopID, OrderID: o.ID, ID: id}, charge, store.At(b.Now()))
	if err != nil {
		return err
	}
	return b.DB.Tx(ctx, func(q *query.Queries) error { return saveParts(ctx, q, picture{charges: []query.Charge{row}}) })
}

// awaits reports that a charge may be one of our own whose answer was lost: then that answer comes first.
func (b *Book) awaits(ctx context.Context, o query.Order, charge *amazonpay.Charge) (bool, error) {
	busy, err := b.Busy(ctx, o)
	if err != nil {
		return false, err
	}
	amount, err := charge.ChargeAmount.Yen()
	return busy == reauthoriseOperation && amount == o.Total, err
}

// foundRefund adds a refund that somebody made in Seller Central. One of our own, whose answer was lost, is not taken for another's:
// while one of the same charge and amount waits for its answer, that answer comes first.
func (b *Book) foundRefund(ctx context.Context, client *amazonpay.Client, o query.Order, id string) error {
	refund, err := client.GetRefund(ctx, id)
	if err != nil {
		return unreachable(err)
	}
	amount, err := refund.RefundAmount.Yen()
	if err != nil {
		return err
	}
	q := b.DB.Read()
	charges, err := q.Charges(ctx, query.ChargesParams{ShopID: o.ShopID, OrderID: o.ID})
	if err != nil {
		return fmt.Errorf("ledger: charges: %w", err)
	}
	refunds, err := q.Refunds(ctx, query.RefundsParams{ShopID: o.ShopID, OrderID: o.ID})
	if err != nil {
		return fmt.Errorf("ledger: refunds: %w", err)
	}
	if knows(refunds, refund, amount) {
		return nil
	}
	for _, c := range charges {
		if c.ID == refund.ChargeID {
			return b.insertFound(ctx, o, refund, amount)
		}
	}
	return nil
}

func (b *Book) insertFound(ctx context.Context, o query.Order, refund *amazonpay.Refund, amount int64) error {
	row := refundRow(query.Refund{}, refund, store.At(b.Now()))
	return b.DB.Tx(ctx, func(q *query.Queries) error {
		_, err := q.InsertRefund(ctx, query.InsertRefundParams{
			ShopID: o.ShopID, ID: store.NewID("ref", b.Now()), OrderID: o.ID, ChargeID: refund.ChargeID, AmazonID: refund.RefundID, Amount: amount,
			State: row.State, Actor: "amazon", CreatedAt: microsOf(refund.CreationTimestamp),
		})
		if err != nil {
			return fmt.Errorf("ledger: refund: %w", err)
		}
		return nil
	})
}

// Found enters a payment that belongs to no order, in the caller's transaction (X-9, «paid without order»): a person decides what
// becomes of it. Of is the order's number that Amazon names.
func Found(ctx context.Context, q *query.Queries, draft query.Order, of string, fact map[string]any) error {
	draft.Number = of + "-" + draft.PermissionID[max(0, len(draft.PermissionID)-7):]
	n, err := q.InsertOrder(ctx, query.InsertOrderParams{
		ShopID: draft.ShopID, ID: draft.ID, Number: draft.Number, State: string(Attention), CartID: draft.CartID, CheckoutID: draft.CheckoutID,
		Cart: draft.Cart, Total: draft.Total, Buyer: draft.Buyer, MerchantID: draft.MerchantID, PermissionID: draft.PermissionID,
		ChargeID: draft.ChargeID, Lang: draft.Lang, Now: draft.CreatedAt,
	})
	if err != nil {
		return fmt.Errorf("ledger: insert found: %w", err)
	}
	if n == 0 {
		return nil // it is known already
	}
	draft.State, draft.Version, draft.UpdatedAt = string(Attention), 1, draft.CreatedAt
	if err := writeEvent(ctx, q, draft, Contradicted, "", fact); err != nil {
		return err
	}
	return tellShop(ctx, q, store.Micros(draft.CreatedAt).Time(), draft, "")
}
