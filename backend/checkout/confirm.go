package checkout

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"noren/backend/amazonpay"
	"noren/backend/ledger"
	"noren/backend/store/query"
	"noren/shared/api"
	"noren/shared/button"
	"noren/shared/cart"
	"noren/shared/display"
)

// Confirm is 「この内容で注文する」 (R4-8). All checks come before Amazon is told anything (pitfall 3): the cart token is fresh and
// not outdated, the rule still allows it, nobody else is paying this cart. Then the order is written, the update noted, and
// Amazon told the amount; the shopper is sent on only when that is recorded. It may be pressed twice. Errors: those of the
// cart token, HiddenError, EndedError, and the sentinels of this package.
func (f *Flow) Confirm(ctx context.Context, id string, r api.ConfirmRequest) (api.Departure, error) {
	shop, err := f.Shop(ctx, r.Shop)
	if err != nil {
		return api.Departure{}, err
	}
	for {
		c, err := f.Get(ctx, shop.ID, id)
		if err != nil {
			return api.Departure{}, err
		}
		basket, err := f.check(ctx, shop, c, r)
		if err != nil {
			return api.Departure{}, err
		}
		if c, err = f.answered(shop, c, r); err != nil {
			return api.Departure{}, err
		}
		confirmed := c
		if err = f.onlyOne(ctx, c); err == nil {
			confirmed, err = f.confirm(ctx, shop, c, basket, r)
		}
		if errors.Is(err, ErrRaced) {
			confirmed, err = f.raced(ctx, c, basket)
		}
		switch {
		case err == nil:
			return api.Departure{Go: confirmed.AmazonUrl, Checkout: c.ID}, nil
		case errors.Is(err, ErrUnreachable) && f.mayBePaid(ctx, c):
			return api.Departure{}, ErrInProgress
		case !errors.Is(err, ErrRaced):
			return api.Departure{}, err
		case ctx.Err() != nil:
			return api.Departure{}, ctx.Err()
		}
	}
}

// confirm is Confirm after its checks: intention, act, outcome.
func (f *Flow) confirm(ctx context.Context, shop Shop, c query.Checkout, basket cart.Cart, r api.ConfirmRequest) (query.Checkout, error) {
	account, err := f.Account(ctx, c.ShopID, c.MerchantID)
	if err != nil {
		return c, err
	}
	c, operation, err := f.planUpdate(ctx, shop, c, basket, r)
	if err != nil {
		return c, err
	}
	return f.update(context.WithoutCancel(ctx), account, c, operation)
}

// check runs every check that needs no call to Amazon.
func (f *Flow) check(ctx context.Context, shop Shop, c query.Checkout, r api.ConfirmRequest) (cart.Cart, error) {
	if !shop.onShop(r.ReturnTo) || !shop.onShop(r.Page) {
		return cart.Cart{}, ErrReturnTo
	}
	basket, err := f.readCart(shop, r.Cart, maxFreshAge)
	if err != nil {
		return basket, err
	}
	if basket.ID != c.CartID {
		return basket, ErrCartInvalid
	}
	question := display.Question{Kind: button.Pay, Placement: display.Checkout, Cart: &basket, Site: button.Site(c.Site), Device: r.Device}
	if reasons := display.Decide(shop.Rule, question); reasons != nil {
		return basket, &HiddenError{reasons}
	}
	if err := confirmableError(c); err != nil {
		return basket, err
	}
	newest, err := f.DB.Read().NewestCartVersion(ctx, query.NewestCartVersionParams{ShopID: shop.ID, CartID: basket.ID})
	if err != nil {
		return basket, fmt.Errorf("checkout: cart version: %w", err)
	}
	if basket.Version < newest {
		return basket, ErrCartStale
	}
	return basket, f.hasAddress(c, basket)
}

// hasAddress proves that goods which must be sent have a door to go to.
func (f *Flow) hasAddress(c query.Checkout, basket cart.Cart) error {
	shot, err := f.Snapshot(c.ShopID, c.Buyer)
	if err != nil {
		return err
	}
	if !basket.Digital() && shot.Delivery == nil {
		return ErrAddressMissing
	}
	return nil
}

func confirmable(s State) bool { return s == Reviewing || s == Confirming || s == AtAmazon }

// confirmableError says why a checkout cannot be confirmed; nil if it can.
func confirmableError(c query.Checkout) error {
	switch s := State(c.State); s {
	case Reviewing, Confirming, AtAmazon:
		return nil
	case Placed:
		return ErrAlreadyPaid
	case Completing:
		return ErrInProgress
	case Attention:
		return ErrAttention
	case Declined, Cancelled, Expired, Superseded:
		return &EndedError{s}
	case Begun, SignedIn:
	}
	return ErrNotConfirmable
}

