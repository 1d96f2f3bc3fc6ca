package checkout

import (
	"noren/backend/amazonpay"
	"noren/backend/buyer"
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
		view.Purchaser, view.Recipient = shot.People()
		view.Missing = missing(shot, shop, c)
	}
	return view, nil
}

// missing names what a purchase needs and nobody has said (R4-5).
func missing(s buyer.Snapshot, shop Shop, c query.Checkout) []api.Field {
	purchaser, recipient := s.People()
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
