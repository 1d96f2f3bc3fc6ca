package registration

import (
	"context"
	"crypto/subtle"
	"database/sql"
	"errors"
	"fmt"

	"noren/backend/audit"
	"noren/backend/store"
	"noren/backend/store/query"
	"noren/shared/validate"
)

// Answer is what Amazon's registration has the merchant's browser post to us (protocol 10.4). MWSAuthToken is a secret.
type Answer struct {
	MerchantUniqueID string `validate:"required,max=128,token"` // the registration's secret, once more
	MerchantID       string `validate:"required,max=50,token"`
	StoreID          string `validate:"required,max=200,token"` // lwaClientId
	MWSAuthToken     string `validate:"required,max=500,token"`
}

// Return takes what came back, and keeps it sealed. It comes from another site and so without anybody's session: that it belongs to
// the registration is proved by the secret that was sent along, once. Whose it is, is asked when it is accepted. ErrUnknown says that it
// is forged, was taken before, is for another registration, or comes too late; nothing is kept then.
func (r *Registrations) Return(ctx context.Context, id string, a Answer) (Registration, error) {
	if validate.Struct(a) != nil {
		return Registration{}, ErrUnknown
	}
	row, err := r.Shops.DB.Read().FindRegistration(store.ForAll(ctx), id)
	if errors.Is(err, sql.ErrNoRows) {
		return Registration{}, ErrUnknown
	}
	if err != nil {
		return Registration{}, fmt.Errorf("registration: return: %w", err)
	}
	ctx = store.ForShop(ctx, row.ShopID)
	if State(row.State) != Started || len(row.Secret) == 0 {
		return Registration{}, ErrUnknown
	}
	secret, err := r.Shops.Sealer.Open(row.ShopID, secretPurpose(id), row.Secret)
	if err != nil {
		return Registration{}, fmt.Errorf("registration: return: %w", err)
	}
	if subtle.ConstantTimeCompare(secret, []byte(a.MerchantUniqueID)) != 1 {
		return Registration{}, ErrUnknown
	}
	if err := r.keep(ctx, row, a); err != nil {
		return Registration{}, err
	}
	return r.Get(ctx, row.ShopID, id)
}

// keep writes the answer down, unless another one was faster.
func (r *Registrations) keep(ctx context.Context, row query.Registration, a Answer) error {
	token, err := r.Shops.Sealer.Seal(row.ShopID, tokenPurpose(row.ID), []byte(a.MWSAuthToken))
	if err != nil {
		return fmt.Errorf("registration: return: %w", err)
	}
	err = r.Shops.DB.Tx(ctx, func(q *query.Queries) error {
		n, err := q.ReturnRegistration(ctx, query.ReturnRegistrationParams{
			ShopID: row.ShopID, ID: row.ID, MerchantID: a.MerchantID, StoreID: a.StoreID, MwsToken: token, Now: r.now(),
		})
		if err == nil && n == 0 {
			err = ErrUnknown
		}
		if err != nil {
			return err
		}
		return audit.Write(ctx, q, r.Shops.Now(), audit.Entry{
			Actor: audit.Noren, Shop: row.ShopID, Action: audit.RegistrationReturned, Subject: row.ID,
			After: map[string]string{"merchantId": a.MerchantID},
		})
	})
	if err != nil && !errors.Is(err, ErrUnknown) {
		return fmt.Errorf("registration: return: %w", err)
	}
	return err
}

// open is the row of a registration in a state, or ErrUnknown.
func (r *Registrations) open(ctx context.Context, shop, id string, state State) (query.Registration, error) {
	row, err := r.Shops.DB.Read().GetRegistration(ctx, query.GetRegistrationParams{ShopID: shop, ID: id})
	g, err := r.read(row, err)
	if err == nil && g.State != state {
		err = ErrUnknown
	}
	return row, err
}
