package ledger

import (
	"context"
	"maps"

	"noren/backend/audit"
	"noren/backend/store"
	"noren/backend/store/query"
)

// Deeds are the events that somebody brings about: their facts name who, as "by". Each is in the audit log too, as audit.OfOrder has it.
func Deeds() []Event {
	return []Event{
		CaptureAsked, ReauthoriseAsked, CancelAsked, RefundAsked, CancelOrder, Accept, Shipped, ShippingPlanned, CaptureScheduled,
		PurchaserChanged, PurchaserForgotten, PaperChanged, IndividuallyMailed, CardChangeAsked, AlertSeen,
	}
}

// auditDeed writes an event into the audit log, if it is somebody's deed. The reason that somebody typed stands in the event only: it
// may name a person.
func auditDeed(ctx context.Context, q *query.Queries, o query.Order, event Event, from State, fact map[string]any) error {
	by, ok := fact["by"].(Actor)
	if !ok {
		return nil
	}
	after := maps.Clone(fact)
	maps.DeleteFunc(after, func(name string, _ any) bool { return name == "by" || name == "reason" || name == "difference" })
	after["state"], after["version"] = o.State, o.Version
	return audit.Write(ctx, q, store.Micros(o.UpdatedAt).Time(), audit.Entry{
		Actor: by, Shop: o.ShopID, Action: audit.OfOrder(string(event)), Subject: o.ID,
		Before: map[string]any{"state": from, "version": o.Version - 1}, After: after,
	})
}
