package amazonpay

import (
	"context"
	"net/http"
)

// Scope is a piece of personal data that the shopper is asked to share (protocol 12.7).
type Scope string

// The scopes that a shop may ask for. Prime status needs Amazon's permission.
const (
	ScopeName            Scope = "name"
	ScopeEmail           Scope = "email"
	ScopePhoneNumber     Scope = "phoneNumber"
	ScopeBillingAddress  Scope = "billingAddress"
	ScopePostalCode      Scope = "postalCode"
	ScopeShippingAddress Scope = "shippingAddress"
	ScopePrimeStatus     Scope = "primeStatus"
)

// Person is who pays, as sessions and permissions name the buyer. BuyerID is stable per merchant account.
type Person struct {
	BuyerID              string   `json:"buyerId"`
	Name                 string   `json:"name"`
	Email                string   `json:"email"`
	PhoneNumber          string   `json:"phoneNumber"`
	PrimeMembershipTypes []string `json:"primeMembershipTypes"`
}

// Buyer is somebody who signed in. Fields outside the scopes of the sign-in are empty.
type Buyer struct {
	Answer

	Person

	PostalCode      string   `json:"postalCode"`
	CountryCode     string   `json:"countryCode"`
	ShippingAddress *Address `json:"shippingAddress"`
	BillingAddress  *Address `json:"billingAddress"`
}

// isAbout cannot compare: a buyer is asked for by a token.
func (b *Buyer) isAbout(string) bool { return b.BuyerID != "" }

// Address is an entry of the shopper's address book as Amazon keeps it. Japanese entries are untidy: StateOrRegion may
// be 東京都 or Tokyo, City is usually empty, phone numbers may carry invisible characters (protocol 3.1).
type Address struct {
	Name          string `json:"name"`
	AddressLine1  string `json:"addressLine1"`
	AddressLine2  string `json:"addressLine2"`
	AddressLine3  string `json:"addressLine3"`
	City          string `json:"city"`
	County        string `json:"county"`
	District      string `json:"district"`
	StateOrRegion string `json:"stateOrRegion"`
	PostalCode    string `json:"postalCode"`
	CountryCode   string `json:"countryCode"`
	PhoneNumber   string `json:"phoneNumber"`
}

// GetBuyer reads who signed in, by the buyerToken of the sign-in's return URL (protocol 3.1, 7.6).
func (c *Client) GetBuyer(ctx context.Context, token string) (*Buyer, error) {
	return call[Buyer](ctx, c, request{operation: "GetBuyer", method: http.MethodGet, path: "/buyers/", id: token})
}
