package checkout

import (
	"context"
	"errors"

	"noren/backend/amazonpay"
	"noren/backend/store"
	"noren/backend/store/query"
)

// SignIn takes the shopper back from a visit that only signed in: who it is, is read by the token of the return address
// (protocol 3.1, 7.6). It may be repeated. Errors: ErrUnknown, ErrSessionMismatch, ErrUnreachable.
func (f *Flow) SignIn(ctx context.Context, id, buyerToken string) (query.Checkout, error) {
	for {
		c, err := f.signIn(ctx, id, buyerToken)
		if !errors.Is(err, ErrRaced) || ctx.Err() != nil {
			return c, err
		}
	}
}

func (f *Flow) signIn(ctx context.Context, id, buyerToken string) (query.Checkout, error) {
	c, err := f.Find(ctx, id)
	if err != nil || State(c.State).Final() {
		return c, err
	}
	if amazonpay.ProductType(c.Product) != amazonpay.SignIn {
		return c, ErrSessionMismatch
	}
	ctx = store.ForShop(ctx, c.ShopID)
	account, err := f.Account(ctx, c.ShopID, c.MerchantID)
	if err != nil {
		return c, err
	}
	buyer, err := account.Client.GetBuyer(ctx, buyerToken)
	if err != nil {
		return c, unreachable(err, ErrSessionMismatch)
	}
	return f.returned(ctx, c, signedIn(buyer), Identified, nil)
}

// signInPayload is what the signed sign-in button says (protocol 2).
func (f *Flow) signInPayload(c query.Checkout, account Account) amazonpay.SignInRequest {
	return amazonpay.SignInRequest{
		SignInReturnURL: f.PublicURL + "/return/" + c.ID + "/signin", SignInCancelURL: f.cancelURL(c.ID), StoreID: account.StoreID,
		SignInScopes: []amazonpay.Scope{
			amazonpay.ScopeName, amazonpay.ScopeEmail, amazonpay.ScopePhoneNumber, amazonpay.ScopePostalCode,
			amazonpay.ScopeShippingAddress, amazonpay.ScopeBillingAddress,
		},
	}
}
