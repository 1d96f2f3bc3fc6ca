package ledger

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"noren/backend/mail"
	"noren/backend/store"
	"noren/backend/store/query"
	"noren/shared/cart"
)

// tell asks, in the transaction of a change, for what the shop's server and the shopper hear of it, each once (pitfall 10).
func tell(ctx context.Context, q *query.Queries, now time.Time, o query.Order, from State) error {
	to := State(o.State)
	if to.MayShip() && !from.MayShip() {
		if err := tellShop(ctx, q, now, o); err != nil {
			return err
		}
	}
	for kind, wanted := range map[mail.Kind]bool{
		mail.OrderConfirmation: to.MayShip() && !from.MayShip(),
		mail.PaymentRequested:  to == Captured && from != Refunding,
		mail.OrderCancelled:    to == OrderCancelled,
	} {
		if !wanted {
			continue
		}
		if err := mail.Ask(ctx, q, now, mail.Wanted{Shop: o.ShopID, Kind: kind, Subject: o.ID, Lang: o.Lang}); err != nil {
			return err
		}
	}
	return nil
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

// OrderPlaced is the kind of the webhook that tells the shop of a paid order.
const OrderPlaced = "order.placed"

// tellShop asks for the webhook, once per order, whoever won. The payload is thin, in the words of the server API: the shop reads
// the rest with its secret key. The version is that of the cart that was paid, so that what came into it since is not lost.
func tellShop(ctx context.Context, q *query.Queries, now time.Time, o query.Order) error {
	var paid cart.Cart
	if err := json.Unmarshal([]byte(o.Cart), &paid); err != nil {
		return fmt.Errorf("ledger: cart: %w", err)
	}
	body, err := json.Marshal(map[string]any{
		"type": OrderPlaced, "timestamp": now.UTC().Format(time.RFC3339),
		"data": map[string]any{"checkout": o.CheckoutID, "orderNumber": o.Number, "cartId": o.CartID, "cartVersion": paid.Version},
	})
	if err != nil {
		return fmt.Errorf("ledger: webhook: %w", err)
	}
	err = q.InsertWebhook(ctx, query.InsertWebhookParams{
		ShopID: o.ShopID, ID: store.NewID("msg", now), Kind: OrderPlaced, Subject: o.ID, Body: body, Now: int64(store.At(now)),
	})
	if err != nil {
		return fmt.Errorf("ledger: webhook: %w", err)
	}
	return nil
}
