package ledger

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"noren/backend/store"
	"noren/backend/store/query"
	"noren/shared/cart"
)

// tell asks, in the transaction of a change, for what the shop's server and the shopper hear of it (pitfall 10).
func tell(ctx context.Context, q *query.Queries, now time.Time, o query.Order, from State) error {
	if to := State(o.State); to.MayShip() && !from.MayShip() {
		return tellShop(ctx, q, now, o)
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
