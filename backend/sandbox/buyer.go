package sandbox

import (
	"slices"
)

// Buyer is a test account at the imitated Amazon.
type Buyer struct {
	ID          string        `json:"id"`
	Name        string        `json:"name"`
	Email       string        `json:"email"`
	Phone       string        `json:"phone"`
	Note        string        `json:"note"` // what it is good for, in Japanese
	NoteEnglish string        `json:"noteEnglish"`
	Seller      bool          `json:"seller"` // the merchant's own account, which cannot buy (R4-15)
	Addresses   []BookedPlace `json:"addresses"`
	Cards       []Card        `json:"cards"`
}

// BookedPlace is an entry of a buyer's address book.
type BookedPlace struct {
	ID string `json:"id"`
	Address
}

// Address has the keys of the API's addresses in their order (protocol 3.1).
type Address struct {
	Name          string  `json:"name"`
	AddressLine1  *string `json:"addressLine1"`
	AddressLine2  *string `json:"addressLine2"`
	AddressLine3  *string `json:"addressLine3"`
	City          *string `json:"city"`
	County        *string `json:"county"`
	District      *string `json:"district"`
	StateOrRegion *string `json:"stateOrRegion"`
	PostalCode    *string `json:"postalCode"`
	CountryCode   *string `json:"countryCode"`
	PhoneNumber   *string `json:"phoneNumber"`
}

// Card is a payment method of a test buyer; its outcome is fixed (protocol 9.1).
type Card struct {
	ID         string  `json:"id"`         // the last digits, or a name
	Label      string  `json:"label"`      // as the buyer sees it
	Descriptor string  `json:"descriptor"` // as the merchant sees it
	Outcome    Outcome `json:"outcome"`
}

// Outcome is what paying with a card comes to.
type Outcome string

// The outcomes of protocol 9.1.
const (
	Success         Outcome = "Success"
	BuyerCanceled   Outcome = "BuyerCanceled"
	Declined        Outcome = "Declined"
	Pending         Outcome = "Pending"         // authorized after 30 seconds
	PendingDeclined Outcome = "PendingDeclined" // declined after 30 seconds
)

func (o Outcome) pending() bool { return o == Pending || o == PendingDeclined }

func (o Outcome) declineReason() string {
	if o == PendingDeclined {
		return hardDeclined
	}
	return ""
}

func (c *Card) outcome() Outcome {
	if c == nil {
		return Success
	}
	return c.Outcome
}

// Buyers are the test buyers, who come with every sandbox.
func (s *Sandbox) Buyers() []Buyer {
	s.lock()
	defer s.unlock()
	return slices.Clone(s.buyers)
}

// AddBuyer adds one, or replaces the one with its id.
func (s *Sandbox) AddBuyer(b Buyer) {
	s.lock()
	defer s.unlock()
	s.buyers = slices.DeleteFunc(slices.Clone(s.buyers), func(x Buyer) bool { return x.ID == b.ID })
	s.buyers = append(s.buyers, b)
}

func (s *Sandbox) buyer(id string) (*Buyer, bool) {
	for i := range s.buyers {
		if s.buyers[i].ID == id {
			b := s.buyers[i]
			return &b, true
		}
	}
	return nil, false
}

func (b *Buyer) address(id string) (*BookedPlace, bool) {
	for i := range b.Addresses {
		if b.Addresses[i].ID == id {
			return &b.Addresses[i], true
		}
	}
	return nil, false
}

func (b *Buyer) card(id string) (*Card, bool) {
	for i := range b.Cards {
		if b.Cards[i].ID == id {
			return &b.Cards[i], true
		}
	}
	return nil, false
}

// home is the first address: where bills go.
func (b *Buyer) home() *Address {
	if len(b.Addresses) == 0 {
		return nil
	}
	return &b.Addresses[0].Address
}

// buyerAnswer is the buyer as sessions and permissions show it.
type buyerAnswer struct {
	BuyerID              string   `json:"buyerId"`
	Name                 *string  `json:"name"`
	Email                *string  `json:"email"`
	PhoneNumber          *string  `json:"phoneNumber"`
	PrimeMembershipTypes []string `json:"primeMembershipTypes"`
}

// asked tells whether the merchant's scopes reach a field (protocol 12.7).
func asked(scopes []string, scope string) bool { return slices.Contains(scopes, scope) }

func showBuyer(merchantID string, b *Buyer, scopes []string) *buyerAnswer {
	a := &buyerAnswer{BuyerID: buyerID(merchantID, b.ID)}
	if asked(scopes, "name") {
		a.Name = nullable(b.Name)
	}
	if asked(scopes, "email") {
		a.Email = nullable(b.Email)
	}
	if asked(scopes, "phoneNumber") {
		a.PhoneNumber = nullable(b.Phone)
	}
	return a
}
