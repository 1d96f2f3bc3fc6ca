package sandbox

import (
	"context"

	"noren/backend/sandbox/control"
)

// Capture is POST /capture.
func (c controls) Capture(_ context.Context, r control.CaptureRequestObject) (control.CaptureResponseObject, error) {
	return control.Capture200JSONResponse{}, c.s.Capture(r.Body.ChargeId, r.Body.Yen)
}

// CancelCharge is POST /cancelCharge.
func (c controls) CancelCharge(_ context.Context, r control.CancelChargeRequestObject) (control.CancelChargeResponseObject, error) {
	return control.CancelCharge200JSONResponse{}, c.s.CancelCharge(r.Body.ChargeId, deref(r.Body.Reason))
}

// Refund is POST /refund.
func (c controls) Refund(_ context.Context, r control.RefundRequestObject) (control.RefundResponseObject, error) {
	id, err := c.s.Refund(r.Body.ChargeId, r.Body.Yen)
	return control.Refund200JSONResponse{Id: id}, err
}

// ChangeAmount is POST /changeAmount.
func (c controls) ChangeAmount(_ context.Context, r control.ChangeAmountRequestObject) (control.ChangeAmountResponseObject, error) {
	return control.ChangeAmount200JSONResponse{}, c.s.ChangeAmount(r.Body.ChargeId, r.Body.Yen)
}

// ClosePermission is POST /closePermission.
func (c controls) ClosePermission(_ context.Context, r control.ClosePermissionRequestObject) (control.ClosePermissionResponseObject, error) {
	return control.ClosePermission200JSONResponse{}, c.s.ClosePermission(r.Body.ChargePermissionId, deref(r.Body.Reason))
}
