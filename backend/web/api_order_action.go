package web

import (
	"cmp"
	"context"
	"errors"
	"time"

	"noren/backend/ledger"
	"noren/backend/store"
	"noren/backend/store/query"
	"noren/backend/web/shopapi"
	"noren/shared/api"
)

// act does something with the order of a number, as the caller saw it, and answers with the order as it is then.
func (a shopServer) act(ctx context.Context, number string, version *int64, do func(shop, id string, act ledger.Act) (query.Order, error)) (shopapi.OrderDetails, error) {
	who := callerOf(ctx)
	order, err := a.site.Book.OfNumber(ctx, who.shop, number)
	if err != nil {
		return shopapi.OrderDetails{}, err
	}
	seen := firstSeen(ctx) // of a request that was interrupted
	if version != nil {
		seen = cmp.Or(*version, seen)
	}
	if order, err = do(who.shop, order.ID, ledger.Act{By: who.actor, Version: seen}); err != nil {
		return shopapi.OrderDetails{}, err
	}
	return a.site.orderForShop(ctx, order)
}

// simply does what wants nothing but the order's version.
func (a shopServer) simply(ctx context.Context, number string, body *shopapi.OrderAct, do func(context.Context, string, string, ledger.Act) (query.Order, error)) (shopapi.OrderDetails, error) {
	var version *int64
	if body != nil {
		version = body.Version
	}
	return a.act(ctx, number, version, func(shop, id string, act ledger.Act) (query.Order, error) { return do(ctx, shop, id, act) })
}

// CaptureOrder is 決済依頼 (R5-2).
func (a shopServer) CaptureOrder(ctx context.Context, r shopapi.CaptureOrderRequestObject) (shopapi.CaptureOrderResponseObject, error) {
	order, err := a.simply(ctx, r.Number, r.Body, a.site.Book.Capture)
	return shopapi.CaptureOrder200JSONResponse(order), err
}

// ReauthoriseOrder reserves the money anew (R5-7).
func (a shopServer) ReauthoriseOrder(ctx context.Context, r shopapi.ReauthoriseOrderRequestObject) (shopapi.ReauthoriseOrderResponseObject, error) {
	order, err := a.simply(ctx, r.Number, r.Body, a.site.Book.Reauthorise)
	return shopapi.ReauthoriseOrder200JSONResponse(order), err
}

// CancelOrder is 「この注文をキャンセル」 (R5-3).
func (a shopServer) CancelOrder(ctx context.Context, r shopapi.CancelOrderRequestObject) (shopapi.CancelOrderResponseObject, error) {
	order, err := a.simply(ctx, r.Number, r.Body, a.site.Book.CancelOrder)
	return shopapi.CancelOrder200JSONResponse(order), err
}

// AcceptOrder takes a found payment as the order's.
func (a shopServer) AcceptOrder(ctx context.Context, r shopapi.AcceptOrderRequestObject) (shopapi.AcceptOrderResponseObject, error) {
	order, err := a.simply(ctx, r.Number, r.Body, a.site.Book.Accept)
	return shopapi.AcceptOrder200JSONResponse(order), err
}

// ShipOrder notes that the shop has shipped.
func (a shopServer) ShipOrder(ctx context.Context, r shopapi.ShipOrderRequestObject) (shopapi.ShipOrderResponseObject, error) {
	order, err := a.simply(ctx, r.Number, r.Body, a.site.Book.Ship)
	return shopapi.ShipOrder200JSONResponse(order), err
}

// CancelPayment is 「Amazon Payをキャンセル」 (R5-3).
func (a shopServer) CancelPayment(ctx context.Context, r shopapi.CancelPaymentRequestObject) (shopapi.CancelPaymentResponseObject, error) {
	var wish shopapi.CancelPaymentWish
	if r.Body != nil {
		wish = *r.Body
	}
	order, err := a.act(ctx, r.Number, wish.Version, func(shop, id string, act ledger.Act) (query.Order, error) {
		return a.site.Book.CancelPayment(ctx, shop, id, act, value(wish.Reason), value(wish.Confirmed))
	})
	return shopapi.CancelPayment200JSONResponse(order), err
}

