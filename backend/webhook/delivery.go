package webhook

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"noren/backend/audit"
	"noren/backend/store"
	"noren/backend/store/query"
)

// States of a delivery. A waiting one is due at next_at.
const (
	Waiting   = "waiting"
	Delivered = "delivered"
	Failed    = "failed"   // every attempt failed, or the shop answered 410 Gone
	Unwanted  = "unwanted" // its endpoint was disabled or removed before it was delivered
)

// Delivery is one event on its way to one endpoint.
type Delivery struct {
	ID, Event, Endpoint string
	Kind                Kind
	State               string
	Status              int    // HTTP status of the last answer; 0 when none came
	Error               string // why the last attempt failed, without the address
	Tries               int
	CreatedAt           time.Time
	DeliveredAt         time.Time // zero when it was not
	NextAt              time.Time // of the next attempt; zero when there is none
}

// Deliveries are up to limit deliveries to an endpoint that are older than before, the newest first; before "" begins, state "" is
// every state.
func Deliveries(ctx context.Context, db *store.DB, shop, endpoint, state, before string, limit int) ([]Delivery, error) {
	rows, err := db.Read().DeliveriesOfEndpoint(ctx, query.DeliveriesOfEndpointParams{
		ShopID: shop, EndpointID: endpoint, State: state, Before: before, MaxRows: int32(min(limit, 1000)), //nolint:gosec // it is small
	})
	if err != nil {
		return nil, fmt.Errorf("webhook: deliveries: %w", err)
	}
	deliveries := make([]Delivery, 0, len(rows))
	for _, row := range rows {
		deliveries = append(deliveries, deliveryOf(row.Delivery, row.Event))
	}
	return deliveries, nil
}

// DeliveriesOf are the deliveries of all events about a subject, such as an order, in the order of the events.
func DeliveriesOf(ctx context.Context, db *store.DB, shop, subject string) ([]Delivery, error) {
	rows, err := db.Read().DeliveriesOfSubject(ctx, query.DeliveriesOfSubjectParams{ShopID: shop, Subject: subject})
	if err != nil {
		return nil, fmt.Errorf("webhook: deliveries of %s: %w", subject, err)
	}
	deliveries := make([]Delivery, 0, len(rows))
	for _, row := range rows {
		deliveries = append(deliveries, deliveryOf(row.Delivery, row.Event))
	}
	return deliveries, nil
}

func deliveryOf(d query.Delivery, e query.Event) Delivery {
	return Delivery{
		ID: d.ID, Event: d.EventID, Endpoint: d.EndpointID, Kind: Kind(e.Kind), State: d.State, Status: int(d.Status), Error: d.Error,
		Tries: int(d.Tries), CreatedAt: store.Micros(d.CreatedAt).Time(), DeliveredAt: store.Micros(d.DeliveredAt).Time(),
		NextAt: store.Micros(d.NextAt).Time(),
	}
}

// Replay sends one delivery again, with all its attempts, whatever became of it. Errors: ErrUnknownDelivery, ErrDisabled, and
// ErrUnknownEndpoint when the endpoint was removed.
func Replay(ctx context.Context, db *store.DB, now time.Time, by audit.Actor, shop, delivery string) error {
	return db.Tx(ctx, func(q *query.Queries) error {
		row, err := q.GetDelivery(ctx, query.GetDeliveryParams{ShopID: shop, ID: delivery})
		if errors.Is(err, sql.ErrNoRows) {
			return ErrUnknownDelivery
		}
		if err != nil {
			return fmt.Errorf("webhook: delivery: %w", err)
		}
		if err := wake(ctx, q, shop, row.EndpointID); err != nil {
			return err
		}
		if _, err := q.ReplayDelivery(ctx, query.ReplayDeliveryParams{Now: int64(store.At(now)), ShopID: shop, ID: delivery}); err != nil {
			return fmt.Errorf("webhook: replay: %w", err)
		}
		return audit.Write(ctx, q, now, audit.Entry{
			Actor: by, Shop: shop, Action: audit.DeliveryReplayed, Subject: row.EndpointID, After: map[string]string{"delivery": delivery},
		})
	})
}

// ReplaySince sends an endpoint everything of since or later that did not reach it: what failed, and what it was not told of while it
// was disabled. It says how much that is. Errors: ErrUnknownEndpoint, ErrDisabled.
func ReplaySince(ctx context.Context, db *store.DB, now time.Time, by audit.Actor, shop, endpoint string, since time.Time) (n int, err error) {
	err = db.Tx(ctx, func(q *query.Queries) error {
		if err := wake(ctx, q, shop, endpoint); err != nil {
			return err
		}
		again, err := q.ReplayDeliveries(ctx, query.ReplayDeliveriesParams{
			Now: int64(store.At(now)), ShopID: shop, EndpointID: endpoint, Since: int64(store.At(since)),
		})
		if err != nil {
			return fmt.Errorf("webhook: replay: %w", err)
		}
		missed, err := missed(ctx, q, now, shop, endpoint, since)
		if err != nil {
			return err
		}
		n = int(again) + missed
		return audit.Write(ctx, q, now, audit.Entry{
			Actor: by, Shop: shop, Action: audit.EndpointReplayed, Subject: endpoint, After: map[string]any{"since": since.UTC(), "messages": n},
		})
	})
	return n, err
}

// missed asks for what was not told while the endpoint was disabled.
func missed(ctx context.Context, q *query.Queries, now time.Time, shop, endpoint string, since time.Time) (n int, err error) {
	row, err := q.GetEndpoint(ctx, query.GetEndpointParams{ShopID: shop, ID: endpoint})
	if err != nil {
		return 0, fmt.Errorf("webhook: endpoint: %w", err)
	}
	events, err := q.UndeliveredEvents(ctx, query.UndeliveredEventsParams{ShopID: shop, EndpointID: endpoint, Since: int64(store.At(since))})
	if err != nil {
		return 0, fmt.Errorf("webhook: missed: %w", err)
	}
	for _, event := range events {
		if !wants(row.Kinds, Kind(event.Kind)) {
			continue
		}
		if _, err := ask(ctx, q, now, query.InsertEventParams{ShopID: shop, ID: event.ID}, endpoint); err != nil {
			return 0, err
		}
		n++
	}
	return n, nil
}
