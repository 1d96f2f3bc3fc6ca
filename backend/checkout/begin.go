package checkout

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"noren/backend/amazonpay"
	"noren/backend/ledger"
	"noren/backend/store"
	"noren/backend/store/query"
	"noren/backend/token"
	"noren/shared/api"
	"noren/shared/cart"
	"noren/shared/display"
)

// Begin starts a checkout and says where the browser goes: to our launch page. It may be repeated freely; nothing is asked of
// Amazon, and a checkout whose shopper never comes back simply expires. Errors: those of the cart token, ErrReturnTo,
// ErrAlreadyPaid, HiddenError.
func (f *Flow) Begin(ctx context.Context, r api.BeginRequest) (api.Departure, error) {
	shop, err := f.Shop(ctx, r.Shop)
	if err != nil {
		return api.Departure{}, err
	}
	if !shop.onShop(r.ReturnTo) {
		return api.Departure{}, ErrReturnTo
	}
	basket, err := f.readCart(shop, r.Cart, token.Cart.Life)
	if err != nil {
		return api.Departure{}, err
	}
	question := display.Question{Kind: r.Kind, Placement: r.Placement, Cart: &basket, Site: r.Site, Device: r.Device}
	if reasons := display.Decide(shop.Rule, question); reasons != nil {
		return api.Departure{}, &HiddenError{reasons}
	}
	if err := f.notPaidYet(ctx, shop.ID, basket.ID); err != nil {
		return api.Departure{}, err
	}
	account, err := f.Account(ctx, shop.ID, "")
	if err != nil {
		return api.Departure{}, err
	}
	id, err := f.insert(ctx, shop, account, basket, r)
	if err != nil {
		return api.Departure{}, err
	}
	return api.Departure{Go: f.PublicURL + "/launch/" + id, Checkout: id}, nil
}

// notPaidYet refuses a second payment of a cart whose order is placed (pitfall 6).
func (f *Flow) notPaidYet(ctx context.Context, shop, cartID string) error {
	order, err := f.DB.Read().LiveOrderOfCart(ctx, query.LiveOrderOfCartParams{ShopID: shop, CartID: cartID})
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return nil
	case err != nil:
		return fmt.Errorf("checkout: order of cart: %w", err)
	case ledger.State(order.State).Placed():
		return ErrAlreadyPaid
	}
	return nil
}

func (f *Flow) insert(ctx context.Context, shop Shop, account Account, basket cart.Cart, r api.BeginRequest) (string, error) {
	text, err := json.Marshal(basket)
	if err != nil {
		return "", fmt.Errorf("checkout: cart: %w", err)
	}
	now := f.Now()
	id := store.NewID("chk", now)
	err = f.DB.Tx(ctx, func(q *query.Queries) error {
		return q.InsertCheckout(ctx, query.InsertCheckoutParams{
			ShopID: shop.ID, ID: id, State: string(Begun), Kind: string(r.Kind), Product: string(productOf(basket)),
			Placement: string(r.Placement), Site: string(r.Site), Lang: string(r.Lang), CartID: basket.ID, CartVersion: basket.Version,
			Cart: string(text), Total: int64(basket.Total), ReturnTo: r.ReturnTo, Challenge: r.Challenge,
			MerchantID: account.MerchantID, Now: int64(store.At(now)), NextAt: firstLook(Begun, now, now),
		})
	})
	if err != nil {
		return "", fmt.Errorf("checkout: begin: %w", err)
	}
	return id, nil
}

// productOf says whether Amazon shall ask for an address: not for a cart of digital goods alone.
func productOf(c cart.Cart) amazonpay.ProductType {
	if c.Digital() {
		return amazonpay.PayOnly
	}
	return amazonpay.PayAndShip
}
