// Package merchant keeps shops: who they are, what they set (requirements, section R3), the keys that their servers hold, and
// their accounts at Amazon.
//
// Every call names its shop, and no row of another shop answers it. What opens doors is sealed or hashed before it is stored.
// A change counts from its commit on, in every replica; what [Shops.Recent] and [Shops.RecentCredentials] give is older by a
// second at most.
package merchant

import (
	"errors"
	"time"

	"noren/backend/store"
)

// Errors that callers tell apart. Wrong input is a [validate.Faults] instead, which names the fields.
var (
	ErrUnknownShop    = errors.New("merchant: unknown shop")
	ErrUnknownKey     = errors.New("merchant: unknown key")
	ErrNoCredentials  = errors.New("merchant: no credentials of Amazon Pay")
	ErrNoProvider     = errors.New("merchant: the shop came by Amazon's hosted registration, and the provider's key is not configured (--amazon-provider-key)")
	ErrInForce        = errors.New("merchant: another account at Amazon takes its place before the service is applied for or after the contract has ended only (R2-5)")
	ErrUnknownVersion = errors.New("merchant: unknown version of the settings")
	ErrUnknownImage   = errors.New("merchant: unknown image")
	ErrStale          = errors.New("merchant: somebody else has saved the settings meanwhile")
)

// Shops reads and changes shops. All fields are required but Provider.
type Shops struct {
	DB     *store.DB
	Sealer *store.Sealer
	Now    func() time.Time

	// Provider is the operator's account as a solution provider; nil: there is none, and no shop registers by Amazon's hosted pages.
	Provider *Provider

	shops    memory[string, Recent]
	accounts memory[account, Credentials]
}

func (s *Shops) now() int64 { return int64(store.At(s.Now())) }
