package console

import (
	"encoding/json"
	"errors"
	"log/slog"
	"math"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"noren/backend/session"
	"noren/backend/staff"
	"noren/shared/i18n"
)

const sessionCookie = "__Host-noren-console"

func (c *Console) signInRoutes() []route {
	routes := []route{
		{method: http.MethodGet, path: "/console", right: self, handle: c.start},
		{method: http.MethodGet, path: "/console/sign-in", right: open, handle: c.showSignIn},
		{method: http.MethodPost, path: "/console/sign-in", right: open, handle: c.signInByPassword},
		{method: http.MethodPost, path: "/console/passkey", right: open, handle: c.beginPasskeySignIn},
		{method: http.MethodPost, path: "/console/sign-in/passkey", right: open, handle: c.signInByPasskey},
		{method: http.MethodGet, path: "/console/confirm", right: self, handle: c.showConfirm},
		{method: http.MethodPost, path: "/console/confirm", right: self, handle: c.signInByPassword},
		{method: http.MethodPost, path: "/console/confirm/passkey", right: self, handle: c.signInByPasskey},
		{method: http.MethodPost, path: "/console/sign-out", right: self, handle: c.signOut},
		{method: http.MethodPost, path: "/console/language", right: self, handle: c.setLanguage},
		{method: http.MethodGet, path: "/console/invitations/:code", right: open, handle: c.showInvitation},
		{method: http.MethodPost, path: "/console/invitations/:code", right: open, handle: c.acceptByPassword},
		{method: http.MethodPost, path: "/console/invitations/:code/begin", right: open, handle: c.beginInvitedPasskey},
		{method: http.MethodPost, path: "/console/invitations/:code/passkey", right: open, handle: c.acceptByPasskey},
		{method: http.MethodPost, path: "/console/invitations/:code/join", right: self, handle: c.join},
	}
	if c.Demo {
		routes = append(routes, route{method: http.MethodPost, path: "/console/demo", right: open, handle: c.signInForDemo})
	}
	return routes
}

func (c *Console) start(ctx echo.Context, v *view) error {
	return ctx.Redirect(http.StatusSeeOther, c.startOf(v.person))
}

// signInForm is what a sign-in page shows; confirm asks somebody who is signed in once more.
type signInForm struct {
	next, fault, email string
	oidc               string // name of the operator's own staff login, where it can be used
	confirm            bool
	demo               []staff.Person
}

func (f signInForm) action() string {
	if f.confirm {
		return "/console/confirm"
	}
	return "/console/sign-in"
}

func (c *Console) showSignIn(ctx echo.Context, v *view) error {
	if known, err := c.signedIn(ctx); err == nil {
		if next := local(ctx.QueryParam("next")); next != "/console" {
			return ctx.Redirect(http.StatusSeeOther, next) // the cookie is not sent along from a mail, so that page did not know
		}
		return ctx.Redirect(http.StatusSeeOther, c.startOf(known.person))
	}
	return c.drawSignIn(ctx, v, http.StatusOK, signInForm{next: local(ctx.QueryParam("next"))})
}

func (c *Console) showConfirm(ctx echo.Context, v *view) error {
	return c.drawSignIn(ctx, v, http.StatusOK, signInForm{next: local(ctx.QueryParam("next")), email: v.person.Email, confirm: true})
}

func (c *Console) drawSignIn(ctx echo.Context, v *view, status int, form signInForm) error {
	if c.Demo {
		people, err := c.Accounts.All(ctx.Request().Context())
		if err != nil {
			return err
		}
		for _, p := range people {
			if !form.confirm || p.ID == v.person.ID {
				form.demo = append(form.demo, p)
			}
		}
	}
	if form.oidc = c.oidcName(); form.confirm {
		_, connected, err := c.Accounts.Identity(ctx.Request().Context(), v.person)
		if err != nil {
			return err
		}
		if !connected {
			form.oidc = ""
		}
	}
	return draw(ctx, status, signInPage(v, form))
}

func (c *Console) signInByPassword(ctx echo.Context, v *view) error {
	form := signInForm{next: local(ctx.FormValue("next")), email: ctx.FormValue("email"), confirm: v.person.ID != ""}
	if form.confirm {
		form.email = v.person.Email
	}
	person, err := c.Accounts.SignIn(ctx.Request().Context(), staff.Attempt{
		Email: form.email, Password: ctx.FormValue("password"), Code: ctx.FormValue("code"), Address: ctx.RealIP(),
	})
	if err == nil {
		if err := c.begin(ctx, v, person, "password"); err != nil {
			return err
		}
		return ctx.Redirect(http.StatusSeeOther, form.next)
	}
	logRefusal(ctx, "password", err)
	status := http.StatusUnprocessableEntity
	if form.fault = faultOf(v.staff, err, v.staff.Refused); form.fault == "" {
		return err
	}
	if wait, ok := errors.AsType[*staff.WaitError](err); ok {
		status = http.StatusTooManyRequests
		ctx.Response().Header().Set("Retry-After", strconv.Itoa(int(math.Ceil(wait.After.Seconds()))))
	}
	return c.drawSignIn(ctx, v, status, form)
}

