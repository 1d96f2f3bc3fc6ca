package console

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"noren/backend/ledger"
	"noren/backend/store"
	"noren/shared/i18n"
)

// planForm is when an order ships and when its payment is requested, as typed: a day, and a day and time, in Japan.
type planForm struct {
	version             int64
	shipOn, captureAt   string
	mayShip, mayCapture bool
	fault               string // field that is wrong
}

const (
	dayField    = time.DateOnly
	momentField = "2006-01-02T15:04"
)

func (c *Console) editPlan(ctx echo.Context, v *view) error {
	return c.askPlan(ctx, v, http.StatusOK, nil)
}

func (c *Console) askPlan(ctx echo.Context, v *view, status int, typed *planForm) error {
	o, err := c.ordered(ctx, v)
	if err != nil {
		return err
	}
	d, err := c.newDossier(ctx.Request().Context(), v, o)
	if err != nil {
		return err
	}
	if !d.plannable() {
		return echo.NewHTTPError(http.StatusConflict)
	}
	form := planForm{
		shipOn: v.format(store.Micros(o.ShipOn).Time(), dayField), captureAt: v.format(store.Micros(o.CaptureAt).Time(), momentField),
	}
	if typed != nil {
		form = *typed
	}
	form.version = o.Version
	form.mayShip, _ = d.mayNow(ledger.PlanShippingAction)
	form.mayCapture, _ = d.mayNow(ledger.CaptureAction)
	return c.page(ctx, v, status, planPage(v, d, form))
}

// savePlan saves one of the two: what says which.
func (c *Console) savePlan(ctx echo.Context, v *view) error {
	version, err := strconv.ParseInt(ctx.FormValue("version"), 10, 64)
	if err != nil || version < 1 {
		return echo.ErrBadRequest
	}
	if _, err := c.ordered(ctx, v); err != nil {
		return err
	}
	words, id := i18n.OrderActionsFor(v.lang), ctx.Param("order")
	typed := planForm{shipOn: ctx.FormValue("ship_on"), captureAt: ctx.FormValue("capture_at")}
	err = c.plan(ctx.Request().Context(), v, id, ctx.FormValue("what"), version, &typed)
	switch {
	case err == nil:
		return done(ctx, words.Done["plan"], orderPath(v, id, ""))
	case errors.Is(err, ledger.ErrShipDay):
		return c.askPlan(ctx, v, http.StatusUnprocessableEntity, &typed)
	case errors.Is(err, ledger.ErrRaced):
		return failed(ctx, words.Outcomes["raced"], orderPath(v, id, ""))
	case errors.Is(err, ledger.ErrNotAllowed):
		return echo.NewHTTPError(http.StatusConflict)
	}
	return err
}

// plan saves a day of shipping, or a moment for 決済依頼. A day that is none is ErrShipDay, with the fault in the form.
func (c *Console) plan(ctx context.Context, v *view, id, what string, version int64, typed *planForm) error {
	act := ledger.Act{By: v.person.Actor(), Version: version}
	if what == "capture" {
		typed.fault = "capture_at"
		at, err := readMoment(typed.captureAt, momentField)
		if err != nil || !at.IsZero() && (at.Before(v.now) || at.After(v.now.Add(180*aDay))) {
			return ledger.ErrShipDay
		}
		_, err = c.Book.Schedule(ctx, v.shop.ID, id, act, at)
		return err
	}
	typed.fault = "ship_on"
	on, err := readMoment(typed.shipOn, dayField)
	if err != nil {
		return ledger.ErrShipDay
	}
	_, err = c.Book.PlanShipping(ctx, v.shop.ID, id, act, on)
	return err
}

// readMoment reads what a field for times gives; nothing is the zero Time.
func readMoment(text, layout string) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	return time.ParseInLocation(layout, text, store.Japan)
}
