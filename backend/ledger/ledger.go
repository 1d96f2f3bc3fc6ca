package ledger

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"noren/backend/store"
	"noren/backend/store/query"
	"noren/shared/cart"
)

// What callers must tell apart.
var (
	ErrUnknown     = errors.New("ledger: unknown order")
	ErrRaced       = errors.New("ledger: somebody else was first")
	ErrNumberTaken = errors.New("ledger: the order number belongs to another cart")
)

// Confirm writes the cart's live order, in the caller's transaction, before the shopper leaves to pay: a new one from draft, or
// the one of an earlier try, which then awaits draft's checkout. An order that points to another checkout than draft's is taken
// over only if that one is ended, which the caller has seen; otherwise ErrRaced. A draft without number gets one.
func Confirm(ctx context.Context, q *query.Queries, now time.Time, ended string, draft query.Order) (query.Order, error) {
	draft.ID, draft.State, draft.Version = store.NewID("ord", now), string(Awaiting), 1
	draft.CreatedAt, draft.UpdatedAt = int64(store.At(now)), int64(store.At(now))
	if draft.Number == "" {
		draft.Number = numberOf(draft.ID, now)
	}
	n, err := q.InsertOrder(ctx, query.InsertOrderParams{
		ShopID: draft.ShopID, ID: draft.ID, Number: draft.Number, State: draft.State, CartID: draft.CartID, CheckoutID: draft.CheckoutID,
		Cart: draft.Cart, Total: draft.Total, Buyer: draft.Buyer, MerchantID: draft.MerchantID, Now: draft.CreatedAt,
	})
	if err != nil {
		return draft, fmt.Errorf("ledger: insert: %w", err)
	}
	fact := map[string]any{"checkout": draft.CheckoutID, "total": draft.Total}
	if n == 1 {
		return draft, writeEvent(ctx, q, draft, Confirmed, "", fact)
	}
	order, err := q.LiveOrderOfCart(ctx, query.LiveOrderOfCartParams{ShopID: draft.ShopID, CartID: draft.CartID})
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return draft, ErrNumberTaken
	case err != nil:
		return draft, fmt.Errorf("ledger: order of cart: %w", err)
	case order.CheckoutID != draft.CheckoutID && order.CheckoutID != ended:
		return draft, ErrRaced
	}
	order.CheckoutID, order.Cart, order.Total, order.Buyer, order.MerchantID = draft.CheckoutID, draft.Cart, draft.Total, draft.Buyer, draft.MerchantID
	return Advance(ctx, q, now, order, Confirmed, fact)
}

// numberOf makes an order number that a person can read out: the day in Japan and eight characters of the id's chance.
func numberOf(id string, now time.Time) string {
	return now.In(store.Japan).Format("060102") + "-" + id[len(id)-8:]
}

// Advance lets an event happen to an order, together with whatever else the caller changed in o: by compare-and-set, with the
// event, and with the webhook that the shop waits for, in the same transaction. It returns the row as it then is, or ErrRaced,
// or a NotAllowedError. Fact must not hold personal data.
func Advance(ctx context.Context, q *query.Queries, now time.Time, o query.Order, event Event, fact map[string]any) (query.Order, error) {
	from := State(o.State)
	to, err := from.On(event)
	if err != nil {
		return o, err
	}
	o.State, o.Tries, o.UpdatedAt = string(to), 0, int64(store.At(now))
	o.NextAt = nextLook(to, now)
	if to.Placed() && o.PlacedAt == 0 {
		o.PlacedAt = o.UpdatedAt
	}
	n, err := q.SaveOrder(ctx, query.SaveOrderParams{
		State: o.State, Live: o.Live, CheckoutID: o.CheckoutID, Cart: o.Cart, Total: o.Total, Buyer: o.Buyer, MerchantID: o.MerchantID,
		PermissionID: o.PermissionID, ChargeID: o.ChargeID, Reason: o.Reason, PlacedAt: o.PlacedAt, UpdatedAt: o.UpdatedAt,
		NextAt: o.NextAt, Tries: o.Tries, ShopID: o.ShopID, ID: o.ID, Version: o.Version,
	})
	if err != nil {
		return o, fmt.Errorf("ledger: save: %w", err)
	}
	if n == 0 {
		return o, ErrRaced
	}
	o.Version++
	if err := writeEvent(ctx, q, o, event, from, fact); err != nil {
		return o, err
	}
	if to.MayShip() && !from.MayShip() {
		return o, tellShop(ctx, q, now, o)
	}
	return o, nil
}

func writeEvent(ctx context.Context, q *query.Queries, o query.Order, event Event, from State, fact map[string]any) error {
	text, err := json.Marshal(fact)
	if err != nil {
		return fmt.Errorf("ledger: fact: %w", err)
	}
	err = q.InsertOrderEvent(ctx, query.InsertOrderEventParams{
		ShopID: o.ShopID, OrderID: o.ID, Version: o.Version, Event: string(event), FromState: string(from), ToState: o.State,
		Fact: string(text), At: o.UpdatedAt,
	})
	if err != nil {
		return fmt.Errorf("ledger: event: %w", err)
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
