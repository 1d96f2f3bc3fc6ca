package member

import (
	"context"
	"fmt"
	"time"

	"noren/backend/store"
	"noren/backend/store/query"
)

// Record is all that is kept about one member, of whatever merchant account. It is empty for somebody who never came.
type Record struct {
	MemberID string
	Links    []Link
	Events   []LinkEvent
	Visits   []Visit
}

// LinkEvent is a link that was made or undone.
type LinkEvent struct {
	Event      Event
	MerchantID string
	Way        Way
	Consent    string // "" when undone
	At         time.Time
}

// Visit is one way to Amazon and back: the member was logged in at the shop, or the Amazon account is linked.
type Visit struct {
	Checkout, Placement, Product, State string
	At                                  time.Time
	Kept                                Kept
}

// Kept says how long the personal data of a visit (name, e-mail address, telephone number, addresses) are kept.
type Kept string

// How long.
const (
	Nothing     Kept = "nothing"      // there are none
	OneDay      Kept = "one_day"      // of a sign-in
	OneWeek     Kept = "one_week"     // after a visit that led to no order has ended (package ledger)
	UntilErased Kept = "until_erased" // of an order that nobody paid
	WithOrder   Kept = "with_order"   // as long as the books of the shop's orders
)

// kept is how long the personal data of a visit are kept. From the confirmation on they are the order's too, until it is
// certain that the visit is over without payment.
func kept(row query.Checkout) Kept {
	switch row.State {
	case "confirming", "at_amazon", "completing", "placed", "attention":
		return WithOrder
	}
	switch {
	case len(row.Buyer) == 0:
		return Nothing
	case row.State == "signed_in":
		return OneDay
	case row.OrderID == "":
		return OneWeek
	}
	return UntilErased
}

// Export gives all that is kept about a member.
func (m *Members) Export(ctx context.Context, shop, memberID string) (Record, error) {
	record := Record{MemberID: memberID}
	q := m.DB.Read()
	links, err := q.LinksOfMember(ctx, query.LinksOfMemberParams{ShopID: shop, MemberID: memberID})
	if err != nil {
		return record, fmt.Errorf("member: export: %w", err)
	}
	for _, row := range links {
		link, err := m.linkOf(row)
		if err != nil {
			return record, err
		}
		record.Links = append(record.Links, link)
	}
	events, err := q.LinkEvents(ctx, query.LinkEventsParams{ShopID: shop, MemberID: memberID})
	if err != nil {
		return record, fmt.Errorf("member: export: %w", err)
	}
	for _, row := range events {
		record.Events = append(record.Events, LinkEvent{Event(row.Event), row.MerchantID, Way(row.Way), row.Consent, store.Micros(row.At).Time()})
	}
	visits, err := q.VisitsOfMember(ctx, query.VisitsOfMemberParams{ShopID: shop, MemberID: memberID})
	if err != nil {
		return record, fmt.Errorf("member: export: %w", err)
	}
	for _, row := range visits {
		record.Visits = append(record.Visits, Visit{row.ID, row.Placement, row.Product, row.State, store.Micros(row.CreatedAt).Time(), kept(row)})
	}
	return record, nil
}
