package web

import (
	"context"
	"time"

	openapi "github.com/oapi-codegen/runtime/types"

	"noren/backend/ledger"
	"noren/backend/store"
	"noren/backend/store/query"
	"noren/backend/web/shopapi"
	"noren/shared/api"
)

// GetOrder reads an order. Another shop's is as unknown as none.
func (a shopServer) GetOrder(ctx context.Context, r shopapi.GetOrderRequestObject) (shopapi.GetOrderResponseObject, error) {
	order, err := a.site.Book.OfNumber(ctx, callerOf(ctx).shop, r.Number)
	if err != nil {
		return nil, err
	}
	answer, err := a.site.orderForShop(ctx, order)
	return shopapi.GetOrder200JSONResponse(answer), err
}

// orderForShop is an order as the shop's own server may know it.
func (s *Site) orderForShop(ctx context.Context, o query.Order) (shopapi.OrderDetails, error) {
	busy, err := s.Book.Busy(ctx, o)
	if err != nil {
		return shopapi.OrderDetails{}, err
	}
	permits := ledger.Permits(o, busy, s.Now())
	answer := shopapi.OrderDetails{
		Number: o.Number, Version: o.Version, State: shopapi.OrderState(o.State), MayShip: ledger.State(o.State).MayShip(), Total: o.Total,
		Currency: shopapi.JPY, Captured: o.Captured, Refunded: o.Refunded, AmazonTotal: given(o.AmazonTotal), Differs: o.Differs == 1,
		AmazonReferenceId: given(o.PermissionID), Alert: given(o.Alert), Reason: given(o.Reason), Busy: given(busy),
		Next: string(ledger.Next(o, permits, busy)), Permits: permitsForShop(permits), CartId: o.CartID, CheckoutId: given(o.CheckoutID),
		CreatedAt: store.Micros(o.CreatedAt).Time(), PlacedAt: moment(o.PlacedAt), AuthorisedAt: moment(o.AuthorisedAt), ExpiresAt: moment(o.ExpiresAt),
		PermissionExpiresAt: moment(o.PermissionExpiresAt), CaptureAt: moment(o.CaptureAt), ShippedAt: moment(o.ShippedAt),
	}
	if o.ShipOn > 0 {
		answer.ShipOn = &openapi.Date{Time: store.Micros(o.ShipOn).Time().In(store.Japan)}
	}
	if answer.Charges, answer.Refunds, err = s.moneyForShop(ctx, o); err != nil {
		return answer, err
	}
	if answer.Erased = ledger.AreForgotten(o); answer.Erased {
		at, err := s.Book.ForgottenAt(ctx, o)
		answer.ErasedAt = given(at)
		return answer, err
	}
	purchaser, recipient, err := s.Book.People(o)
	answer.Purchaser, answer.Recipient = personForShop(purchaser), personForShop(recipient)
	return answer, err
}

func permitsForShop(permits []ledger.Permit) []shopapi.Permit {
	answer := make([]shopapi.Permit, 0, len(permits))
	for _, permit := range permits {
		answer = append(answer, shopapi.Permit{
			Action: shopapi.Action(permit.Action), Allowed: permit.Allowed, Why: given(shopapi.Why(permit.Why)),
		})
	}
	return answer
}

// moneyForShop are the charges and refunds of an order, as they were last read.
func (s *Site) moneyForShop(ctx context.Context, o query.Order) ([]shopapi.Charge, []shopapi.Refund, error) {
	charges, err := s.DB.Read().Charges(ctx, query.ChargesParams{ShopID: o.ShopID, OrderID: o.ID})
	if err != nil {
		return nil, nil, err
	}
	refunds, err := s.DB.Read().Refunds(ctx, query.RefundsParams{ShopID: o.ShopID, OrderID: o.ID})
	if err != nil {
		return nil, nil, err
	}
	in, back := make([]shopapi.Charge, 0, len(charges)), make([]shopapi.Refund, 0, len(refunds))
	for _, c := range charges {
		in = append(in, shopapi.Charge{
			Id: c.ID, State: c.State, Ours: c.Ours == 1, Amount: c.Amount, Captured: c.Captured, Refunded: c.Refunded,
			CreatedAt: store.Micros(c.CreatedAt).Time(), ExpiresAt: moment(c.ExpiresAt),
		})
	}
	for _, r := range refunds {
		back = append(back, shopapi.Refund{
			AmazonId: given(r.AmazonID), ChargeId: r.ChargeID, Amount: r.Amount, Reason: r.Reason, State: shopapi.RefundState(r.State),
			CreatedAt: store.Micros(r.CreatedAt).Time(), EndedAt: moment(r.EndedAt),
		})
	}
	return in, back, nil
}

func personForShop(p *api.Person) *shopapi.Form {
	if p == nil {
		return nil
	}
	form := formForShop(*p)
	return &form
}

// given is a value that may be left out.
func given[T comparable](value T) *T {
	var none T
	if value == none {
		return nil
	}
	return &value
}

func moment(micros int64) *time.Time { return given(store.Micros(micros).Time()) }
