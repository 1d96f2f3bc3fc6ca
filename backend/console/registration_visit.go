package console

import (
	"errors"
	"net/http"
	"net/url"
	"strings"

	"github.com/labstack/echo/v4"

	"noren/backend/merchant"
	"noren/backend/registration"
	"noren/shared/i18n"
)

func registrationPath(v *view, id, rest string) string {
	return shopPath(v.shop.ID, registerPath+"/"+id+rest)
}

func (c *Console) startRegistration(ctx echo.Context, v *view) error {
	id, err := c.Registration.Start(ctx.Request().Context(), v.shop.ID, registration.Beginner{
		Actor: v.person.Actor(), Person: v.person.ID, Session: v.session.ID,
	})
	if errors.Is(err, registration.ErrNoProvider) {
		return failed(ctx, i18n.RegistrationFor(v.lang).NoProvider, shopPath(v.shop.ID, registerPath))
	}
	if err != nil {
		return err
	}
	return ctx.Redirect(http.StatusSeeOther, registrationPath(v, id, ""))
}

// showRegistration leads to Amazon, or asks whether what came back is right.
func (c *Console) showRegistration(ctx echo.Context, v *view) error {
	words, home := i18n.RegistrationFor(v.lang), shopPath(v.shop.ID, registerPath)
	g, err := c.Registration.Get(ctx.Request().Context(), v.shop.ID, ctx.Param("registration"))
	switch {
	case errors.Is(err, registration.ErrUnknown):
		return echo.ErrNotFound
	case err != nil:
		return err
	case g.Person != v.person.ID && (g.State == registration.Started || g.State == registration.Returned):
		return failed(ctx, words.Stranger, home)
	case g.State == registration.Started:
		return c.leadToAmazon(ctx, v, g)
	case g.State == registration.Returned && g.Session != v.session.ID && !v.session.Fresh:
		return c.sendToConfirm(ctx, false) // it is another browser than the one that began
	case g.State == registration.Returned:
		return c.drawReturned(ctx, v, http.StatusOK, g, "")
	}
	return ctx.Redirect(http.StatusSeeOther, home)
}

// amazonSites are where Amazon's registration leads on to while it goes; browsers look at every address on the way of a form.
const amazonSites = " https://*.amazon.co.jp https://*.amazon.com https://*.payments-amazon.com"

func (c *Console) leadToAmazon(ctx echo.Context, v *view, g registration.Registration) error {
	form, err := c.Registration.Form(ctx.Request().Context(), v.shop, g.ID, v.person.ID, v.lang)
	if errors.Is(err, registration.ErrNoProvider) {
		return failed(ctx, i18n.RegistrationFor(v.lang).NoProvider, shopPath(v.shop.ID, registerPath))
	}
	if err != nil {
		return err
	}
	target, err := url.Parse(form.Target)
	if err != nil {
		return err
	}
	h := ctx.Response().Header()
	allowed := "form-action 'self' " + target.Scheme + "://" + target.Host + amazonSites
	h.Set("Content-Security-Policy", strings.Replace(h.Get("Content-Security-Policy"), "form-action 'self'", allowed, 1))
	return c.page(ctx, v, http.StatusOK, goPage(v, i18n.RegistrationFor(v.lang), g, form))
}

// drawReturned shows what came back; fault is of the box that says that the account is another one.
func (c *Console) drawReturned(ctx echo.Context, v *view, status int, g registration.Registration, fault string) error {
	present, err := c.present(ctx.Request().Context(), v.shop.ID)
	if err != nil {
		return err
	}
	return c.page(ctx, v, status, returnedPage(v, i18n.RegistrationFor(v.lang), g, present, fault))
}

func (c *Console) acceptRegistration(ctx echo.Context, v *view) error {
	words, id, in := i18n.RegistrationFor(v.lang), ctx.Param("registration"), ctx.Request().Context()
	g, err := c.Registration.Get(in, v.shop.ID, id)
	if errors.Is(err, registration.ErrUnknown) {
		return echo.ErrNotFound
	}
	if err != nil {
		return err
	}
	present, err := c.present(in, v.shop.ID)
	if err != nil {
		return err
	}
	if g.State == registration.Returned && changes(present, g.MerchantID) && ctx.FormValue("understood") == "" {
		return c.drawReturned(ctx, v, http.StatusUnprocessableEntity, g, words.NotYet)
	}
	err = c.Registration.Accept(in, v.shop, id, v.person.Actor(), v.person.ID)
	home := shopPath(v.shop.ID, registerPath)
	refusal, refused := errors.AsType[*registration.Refusal](err)
	switch {
	case refused:
		return failed(ctx, refusalText(words, refusal), registrationPath(v, id, ""))
	case errors.Is(err, registration.ErrUnknown):
		return failed(ctx, words.GoneHint, home)
	case errors.Is(err, registration.ErrStranger):
		return failed(ctx, words.Stranger, home)
	case errors.Is(err, registration.ErrNoProvider):
		return failed(ctx, words.NoProvider, home)
	case errors.Is(err, merchant.ErrInForce):
		return failed(ctx, words.ChangeClosed, registrationPath(v, id, ""))
	case err != nil:
		return err
	}
	return done(ctx, words.Accepted, home)
}

// changes reports that an account would take the place of another one.
func changes(present presentAccount, merchantID string) bool {
	return present.MerchantID != "" && present.MerchantID != merchantID
}

// refusalText says what Amazon has against credentials, and what it said itself.
func refusalText(w i18n.Registration, r *registration.Refusal) string {
	text := w.Reasons[string(r.Reason)]
	if r.Code == "" {
		return text
	}
	return text + " " + i18n.Fill(w.Support, "code", string(r.Code), "request", r.RequestID)
}

func (c *Console) dropRegistration(ctx echo.Context, v *view) error {
	err := c.Registration.Drop(ctx.Request().Context(), v.shop.ID, ctx.Param("registration"), v.person.Actor())
	if err != nil && !errors.Is(err, registration.ErrUnknown) {
		return err
	}
	return done(ctx, i18n.RegistrationFor(v.lang).Discarded, shopPath(v.shop.ID, registerPath))
}
