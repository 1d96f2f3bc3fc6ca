package console

import (
	"cmp"
	"crypto/rand"
	"errors"
	"log/slog"
	"net/http"
	"net/url"
	"time"

	"github.com/labstack/echo/v4"

	"noren/backend/session"
	"noren/backend/staff"
	"noren/shared/i18n"
)

// oidcCookie names a browser on its way to the staff login and back. It is Lax, since the provider sends people back from another site.
const oidcCookie = "__Host-noren-oidc"

// oidcRoutes are signing in by the operator's own staff login. Without one they lead nowhere.
func (c *Console) oidcRoutes() []route {
	return []route{
		{method: http.MethodPost, path: "/console/sign-in/oidc", right: open, handle: c.signInByOIDC},
		{method: http.MethodGet, path: staff.OIDCReturn, right: open, handle: c.returnFromOIDC},
		{method: http.MethodPost, path: "/console/confirm/oidc", right: self, handle: c.confirmByOIDC},
		{method: http.MethodPost, path: "/console/invitations/:code/oidc", right: open, handle: c.acceptByOIDC},
		{method: http.MethodPost, path: accountPath + "/oidc", right: self, handle: c.connectOIDC, fresh: true},
		{method: http.MethodPost, path: accountPath + "/oidc/remove", right: self, handle: c.disconnectOIDC, fresh: true},
	}
}

// oidcName is what the staff login is called; "" where there is none.
func (c *Console) oidcName() string {
	if c.Accounts.OIDC == nil {
		return ""
	}
	return c.Accounts.OIDC.Name
}

func (c *Console) signInByOIDC(ctx echo.Context, v *view) error {
	next := local(ctx.FormValue("next"))
	return c.goToOIDC(ctx, v, staff.Trip{Purpose: staff.ForSignIn, Next: next}, "/console/sign-in?next="+url.QueryEscape(next)+"&lang="+string(v.lang))
}

func (c *Console) confirmByOIDC(ctx echo.Context, v *view) error {
	next := local(ctx.FormValue("next"))
	return c.goToOIDC(ctx, v, staff.Trip{Purpose: staff.ForConfirm, Next: next, Person: v.person.ID, Session: v.session.ID}, "/console/confirm?next="+url.QueryEscape(next))
}

func (c *Console) connectOIDC(ctx echo.Context, v *view) error {
	return c.goToOIDC(ctx, v, staff.Trip{Purpose: staff.ForConnect, Next: accountPath, Person: v.person.ID, Session: v.session.ID}, accountPath)
}

func (c *Console) acceptByOIDC(ctx echo.Context, v *view) error {
	if _, err := c.invited(ctx); err != nil {
		return c.tellGone(ctx, v, err)
	}
	code := ctx.Param("code")
	return c.goToOIDC(ctx, v, staff.Trip{Purpose: staff.ForInvitation, Next: "/console", Invitation: staff.InvitationHash(code)}, "/console/invitations/"+code)
}

// goToOIDC leads to the staff login by a page of ours: the policy of our pages lets no form end on another site.
func (c *Console) goToOIDC(ctx echo.Context, v *view, trip staff.Trip, back string) error {
	if c.Accounts.OIDC == nil {
		return echo.ErrNotFound
	}
	browser := rand.Text()
	if cookie, err := ctx.Cookie(oidcCookie); err == nil && len(cookie.Value) == len(browser) {
		browser = cookie.Value // a tab beside this one may be on its way
	}
	trip.Lang = string(v.lang)
	to, err := c.Accounts.BeginOIDC(ctx.Request().Context(), trip, browser, ctx.RealIP())
	if text := cmp.Or(faultOf(v.staff, err, ""), c.oidcFault(v, err)); text != "" {
		return failed(ctx, text, back)
	}
	if err != nil {
		return err
	}
	ctx.SetCookie(&http.Cookie{
		Name: oidcCookie, Value: browser, Path: "/", MaxAge: int(session.VisitLife / time.Second), Secure: true, HttpOnly: true, SameSite: http.SameSiteLaxMode,
	})
	words := i18n.OIDCFor(v.lang)
	return c.lead(ctx, v, http.StatusOK, i18n.Fill(words.Going, "name", c.oidcName()), to)
}

