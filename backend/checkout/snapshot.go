package checkout

import (
	"cmp"

	"noren/backend/amazonpay"
	"noren/backend/buyer"
	"noren/shared/api"
	"noren/shared/jpaddress"
)

// Snapshot opens what a checkout or an order keeps of its shopper.
func (f *Flow) Snapshot(shop string, sealed []byte) (buyer.Snapshot, error) {
	return buyer.Open(f.Sealer, shop, sealed)
}

// snapshotOf reads an Open session.
func snapshotOf(s *amazonpay.CheckoutSession) buyer.Snapshot {
	return snapshot(s.Buyer, s.ShippingAddress, s.PaymentPreferences)
}

func snapshot(person *amazonpay.Person, address *amazonpay.Address, preferences amazonpay.PaymentPreferences) buyer.Snapshot {
	shot := buyer.Snapshot{Descriptor: preferences.Descriptor(), Chosen: addressOf(address)}
	shot.Purchaser, shot.Delivery = shot.Chosen, shot.Chosen
	if person != nil {
		shot.BuyerID, shot.Email = person.BuyerID, jpaddress.Clean(person.Email)
		shot.Name, shot.Phone = jpaddress.Clean(person.Name), jpaddress.Clean(person.PhoneNumber)
	}
	return shot
}

// signedIn reads a buyer who only signed in: there is no delivery, but an address of their own.
func signedIn(b *amazonpay.Buyer) buyer.Snapshot {
	shot := snapshot(&b.Person, cmp.Or(b.ShippingAddress, b.BillingAddress), amazonpay.PaymentPreferences{})
	shot.Delivery = nil
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

// sameChoice reports whether two snapshots say the same of the address at Amazon.
func sameChoice(a, b buyer.Snapshot) bool {
	if a.Chosen == nil || b.Chosen == nil {
		return a.Chosen == b.Chosen
	}
	return *a.Chosen == *b.Chosen
}
