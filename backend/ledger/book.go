package ledger

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"noren/backend/amazonpay"
	"noren/backend/audit"
	"noren/backend/store"
	"noren/backend/store/query"
)

// Book works on orders after the payment. DB, Sealer, Now, Client and Shop are required.
type Book struct {
	DB     *store.DB
	Sealer *store.Sealer
	Now    func() time.Time
	Client func(ctx context.Context, shop, merchantID string) (*amazonpay.Client, error)
	Shop   func(ctx context.Context, shop string) (Shop, error)

	// Allow counts a reading that nobody waits for, so that reconciliation stays far below Amazon's limits (protocol 5.3); nil
	// allows all.
	Allow func(ctx context.Context, merchantID string) bool
}

// Shop is what the ledger must know of a shop.
type Shop struct {
	Name   string
	Issuer Issuer // of papers
	Policy
}

// Policy is what a shop has set about its orders.
type Policy struct {
	Capture      CaptureWhen // when the payment is requested
	CaptureDays  int         // with AfterDays: how many days after the order, 1–29
	ConfirmAbove int64       // yen: a refund or cancellation of more needs a second confirmation; 0 never does
	ForgetDays   int         // days after an order was placed after which its people are forgotten; 0 is never
}

// CaptureWhen says when 決済依頼 happens.
type CaptureWhen string

// The choices. The zero value is by hand.
const (
	ByHand     CaptureWhen = "manual"
	AtOrder    CaptureWhen = "at_order"
	AtShipping CaptureWhen = "at_shipping" // when the shop says that it has shipped
	AfterDays  CaptureWhen = "after_days"
)

// Actor is who does something, as it is written beside what was done.
type Actor = audit.Actor

// Noren is what happens by itself.
const Noren = audit.Noren

// Act is one wish for an order.
type Act struct {
	By Actor

	// Version is that of the order which the person saw; if it has changed since, the wish is refused with ErrRaced. 0 is any.
	Version int64
}

// Get reads an order of a shop, or ErrUnknown.
func (b *Book) Get(ctx context.Context, shop, id string) (query.Order, error) {
	return found(b.DB.Read().GetOrder(ctx, query.GetOrderParams{ShopID: shop, ID: id}))
}

// OfNumber reads an order by its number, or ErrUnknown.
func (b *Book) OfNumber(ctx context.Context, shop, number string) (query.Order, error) {
	return found(b.DB.Read().GetOrderOfNumber(ctx, query.GetOrderOfNumberParams{ShopID: shop, Number: number}))
}

func found(order query.Order, err error) (query.Order, error) {
	if errors.Is(err, sql.ErrNoRows) {
		return order, ErrUnknown
	}
	if err != nil {
		return order, fmt.Errorf("ledger: read: %w", err)
	}
	return order, nil
}

// seen reads an order that somebody wants to do something with, as they saw it.
func (b *Book) seen(ctx context.Context, shop, id string, act Act) (query.Order, error) {
	order, err := b.Get(ctx, shop, id)
	if err == nil && act.Version != 0 && act.Version != order.Version {
		return order, ErrRaced
	}
	return order, err
}

// note is Note in a transaction of its own.
func (b *Book) note(ctx context.Context, o query.Order, event Event, fact map[string]any) (query.Order, error) {
	next := o
	err := b.DB.Tx(ctx, func(q *query.Queries) (err error) {
		next, err = Note(ctx, q, b.Now(), o, event, fact)
		return err
	})
	return next, err
}

// advance is Advance in a transaction of its own.
func (b *Book) advance(ctx context.Context, o query.Order, event Event, fact map[string]any) (query.Order, error) {
	next := o
	err := b.DB.Tx(ctx, func(q *query.Queries) (err error) {
		next, err = Advance(ctx, q, b.Now(), o, event, fact)
		return err
	})
	return next, err
}
