package ledger

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"

	"noren/backend/store"
	"noren/backend/store/query"
	"noren/shared/timeline"
	"noren/shared/yen"
)

// mostCheckouts is how many checkouts of one order its timeline shows, the newest.
const mostCheckouts = 50

// Timeline is what happened to an order, the oldest first: the shopper's steps, calls to Amazon, notifications, mails,
// webhooks, and what people did. Errors: ErrUnknown.
func (b *Book) Timeline(ctx context.Context, shop, id string) ([]timeline.Entry, error) {
	o, err := b.Get(ctx, shop, id)
	if err != nil {
		return nil, err
	}
	var entries []timeline.Entry
	for _, collect := range []func(context.Context, query.Order) ([]timeline.Entry, error){
		b.checkoutEntries, b.orderEntries, b.notificationEntries, b.mailEntries, b.webhookEntries, b.auditEntries,
	} {
		some, err := collect(ctx, o)
		if err != nil {
			return nil, fmt.Errorf("ledger: timeline: %w", err)
		}
		entries = append(entries, some...)
	}
	slices.SortStableFunc(entries, func(a, b timeline.Entry) int { return a.At.Compare(b.At) })
	return entries, nil
}

// checkoutEntries are the tries to pay, each from its beginning.
func (b *Book) checkoutEntries(ctx context.Context, o query.Order) ([]timeline.Entry, error) {
	q := b.DB.Read()
	checkouts, err := q.CheckoutsOfOrder(ctx, query.CheckoutsOfOrderParams{
		ShopID: o.ShopID, CartID: o.CartID, OrderID: o.ID, Until: cmp.Or(o.PlacedAt, o.UpdatedAt), Most: mostCheckouts,
	})
	if err != nil {
		return nil, err
	}
	var entries []timeline.Entry
	for _, c := range slices.Backward(checkouts) {
		entries = append(entries, timeline.Entry{
			At: store.Micros(c.CreatedAt).Time(), Kind: timeline.Checkout, Code: "begin", State: "begun", Actor: timeline.Shopper,
			Details: map[string]string{"checkout": c.ID, "site": c.Site, "placement": c.Placement},
		})
		events, err := q.CheckoutEvents(ctx, query.CheckoutEventsParams{ShopID: c.ShopID, CheckoutID: c.ID})
		if err != nil {
			return nil, err
		}
		for _, event := range events {
			entry, err := eventEntry(timeline.Checkout, event.Event, event.ToState, event.Fact, event.At)
			if err != nil {
				return nil, err
			}
			entry.Details["checkout"] = c.ID
			entry.Actor = checkoutActor(event.Event)
			entries = append(entries, entry)
		}
		calls, err := b.callEntries(ctx, c.ShopID, c.ID)
		if err != nil {
			return nil, err
		}
		entries = append(entries, calls...)
	}
	return entries, nil
}

// checkoutActor is who does what a checkout's event tells.
func checkoutActor(event string) string {
	switch event {
	case "returned", "change", "confirm", "identified":
		return timeline.Shopper
	case "updated", "complete", "supersede":
		return string(Noren)
	}
	return timeline.Amazon
}

// orderEntries are the order's own events, with the money that each brought or took.
func (b *Book) orderEntries(ctx context.Context, o query.Order) ([]timeline.Entry, error) {
	events, err := b.DB.Read().OrderEvents(ctx, query.OrderEventsParams{ShopID: o.ShopID, OrderID: o.ID})
	if err != nil {
		return nil, err
	}
	entries := make([]timeline.Entry, 0, len(events))
	var balance yen.Yen
	for _, event := range events {
		entry, err := eventEntry(timeline.Order, event.Event, event.ToState, event.Fact, event.At)
		if err != nil {
			return nil, err
		}
		if _, known := entry.Details["captured"]; known {
			now := figure(entry, "captured") - figure(entry, "refunded")
			entry.Money, balance = now-balance, now
		}
		entries = append(entries, entry)
	}
	calls, err := b.callEntries(ctx, o.ShopID, o.ID)
	return append(entries, calls...), err
}

func figure(e timeline.Entry, name string) yen.Yen {
	n, _ := strconv.ParseInt(e.Details[name], 10, 64) // our own figures
	return yen.Yen(n)
}

// eventEntry reads an event and its fact.
func eventEntry(kind timeline.Kind, event, state, fact string, at int64) (timeline.Entry, error) {
	entry := timeline.Entry{At: store.Micros(at).Time(), Kind: kind, Code: event, State: state, Details: map[string]string{}}
	facts := map[string]json.RawMessage{}
	if err := json.Unmarshal([]byte(fact), &facts); err != nil {
		return entry, err
	}
	for name, value := range facts {
		var text string
		if json.Unmarshal(value, &text) != nil {
			text = string(value)
		}
		if text != "" && text != "null" {
			entry.Details[name] = text
		}
	}
	if kind == timeline.Order {
		entry.Actor = cmp.Or(entry.Details["by"], orderActor(Event(event)))
		delete(entry.Details, "by")
	}
	entry.Reason = cmp.Or(entry.Details["cause"], entry.Details["reason"])
	return entry, nil
}

// orderActor is who does what an event tells that names nobody.
func orderActor(event Event) string {
	switch event { //nolint:exhaustive // whatever else names its actor, or was read from Amazon
	case Confirmed:
		return timeline.Shopper
	case Ended, Alerted:
		return string(Noren)
	}
	return timeline.Amazon
}

// callEntries are the calls to Amazon about a checkout or an order, at the moment when they were planned.
func (b *Book) callEntries(ctx context.Context, shop, subject string) ([]timeline.Entry, error) {
	operations, err := b.DB.Read().Operations(ctx, query.OperationsParams{ShopID: shop, Subject: subject})
	if err != nil {
		return nil, err
	}
	entries := make([]timeline.Entry, 0, len(operations))
	for _, operation := range operations {
		details := map[string]string{"operation": operation.ID, "generation": strconv.FormatInt(operation.Generation, 10)}
		if operation.Status > 0 {
			details["status"] = strconv.FormatInt(operation.Status, 10)
		}
		if operation.RequestID != "" {
			details["request"] = operation.RequestID
		}
		entries = append(entries, timeline.Entry{
			At: store.Micros(cmp.Or(operation.DoneAt, operation.PlannedAt)).Time(), Kind: timeline.Call, Code: operation.Kind, State: operation.State,
			Actor: string(Noren), Reason: operation.Reason, Details: details,
		})
	}
	return entries, nil
}
