package ledger

import (
	"context"
	"time"

	"noren/backend/amazonpay"
	"noren/backend/mail"
	"noren/backend/store/query"
)

// Reauthorise reserves the money of an order anew, without taking it: the authorisation has lapsed, or Amazon declined (R5-7,
// Errors as of Capture; *RefusedError has the class of the refusal.
func (b *Book) Reauthorise(ctx context.Context, shop, id string, act Act) (query.Order, error) {
	return b.try(ctx, shop, id, act, ReauthoriseAction, func(client *amazonpay.Client, order query.Order) (query.Order, error) {
		return b.charge(ctx, client, order, act.By, false)
	})
}

// charge makes a new charge on the order's permission.
func (b *Book) charge(ctx context.Context, client *amazonpay.Client, order query.Order, by Actor, capture bool) (query.Order, error) {
	shop, err := b.Shop(ctx, order.ShopID)
	if err != nil {
		return order, err
	}
	body, err := amazonpay.Encode(amazonpay.ChargeRequest{
		ChargePermissionID: order.PermissionID, ChargeAmount: amazonpay.JPY(order.Total), CaptureNow: capture,
		MerchantMetadata: &amazonpay.MerchantMetadata{MerchantReferenceID: order.Number, MerchantStoreName: storeName(shop.Name)},
	})
	if err != nil {
		return order, err
	}
	event := ReauthoriseAsked
	if capture {
		event = CaptureAsked
	}
	return b.carryOut(ctx, client, order, intention{
		kind: reauthoriseOperation, body: body, by: by, event: event, fact: map[string]any{"amount": order.Total, "anew": true}, again: true,
	})
}

// storeName is a shop's name as long as Amazon takes it (pitfall 18).
func storeName(name string) string {
	runes := []rune(name)
	return string(runes[:min(len(runes), 50)])
}

// AskCardChange asks the shopper by mail to change the card at Amazon, so that the payment can be authorised again (R5-7, X-10).
func (b *Book) AskCardChange(ctx context.Context, shop, id string, act Act) (query.Order, error) {
	o, err := b.seen(ctx, shop, id, act)
	if err != nil {
		return o, err
	}
	if err := b.permit(ctx, o, ReauthoriseAction); err != nil {
		return o, err
	}
	next := o
	err = b.DB.Tx(ctx, func(q *query.Queries) (err error) {
		next, err = askCardChange(ctx, q, b.Now(), o, act.By)
		return err
	})
	return next, err
}

func askCardChange(ctx context.Context, q *query.Queries, now time.Time, o query.Order, by Actor) (query.Order, error) {
	o, err := Note(ctx, q, now, o, CardChangeAsked, map[string]any{"by": by})
	if err != nil {
		return o, err
	}
	return o, mail.Ask(ctx, q, now, mail.Wanted{Shop: o.ShopID, Kind: mail.ChangeCard, Subject: o.ID, Seq: o.Version, Lang: o.Lang})
}

// Class says what helps against a refusal of a charge (protocol 5.2).
type Class string

// The classes.
const (
	Soft  Class = "soft"  // the same again later may do
	Hard  Class = "hard"  // the shopper must change the card at Amazon
	Other Class = "other" // another payment method
)

// Class tells what helps.
func (e *RefusedError) Class() Class { return ClassOf(e.Reason) }

// ClassOf tells what helps against a reason of Amazon's.
func ClassOf(reason amazonpay.ReasonCode) Class {
	switch reason { //nolint:exhaustive // whatever else, Amazon will say the same again
	case amazonpay.ReasonSoftDeclined, amazonpay.ReasonProcessingFailure, amazonpay.ReasonTransactionTimedOut:
		return Soft
	case amazonpay.ReasonHardDeclined, amazonpay.ReasonPaymentMethodNotAllowed, amazonpay.ReasonMFANotCompleted,
		amazonpay.ReasonInvalidChargePermissionStatus, amazonpay.ReasonPaymentMethodInvalid, amazonpay.ReasonPaymentMethodDeleted,
		amazonpay.ReasonPaymentMethodExpired:
		return Hard
	}
	return Other
}
