package merchant

import (
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"noren/backend/amazonpay"
	"noren/shared/validate"
)

// Credentials are a shop's account at Amazon Pay: with a key of its own, as Seller Central shows it, or with an AuthToken by which the
// operator's key, a [Provider]'s, acts for it. Printed or logged they hide private key and token.
type Credentials struct {
	MerchantID  string           `json:"merchantId" validate:"required,max=50,token"`
	StoreID     string           `json:"storeId" validate:"required,max=200,token"`
	PublicKeyID string           `json:"publicKeyId" validate:"required,max=200,token"`
	Key         *rsa.PrivateKey  `json:"-" validate:"-"`
	AuthToken   string           `json:"-" validate:"max=4000"`
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

// Hosted reports that the account came by Amazon's hosted registration, and is worked on with the provider's key.
func (c Credentials) Hosted() bool { return c.AuthToken != "" }

// Client calls Amazon Pay with these credentials; api is the address of an imitated Amazon, or "".
func (c Credentials) Client(api string, now func() time.Time) *amazonpay.Client {
	return &amazonpay.Client{
		PublicKeyID: c.PublicKeyID, Key: c.Key, Region: c.Region, Sandbox: c.Sandbox, AuthToken: c.AuthToken, BaseURL: api, Now: now,
	}
}

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

// Check also compares the environment with the prefix that Amazon gives to newer public key ids: it decides what the
// shopper's money is, so both must say the same.
func (c Credentials) Check() error {
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