// onlyOne settles another checkout that is paying for the same cart, and supersedes it when Amazon says that nothing has
// happened there (design.md section 5, rule 6).
func (f *Flow) onlyOne(ctx context.Context, c query.Checkout) error {
	order, err := f.DB.Read().LiveOrderOfCart(ctx, query.LiveOrderOfCartParams{ShopID: c.ShopID, CartID: c.CartID})
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("checkout: order of cart: %w", err)
	}
	if ledger.State(order.State).Placed() {
		return ErrAlreadyPaid
	}
	if order.CheckoutID == c.ID {
		return nil
	}
	other, err := f.Settle(ctx, c.ShopID, order.CheckoutID)
	if errors.Is(err, ErrUnreachable) && f.mayBePaid(ctx, other) {
		return ErrInProgress
	}
	if err != nil {
		return err
	}
	switch State(other.State) {
	case Placed:
		return ErrAlreadyPaid
	case Completing:
		return ErrInProgress
	case Attention:
		return ErrAttention
	case Declined, Cancelled, Expired, Superseded:
		return nil
	case Begun, Reviewing, Confirming, AtAmazon, SignedIn:
	}
	return f.DB.Tx(ctx, func(q *query.Queries) error {
		_, err := Advance(ctx, q, f.Now(), other, Supersede, map[string]any{"by": c.ID})
		return err
	})
}

// mayBePaid reports whether the shopper was ever sent to pay with this checkout: then the sweeper may still take that payment,
// and while Amazon does not answer nobody may be told that nothing is paid. Doubt counts as yes.
func (f *Flow) mayBePaid(ctx context.Context, c query.Checkout) bool {
	events, err := f.DB.Read().CheckoutEvents(ctx, query.CheckoutEventsParams{ShopID: c.ShopID, CheckoutID: c.ID})
	return err != nil || slices.ContainsFunc(events, func(e query.CheckoutEvent) bool { return State(e.ToState) == AtAmazon })
}

// planUpdate writes the intention: the order, the frozen cart, the operation with the exact bytes for Amazon.
func (f *Flow) planUpdate(ctx context.Context, shop Shop, c query.Checkout, basket cart.Cart, r api.ConfirmRequest) (query.Checkout, query.Operation, error) {
	text, err := json.Marshal(basket)
	if err != nil {
		return c, query.Operation{}, fmt.Errorf("checkout: cart: %w", err)
	}
	planned, now := c, f.Now()
	var operation query.Operation
	err = f.DB.Tx(ctx, func(q *query.Queries) error {
		order, err := f.writeOrder(ctx, q, c, basket, string(text))
		if err != nil {
			return err
		}
		next := c
		next.OrderID, next.Cart, next.CartVersion, next.Total = order.ID, string(text), basket.Version, int64(basket.Total)
		next.CompleteTo, next.ReturnTo, next.Challenge, next.AmazonUrl = r.ReturnTo, r.Page, r.Challenge, ""
		fact := map[string]any{"order": order.Number, "total": basket.Total, "cart_version": basket.Version}
		if planned, err = Advance(ctx, q, now, next, Confirm, fact); err != nil {
			return err
		}
		body, err := amazonpay.Encode(f.updateOf(shop, planned, order))
		if err != nil {
			return err
		}
		operation, err = planOperation(ctx, q, now, planned, updateOperation, body)
		return err
	})
	return planned, operation, err
}

// writeOrder gives the cart's live order: a new one, or the one of an earlier try, with this checkout as its active one.
func (f *Flow) writeOrder(ctx context.Context, q *query.Queries, c query.Checkout, basket cart.Cart, text string) (query.Order, error) {
	ended, err := endedBefore(ctx, q, c)
	if err != nil {
		return query.Order{}, err
	}
	order, err := ledger.Confirm(ctx, q, f.Now(), ended, query.Order{
		ShopID: c.ShopID, Number: basket.OrderNumber, CartID: c.CartID, CheckoutID: c.ID, Cart: text, Total: int64(basket.Total),
		Buyer: c.Buyer, MerchantID: c.MerchantID, Lang: c.Lang,
	})
	var notAllowed *ledger.NotAllowedError
	switch {
	case errors.Is(err, ledger.ErrRaced), errors.As(err, &notAllowed): // placed meanwhile: the checks will say so
		return order, ErrRaced
	case errors.Is(err, ledger.ErrNumberTaken):
		return order, ErrNumberTaken
	}
	return order, err
}

// endedBefore names the ended checkout that the cart's order still points to, or "". One that has not ended is ErrRaced:
// onlyOne must look again.
func endedBefore(ctx context.Context, q *query.Queries, c query.Checkout) (string, error) {
	order, err := q.LiveOrderOfCart(ctx, query.LiveOrderOfCartParams{ShopID: c.ShopID, CartID: c.CartID})
	if errors.Is(err, sql.ErrNoRows) || err == nil && order.CheckoutID == c.ID {
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("checkout: order of cart: %w", err)
	}
	active, err := found(q.GetCheckout(ctx, query.GetCheckoutParams{ShopID: c.ShopID, ID: order.CheckoutID}))
	if err == nil && !State(active.State).Final() {
		err = ErrRaced
	}
	return active.ID, err
}

// raced answers a Confirm that lost against another one of the same checkout: the winner's way on is the loser's too, if both
// mean the same cart. ErrRaced says that it was something else, and worth another try.
func (f *Flow) raced(ctx context.Context, c query.Checkout, basket cart.Cart) (query.Checkout, error) {
	winner, err := f.Get(ctx, c.ShopID, c.ID)
	switch {
	case err != nil:
		return winner, err
	case State(winner.State) == Confirming && winner.Version > c.Version+1:
		return winner, ErrInProgress
	case State(winner.State) != AtAmazon:
		return winner, ErrRaced
	case winner.CartVersion != basket.Version:
		return winner, ErrCartStale
	}
	return winner, nil
}
