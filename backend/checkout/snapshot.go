package checkout

import (
	"cmp"
	"encoding/json"
	"fmt"

	"noren/backend/amazonpay"
	"noren/shared/api"
	"noren/shared/jpaddress"
)

// Snapshot is what the shopper chose at Amazon, as it was last read there, and what they were asked. It is kept sealed.
type Snapshot struct {
	BuyerID    string       `json:"buyerId"`
	Name       string       `json:"name"`
	Email      string       `json:"email"`
	Phone      string       `json:"phone"`
	Purchaser  *api.Address `json:"purchaser,omitempty"` // the purchaser's own
	Delivery   *api.Address `json:"delivery,omitempty"`  // where goods go; nil for a cart that needs none
	Chosen     *api.Address `json:"chosen,omitempty"`    // what Amazon's session says now: one of the two
	Descriptor string       `json:"descriptor"`
	Answers    api.Person   `json:"answers,omitzero"` // what Amazon did not have
}

const buyerPurpose = "buyer"

// Snapshot opens what a checkout or an order keeps of its shopper; nothing kept gives the zero Snapshot.
func (f *Flow) Snapshot(shop string, sealed []byte) (Snapshot, error) {
	var s Snapshot
	if len(sealed) == 0 {
		return s, nil
	}
	text, err := f.Sealer.Open(shop, buyerPurpose, sealed)
	if err != nil {
		return s, fmt.Errorf("checkout: snapshot: %w", err)
	}
	if err := json.Unmarshal(text, &s); err != nil {
		return s, fmt.Errorf("checkout: snapshot: %w", err)
	}
	return s, nil
}

func (f *Flow) seal(shop string, s Snapshot) ([]byte, error) {
	text, err := json.Marshal(s)
	if err != nil {
		return nil, fmt.Errorf("checkout: snapshot: %w", err)
	}
	return f.Sealer.Seal(shop, buyerPurpose, text)
}

// snapshotOf reads an Open session.
func snapshotOf(s *amazonpay.CheckoutSession) Snapshot {
	return snapshot(s.Buyer, s.ShippingAddress, s.PaymentPreferences)
}

func snapshot(buyer *amazonpay.Person, address *amazonpay.Address, preferences amazonpay.PaymentPreferences) Snapshot {
	shot := Snapshot{Descriptor: preferences.Descriptor(), Chosen: addressOf(address)}
	shot.Purchaser, shot.Delivery = shot.Chosen, shot.Chosen
	if buyer != nil {
		shot.BuyerID, shot.Email = buyer.BuyerID, jpaddress.Clean(buyer.Email)
		shot.Name, shot.Phone = jpaddress.Clean(buyer.Name), jpaddress.Clean(buyer.PhoneNumber)
	}
	return shot
}

// signedIn reads a buyer who only signed in: there is no delivery, but an address of their own.
func signedIn(b *amazonpay.Buyer) Snapshot {
	shot := snapshot(&b.Person, cmp.Or(b.ShippingAddress, b.BillingAddress), amazonpay.PaymentPreferences{})
	shot.Delivery = nil
	return shot
}

// renewed is what Amazon says now on top of what was known before. Whoever goes back for the purchaser's address changes that
// alone, and the other way round (R4-7); another buyer begins anew.
func (s Snapshot) renewed(now Snapshot, target api.Target) Snapshot {
	now.Descriptor = cmp.Or(now.Descriptor, s.Descriptor)
	if s.BuyerID != now.BuyerID || s.Chosen == nil || now.Chosen == nil {
		return now
	}
	now.Answers = s.Answers
	switch {
	case target == api.Purchaser:
		now.Delivery = s.Delivery
	case target == "" && *now.Chosen == *s.Chosen:
		now.Purchaser, now.Delivery = s.Purchaser, s.Delivery
	default:
		now.Purchaser = s.Purchaser
	}
	return now
}

func addressOf(a *amazonpay.Address) *api.Address {
	if a == nil {
		return nil
	}
	return &api.Address{
		Name: jpaddress.Clean(a.Name), PostalCode: jpaddress.Clean(a.PostalCode), Region: jpaddress.Clean(a.StateOrRegion),
		City: jpaddress.Clean(a.City), Line1: jpaddress.Clean(a.AddressLine1), Line2: jpaddress.Clean(a.AddressLine2),
		Line3: jpaddress.Clean(a.AddressLine3), Country: a.CountryCode, Phone: jpaddress.Clean(a.PhoneNumber),
	}
}

// sameChoice reports whether two snapshots say the same of the address at Amazon.
func sameChoice(a, b Snapshot) bool {
	if a.Chosen == nil || b.Chosen == nil {
		return a.Chosen == b.Chosen
	}
	return *a.Chosen == *b.Chosen
}
