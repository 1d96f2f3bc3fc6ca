package web

import (
	"cmp"
	"context"

	"noren/backend/checkout"
	"noren/backend/ledger"
	"noren/backend/store"
	"noren/backend/store/query"
	"noren/backend/web/shopapi"
	"noren/shared/api"
)

// checkoutForShop is a checkout as the shop's own server may know it: with the personal data, and with the order as long as
// the order is this checkout's.
func (s *Site) checkoutForShop(ctx context.Context, row query.Checkout) (shopapi.Checkout, error) {
	answer := shopapi.Checkout{
		Id: row.ID, CartId: row.CartID, CartVersion: &row.CartVersion, Total: row.Total, Currency: shopapi.JPY, CreatedAt: store.Micros(row.CreatedAt).Time(),
	}
	order, found, err := s.orderOf(ctx, row)
	if err != nil {
		return answer, err
	}
	answer.State = publicState(checkout.State(row.State), ledger.State(order.State))
	if found {
		state := ledger.State(order.State)
		answer.OrderNumber = &order.Number
		answer.Order = &shopapi.Order{State: shopapi.OrderState(state), MayShip: state.MayShip()}
		if placed := store.Micros(order.PlacedAt).Time(); !placed.IsZero() {
			answer.PlacedAt = &placed
		}
	}
	return answer, s.addPeople(ctx, &answer, row)
}

// addPeople adds who buys, where it goes, and how it is paid, once the shopper has come back from Amazon.
func (s *Site) addPeople(ctx context.Context, answer *shopapi.Checkout, row query.Checkout) error {
	shot, err := s.Flow.Snapshot(row.ShopID, row.Buyer)
	if err != nil || shot.BuyerID == "" {
		return err
	}
	shop, err := s.Flow.Shop(ctx, row.ShopID)
	if err != nil {
		return err
	}
	view, err := s.Flow.View(shop, row)
	if err != nil {
		return err
	}
	answer.Purchaser = purchaserForShop(view)
	missing := fieldsForShop(view.Missing)
	answer.Missing = &missing
	answer.Payment = &shopapi.Payment{Descriptor: shot.Descriptor}
	if row.PermissionID != "" {
		answer.Payment.AmazonReferenceId = &row.PermissionID
	}
	if a := view.Delivery; a != nil {
		form := *view.Recipient
		answer.Delivery = &shopapi.Delivery{
			Name: a.Name, PostalCode: a.PostalCode, Region: cmp.Or(a.Region, form.Prefecture), City: a.City, Line1: a.Line1, Line2: a.Line2,
			Line3: a.Line3, Country: a.Country, Phone: cmp.Or(a.Phone, form.Phone), Form: formForShop(form),
		}
	}
	return nil
}

func purchaserForShop(view api.Checkout) *shopapi.Purchaser {
	form := *view.Purchaser
	return &shopapi.Purchaser{Name: view.Name, Email: view.Email, Phone: cmp.Or(view.Phone, form.Phone), Form: formForShop(form)}
}

func formForShop(p api.Person) shopapi.Form {
	known := func(value string) *string {
		if value == "" {
			return nil
		}
		return &value
	}
	form := shopapi.Form{
		FamilyName: known(p.FamilyName), GivenName: known(p.GivenName), FamilyKana: known(p.FamilyKana), GivenKana: known(p.GivenKana),
		Email: known(p.Email), Phone: known(p.Phone), PostalCode: known(p.PostalCode), Prefecture: known(p.Prefecture), City: known(p.City),
		Street: known(p.Street), Building: known(p.Building),
	}
	if len(p.Uncertain) > 0 {
		uncertain := fieldsForShop(p.Uncertain)
		form.Uncertain = &uncertain
	}
	return form
}

func (s *Site) orderOf(ctx context.Context, row query.Checkout) (order query.Order, found bool, err error) {
	if row.OrderID == "" {
		return query.Order{}, false, nil
	}
	order, err = s.Book.Get(ctx, row.ShopID, row.OrderID)
	if err != nil || order.CheckoutID != row.ID {
		return query.Order{}, false, err
	}
	return order, true, nil
}

// publicState is the one word by which a shop decides. It is «placed» only as long as the order may ship (pitfall 9): a payment
// that Amazon has not decided about, or that did not hold, is not.
func publicState(s checkout.State, order ledger.State) shopapi.CheckoutState {
	switch s {
	case checkout.Begun, checkout.Reviewing, checkout.Confirming:
		return shopapi.CheckoutStateOpen
	case checkout.AtAmazon:
		return shopapi.CheckoutStateAwaitingPayment
	case checkout.Completing:
		return shopapi.CheckoutStatePending
	case checkout.Placed:
		return placedState(order)
	case checkout.Declined:
		return shopapi.CheckoutStateDeclined
	case checkout.Cancelled:
		return shopapi.CheckoutStateCancelled
	case checkout.Expired:
		return shopapi.CheckoutStateExpired
	case checkout.Superseded:
		return shopapi.CheckoutStateSuperseded
	case checkout.Attention, checkout.SignedIn:
	}
	return shopapi.CheckoutStateAttention
}

func placedState(order ledger.State) shopapi.CheckoutState {
	switch order {
	case ledger.Authorised, ledger.Captured, ledger.PartlyRefunded:
		return shopapi.CheckoutStatePlaced
	case ledger.Pending, ledger.Capturing, ledger.Refunding:
		return shopapi.CheckoutStatePending
	case ledger.Declined:
		return shopapi.CheckoutStateDeclined
	case ledger.Cancelled, ledger.Refunded, ledger.OrderCancelled:
		return shopapi.CheckoutStateCancelled
	case ledger.Lapsed:
		return shopapi.CheckoutStateExpired
	case ledger.Awaiting, ledger.Unpaid, ledger.Attention:
	}
	return shopapi.CheckoutStateAttention
}
