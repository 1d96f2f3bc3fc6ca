package registration

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"database/sql"
	"encoding/pem"
	"errors"
	"fmt"
	"time"

	"noren/backend/audit"
	"noren/backend/merchant"
	"noren/backend/store"
	"noren/backend/store/query"
)

// KeyPair is the public half of a key pair of ours, which the merchant enters in Seller Central. The private half never leaves.
type KeyPair struct {
	ID        string
	PublicKey string // PEM
	MadeAt    time.Time
}

// keyBits is what Amazon's own keys have.
const keyBits = 2048

// MakeKeyPair makes a shop's next key pair. An older one that was not used is forgotten: nobody could tell them apart at Amazon.
func (r *Registrations) MakeKeyPair(ctx context.Context, shop string, by audit.Actor) (KeyPair, error) {
	key, err := rsa.GenerateKey(rand.Reader, keyBits)
	if err != nil {
		return KeyPair{}, fmt.Errorf("registration: key pair: %w", err)
	}
	row, err := r.sealPair(shop, key)
	if err != nil {
		return KeyPair{}, fmt.Errorf("registration: key pair: %w", err)
	}
	err = r.Shops.DB.Tx(ctx, func(q *query.Queries) error {
		if err := q.DeleteKeyPairs(ctx, shop); err != nil {
			return err
		}
		if err := q.InsertKeyPair(ctx, row); err != nil {
			return err
		}
		return audit.Write(ctx, q, r.Shops.Now(), audit.Entry{Actor: by, Shop: shop, Action: audit.KeyPairMade, Subject: row.ID})
	})
	if err != nil {
		return KeyPair{}, fmt.Errorf("registration: key pair: %w", err)
	}
	return KeyPair{row.ID, row.PublicKey, r.Shops.Now()}, nil
}

func (r *Registrations) sealPair(shop string, key *rsa.PrivateKey) (row query.InsertKeyPairParams, err error) {
	public, err := x509.MarshalPKIXPublicKey(&key.PublicKey)
	if err != nil {
		return row, err
	}
	private, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return row, err
	}
	id := store.NewID("pair", r.Shops.Now())
	sealed, err := r.Shops.Sealer.Seal(shop, pairPurpose(id), private)
	text := pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: public})
	return query.InsertKeyPairParams{ShopID: shop, ID: id, PublicKey: string(text), PrivateKey: sealed, Now: r.now()}, err
}

// KeyPair is the one that waits for its id at Amazon, or ErrNoKeyPair.
func (r *Registrations) KeyPair(ctx context.Context, shop string) (KeyPair, error) {
	row, err := r.lastPair(ctx, shop)
	return KeyPair{row.ID, row.PublicKey, store.Micros(row.CreatedAt).Time()}, err
}

func (r *Registrations) lastPair(ctx context.Context, shop string) (query.KeyPair, error) {
	row, err := r.Shops.DB.Read().LastKeyPair(ctx, shop)
	if errors.Is(err, sql.ErrNoRows) {
		return row, ErrNoKeyPair
	}
	if err != nil {
		return row, fmt.Errorf("registration: key pair: %w", err)
	}
	return row, nil
}

// SaveKeyPair tries what the merchant read in Seller Central with the private half of the waiting pair, and saves both. The key of c is
// not looked at. Errors: as Save, and ErrNoKeyPair.
func (r *Registrations) SaveKeyPair(ctx context.Context, shop merchant.Shop, by audit.Actor, c merchant.Credentials) error {
	row, err := r.lastPair(ctx, shop.ID)
	if err != nil {
		return err
	}
	der, err := r.Shops.Sealer.Open(shop.ID, pairPurpose(row.ID), row.PrivateKey)
	if err != nil {
		return fmt.Errorf("registration: key pair: %w", err)
	}
	parsed, err := x509.ParsePKCS8PrivateKey(der)
	if err != nil {
		return fmt.Errorf("registration: key pair: %w", err)
	}
	c.Key, _ = parsed.(*rsa.PrivateKey)
	return r.Save(ctx, shop, by, c, func(q *query.Queries) error { return q.DeleteKeyPairs(ctx, shop.ID) })
}

// Save tries credentials and makes them the shop's. Errors: validate.Faults, a Refusal, merchant.ErrInForce.
func (r *Registrations) Save(
	ctx context.Context, shop merchant.Shop, by audit.Actor, c merchant.Credentials, beside ...func(q *query.Queries) error,
) error {
	if err := r.Try(ctx, shop, c); err != nil {
		return err
	}
	return r.Shops.SaveCredentials(ctx, by, shop.ID, c, beside...)
}

func pairPurpose(id string) string { return "key pair " + id }
