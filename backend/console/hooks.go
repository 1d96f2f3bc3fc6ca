package console

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"noren/backend/merchant"
	"noren/backend/staff"
	"noren/backend/store"
	"noren/backend/webhook"
	"noren/shared/i18n"
	"noren/shared/validate"
)

// hookRoutes are the endpoints of the shop's servers, and what was sent to them.
func (c *Console) hookRoutes() []route {
	hooks := shopPath(":shop", "/hooks")
	return []route{
		{method: http.MethodGet, path: hooks, right: staff.View, handle: c.listHooks},
		{method: http.MethodPost, path: hooks, right: staff.Manage, handle: c.addHook, fresh: true},
		{method: http.MethodGet, path: hooks + "/:hook", right: staff.View, handle: c.showHook},
		{method: http.MethodPost, path: hooks + "/:hook", right: staff.Manage, handle: c.saveHook, fresh: true},
		{method: http.MethodPost, path: hooks + "/:hook/rotate", right: staff.Manage, handle: c.rotateHook, fresh: true},
		{method: http.MethodGet, path: hooks + "/:hook/remove", right: staff.Manage, handle: c.askRemoveHook},
		{method: http.MethodPost, path: hooks + "/:hook/remove", right: staff.Manage, handle: c.removeHook},
		{method: http.MethodPost, path: hooks + "/:hook/enable", right: staff.Manage, handle: c.enableHook},
		{method: http.MethodPost, path: hooks + "/:hook/test", right: staff.Work, handle: c.testHook},
		{method: http.MethodPost, path: hooks + "/:hook/replay", right: staff.Work, handle: c.replayHook},
		{method: http.MethodPost, path: hooks + "/:hook/deliveries/:delivery/replay", right: staff.Work, handle: c.replayDelivery},
	}
}

// hookForm is an endpoint as typed, or as it is.
type hookForm struct {
	merchant.Endpoint

	fault  string // of the address
	secret string // a new one, shown this once
}

func hookPath(v *view, id, rest string) string { return shopPath(v.shop.ID, "/hooks/"+id+rest) }

func (c *Console) listHooks(ctx echo.Context, v *view) error {
	return c.drawHooks(ctx, v, http.StatusOK, hookForm{})
}

func (c *Console) drawHooks(ctx echo.Context, v *view, status int, form hookForm) error {
	endpoints, err := c.Shops.Endpoints(ctx.Request().Context(), v.shop.ID)
	if err != nil {
		return err
	}
	return c.page(ctx, v, status, hooksPage(v, i18n.MessagesFor(v.lang), endpoints, form))
}

func (c *Console) addHook(ctx echo.Context, v *view) error {
	form, err := readHook(ctx)
	if err != nil {
		return err
	}
	id, secret, err := c.Shops.AddEndpoint(ctx.Request().Context(), v.person.Actor(), v.shop.ID, form.URL, form.Kinds...)
	if faults, wrong := errors.AsType[validate.Faults](err); wrong {
		form.fault = hookFault(v, faults)
		return c.drawHooks(ctx, v, http.StatusUnprocessableEntity, form)
	}
	if err != nil {
		return err
	}
	return c.showSecret(ctx, v, id, secret, i18n.MessagesFor(v.lang).Hooks.Added)
}

func readHook(ctx echo.Context) (hookForm, error) {
	values, err := ctx.FormParams()
	if err != nil {
		return hookForm{}, echo.ErrBadRequest
	}
	form := hookForm{Endpoint: merchant.Endpoint{URL: strings.TrimSpace(values.Get("url"))}}
	for _, kind := range values["kind"] {
		form.Kinds = append(form.Kinds, webhook.Kind(kind))
	}
	return form, nil
}

func hookFault(v *view, faults validate.Faults) string {
	words := i18n.MessagesFor(v.lang).Hooks
	for _, fault := range faults {
		switch fault.Rule {
		case "max":
			return i18n.Fill(words.TooMany, "most", fault.Param)
		case "taken":
			return i18n.For(v.lang).Fault(fault, words.URL)
		}
	}
	return words.URLWrong
}

// showSecret shows a new secret once: it is in no address and no cookie, so this page answers the form itself.
func (c *Console) showSecret(ctx echo.Context, v *view, id, secret, text string) error {
	v.flash = flash{"done", text}
	return c.drawHook(ctx, v, http.StatusOK, id, hookForm{secret: secret})
}

func (c *Console) showHook(ctx echo.Context, v *view) error {
	return c.drawHook(ctx, v, http.StatusOK, ctx.Param("hook"), hookForm{})
}

// findHook is one endpoint of the shop; echo.ErrNotFound where there is none.
func (c *Console) findHook(ctx echo.Context, v *view, id string) (merchant.Endpoint, error) {
	endpoints, err := c.Shops.Endpoints(ctx.Request().Context(), v.shop.ID)
	if err != nil {
		return merchant.Endpoint{}, err
	}
	i := slices.IndexFunc(endpoints, func(e merchant.Endpoint) bool { return e.ID == id })
	if i < 0 {
		return merchant.Endpoint{}, echo.ErrNotFound
	}
	return endpoints[i], nil
}