// RefundOrder gives money back.
func (a shopServer) RefundOrder(ctx context.Context, r shopapi.RefundOrderRequestObject) (shopapi.RefundOrderResponseObject, error) {
	order, err := a.act(ctx, r.Number, r.Body.Version, func(shop, id string, act ledger.Act) (query.Order, error) {
		wish := ledger.RefundWish{Amount: r.Body.Amount, Reason: value(r.Body.Reason), Confirmed: value(r.Body.Confirmed)}
		return a.site.Book.Refund(ctx, shop, id, act, wish)
	})
	return shopapi.RefundOrder200JSONResponse(order), err
}

// PlanShipping notes the day of shipping, which is one in Japan.
func (a shopServer) PlanShipping(ctx context.Context, r shopapi.PlanShippingRequestObject) (shopapi.PlanShippingResponseObject, error) {
	var plan shopapi.ShippingPlan
	if r.Body != nil {
		plan = *r.Body
	}
	var on time.Time
	if plan.On != nil {
		on = time.Date(plan.On.Year(), plan.On.Month(), plan.On.Day(), 0, 0, 0, 0, store.Japan)
	}
	order, err := a.act(ctx, r.Number, plan.Version, func(shop, id string, act ledger.Act) (query.Order, error) {
		return a.site.Book.PlanShipping(ctx, shop, id, act, on)
	})
	return shopapi.PlanShipping200JSONResponse(order), err
}

// ScheduleCapture lets 決済依頼 happen by itself.
func (a shopServer) ScheduleCapture(ctx context.Context, r shopapi.ScheduleCaptureRequestObject) (shopapi.ScheduleCaptureResponseObject, error) {
	var schedule shopapi.CaptureSchedule
	if r.Body != nil {
		schedule = *r.Body
	}
	order, err := a.act(ctx, r.Number, schedule.Version, func(shop, id string, act ledger.Act) (query.Order, error) {
		return a.site.Book.Schedule(ctx, shop, id, act, value(schedule.At))
	})
	return shopapi.ScheduleCapture200JSONResponse(order), err
}

// EditPurchaser changes the purchaser in our books alone (R5-6).
func (a shopServer) EditPurchaser(ctx context.Context, r shopapi.EditPurchaserRequestObject) (shopapi.EditPurchaserResponseObject, error) {
	p := r.Body.Purchaser
	edited := api.Person{
		FamilyName: value(p.FamilyName), GivenName: value(p.GivenName), FamilyKana: value(p.FamilyKana), GivenKana: value(p.GivenKana),
		Email: value(p.Email), Phone: value(p.Phone), PostalCode: value(p.PostalCode), Prefecture: value(p.Prefecture), City: value(p.City),
		Street: value(p.Street), Building: value(p.Building),
	}
	order, err := a.act(ctx, r.Number, r.Body.Version, func(shop, id string, act ledger.Act) (query.Order, error) {
		return a.site.Book.EditPurchaser(ctx, shop, id, act, edited)
	})
	return shopapi.EditPurchaser200JSONResponse(order), err
}

// ForgetOrder erases the people of an order (issue 8).
func (a shopServer) ForgetOrder(ctx context.Context, r shopapi.ForgetOrderRequestObject) (shopapi.ForgetOrderResponseObject, error) {
	order, err := a.simply(ctx, r.Number, r.Body, a.forget)
	return shopapi.ForgetOrder200JSONResponse(order), err
}

// forget is as good as done where nothing is left to do, whoever did it.
func (a shopServer) forget(ctx context.Context, shop, id string, act ledger.Act) (query.Order, error) {
	order, err := a.site.Book.Forget(ctx, shop, id, act)
	if !errors.Is(err, ledger.ErrNotAllowed) && !errors.Is(err, ledger.ErrRaced) {
		return order, err
	}
	order, unread := a.site.Book.Get(ctx, shop, id)
	if unread == nil && ledger.AreForgotten(order) {
		return order, nil
	}
	return order, err
}

// value is one that may have been left out.
func value[T any](given *T) (none T) {
	if given == nil {
		return none
	}
	return *given
}
