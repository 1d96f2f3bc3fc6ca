package ledger

import (
	"context"

	"noren/backend/store/query"
)

// List is what reconciliation found and a person must settle.
type List string

// The lists.
const (
	PaidWithoutOrder    List = "paid_without_order"    // money at Amazon that belongs to no order
	OrderWithoutPayment List = "order_without_payment" // declined, lapsed or cancelled, and the order still stands
	AmountsDiffer       List = "amounts_differ"        // another amount at Amazon, or a charge that we did not make
)

// Lists are all of them.
func Lists() []List { return []List{PaidWithoutOrder, OrderWithoutPayment, AmountsDiffer} }

// Filter finds a list's orders.
func (l List) Filter() Filter {
	switch l {
	case PaidWithoutOrder:
		return Filter{States: []State{Attention}}
	case OrderWithoutPayment:
		return Filter{States: []State{Declined, Lapsed, Cancelled}}
	case AmountsDiffer:
	}
	return Filter{Differs: true}
}

// Listed is an order on a list, and its remedy.
type Listed struct {
	Order  query.Order
	Remedy Step
}

// ListPage is a part of a list.
type ListPage struct {
	Listed   []Listed
	Next     Cursor
	Previous Cursor

	// Parked are, on the first page of «paid without order», the newest notifications about a permission of which the shop has no order.
	// Their remedy is to look the permission up in Seller Central, or to work them again.
	Parked []query.Notification
}

// List reads a part of a list, the newest orders first. Errors: those of Search.
func (b *Book) List(ctx context.Context, shop string, l List, after Cursor, limit int) (ListPage, error) {
	found, err := b.Search(ctx, shop, l.Filter(), after, limit)
	if err != nil {
		return ListPage{}, err
	}
	page := ListPage{Next: found.Next, Previous: found.Previous}
	for _, o := range found.Orders {
		busy, err := b.Busy(ctx, o)
		if err != nil {
			return page, err
		}
		page.Listed = append(page.Listed, Listed{Order: o, Remedy: Next(o, Permits(o, busy, b.Now()), busy)})
	}
	if l == PaidWithoutOrder && page.Previous == "" {
		page.Parked, err = b.DB.Read().ParkedNotifications(ctx, query.ParkedNotificationsParams{ShopID: shop, Most: MostAtOnce})
	}
	return page, failed("list", err)
}
