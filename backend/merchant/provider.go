package merchant

import (
	"crypto/rsa"
	"fmt"
	"log/slog"
)

// Provider is the operator's own account at Amazon Pay, that of a solution provider: with its key Noren acts for merchants who
// registered by Amazon's hosted pages (protocol 10.4). It is configuration and not stored, so that a new key of the provider's counts
// for all of them at once. Printed or logged it hides the private key.
type Provider struct {
	ID          string // the provider's merchant id, which Amazon's registration calls spId
	PublicKeyID string
	Key         *rsa.PrivateKey
	Sandbox     bool
	Register    string // address of Amazon's registration, to which merchants are sent
}

// String hides the private key.
func (p Provider) String() string {
	return fmt.Sprintf("%s %s sandbox=%t", p.ID, p.PublicKeyID, p.Sandbox)
}

// GoString hides the private key.
func (p Provider) GoString() string { return p.String() }

// LogValue hides the private key.
func (p Provider) LogValue() slog.Value { return slog.StringValue(p.String()) }

// Act are the credentials with which the provider acts for a merchant by an authorization token.
func (p Provider) Act(merchantID, storeID, token string) Credentials {
	return Credentials{
		MerchantID: merchantID, StoreID: storeID, PublicKeyID: p.PublicKeyID, Key: p.Key, AuthToken: token, Sandbox: p.Sandbox, Region: "jp",
	}
}
