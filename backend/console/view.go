package console

import (
	"context"
	"encoding/base64"
	"net/http"
	"strings"
	"time"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"noren/backend/merchant"
	"noren/backend/session"
	"noren/backend/staff"
	"noren/backend/store"
	"noren/shared/api"
	"noren/shared/i18n"
)

// view is what a page knows besides its own content. Shop is the zero value outside of shops, Person where nobody is signed in.
type view struct {
	lang    api.Lang
	words   i18n.Console
	staff   i18n.Staff
	person  staff.Person
	session session.StaffSession
	token   string // of the session: the cookie's value
	shop    merchant.Shop
	csrf    string // goes with every form: @token(v)
	path    string // of this page, with its query
	now     time.Time
	flash   flash
	demo    bool

	shops []merchant.Shop // that the person may switch to
	menu  []menuArea
}

type menuArea struct {
	name   string
	places []place
}

// flash is said once, on the next page: kind is "done" or "failed".
type flash struct{ kind, text string }

// At writes a time as people in Japan read it; never gives "".
func (v *view) At(m int64) string { return v.format(store.Micros(m).Time(), v.words.TimeLayout) }

// Day writes the day of a time.
func (v *view) Day(m int64) string { return v.format(store.Micros(m).Time(), v.words.DayLayout) }

func (v *view) format(t time.Time, layout string) string {
	if t.IsZero() {
		return ""
	}
	return t.In(store.Japan).Format(layout)
}

// look makes the view of a request.
func (c *Console) look(ctx echo.Context, p staff.Person) *view {
	lang := langOf(ctx, p)
	return &view{
		lang: lang, words: i18n.ConsoleFor(lang), staff: i18n.StaffFor(lang), person: p, now: c.Now(), path: ctx.Request().URL.RequestURI(),
		demo: c.Demo,
	}
}

// furnish adds the menu and the shops, which only whole pages need.
func (c *Console) furnish(ctx context.Context, v *view) error {
	var err error
	if v.shops, err = c.shopsOf(ctx, v.person); err != nil || v.shop.ID == "" {
		return err
	}
	routes := c.routes()
	for _, area := range menu() {
		seen := menuArea{name: area.area}
		for _, place := range area.places {
			if v.person.May(place.right, v.shop.ID) && exists(routes, place.path) {
				seen.places = append(seen.places, place)
			}
		}
		if len(seen.places) > 0 {
			v.menu = append(v.menu, seen)
		}
	}
	return nil
}

// langOf is the language of a page: what the address says, what the person has chosen, what the browser prefers, Japanese.
func langOf(ctx echo.Context, p staff.Person) api.Lang {
	for _, said := range []string{ctx.QueryParam("lang"), p.Lang} {
		if said == string(api.Japanese) || said == string(api.English) {
			return api.Lang(said)
		}
	}
	if first, _, _ := strings.Cut(ctx.Request().Header.Get("Accept-Language"), ","); first != "" && !strings.HasPrefix(first, "ja") {
		return api.English
	}
	return api.Japanese
}

// draw answers with a page.
func draw(ctx echo.Context, status int, page templ.Component) error {
	h := ctx.Response().Header()
	h.Set(echo.HeaderContentType, echo.MIMETextHTMLCharsetUTF8)
	h.Set("Cache-Control", "no-store")
	h.Set("Referrer-Policy", "same-origin")
	ctx.Response().WriteHeader(status)
	return page.Render(ctx.Request().Context(), ctx.Response())
}

const flashCookie = "__Host-noren-flash"

// say keeps a text for the next page.
func say(ctx echo.Context, kind, text string) {
	ctx.SetCookie(&http.Cookie{
		Name: flashCookie, Value: base64.RawURLEncoding.EncodeToString([]byte(kind + " " + text)), Path: "/", MaxAge: 60,
		Secure: true, HttpOnly: true, SameSite: http.SameSiteStrictMode,
	})
}

// said takes it from there.
func said(ctx echo.Context) flash {
	cookie, err := ctx.Cookie(flashCookie)
	if err != nil {
		return flash{}
	}
	ctx.SetCookie(&http.Cookie{Name: flashCookie, Path: "/", MaxAge: -1, Secure: true, HttpOnly: true, SameSite: http.SameSiteStrictMode})
	text, err := base64.RawURLEncoding.DecodeString(cookie.Value)
	if err != nil {
		return flash{}
	}
	kind, rest, _ := strings.Cut(string(text), " ")
	if kind != "done" {
		kind = "failed"
	}
	return flash{kind, rest}
}

// done says what has been done and leads on: the answer to every form (post, redirect, get).
func done(ctx echo.Context, text, to string) error {
	if text != "" {
		say(ctx, "done", text)
	}
	return ctx.Redirect(http.StatusSeeOther, to)
}

// failed says why something was not done and leads on.
func failed(ctx echo.Context, text, to string) error {
	say(ctx, "failed", text)
	return ctx.Redirect(http.StatusSeeOther, to)
}
