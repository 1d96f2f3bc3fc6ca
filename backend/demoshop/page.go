package demoshop

import (
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"
)

//go:generate go run github.com/a-h/templ/cmd/templ@v0.3.977 generate

// site is one of the shop's two themes. Noren's elements take the same two words.
type site string

const (
	pc site = "pc"
	sp site = "sp" // smartphone, under /sp/
)

func (s site) path(path string) string {
	if s == sp {
		return "/sp" + path
	}
	return path
}

func (s site) other() site {
	if s == sp {
		return pc
	}
	return sp
}

const siteKey = "site"

func inTheme(theme site) echo.MiddlewareFunc {
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			c.Set(siteKey, theme)
			return next(c)
		}
	}
}

func siteOf(c echo.Context) site {
	if theme, ok := c.Get(siteKey).(site); ok && theme != "" { // a visitor whom we do not know has seen no theme
		return theme
	}
	if strings.HasPrefix(c.Request().URL.Path, "/sp/") {
		return sp
	}
	return pc
}

// page is what every page needs.
type page struct {
	Site        site
	Title       string
	Path        string // without the theme's prefix, with the query: for the link to the other theme
	Origin      string // of this shop, as the browser wrote it
	Count       int    // pieces in the cart
	Member      string // name, empty for guests
	MemberToken string // for Noren's elements; empty for guests
	Noren       scriptTag
}

// url makes an address inside the theme.
func (p page) url(path string) templ.SafeURL { return templ.SafeURL(p.Site.path(path)) }

// back is an absolute address for Noren's return-to.
func (p page) back(path string) string { return p.Origin + p.Site.path(path) }

func (s *shop) page(c echo.Context, title string) page {
	theme := siteOf(c)
	uri := c.Request().URL.RequestURI()
	if theme == sp {
		uri = strings.TrimPrefix(uri, "/sp")
	}
	p := page{
		Site: theme, Title: title, Path: uri, Origin: c.Scheme() + "://" + c.Request().Host, Noren: s.script,
	}
	var err error
	s.visit(c, func(v *visitor) {
		p.Count = v.cart.draft().quantity()
		if v.member != nil {
			p.Member = v.member.Name
		}
		p.MemberToken, err = s.tokens.member(v, s.now())
	})
	if err != nil {
		slog.ErrorContext(c.Request().Context(), "no member token", "error", err)
	}
	return p
}

func (s *shop) render(c echo.Context, status int, body templ.Component) error {
	var html strings.Builder
	if err := body.Render(c.Request().Context(), &html); err != nil {
		return fmt.Errorf("demoshop: render: %w", err)
	}
	return c.HTML(status, html.String())
}

func seeOther(c echo.Context, path string) error {
	return c.Redirect(http.StatusSeeOther, siteOf(c).path(path))
}

// failed answers with a page that leads on.
func (s *shop) failed(err error, c echo.Context) {
	if c.Response().Committed {
		return
	}
	ctx, status := c.Request().Context(), http.StatusInternalServerError
	if refusal := (*echo.HTTPError)(nil); errors.As(err, &refusal) {
		status = refusal.Code
	}
	if status >= http.StatusInternalServerError {
		slog.ErrorContext(ctx, "request failed", "path", c.Path(), "error", err)
	}
	if err := s.render(c, status, failurePage(failureView{page: s.page(c, "ページを表示できません"), Status: status})); err != nil {
		slog.ErrorContext(ctx, "error page failed", "error", err)
	}
}

type failureView struct {
	page
	Status int
}

var tokyo = time.FixedZone("JST", 9*60*60)

func day(t time.Time) string { return t.In(tokyo).Format("2006年1月2日 15:04") }
