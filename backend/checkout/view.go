package checkout

import (
	"cmp"

	"noren/backend/amazonpay"
	"noren/backend/store/query"
	"noren/shared/api"
	"noren/shared/display"
	"noren/shared/person"
)

// View is what the page that the shopper returned to may know of the checkout.
func (f *Flow) View(shop Shop, c query.Checkout) (api.Checkout, error) {
	shot, err := f.Snapshot(c.ShopID, c.Buyer)
	if err != nil {
		return api.Checkout{}, err
	}
	view := api.Checkout{
		ID: c.ID, State: c.State, Problem: Problem(State(c.State)), Placement: display.Placement(c.Placement), Name: shot.Name,
		Email: shot.Email, Phone: shot.Phone, Delivery: shot.Delivery, Descriptor: shot.Descriptor, Fill: api.Target(c.Fill),
	}
	if shot.BuyerID != "" {
		view.Purchaser, view.Recipient = shot.people()
		view.Missing = shot.missing(shop, c)
	}
	return view, nil
}

// people are the purchaser and, where something is sent, the recipient, ready for a form. What the shopper answered counts for
// more than what Amazon had.
func (s Snapshot) people() (purchaser, recipient *api.Person) {
	buyer := person.With(person.Of(s.Name, s.Email, s.Phone, s.Purchaser), s.Answers)
	if s.Delivery == nil {
		return &buyer, nil
	}
	door := person.With(person.Of(s.Delivery.Name, "", cmp.Or(s.Delivery.Phone, s.Phone), s.Delivery), s.Answers)
	return &buyer, &door
}

// missing names what a purchase needs and nobody has said (R4-5).
func (s Snapshot) missing(shop Shop, c query.Checkout) []api.Field {
	purchaser, recipient := s.people()
	return person.Missing(purchaser, recipient, amazonpay.ProductType(c.Product) == amazonpay.PayAndShip, shop.Kana)
}

// Problem is how an ended checkout is explained to the shopper; "" while there is nothing to explain.
func Problem(s State) api.Code {
	switch s {
	case Declined:
		return api.PaymentDeclined
	case Cancelled:
		return api.PaymentCancelled
	case Expired:
		return api.PaymentExpired
	case Superseded:
		return api.Superseded
	case Attention:
		return api.NeedsAttention
	case Completing:
		return api.PaymentPending
	case Placed:
		return api.AlreadyPaid
	case Begun, Reviewing, Confirming, AtAmazon, SignedIn:
	}
	return ""
}
