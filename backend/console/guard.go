package console

import (
	"cmp"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"log/slog"
	"net/http"
	"net/url"
	"strings"

	"github.com/labstack/echo/v4"

	"noren/backend/merchant"
	"noren/backend/session"
	"noren/backend/staff"
	"noren/backend/store"
)

// guard stands before every route: who is it, may they, and does the wish come from our own page. Only then the handler runs.
func (c *Console) guard(r route) echo.HandlerFunc {
	return func(ctx echo.Context) error {
		writes := r.method != http.MethodGet
		speak(ctx, store.ForNobody(ctx.Request().Context())) // until admit knows better
		ctx.Request().Body = http.MaxBytesReader(ctx.Response(), ctx.Request().Body, cmp.Or(r.limit, maxBody))
		if writes && !c.fromHere(ctx.Request()) {
			return c.stale(ctx)
		}
		if r.right == open {
			v := c.look(ctx, staff.Person{})
			v.flash = said(ctx)
			return c.handle(ctx, r, v)
		}
		v, err := c.signedIn(ctx)
		switch {
		case errors.Is(err, session.ErrExpired):
			return c.sendToSignIn(ctx, writes)
		case errors.Is(err, session.ErrUnavailable):
			return c.refuse(ctx, http.StatusServiceUnavailable)
		case err != nil:
			return c.fail(ctx, err)
		}
		ctx.Set(viewKey, v)
		if status, err := c.admit(ctx, r, v); status != 0 || err != nil {
			if err != nil {
				return c.fail(ctx, err)
			}
			return c.refuse(ctx, status)
		}
		if writes && isTooLarge(ctx.Request()) {
			return c.refuse(ctx, http.StatusRequestEntityTooLarge)
		}
		if writes && !hmac.Equal([]byte(ctx.FormValue("csrf")+ctx.Request().Header.Get("X-CSRF-Token")), []byte(v.csrf)) {
			return c.stale(ctx)
		}
		if r.fresh && !v.session.Fresh {
			return c.sendToConfirm(ctx, writes)
		}
		if !writes {
			v.flash = said(ctx)
		}
		return c.handle(ctx, r, v)
	}
}

func (c *Console) handle(ctx echo.Context, r route, v *view) error {
	ctx.Set(viewKey, v)
	err := r.handle(ctx, v)
	switch refused, ok := errors.AsType[*echo.HTTPError](err); {
	case err == nil:
		return nil
	case ok:
		return c.refuse(ctx, refused.Code)
	case errors.Is(err, session.ErrUnavailable):
		return c.refuse(ctx, http.StatusServiceUnavailable)
	}
	return c.fail(ctx, err)
}

const (
	viewKey = "console view"
	maxBody = 256 << 10
)

// isTooLarge reads a form, and reports that it is longer than its route takes.
func isTooLarge(r *http.Request) bool {
	read := r.ParseForm
	if strings.HasPrefix(r.Header.Get(echo.HeaderContentType), echo.MIMEMultipartForm) {
		read = func() error { return r.ParseMultipartForm(maxFormMemory) }
	}
	_, tooLarge := errors.AsType[*http.MaxBytesError](read())
	return tooLarge
}

// maxFormMemory is more than any route takes, so that nothing of a form is put on a disk.
const maxFormMemory = 32 << 20

// signedIn finds out who it is. The person is read anew for each request, so that a changed role holds at once.
func (c *Console) signedIn(ctx echo.Context) (*view, error) {
	cookie, err := ctx.Cookie(sessionCookie)
	if err != nil {
		return nil, session.ErrExpired
	}
	found, err := c.Accounts.Sessions.Staff(ctx.Request().Context(), cookie.Value)
	if err != nil {
		return nil, err
	}
	person, err := c.Accounts.Get(ctx.Request().Context(), found.Staff)
	if errors.Is(err, staff.ErrUnknown) {
		return nil, session.ErrExpired
	}
	if err != nil {
		return nil, err
	}
	v := c.look(ctx, person)
	v.session, v.token, v.csrf = found, cookie.Value, csrfOf(cookie.Value)
	return v, nil
}