// faultOf says why a sign-in was refused: never which part was wrong. "" is an error of ours.
func faultOf(w i18n.Staff, err error, refused string) string {
	if wait, ok := errors.AsType[*staff.WaitError](err); ok {
		return i18n.Fill(w.Wait, "minutes", strconv.Itoa(max(1, int(math.Ceil(wait.After.Minutes())))))
	}
	if errors.Is(err, staff.ErrRefused) {
		return refused
	}
	return ""
}

// begin starts a new session in this browser and ends the one before: a cookie never outlives a proof.
func (c *Console) begin(ctx echo.Context, v *view, p staff.Person, by string) error {
	return c.beginAs(ctx, v, p, by, true)
}

// beginAs is begin by a proof that need not be fresh.
func (c *Console) beginAs(ctx echo.Context, v *view, p staff.Person, by string, fresh bool) error {
	if v.person.ID != "" && v.person.ID != p.ID {
		return echo.ErrForbidden // asked once more who it is, and it is somebody else
	}
	token, err := c.Accounts.Begin(ctx.Request().Context(), p, session.StaffSession{
		Device: deviceOf(ctx.Request().UserAgent()), Place: placeOf(ctx.RealIP()), Stale: !fresh,
	}, by)
	if err != nil {
		return err
	}
	if old, err := ctx.Cookie(sessionCookie); err == nil {
		if before, err := c.Accounts.Sessions.Staff(ctx.Request().Context(), old.Value); err == nil {
			if err := c.Accounts.Sessions.EndStaff(ctx.Request().Context(), before.Staff, before.ID); err != nil {
				return err
			}
		}
	}
	ctx.SetCookie(&http.Cookie{
		Name: sessionCookie, Value: token, Path: "/", MaxAge: int(session.StaffAbsolute / time.Second),
		Secure: true, HttpOnly: true, SameSite: http.SameSiteStrictMode,
	})
	return nil
}

func (c *Console) beginPasskeySignIn(ctx echo.Context, _ *view) error {
	ceremony, err := c.Accounts.BeginSignIn(ctx.Request().Context())
	if err != nil {
		return err
	}
	return ctx.JSON(http.StatusOK, ceremony)
}

// answered is what passkey.js sends.
type answered struct {
	staff.Answer

	Next string `json:"next"`
}

func readAnswer(ctx echo.Context) (answered, error) {
	var a answered
	if err := json.NewDecoder(ctx.Request().Body).Decode(&a); err != nil {
		return a, echo.ErrBadRequest
	}
	return a, nil
}

func (c *Console) signInByPasskey(ctx echo.Context, v *view) error {
	answer, err := readAnswer(ctx)
	if err != nil {
		return err
	}
	person, err := c.Accounts.SignInByPasskey(ctx.Request().Context(), answer.Answer, ctx.RealIP())
	if err != nil {
		logRefusal(ctx, "passkey", err)
		return c.refusePasskey(ctx, v, err)
	}
	if err := c.begin(ctx, v, person, "passkey"); err != nil {
		return err
	}
	return ctx.JSON(http.StatusOK, map[string]string{"go": local(answer.Next)})
}

// logRefusal lets whoever watches the log see that somebody tries. Nothing of what was typed is in it.
func logRefusal(ctx echo.Context, by string, err error) {
	slog.WarnContext(ctx.Request().Context(), "sign-in refused", "by", by, "error", err)
}

func (c *Console) refusePasskey(ctx echo.Context, v *view, err error) error {
	fault := faultOf(v.staff, err, v.staff.PasskeyFailed)
	if fault == "" {
		return err
	}
	return ctx.JSON(http.StatusUnprocessableEntity, map[string]string{"problem": fault})
}

// signInForDemo believes whoever presses the button. Its route exists in the demo only.
func (c *Console) signInForDemo(ctx echo.Context, _ *view) error {
	person, err := c.Accounts.Get(ctx.Request().Context(), ctx.FormValue("staff"))
	if errors.Is(err, staff.ErrUnknown) {
		return echo.ErrNotFound
	}
	if err != nil {
		return err
	}
	if err := c.begin(ctx, &view{}, person, "demo"); err != nil {
		return err
	}
	return ctx.Redirect(http.StatusSeeOther, local(ctx.FormValue("next")))
}

func (c *Console) signOut(ctx echo.Context, v *view) error {
	if err := c.Accounts.Sessions.EndStaff(ctx.Request().Context(), v.person.ID, v.session.ID); err != nil {
		return err
	}
	ctx.SetCookie(&http.Cookie{Name: sessionCookie, Path: "/", MaxAge: -1, Secure: true, HttpOnly: true, SameSite: http.SameSiteStrictMode})
	return done(ctx, v.staff.SignedOut, "/console/sign-in?lang="+string(v.lang))
}

func (c *Console) setLanguage(ctx echo.Context, v *view) error {
	lang := ctx.FormValue("lang")
	if lang != "ja" && lang != "en" {
		return echo.ErrBadRequest
	}
	if err := c.Accounts.SetLang(ctx.Request().Context(), v.person.ID, lang); err != nil {
		return err
	}
	return ctx.Redirect(http.StatusSeeOther, local(ctx.FormValue("next")))
}

// confirmPath asks who it is, and comes back to this page.
func confirmPath(v *view) string { return "/console/confirm?next=" + url.QueryEscape(v.path) }