func (c *Console) drawHook(ctx echo.Context, v *view, status int, id string, form hookForm) error {
	endpoint, err := c.findHook(ctx, v, id)
	if err != nil {
		return err
	}
	typed := form.Endpoint
	form.Endpoint = endpoint
	if form.fault != "" {
		form.URL, form.Kinds = typed.URL, typed.Kinds
	}
	state := ctx.QueryParam("state")
	log, err := webhook.Deliveries(ctx.Request().Context(), c.DB, v.shop.ID, id, state, ctx.QueryParam("before"), mailsAtOnce+1)
	if err != nil {
		return err
	}
	more := ""
	if len(log) > mailsAtOnce {
		log = log[:mailsAtOnce]
		more = url.QueryEscape(log[len(log)-1].ID) + "&state=" + url.QueryEscape(state)
	}
	return c.page(ctx, v, status, hookPage(v, i18n.MessagesFor(v.lang), form, log, state, more))
}

func (c *Console) saveHook(ctx echo.Context, v *view) error {
	form, err := readHook(ctx)
	if err != nil {
		return err
	}
	id := ctx.Param("hook")
	err = c.Shops.UpdateEndpoint(ctx.Request().Context(), v.person.Actor(), v.shop.ID, id, form.URL, form.Kinds...)
	if faults, wrong := errors.AsType[validate.Faults](err); wrong {
		form.fault = hookFault(v, faults)
		return c.drawHook(ctx, v, http.StatusUnprocessableEntity, id, form)
	}
	return c.hookDone(ctx, v, err, i18n.MessagesFor(v.lang).Hooks.Saved, hookPath(v, id, ""))
}

// hookDone leads on after something was done with an endpoint.
func (c *Console) hookDone(ctx echo.Context, v *view, err error, text, to string) error {
	switch {
	case errors.Is(err, webhook.ErrUnknownEndpoint), errors.Is(err, webhook.ErrUnknownDelivery):
		return echo.ErrNotFound
	case errors.Is(err, webhook.ErrDisabled):
		return failed(ctx, i18n.MessagesFor(v.lang).Hooks.Disabled, to)
	case err != nil:
		return err
	}
	return done(ctx, text, to)
}

func (c *Console) rotateHook(ctx echo.Context, v *view) error {
	id := ctx.Param("hook")
	secret, err := c.Shops.RotateSecret(ctx.Request().Context(), v.person.Actor(), v.shop.ID, id)
	if err != nil {
		return c.hookDone(ctx, v, err, "", "")
	}
	return c.showSecret(ctx, v, id, secret, i18n.MessagesFor(v.lang).Hooks.Rotated)
}

// askRemoveHook asks first: what waits to be sent is lost with the endpoint.
func (c *Console) askRemoveHook(ctx echo.Context, v *view) error {
	endpoint, err := c.findHook(ctx, v, ctx.Param("hook"))
	if err != nil {
		return err
	}
	return c.page(ctx, v, http.StatusOK, hookRemovePage(v, i18n.MessagesFor(v.lang), hookForm{Endpoint: endpoint}))
}

func (c *Console) removeHook(ctx echo.Context, v *view) error {
	err := c.Shops.RemoveEndpoint(ctx.Request().Context(), v.person.Actor(), v.shop.ID, ctx.Param("hook"))
	return c.hookDone(ctx, v, err, i18n.MessagesFor(v.lang).Hooks.Removed, shopPath(v.shop.ID, "/hooks"))
}

func (c *Console) enableHook(ctx echo.Context, v *view) error {
	id := ctx.Param("hook")
	err := c.Shops.EnableEndpoint(ctx.Request().Context(), v.person.Actor(), v.shop.ID, id)
	return c.hookDone(ctx, v, err, i18n.MessagesFor(v.lang).Hooks.Enabled, hookPath(v, id, ""))
}

func (c *Console) testHook(ctx echo.Context, v *view) error {
	id := ctx.Param("hook")
	_, err := webhook.Test(ctx.Request().Context(), c.DB, c.Now(), v.person.Actor(), v.shop.ID, id)
	return c.hookDone(ctx, v, err, i18n.MessagesFor(v.lang).Hooks.Tested, hookPath(v, id, ""))
}

// replayHook sends again what did not arrive since a day.
func (c *Console) replayHook(ctx echo.Context, v *view) error {
	since, err := time.ParseInLocation(time.DateOnly, ctx.FormValue("since"), store.Japan)
	if err != nil {
		return echo.ErrBadRequest
	}
	id := ctx.Param("hook")
	n, err := webhook.ReplaySince(ctx.Request().Context(), c.DB, c.Now(), v.person.Actor(), v.shop.ID, id, since)
	return c.hookDone(ctx, v, err, i18n.Fill(i18n.MessagesFor(v.lang).Hooks.ReplayedAll, "n", strconv.Itoa(n)), hookPath(v, id, ""))
}

func (c *Console) replayDelivery(ctx echo.Context, v *view) error {
	err := webhook.Replay(ctx.Request().Context(), c.DB, c.Now(), v.person.Actor(), v.shop.ID, ctx.Param("delivery"))
	return c.hookDone(ctx, v, err, i18n.MessagesFor(v.lang).Hooks.Replayed, hookPath(v, ctx.Param("hook"), ""))
}

// wantedKinds are those that an endpoint may choose.
func wantedKinds() []webhook.Kind {
	return slices.DeleteFunc(webhook.Kinds(), func(k webhook.Kind) bool { return k == webhook.EndpointTest })
}

// kindNames are events in words.
func kindNames(v *view, kinds []webhook.Kind) string {
	names := make([]string, 0, len(kinds))
	for _, kind := range kinds {
		names = append(names, kindName(v, kind))
	}
	return i18n.List(v.lang, names)
}

// kindName is an event in words, and in the words of the API where there are none.
func kindName(v *view, kind webhook.Kind) string {
	return orNothing(i18n.TimelineFor(v.lang).Names["webhook."+string(kind)], string(kind))
}