// admit asks for the route's right: 404 for a shop that is not there or not the person's, 403 for too little right. A status of 0
// lets through.
func (c *Console) admit(ctx echo.Context, r route, v *view) (status int, err error) {
	id := ctx.Param("shop")
	switch {
	case id != "" && !v.person.Knows(id):
		return http.StatusNotFound, nil
	case id != "":
		speak(ctx, store.ForShop(ctx.Request().Context(), id))
		if v.shop, err = c.Shops.Get(ctx.Request().Context(), id); errors.Is(err, merchant.ErrUnknownShop) {
			return http.StatusNotFound, nil
		} else if err != nil {
			return 0, err
		}
	}
	if r.right != self && !v.person.May(r.right, id) {
		return http.StatusForbidden, nil
	}
	if r.right == staff.Operate && id == "" {
		speak(ctx, store.ForAll(ctx.Request().Context()))
	}
	return 0, nil
}

// speak says whose rows the rest of a request is about. It changes the request that is there: the server cleans up what is noted in
// it.
func speak(c echo.Context, ctx context.Context) { //nolint:revive // it is Echo's request that changes
	r := c.Request()
	*r = *r.WithContext(ctx)
}

// csrfOf derives the token of a session's forms; it tells nothing of the cookie.
func csrfOf(token string) string {
	mac := hmac.New(sha256.New, []byte(token))
	mac.Write([]byte("csrf"))
	return hex.EncodeToString(mac.Sum(nil))
}

// fromHere reports that a browser says that a form or script of our own page sent this.
func (c *Console) fromHere(r *http.Request) bool {
	if site := r.Header.Get("Sec-Fetch-Site"); site != "" {
		return site == "same-origin"
	}
	return r.Header.Get("Origin") == c.PublicURL
}

// sendToSignIn leads there, and afterwards to the page that was asked for.
func (c *Console) sendToSignIn(ctx echo.Context, writes bool) error {
	to := "/console/sign-in"
	if next := ctx.Request().URL.RequestURI(); !writes && next != "/console" {
		to += "?next=" + url.QueryEscape(next)
	}
	return ctx.Redirect(http.StatusSeeOther, to)
}

// sendToConfirm asks who it is once more. What a form said is lost, so pages ask before they show one.
func (c *Console) sendToConfirm(ctx echo.Context, writes bool) error {
	next := ctx.Request().URL.RequestURI()
	if writes {
		next = "/console"
		if from, err := url.Parse(ctx.Request().Referer()); err == nil && from.Path != "" {
			next = from.RequestURI()
		}
	}
	return ctx.Redirect(http.StatusSeeOther, "/console/confirm?next="+url.QueryEscape(local(next)))
}

// refuse answers with an error page, which never says whether something exists that may not be seen.
func (c *Console) refuse(ctx echo.Context, status int) error {
	w := c.seen(ctx).words
	title, hint := w.Failed, w.FailedHint
	switch status {
	case http.StatusNotFound:
		title, hint = w.NotFound, w.NotFoundHint
	case http.StatusForbidden:
		title, hint = w.Forbidden, w.ForbiddenHint
	case http.StatusServiceUnavailable:
		title, hint = w.Busy, w.BusyHint
	case http.StatusRequestEntityTooLarge:
		title, hint = w.TooLarge, w.TooLargeHint
	}
	return c.tell(ctx, status, title, hint)
}

// stale refuses a form that is not of our page, or of a session that has ended.
func (c *Console) stale(ctx echo.Context) error {
	w := c.seen(ctx).words
	return c.tell(ctx, http.StatusForbidden, w.Stale, w.StaleHint)
}

// tell answers a page with a page, a script with JSON.
func (c *Console) tell(ctx echo.Context, status int, title, hint string) error {
	if isScript(ctx) {
		return ctx.JSON(status, map[string]string{"problem": title + " " + hint})
	}
	return draw(ctx, status, refusalPage(c.seen(ctx), title, hint))
}

func isScript(ctx echo.Context) bool {
	return ctx.Request().Header.Get(echo.HeaderContentType) == echo.MIMEApplicationJSON
}

// seen is the view of a request, if it has come so far.
func (c *Console) seen(ctx echo.Context) *view {
	if v, ok := ctx.Get(viewKey).(*view); ok {
		return v
	}
	return c.look(ctx, staff.Person{})
}

// fail is for what nobody foresaw.
func (c *Console) fail(ctx echo.Context, err error) error {
	slog.ErrorContext(ctx.Request().Context(), "console", "route", ctx.Path(), "error", err)
	return c.refuse(ctx, http.StatusInternalServerError)
}
