package ledger

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"noren/backend/mail"
	"noren/backend/store/query"
	"noren/backend/webhook"
	"noren/shared/cart"
)

// tell asks, in the transaction of a change, for what the shop's server and the shopper hear of it, each once (pitfall 10).
func tell(ctx context.Context, q *query.Queries, now time.Time, o query.Order, from State) error {
	for _, kind := range mailsOf(from, State(o.State)) {
		if err := mail.Ask(ctx, q, now, mail.Wanted{Shop: o.ShopID, Kind: kind, Subject: o.ID, Lang: o.Lang}); err != nil {
			return err
		}
	}
	return tellShop(ctx, q, now, o, from) // the last, because other tellers of the shop wait for it
}

// mailsOf are the mails that a change of state is the reason for.
func mailsOf(from, to State) (kinds []mail.Kind) {
	if to.MayShip() && !from.MayShip() {
		kinds = append(kinds, mail.OrderConfirmation)
	}
	if to == Captured && from != Refunding {
		kinds = append(kinds, mail.PaymentRequested)
	}
	if to == OrderCancelled {
		kinds = append(kinds, mail.OrderCancelled)
	}
	return kinds
}

// tellRefunds asks for the mail of each refund that the picture says has just come to its end well.
func tellRefunds(ctx context.Context, q *query.Queries, now time.Time, o query.Order, p picture) error {
	for _, r := range p.refunds {
		if r.State != RefundDone || r.EndedAt != int64(p.at) {
			continue
		}
		if err := mail.Ask(ctx, q, now, mail.Wanted{Shop: o.ShopID, Kind: mail.Refunded, Subject: o.ID, Seq: r.CreatedAt, Lang: o.Lang}); err != nil {
			return err
		}
	}
	return nil
}

// told is the event by which the shop's server hears of a state.
var told = map[State]webhook.Kind{ //nolint:exhaustive // of what is not placed the shop hears by the checkout
	Pending: webhook.OrderPending, Authorised: webhook.OrderAuthorised, Capturing: webhook.OrderCapturing, Captured: webhook.OrderCaptured,
	Declined: webhook.OrderDeclined, Lapsed: webhook.OrderLapsed, Cancelled: webhook.OrderPaymentCancelled, Refunding: webhook.OrderRefunding,
	PartlyRefunded: webhook.OrderPartlyRefunded, Refunded: webhook.OrderRefunded, OrderCancelled: webhook.OrderCancelled,
	Attention: webhook.OrderAttention,
}

// tellShop tells the shop's server of the state that an order has come to, and once, whoever won, that it is paid. The payload is
// thin, in the words of the server API: the shop reads the rest with its secret key. The version is the order's; that of the cart is
// of the one that was paid, so that what came into it since is not lost.
func tellShop(ctx context.Context, q *query.Queries, now time.Time, o query.Order, from State) error {
	var paid cart.Cart
	if err := json.Unmarshal([]byte(o.Cart), &paid); err != nil {
		return fmt.Errorf("ledger: cart: %w", err)
	}
	event := webhook.Event{Shop: o.ShopID, Subject: o.ID, Data: map[string]any{
		"checkout": o.CheckoutID, "orderNumber": o.Number, "version": o.Version, "cartId": o.CartID, "cartVersion": paid.Version,
		"orderState": o.State, "total": o.Total, "captured": o.Captured, "refunded": o.Refunded,
	}}
	to := State(o.State)
	if to.MayShip() && !from.MayShip() {
		event.Kind = webhook.OrderPlaced
		if err := webhook.Tell(ctx, q, now, event); err != nil {
			return err
		}
	}
	if event.Kind = told[to]; event.Kind == "" || to == from {
		return nil
	}
	event.Seq = o.Version
	return webhook.Tell(ctx, q, now, event)
}

// tellDifference tells the shop's server that the amount at Amazon has become another than the order's (R5-4).
func tellDifference(ctx context.Context, q *query.Queries, now time.Time, before, o query.Order) error {
	if o.Differs == 0 || before.Differs == 1 && before.AmazonTotal == o.AmazonTotal {
		return nil
	}
	return webhook.Tell(ctx, q, now, webhook.Event{Shop: o.ShopID, Kind: webhook.OrderAmountDiffers, Subject: o.ID, Seq: o.Version, Data: map[string]any{
		"checkout": o.CheckoutID, "orderNumber": o.Number, "version": o.Version, "cartId": o.CartID, "orderState": o.State, "total": o.Total,
		"amazonTotal": o.AmazonTotal,
	}})
}
