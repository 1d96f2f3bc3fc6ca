package merchant

import (
	"context"
	"crypto/rsa"
	"crypto/x509"
	"database/sql"
	"encoding/pem"
	"errors"
	"fmt"
	"log/slog"
	"strings"

	"noren/backend/amazonpay"
	"noren/backend/store/query"
	"noren/shared/validate"
)

// Credentials are a shop's account at Amazon Pay, as Seller Central shows it. Printed or logged they hide the private key.
type Credentials struct {
	MerchantID  string           `json:"merchantId" validate:"required,max=50,token"`
	StoreID     string           `json:"storeId" validate:"required,max=200,token"`
	PublicKeyID string           `json:"publicKeyId" validate:"required,max=200,token"`
	Key         *rsa.PrivateKey  `json:"-" validate:"-"`
	Sandbox     bool             `json:"sandbox"`
	Region      amazonpay.Region `json:"region" validate:"required,oneof=jp na eu"`
}

// String hides the private key.
func (c Credentials) String() string {
	return fmt.Sprintf("%s %s %s sandbox=%t", c.Region, c.MerchantID, c.PublicKeyID, c.Sandbox)
}

// GoString hides the private key.
func (c Credentials) GoString() string { return c.String() }

// LogValue hides the private key.
func (c Credentials) LogValue() slog.Value { return slog.StringValue(c.String()) }

const minKeyBits = 2048

var errKey = errors.New("merchant: not an RSA private key of 2048 bits or more in PEM")

// ParsePrivateKey reads the private key that belongs to a public key at Amazon: RSA in PEM, PKCS #8 or PKCS #1. The error
// says nothing of the text.
func ParsePrivateKey(text []byte) (*rsa.PrivateKey, error) {
	block, _ := pem.Decode(text)
	if block == nil {
		return nil, errKey
	}
	parsed, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		parsed, err = x509.ParsePKCS1PrivateKey(block.Bytes)
	}
	key, ok := parsed.(*rsa.PrivateKey)
	if err != nil || !ok || key.N.BitLen() < minKeyBits {
		return nil, errKey
	}
	return key, nil
}

// SaveCredentials makes an account at Amazon the shop's present one. Those before stay readable for the payments made with
// them (R2-5). Errors: validate.Faults, ErrUnknownShop.
func (s *Shops) SaveCredentials(ctx context.Context, shop string, c Credentials) error {
	if err := c.check(); err != nil {
		return err
	}
	der, err := x509.MarshalPKCS8PrivateKey(c.Key)
	if err != nil {
		return fmt.Errorf("merchant: save credentials: %w", err)
	}
	sealed, err := s.Sealer.Seal(shop, keyPurpose(c.PublicKeyID), der)
	if err != nil {
		return fmt.Errorf("merchant: save credentials: %w", err)
	}
	return s.change(ctx, "save credentials", func(q *query.Queries) (int64, error) {
		n, err := q.TouchShop(ctx, query.TouchShopParams{ID: shop, Now: s.now()})
		if n == 0 || err != nil {
			return n, err
		}
		return n, q.InsertCredential(ctx, query.InsertCredentialParams{
			ShopID: shop, MerchantID: c.MerchantID, StoreID: c.StoreID, PublicKeyID: c.PublicKeyID, PrivateKey: sealed,
			Sandbox: number(c.Sandbox), Region: string(c.Region), Now: s.now(),
		})
	})
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
	der, err := s.Sealer.Open(row.ShopID, keyPurpose(row.PublicKeyID), row.PrivateKey)
	if err != nil {
		return Credentials{}, fmt.Errorf("merchant: credentials: %w", err)
	}
	parsed, err := x509.ParsePKCS8PrivateKey(der)
	if err != nil {
		return Credentials{}, fmt.Errorf("merchant: credentials: %w", err)
	}
	key, ok := parsed.(*rsa.PrivateKey)
	if !ok {
		return Credentials{}, fmt.Errorf("merchant: credentials: %w", errKey)
	}
	return Credentials{
		MerchantID: row.MerchantID, StoreID: row.StoreID, PublicKeyID: row.PublicKeyID, Key: key,
		Sandbox: row.Sandbox == 1, Region: amazonpay.Region(row.Region),
	}, nil
}

// keyPurpose binds a sealed private key to its public key's id.
func keyPurpose(publicKeyID string) string { return "amazon key " + publicKeyID }

// check also compares the environment with the prefix that Amazon gives to newer public key ids: it decides what the
// shopper's money is, so both must say the same.
func (c Credentials) check() error {
	faults := validate.Struct(c)
	if c.Key == nil || c.Key.N.BitLen() < minKeyBits {
		faults = append(faults, validate.Fault{Field: "privateKey", Rule: "rsa"})
	}
	if strings.HasPrefix(c.PublicKeyID, "SANDBOX-") && !c.Sandbox || strings.HasPrefix(c.PublicKeyID, "LIVE-") && c.Sandbox {
		faults = append(faults, validate.Fault{Field: "sandbox", Rule: "environment"})
	}
	if faults != nil {
		return validate.Faults(faults)
	}
	return nil
}
