package checkout

import (
	"cmp"
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
	"noren/shared/button"
	"noren/shared/cart"
	"noren/shared/display"
)

// Begin starts a visit to Amazon, and says where the browser goes: to our launch page. With a cart it is a payment, without
// one the shopper only signs in. It may be repeated freely; nothing is asked of Amazon, and a visit whose shopper never comes
// back simply expires. Member is who the shop says is logged in, or "". Errors: those of the cart token, ErrReturnTo,
// ErrAlreadyPaid, ErrUnknown, HiddenError.
func (f *Flow) Begin(ctx context.Context, r api.BeginRequest, member string) (api.Departure, error) {
	shop, err := f.Shop(ctx, r.Shop)
	if err != nil {
		return api.Departure{}, err
	}
	if !shop.onShop(r.ReturnTo) {
		return api.Departure{}, ErrReturnTo
	}
	basket, err := f.basketOf(ctx, shop, r)
	if err != nil {
		return api.Departure{}, err
	}
	account, err := f.Account(ctx, shop.ID, "")
	if err != nil {
		return api.Departure{}, err
	}
	id, err := f.insert(ctx, shop, account, basket, r, member)
	if err != nil {
		return api.Departure{}, err
	}
	return api.Departure{Go: f.PublicURL + "/launch/" + id, Checkout: cmp.Or(r.Resume, id)}, nil // what the code will be for
}

// basketOf gives the cart that may be paid for, or nil for a visit that only signs in.
func (f *Flow) basketOf(ctx context.Context, shop Shop, r api.BeginRequest) (*cart.Cart, error) {
	if r.Resume != "" {
		_, err := f.Get(ctx, shop.ID, r.Resume)
		return nil, err
	}
	question := display.Question{Kind: r.Kind, Placement: r.Placement, Site: r.Site, Device: r.Device}
	if r.Cart != "" && r.Resume == "" && !SignsIn(r.Kind, r.Placement) {
		basket, err := f.readCart(shop, r.Cart, token.Cart.Life)
		if err != nil {
			return nil, err
		}
		question.Cart = &basket
	}
	if reasons := display.Decide(shop.Rule, question); reasons != nil {
		return nil, &HiddenError{reasons}
	}
	if question.Cart == nil {
		return nil, nil //nolint:nilnil // no cart is an answer here
	}
	return question.Cart, f.notPaidYet(ctx, shop.ID, question.Cart.ID)
}

// SignsIn reports whether a press only signs in, whatever cart there is: a login, or a link (design.md section 5).
func SignsIn(kind button.Kind, placement display.Placement) bool {
	switch placement {
	case display.LoginPage, display.MyPage, display.Complete:
		return kind == button.Login
	case display.Cart, display.Checkout, display.Signup:
	}
	return false
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

func (f *Flow) insert(ctx context.Context, shop Shop, account Account, basket *cart.Cart, r api.BeginRequest, member string) (string, error) {
	now := f.Now()
	id := store.NewID("chk", now)
	row := query.InsertCheckoutParams{
		ShopID: shop.ID, ID: id, State: string(Begun), Kind: string(r.Kind), Product: string(productOf(basket)),
		Placement: string(r.Placement), Site: string(r.Site), Colour: string(r.Colour), Size: string(r.Size), Lang: string(r.Lang),
		ReturnTo: r.ReturnTo, Challenge: r.Challenge, MerchantID: account.MerchantID, MemberID: member, LoginState: loginStateOf(r), Consent: r.Consent, Fill: string(fillOf(r)),
		ResumeID: r.Resume, Now: int64(store.At(now)), NextAt: firstLook(Begun, now, now),
	}
	if basket != nil {
		text, err := json.Marshal(basket)
		if err != nil {
			return "", fmt.Errorf("checkout: cart: %w", err)
		}
		row.CartID, row.CartVersion, row.Cart, row.Total = basket.ID, basket.Version, string(text), int64(basket.Total)
	}
	err := f.DB.Tx(ctx, func(q *query.Queries) error {
		q.Moved(query.Move{Table: "checkout", Event: "begin", To: string(Begun)})
		return q.InsertCheckout(ctx, row)
	})
	if err != nil {
		return "", fmt.Errorf("checkout: begin: %w", err)
	}
	return id, nil
}

// productOf says whether Amazon shall ask for an address: not for a cart of digital goods alone.
func productOf(c *cart.Cart) amazonpay.ProductType {
	switch {
	case c == nil:
		return amazonpay.SignIn
	case c.Digital():
		return amazonpay.PayOnly
	}
	return amazonpay.PayAndShip
}

// loginStateOf is "" where a press logs nobody in: cart, login page and my page do, register page and registration never
// (R4-6, R4-11), nor does a link.
func loginStateOf(r api.BeginRequest) string {
	switch r.Placement {
	case display.Cart, display.LoginPage, display.MyPage:
		if r.Consent == "" && r.Resume == "" {
			return r.LoginState
		}
	case display.Checkout, display.Signup, display.Complete:
	}
	return ""
}

// fillOf says whether the purchaser's fields are filled in on return: always from the cart and at registration, on the register
// page by the check box (R4-1, R4-2, R4-6).
func fillOf(r api.BeginRequest) api.Target {
	if r.Reflect || r.Placement == display.Cart || r.Placement == display.Signup {
		return api.Purchaser
	}
	return ""
}
