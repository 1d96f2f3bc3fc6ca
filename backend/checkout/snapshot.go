package checkout

import (
	"encoding/json"
	"fmt"

	"noren/backend/amazonpay"
	"noren/shared/api"
	"noren/shared/jpaddress"
)

// Snapshot is what the shopper chose at Amazon, as it was last read there. It is kept sealed.
type Snapshot struct {
	BuyerID    string       `json:"buyerId"`
	Name       string       `json:"name"`
	Email      string       `json:"email"`
	Phone      string       `json:"phone"`
	Delivery   *api.Address `json:"delivery,omitempty"` // nil for a cart that needs none
	Descriptor string       `json:"descriptor"`
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
	shot := Snapshot{Descriptor: preferences.Descriptor(), Delivery: addressOf(address)}
	if buyer != nil {
		shot.BuyerID, shot.Email = buyer.BuyerID, jpaddress.Clean(buyer.Email)
		shot.Name, shot.Phone = jpaddress.Clean(buyer.Name), jpaddress.Clean(buyer.PhoneNumber)
	}
	return shot
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

// sameDelivery reports whether two snapshots lead to the same door.
func sameDelivery(a, b Snapshot) bool {
	if a.Delivery == nil || b.Delivery == nil {
		return a.Delivery == b.Delivery
	}
	return *a.Delivery == *b.Delivery
}
