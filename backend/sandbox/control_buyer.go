package sandbox

import (
	"context"
	"net/url"

	"noren/backend/sandbox/control"
)

// Buyers is GET /buyers.
func (c controls) Buyers(context.Context, control.BuyersRequestObject) (control.BuyersResponseObject, error) {
	return wire[control.Buyers200JSONResponse](c.s.Buyers()), nil
}

// AddBuyer is POST /addBuyer.
func (c controls) AddBuyer(_ context.Context, r control.AddBuyerRequestObject) (control.AddBuyerResponseObject, error) {
	c.s.AddBuyer(wire[Buyer](r.Body))
	return control.AddBuyer200JSONResponse{}, nil
}

// Initiate is POST /initiate.
func (c controls) Initiate(_ context.Context, r control.InitiateRequestObject) (control.InitiateResponseObject, error) {
	id, err := c.s.Initiate(url.Values(r.Body.Form))
	return control.Initiate200JSONResponse{Id: id}, err
}

// SignIn is POST /signIn.
func (c controls) SignIn(_ context.Context, r control.SignInRequestObject) (control.SignInResponseObject, error) {
	way, err := c.s.SignIn(r.Body.SignInId, r.Body.Buyer)
	return control.SignIn200JSONResponse{Redirect: way}, err
}

// Choose is POST /choose.
func (c controls) Choose(_ context.Context, r control.ChooseRequestObject) (control.ChooseResponseObject, error) {
	way, err := c.s.Choose(r.Body.SessionId, Choice{
		Buyer: r.Body.Buyer, Address: deref(r.Body.Address), Addresses: deref(r.Body.Addresses), Card: deref(r.Body.Card),
	})
	return control.Choose200JSONResponse{Redirect: way}, err
}

// Pay is POST /pay.
func (c controls) Pay(_ context.Context, r control.PayRequestObject) (control.PayResponseObject, error) {
	way, err := c.s.Pay(r.Body.SessionId)
	return control.Pay200JSONResponse{Redirect: way}, err
}

// CancelByBuyer is POST /cancelByBuyer.
func (c controls) CancelByBuyer(_ context.Context, r control.CancelByBuyerRequestObject) (control.CancelByBuyerResponseObject, error) {
	way, err := c.s.CancelByBuyer(r.Body.SessionId)
	return control.CancelByBuyer200JSONResponse{Redirect: way}, err
}

// RepairPaymentMethod is POST /repairPaymentMethod.
func (c controls) RepairPaymentMethod(_ context.Context, r control.RepairPaymentMethodRequestObject) (control.RepairPaymentMethodResponseObject, error) {
	return control.RepairPaymentMethod200JSONResponse{}, c.s.RepairPaymentMethod(r.Body.Id)
}

// SetPaymentMethod is POST /setPaymentMethod.
func (c controls) SetPaymentMethod(_ context.Context, r control.SetPaymentMethodRequestObject) (control.SetPaymentMethodResponseObject, error) {
	return control.SetPaymentMethod200JSONResponse{}, c.s.SetPaymentMethod(r.Body.ChargePermissionId, deref(r.Body.Reason))
}

// ClosePermissionByBuyer is POST /closePermissionByBuyer.
func (c controls) ClosePermissionByBuyer(_ context.Context, r control.ClosePermissionByBuyerRequestObject) (control.ClosePermissionByBuyerResponseObject, error) {
	return control.ClosePermissionByBuyer200JSONResponse{}, c.s.ClosePermissionByBuyer(r.Body.ChargePermissionId)
}

// ClosePermissionByAmazon is POST /closePermissionByAmazon.
func (c controls) ClosePermissionByAmazon(_ context.Context, r control.ClosePermissionByAmazonRequestObject) (control.ClosePermissionByAmazonResponseObject, error) {
	return control.ClosePermissionByAmazon200JSONResponse{}, c.s.ClosePermissionByAmazon(r.Body.ChargePermissionId)
}

// Chargeback is POST /chargeback.
func (c controls) Chargeback(_ context.Context, r control.ChargebackRequestObject) (control.ChargebackResponseObject, error) {
	id, err := c.s.Chargeback(r.Body.ChargeId)
	return control.Chargeback200JSONResponse{Id: id}, err
}
