// Package registration brings a shop its account at Amazon Pay (requirements R1-2, R2-2, R2-5, X-2), in one of three ways: by Amazon's
// hosted registration, from which the credentials come back by themselves; by a key pair of ours, whose public half the merchant
// enters at Amazon; by a key that Amazon made. Whatever way they come, credentials are tried with a real call before they are saved.
//
// "protocol 10.4" is section 10.4 of the project's protocol reference, amazon-pay-v2.md.
package registration

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"noren/backend/merchant"
	"noren/backend/store"
	"noren/backend/store/query"
)

// Registrations registers shops at Amazon. All fields are required but API.
type Registrations struct {
	Shops     *merchant.Shops
	PublicURL string // our own origin, without a slash at the end

	// API is where an imitated Amazon listens; "" is Amazon itself.
	API string
}

// State is how far one registration has come.
type State string

// The states.
const (
	Started  State = "started"  // the merchant is at Amazon
	Returned State = "returned" // and came back with the account, which somebody has to accept
	Done     State = "done"     // accepted: the shop's present account
	Dropped  State = "dropped"  // given up, or replaced by a later one
	Expired  State = "expired"  // not stored: its time is up
)

// Life is how long a registration may take. Amazon's pages may be left and taken up again meanwhile.
const Life = 24 * time.Hour

// Registration is one visit to Amazon's registration.
type Registration struct {
	Shop, ID   string
	Person     string // who began it; nobody else can accept what it brings
	Session    string // in which session of theirs
	State      State
	MerchantID string // from Returned on
	Reason     Reason // why Amazon refused the account when it was last tried; "" where it did not
	StartedAt  time.Time
	ReturnedAt time.Time // zero: not yet
}

// Errors that callers tell apart. What Amazon says about credentials is a [Refusal].
var (
	// ErrNoProvider says that the operator is no solution provider: Amazon's hosted registration leads nowhere.
	ErrNoProvider = errors.New("registration: no provider is configured")
	// ErrUnknown says that there is no such registration, that it is over, or that what came back does not belong to it.
	ErrUnknown = errors.New("registration: unknown, over or forged")
	// ErrStranger says that somebody else began the registration.
	ErrStranger = errors.New("registration: somebody else began it")
	// ErrNoKeyPair says that no key pair has been made for the shop.
	ErrNoKeyPair = errors.New("registration: no key pair")
)

// Last is a shop's newest registration; ErrUnknown where there never was one.
func (r *Registrations) Last(ctx context.Context, shop string) (Registration, error) {
	return r.read(r.Shops.DB.Read().LastRegistration(ctx, shop))
}

// Get is one registration of a shop, or ErrUnknown.
func (r *Registrations) Get(ctx context.Context, shop, id string) (Registration, error) {
	return r.read(r.Shops.DB.Read().GetRegistration(ctx, query.GetRegistrationParams{ShopID: shop, ID: id}))
}

func (r *Registrations) read(row query.Registration, err error) (Registration, error) {
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return Registration{}, ErrUnknown
	case err != nil:
		return Registration{}, fmt.Errorf("registration: read: %w", err)
	}
	g := Registration{
		Shop: row.ShopID, ID: row.ID, Person: row.Person, Session: row.Session, State: State(row.State), MerchantID: row.MerchantID,
		Reason: Reason(row.Reason), StartedAt: store.Micros(row.StartedAt).Time(), ReturnedAt: store.Micros(row.ReturnedAt).Time(),
	}
	if (g.State == Started || g.State == Returned) && row.ExpiresAt <= r.now() {
		g.State = Expired
	}
	return g, nil
}

func (r *Registrations) now() int64 { return int64(store.At(r.Shops.Now())) }
