// Package checkout is the flow of one payment, step by step:
//
//	Begin     the shopper presses the button; a checkout row, and the way to our launch page
//	Launch    the page with Amazon's script sends the shopper to Amazon with a signed payload
//	Review    Amazon sends the shopper back with a session; what was chosen there is read and kept
//	SignIn    Amazon sends the shopper back from a visit that only signed in; who it is, is read and kept
//	Confirm   「この内容で注文する」: the order is written, Amazon is told the amount, the shopper goes to pay
//	Complete  the shopper is back; Amazon is asked to take the payment
//	Settle    one idempotent function that return page, notification and sweeper call: it looks at Amazon and
//	          brings the checkout to its end, whoever died on the way
//
// Note the intention, act, note the outcome: an operation row with its exact bytes is committed before a call that changes
// something at Amazon, and no call happens inside a transaction. Only Advance changes a state.
package checkout

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"time"

	"noren/backend/amazonpay"
	"noren/backend/ledger"
	"noren/backend/store"
	"noren/backend/store/query"
	"noren/shared/display"
)

// Flow runs checkouts. All fields are required.
type Flow struct {
	DB        *store.DB
	Sealer    *store.Sealer
	Now       func() time.Time
	PublicURL string // our own origin, as shoppers' browsers see it, without a slash at the end

	// Shop gives what the flow must know of a shop; its error is passed on. Settings must not be older than a second.
	Shop func(ctx context.Context, id string) (Shop, error)

	// Account gives the shop's account at Amazon: the one of this merchant id, or the present one for "".
	Account func(ctx context.Context, shop, merchantID string) (Account, error)
}

// Shop is one shop, as far as a payment needs to know it.
type Shop struct {
	ID, Name string
	Origins  []string // registered origins, such as "https://shop.example"
	LoginURL string   // where logins of members end, on one of them, or ""
	Rule     display.Shop
	CartKeys map[string][]byte // by key id
	Kana     bool              // the purchaser is asked for the reading of the name
	Orders   ledger.Policy
}

// Account is a merchant's account at Amazon.
type Account struct {
	Client              *amazonpay.Client
	MerchantID, StoreID string
	Sandbox             bool
	Script              string   // address of Amazon's checkout.js
	Origins             []string // origins of Amazon's pages: the shopper is sent to no other
}

// onShop reports whether target is an address on one of the shop's registered origins (design.md section 4).
func (s Shop) onShop(target string) bool { return on(s.Origins, target) }

func (a Account) onAmazon(target string) bool { return on(a.Origins, target) }

func on(origins []string, target string) bool {
	u, err := url.Parse(target)
	if err != nil || u.User != nil || u.Host == "" || u.Opaque != "" {
		return false
	}
	return slices.Contains(origins, u.Scheme+"://"+u.Host)
}

// Get reads a checkout of a shop, or ErrUnknown.
func (f *Flow) Get(ctx context.Context, shop, id string) (query.Checkout, error) {
	return found(f.DB.Read().GetCheckout(ctx, query.GetCheckoutParams{ShopID: shop, ID: id}))
}

// Find reads a checkout by its id alone, as launch and return pages know it, or ErrUnknown. Whose it is, the row says; what follows
// speaks for that shop alone.
func (f *Flow) Find(ctx context.Context, id string) (query.Checkout, error) {
	return found(f.DB.Read().FindCheckout(store.ForAll(ctx), id))
}

func found(c query.Checkout, err error) (query.Checkout, error) {
	if errors.Is(err, sql.ErrNoRows) {
		return c, ErrUnknown
	}
	if err != nil {
		return c, fmt.Errorf("checkout: read: %w", err)
	}
	return c, nil
}

// Advance lets an event happen to a checkout, together with whatever else the caller changed in c: by compare-and-set, with
// the event beside it in the same transaction. It returns the row as it then is, or ErrRaced when somebody was first, or a
// NotAllowedError. Fact is kept with the event and must not hold personal data.
func Advance(ctx context.Context, q *query.Queries, now time.Time, c query.Checkout, event Event, fact map[string]any) (query.Checkout, error) {
	from := State(c.State)
	to, err := from.On(event)
	if err != nil {
		return c, err
	}
	if fact == nil {
		fact = map[string]any{}
	}
	text, err := json.Marshal(fact)
	if err != nil {
		return c, fmt.Errorf("checkout: fact: %w", err)
	}
	c.State, c.Tries, c.UpdatedAt = string(to), 0, int64(store.At(now))
	c.NextAt = firstLook(to, now, time.UnixMicro(c.CreatedAt))
	if c.Buyer == nil {
		c.Buyer = []byte{} // SQLite reads an empty column as nil, and writes nil as NULL
	}
	n, err := q.SaveCheckout(ctx, query.SaveCheckoutParams{
		State: c.State, CartVersion: c.CartVersion, Cart: c.Cart, Total: c.Total, ReturnTo: c.ReturnTo, CompleteTo: c.CompleteTo,
		Challenge: c.Challenge, SessionID: c.SessionID, Buyer: c.Buyer, OrderID: c.OrderID, AmazonUrl: c.AmazonUrl,
		PermissionID: c.PermissionID, ChargeID: c.ChargeID, Reason: c.Reason, LoginState: c.LoginState, Consent: c.Consent, Fill: c.Fill,
		BuyerHash: c.BuyerHash, UpdatedAt: c.UpdatedAt, NextAt: c.NextAt,
		Tries: c.Tries, ShopID: c.ShopID, ID: c.ID, Version: c.Version,
	})
	if err != nil {
		return c, fmt.Errorf("checkout: save: %w", err)
	}
	if n == 0 {
		return c, ErrRaced
	}
	c.Version++
	q.Moved(query.Move{Table: "checkout", From: string(from), Event: string(event), To: string(to)})
	err = q.InsertCheckoutEvent(ctx, query.InsertCheckoutEventParams{
		ShopID: c.ShopID, CheckoutID: c.ID, Version: c.Version, Event: string(event), FromState: string(from), ToState: string(to),
		Fact: string(text), At: c.UpdatedAt,
	})
	if err != nil {
		return c, fmt.Errorf("checkout: event: %w", err)
	}
	return c, nil
}
