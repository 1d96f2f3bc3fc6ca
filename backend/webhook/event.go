package webhook

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

// Errors that callers tell apart.
var (
	ErrUnknownEvent    = errors.New("webhook: unknown event")
	ErrUnknownDelivery = errors.New("webhook: unknown delivery")
	ErrUnknownEndpoint = errors.New("webhook: unknown endpoint")
	ErrDisabled        = errors.New("webhook: the endpoint is disabled")
)

// Event is something that a shop's server may want to know.
type Event struct {
	Shop    string
	Kind    Kind
	Subject string // order id
	Seq     int64  // which one of its kind about the subject; 0 when there is one only
	Data    any    // thin: ids, states and whole yen; the shop reads the rest with its secret key
}

// Message is an event as the shop hears it. The same ID comes with every attempt and to every endpoint: it is the webhook-id.
type Message struct {
	ID   string
	Kind Kind
	At   time.Time
	Body json.RawMessage // {"type", "timestamp", "data"}
}

// Tell writes an event, and a delivery to each active endpoint that wants it, in the transaction of its reason. Whoever tells again
// of the same shop, kind, subject and seq changes nothing. Other tellers of the shop wait until the transaction ends, so it comes
// late in it.
func Tell(ctx context.Context, q *query.Queries, now time.Time, event Event) error {
	row, err := write(ctx, q, now, event)
	if err != nil || row.ID == "" {
		return err
	}
	endpoints, err := q.Endpoints(ctx, event.Shop)
	if err != nil {
		return fmt.Errorf("webhook: endpoints: %w", err)
	}
	for _, endpoint := range endpoints {
		if endpoint.State != Active || !wants(endpoint.Kinds, event.Kind) {
			continue
		}
		if _, err := ask(ctx, q, now, row, endpoint.ID); err != nil {
			return err
		}
	}
	return nil
}

// write enters an event. The row is empty when it is known already.
func write(ctx context.Context, q *query.Queries, now time.Time, event Event) (query.InsertEventParams, error) {
	body, err := json.Marshal(struct {
		Type      Kind   `json:"type"`
		Timestamp string `json:"timestamp"`
		Data      any    `json:"data"`
	}{event.Kind, now.UTC().Format(time.RFC3339), event.Data})
	if err != nil {
		return query.InsertEventParams{}, fmt.Errorf("webhook: %s: %w", event.Kind, err)
	}
	position, err := q.NextEventPosition(ctx, event.Shop)
	if err != nil {
		return query.InsertEventParams{}, fmt.Errorf("webhook: position: %w", err)
	}
	row := query.InsertEventParams{
		ShopID: event.Shop, ID: store.NewID("evt", now), Position: position, Kind: string(event.Kind), Subject: event.Subject, Seq: event.Seq,
		Body: body, At: int64(store.At(now)),
	}
	n, err := q.InsertEvent(ctx, row)
	if err != nil {
		return query.InsertEventParams{}, fmt.Errorf("webhook: event: %w", err)
	}
	if n == 0 {
		return query.InsertEventParams{}, nil
	}
	return row, nil
}

// ask enters an event's delivery to an endpoint, and gives its id.
func ask(ctx context.Context, q *query.Queries, now time.Time, event query.InsertEventParams, endpoint string) (string, error) {
	id := store.NewID("dlv", now)
	err := q.InsertDelivery(ctx, query.InsertDeliveryParams{
		ShopID: event.ShopID, ID: id, EventID: event.ID, EndpointID: endpoint, Now: int64(store.At(now)),
	})
	if err != nil {
		return "", fmt.Errorf("webhook: delivery: %w", err)
	}
	return id, nil
}

// Events are a shop's up to limit next events after the one with the id after, in the order in which they were committed; after ""
// begins with the first. Whoever goes on after the last one got misses none, however long a transaction took. The error may be
// ErrUnknownEvent.
func Events(ctx context.Context, db *store.DB, shop, after string, limit int) ([]Message, error) {
	var last query.Event
	if after != "" {
		var err error
		if last, err = db.Read().GetEvent(ctx, query.GetEventParams{ShopID: shop, ID: after}); errors.Is(err, sql.ErrNoRows) {
			return nil, ErrUnknownEvent
		} else if err != nil {
			return nil, fmt.Errorf("webhook: event: %w", err)
		}
	}
	rows, err := db.Read().EventsAfter(ctx, query.EventsAfterParams{ShopID: shop, Position: last.Position, MaxRows: int32(min(limit, 1000))}) //nolint:gosec // it is small
	if err != nil {
		return nil, fmt.Errorf("webhook: events: %w", err)
	}
	messages := make([]Message, 0, len(rows))
	for _, row := range rows {
		messages = append(messages, Message{ID: row.ID, Kind: Kind(row.Kind), At: store.Micros(row.At).Time(), Body: row.Body})
	}
	return messages, nil
}
