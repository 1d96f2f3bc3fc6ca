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
		ShopID: draft.ShopID, ID: draft.ID, Number: draft.Number, State: draft.State, CartID: draft.CartID, Live: 1,
		CheckoutID: draft.CheckoutID, Cart: draft.Cart, Total: draft.Total, Buyer: draft.Buyer, MerchantID: draft.MerchantID, Lang: draft.Lang,
		Now: draft.CreatedAt,
	})
	if err != nil {
		return draft, fmt.Errorf("ledger: insert: %w", err)
	}
	fact := map[string]any{"checkout": draft.CheckoutID, "total": draft.Total}
	if n == 1 {
		q.Moved(query.Move{Table: "orders", Event: string(Confirmed), To: draft.State})
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

// Advance is the only writer of an order's state: it lets an event happen to the order as it was read, in the caller's transaction,
// and appends the event with its fact, which holds no personal data. What the caller changed in o besides is saved with it. The
// shop's server and the shopper are told in the same transaction. Errors: *NotAllowedError; ErrRaced when somebody has changed the
// order since it was read.
func Advance(ctx context.Context, q *query.Queries, now time.Time, o query.Order, event Event, fact map[string]any) (query.Order, error) {
	from := State(o.State)
	to, err := from.On(event)
	if err != nil {
		return o, err
	}
	o.State = string(to)
	if to.Placed() && o.PlacedAt == 0 {
		o.PlacedAt = int64(store.At(now))
	}
	if o, err = save(ctx, q, now, o, event, from, fact); err != nil {
		return o, err
	}
	q.Moved(query.Move{Table: "orders", From: string(from), Event: string(event), To: string(to)})
	return o, tell(ctx, q, now, o, from)
}

// Note appends an event that changes no state, and saves what the caller changed in o. Errors: ErrRaced.
func Note(ctx context.Context, q *query.Queries, now time.Time, o query.Order, event Event, fact map[string]any) (query.Order, error) {
	return save(ctx, q, now, o, event, State(o.State), fact)
}

// save writes the order by compare-and-set, and its event beside it. It also says when the order is looked at next.
func save(ctx context.Context, q *query.Queries, now time.Time, o query.Order, event Event, from State, fact map[string]any) (query.Order, error) {
	o.Tries, o.UpdatedAt = 0, int64(store.At(now))
	o.NextAt = nextLook(o, now)
	// SQLite gives back what is empty as nil, which it would store as NULL.
	n, err := q.SaveOrder(ctx, query.SaveOrderParams{
		State: o.State, Live: o.Live, CheckoutID: o.CheckoutID, Cart: o.Cart, Total: o.Total, Buyer: append([]byte{}, o.Buyer...), MerchantID: o.MerchantID,
		PermissionID: o.PermissionID, ChargeID: o.ChargeID, Reason: o.Reason, PlacedAt: o.PlacedAt, UpdatedAt: o.UpdatedAt,
		NextAt: o.NextAt, Tries: o.Tries, AmazonTotal: o.AmazonTotal, Differs: o.Differs, Captured: o.Captured, Refunded: o.Refunded,
		AuthorisedAt: o.AuthorisedAt, ExpiresAt: o.ExpiresAt, PermissionExpiresAt: o.PermissionExpiresAt, ReadAt: o.ReadAt, Alert: o.Alert,
		Lang: o.Lang, CaptureAt: o.CaptureAt, ShipOn: o.ShipOn, ShippedAt: o.ShippedAt, Purchaser: append([]byte{}, o.Purchaser...), Paper: o.Paper,
		ShopID: o.ShopID, ID: o.ID, Version: o.Version,
	})
	if err != nil {
		return o, fmt.Errorf("ledger: save: %w", err)
	}
	if n == 0 {
		return o, ErrRaced
	}
	o.Version++
	return o, writeEvent(ctx, q, o, event, from, fact)
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
	return auditDeed(ctx, q, o, event, from, fact)
}
