package merchant

import (
	"context"
	"crypto/rsa"
	"crypto/x509"
	"database/sql"
	"errors"
	"fmt"

	"noren/backend/amazonpay"
	"noren/backend/audit"
	"noren/backend/contract"
	"noren/backend/store/query"
)

// SaveCredentials makes an account at Amazon the shop's present one. Those before stay readable for the payments made with
// them. Another account than the present one is refused with ErrInForce while the contract is in force (R2-5). What is handed in
// beside runs in the same transaction. Errors: validate.Faults, ErrUnknownShop, ErrInForce.
func (s *Shops) SaveCredentials(ctx context.Context, by audit.Actor, shop string, c Credentials, beside ...func(q *query.Queries) error) error {
	if err := c.Check(); err != nil {
		return err
	}
	row, err := s.sealCredentials(shop, c)
	if err != nil {
		return fmt.Errorf("merchant: save credentials: %w", err)
	}
	err = s.change(ctx, "save credentials", func(q *query.Queries) (int64, error) {
		n, err := q.TouchShop(ctx, query.TouchShopParams{ID: shop, Now: s.now()})
		if n == 0 || err != nil {
			return n, err
		}
		before, err := s.replaceable(ctx, q, shop, c.MerchantID)
		if err != nil {
			return n, err
		}
		if err := q.InsertCredential(ctx, row); err != nil {
			return n, err
		}
		for _, work := range beside {
			if err := work(q); err != nil {
				return n, err
			}
		}
		return n, audit.Write(ctx, q, s.Now(), audit.Entry{
			Actor: by, Shop: shop, Action: audit.CredentialsSaved, Subject: c.MerchantID, Before: accountOf(before), After: c,
		})
	})
	if errors.Is(err, ErrInForce) {
		return ErrInForce
	}
	return err
}

// replaceable gives the present account, if one with this merchant id may take its place: the same one at any time, another one before
// the service is applied for and after the contract has ended (R2-5).
func (s *Shops) replaceable(ctx context.Context, q *query.Queries, shop, merchantID string) (query.Credential, error) {
	before, err := q.CurrentCredential(ctx, shop)
	if errors.Is(err, sql.ErrNoRows) || err == nil && before.MerchantID == merchantID {
		return before, nil
	}
	if err != nil {
		return before, err
	}
	last, err := contract.Last(ctx, q, shop)
	if err == nil && !last.State(s.Now()).MayRegister() {
		err = ErrInForce
	}
	return before, err
}

// sealCredentials is the row of an account. With a token there is no key to keep: it is the provider's.
func (s *Shops) sealCredentials(shop string, c Credentials) (row query.InsertCredentialParams, err error) {
	row = query.InsertCredentialParams{
		ShopID: shop, MerchantID: c.MerchantID, StoreID: c.StoreID, PrivateKey: []byte{}, AuthToken: []byte{}, Sandbox: number(c.Sandbox),
		Region: string(c.Region), Now: s.now(),
	}
	if c.Hosted() {
		row.AuthToken, err = s.Sealer.Seal(shop, tokenPurpose(c.MerchantID), []byte(c.AuthToken))
		return row, err
	}
	der, err := x509.MarshalPKCS8PrivateKey(c.Key)
	if err != nil {
		return row, err
	}
	row.PublicKeyID = c.PublicKeyID
	row.PrivateKey, err = s.Sealer.Seal(shop, keyPurpose(c.PublicKeyID), der)
	return row, err
}

// Credentials reads a shop's present account at Amazon, or ErrNoCredentials.
func (s *Shops) Credentials(ctx context.Context, shop string) (Credentials, error) {
	return s.openCredentials(s.DB.Read().CurrentCredential(ctx, shop))
}

// CredentialsOf reads the account with this merchant id that a shop has or had, or ErrNoCredentials.
func (s *Shops) CredentialsOf(ctx context.Context, shop, merchantID string) (Credentials, error) {
	return s.openCredentials(s.DB.Read().CredentialOfMerchant(ctx, query.CredentialOfMerchantParams{ShopID: shop, MerchantID: merchantID}))
}

func (s *Shops) openCredentials(row query.Credential, err error) (Credentials, error) {
	if errors.Is(err, sql.ErrNoRows) {
		return Credentials{}, ErrNoCredentials
	}
	if err != nil {
		return Credentials{}, fmt.Errorf("merchant: credentials: %w", err)
	}
	if len(row.AuthToken) > 0 {
		return s.openHosted(row)
	}
	key, err := s.openKey(row)
	if err != nil {
		return Credentials{}, fmt.Errorf("merchant: credentials: %w", err)
	}
	return Credentials{
		MerchantID: row.MerchantID, StoreID: row.StoreID, PublicKeyID: row.PublicKeyID, Key: key,
		Sandbox: row.Sandbox == 1, Region: amazonpay.Region(row.Region),
	}, nil
}

func (s *Shops) openHosted(row query.Credential) (Credentials, error) {
	if s.Provider == nil {
		return Credentials{}, ErrNoProvider
	}
	token, err := s.Sealer.Open(row.ShopID, tokenPurpose(row.MerchantID), row.AuthToken)
	if err != nil {
		return Credentials{}, fmt.Errorf("merchant: credentials: %w", err)
	}
	return s.Provider.Act(row.MerchantID, row.StoreID, string(token)), nil
}

func (s *Shops) openKey(row query.Credential) (*rsa.PrivateKey, error) {
	der, err := s.Sealer.Open(row.ShopID, keyPurpose(row.PublicKeyID), row.PrivateKey)
	if err != nil {
		return nil, err
	}
	parsed, err := x509.ParsePKCS8PrivateKey(der)
	if err != nil {
		return nil, err
	}
	key, ok := parsed.(*rsa.PrivateKey)
	if !ok {
		return nil, errKey
	}
	return key, nil
}

// accountOf is an account without its secrets; nil when there is none.
func accountOf(row query.Credential) any {
	if row.MerchantID == "" {
		return nil
	}
	return Credentials{
		MerchantID: row.MerchantID, StoreID: row.StoreID, PublicKeyID: row.PublicKeyID, Sandbox: row.Sandbox == 1, Region: amazonpay.Region(row.Region),
	}
}

// keyPurpose binds a sealed private key to its public key's id, tokenPurpose a sealed token to its merchant's.
func keyPurpose(publicKeyID string) string { return "amazon key " + publicKeyID }

func tokenPurpose(merchantID string) string { return "amazon token " + merchantID }
