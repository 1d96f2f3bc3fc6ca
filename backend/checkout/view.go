package checkout

import (
	"noren/backend/store/query"
	"noren/shared/api"
)

// View is what the page that the shopper returned to may know of the checkout.
func (f *Flow) View(c query.Checkout) (api.Checkout, error) {
	shot, err := f.Snapshot(c.ShopID, c.Buyer)
	if err != nil {
		return api.Checkout{}, err
	}
	return api.Checkout{
		ID: c.ID, State: c.State, Problem: Problem(State(c.State)), Name: shot.Name, Email: shot.Email, Phone: shot.Phone,
		Delivery: shot.Delivery, Descriptor: shot.Descriptor,
	}, nil
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
	case Begun, Reviewing, Confirming, AtAmazon:
	}
	return ""
}