// lead goes on by a page of ours: only then a browser that came from another site sends the session's cookie.
func (c *Console) lead(ctx echo.Context, v *view, status int, title, to string) error {
	ctx.Response().Header().Set("Refresh", "0; url="+to)
	return draw(ctx, status, leadPage(v, i18n.OIDCFor(v.lang), title, to))
}

// oidcFault says why a trip came to nothing; "" is an error of ours, or none. The log says it in full: only the operator can mend it.
func (c *Console) oidcFault(v *view, err error) string {
	words := i18n.OIDCFor(v.lang)
	for _, known := range []struct {
		err  error
		text string
	}{
		{staff.ErrTrip, words.Lost},
		{staff.ErrDeclined, words.Declined},
		{staff.ErrOldProof, words.OldProof},
		{staff.ErrConnected, words.NotFree},
		{staff.ErrRefused, words.Refused},
		{staff.ErrInvitation, words.Refused},
		{staff.ErrAway, words.Away},
	} {
		if errors.Is(err, known.err) {
			return i18n.Fill(known.text, "name", c.oidcName())
		}
	}
	return ""
}

// returnFromOIDC takes people back. Nobody is signed in here, even where somebody is: the browser does not send the session's cookie on
// the way from another site. What they came for is known by the state.
func (c *Console) returnFromOIDC(ctx echo.Context, _ *view) error {
	if c.Accounts.OIDC == nil {
		return echo.ErrNotFound
	}
	answer := staff.OIDCAnswer{State: ctx.QueryParam("state"), Code: ctx.QueryParam("code"), Issuer: ctx.QueryParam("iss"), Error: ctx.QueryParam("error")}
	if cookie, err := ctx.Cookie(oidcCookie); err == nil {
		answer.Browser = cookie.Value
	}
	back, err := c.Accounts.ReturnOIDC(ctx.Request().Context(), answer)
	v := c.look(ctx, staff.Person{Lang: back.Lang}) // the language that they left in
	ctx.Set(viewKey, v)
	if err != nil {
		return c.missedOIDC(ctx, v, back.Trip, err)
	}
	words := i18n.OIDCFor(v.lang)
	if back.Purpose == staff.ForConnect {
		say(ctx, "done", i18n.Fill(words.Connected, "name", c.oidcName()))
		return c.lead(ctx, v, http.StatusOK, words.Coming, back.Next)
	}
	if back.Purpose == staff.ForConfirm { // a proof takes the place of the one before
		if err := c.Accounts.Sessions.EndStaff(ctx.Request().Context(), back.Person.ID, back.Session); err != nil {
			return err
		}
	}
	if err := c.beginAs(ctx, &view{}, back.Person, "oidc", back.Fresh); err != nil {
		return err
	}
	return c.lead(ctx, v, http.StatusOK, words.Coming, back.Next)
}

// missedOIDC says why, on the page from which they began.
func (c *Console) missedOIDC(ctx echo.Context, v *view, trip staff.Trip, err error) error {
	text := c.oidcFault(v, err)
	if text == "" {
		return err
	}
	slog.WarnContext(ctx.Request().Context(), "sign-in by OpenID Connect", "purpose", trip.Purpose, "error", err)
	status, words := http.StatusUnprocessableEntity, i18n.OIDCFor(v.lang)
	if errors.Is(err, staff.ErrAway) {
		status = http.StatusServiceUnavailable
	}
	to := "/console/sign-in"
	switch trip.Purpose {
	case staff.ForInvitation:
		return c.tell(ctx, status, text, words.Invitation)
	case staff.ForConnect:
		to = accountPath
	case staff.ForConfirm:
		to = "/console/confirm?next=" + url.QueryEscape(trip.Next)
	case staff.ForSignIn:
		to += "?next=" + url.QueryEscape(trip.Next) + "&lang=" + string(v.lang)
	}
	say(ctx, "failed", text)
	return c.lead(ctx, v, status, words.Coming, to)
}

func (c *Console) disconnectOIDC(ctx echo.Context, v *view) error {
	if c.Accounts.OIDC == nil {
		return echo.ErrNotFound
	}
	err := c.Accounts.Disconnect(ctx.Request().Context(), v.person)
	switch {
	case errors.Is(err, staff.ErrLastProof):
		return failed(ctx, v.staff.LastProof, accountPath)
	case err != nil && !errors.Is(err, staff.ErrUnknown):
		return err
	}
	return done(ctx, i18n.Fill(i18n.OIDCFor(v.lang).Disconnected, "name", c.oidcName()), accountPath)
}
