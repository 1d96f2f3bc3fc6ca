package registration

import (
	"context"
	"errors"
	"fmt"

	"noren/backend/audit"
	"noren/backend/merchant"
	"noren/backend/store/query"
)

// Accept makes what came back the shop's account: the provider's key exchanges Amazon's secret for a token (protocol 10.4), the account
// is tried, and only then saved. Who accepts must have begun it. Errors: ErrUnknown, ErrStranger, ErrNoProvider, merchant.ErrInForce, and
// a Refusal, after which it can be tried again.
func (r *Registrations) Accept(ctx context.Context, shop merchant.Shop, id string, by audit.Actor, person string) error {
	row, err := r.open(ctx, shop.ID, id, Returned)
	switch {
	case err != nil:
		return err
	case row.Person != person:
		return ErrStranger
	case r.Shops.Provider == nil:
		return ErrNoProvider
	}
	credentials, err := r.exchange(ctx, row)
	if err == nil {
		err = r.Try(ctx, shop, credentials)
	}
	if refusal, ok := errors.AsType[*Refusal](err); ok {
		return errors.Join(err, r.note(ctx, row, refusal.Reason))
	}
	if err != nil {
		return err
	}
	return r.Shops.SaveCredentials(ctx, by, shop.ID, credentials, func(q *query.Queries) error {
		return r.end(ctx, q, shop.ID, id, Done)
	})
}

// exchange gets the token with which the provider acts for the merchant.
func (r *Registrations) exchange(ctx context.Context, row query.Registration) (merchant.Credentials, error) {
	secret, err := r.Shops.Sealer.Open(row.ShopID, tokenPurpose(row.ID), row.MwsToken)
	if err != nil {
		return merchant.Credentials{}, fmt.Errorf("registration: exchange: %w", err)
	}
	own := r.Shops.Provider.Act("", "", "").Client(r.API, r.Shops.Now)
	token, err := own.GetAuthorizationToken(ctx, string(secret), row.MerchantID)
	if err != nil {
		return merchant.Credentials{}, r.refusalOf(err, exchanging)
	}
	return r.Shops.Provider.Act(row.MerchantID, row.StoreID, token.AuthorizationToken), nil
}

// note keeps why Amazon refused, for the page.
func (r *Registrations) note(ctx context.Context, row query.Registration, why Reason) error {
	return r.Shops.DB.Tx(ctx, func(q *query.Queries) error {
		return q.RefuseRegistration(ctx, query.RefuseRegistrationParams{ShopID: row.ShopID, ID: row.ID, Reason: string(why)})
	})
}

// Drop gives a registration up: what came back is forgotten. ErrUnknown says that it was over already.
func (r *Registrations) Drop(ctx context.Context, shop, id string, by audit.Actor) error {
	err := r.Shops.DB.Tx(ctx, func(q *query.Queries) error {
		if err := r.end(ctx, q, shop, id, Dropped); err != nil {
			return err
		}
		return audit.Write(ctx, q, r.Shops.Now(), audit.Entry{Actor: by, Shop: shop, Action: audit.RegistrationDropped, Subject: id})
	})
	if err != nil && !errors.Is(err, ErrUnknown) {
		return fmt.Errorf("registration: drop: %w", err)
	}
	return err
}

func (r *Registrations) end(ctx context.Context, q *query.Queries, shop, id string, state State) error {
	n, err := q.EndRegistration(ctx, query.EndRegistrationParams{ShopID: shop, ID: id, State: string(state), None: []byte{}, Now: r.now()})
	if err == nil && n == 0 {
		err = ErrUnknown
	}
	return err
}
