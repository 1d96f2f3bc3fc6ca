package sandbox

import (
	"context"

	"noren/backend/sandbox/control"
)

// SetNotificationURL is POST /setNotificationURL.
func (c controls) SetNotificationURL(_ context.Context, r control.SetNotificationURLRequestObject) (control.SetNotificationURLResponseObject, error) {
	c.s.SetNotificationURL(r.Body.MerchantId, r.Body.Url)
	return control.SetNotificationURL200JSONResponse{}, nil
}

// Subscribe is POST /subscribe.
func (c controls) Subscribe(ctx context.Context, r control.SubscribeRequestObject) (control.SubscribeResponseObject, error) {
	return control.Subscribe200JSONResponse{}, c.s.Subscribe(ctx, r.Body.MerchantId, r.Body.Url)
}

// Notifications is GET /notifications.
func (c controls) Notifications(context.Context, control.NotificationsRequestObject) (control.NotificationsResponseObject, error) {
	return wire[control.Notifications200JSONResponse](c.s.Notifications()), nil
}

// DeliverNotifications is POST /deliverNotifications.
func (c controls) DeliverNotifications(ctx context.Context, _ control.DeliverNotificationsRequestObject) (control.DeliverNotificationsResponseObject, error) {
	return control.DeliverNotifications200JSONResponse{}, c.s.DeliverNotifications(ctx)
}

// Deliver is POST /deliver.
func (c controls) Deliver(_ context.Context, r control.DeliverRequestObject) (control.DeliverResponseObject, error) {
	return control.Deliver200JSONResponse{}, c.s.Deliver(r.Body.Id)
}

// Drop is POST /drop.
func (c controls) Drop(_ context.Context, r control.DropRequestObject) (control.DropResponseObject, error) {
	return control.Drop200JSONResponse{}, c.s.Drop(r.Body.Id)
}

// Duplicate is POST /duplicate.
func (c controls) Duplicate(_ context.Context, r control.DuplicateRequestObject) (control.DuplicateResponseObject, error) {
	return control.Duplicate200JSONResponse{}, c.s.Duplicate(r.Body.Id)
}

// Reverse is POST /reverse.
func (c controls) Reverse(context.Context, control.ReverseRequestObject) (control.ReverseResponseObject, error) {
	c.s.Reverse()
	return control.Reverse200JSONResponse{}, nil
}
