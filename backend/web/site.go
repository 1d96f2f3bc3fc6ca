// Package web is how the backend looks from outside: one file of routes per audience, the problem table, and nothing about
// what happens to money. Handlers take a request apart, call one step of the flow, and put the answer together.
package web

import (
	"context"
	"embed"
	"io/fs"
	"log/slog"
	"net/http"
	"strconv"
	"sync"
	"time"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"

	"noren/backend/amazonpay"
	"noren/backend/checkout"
	"noren/backend/console"
	"noren/backend/funnel"
	"noren/backend/ledger"
	"noren/backend/mail/mailbox"
	"noren/backend/member"
	"noren/backend/merchant"
	"noren/backend/session"
	"noren/backend/store"
	"noren/backend/telemetry"
	"noren/shared/i18n"
	"noren/static"
)

//go:embed assets
var assets embed.FS

// Site answers HTTP requests. All fields are required but the limits, which have useful zero values.
type Site struct {
	DB        *store.DB
	Flow      *checkout.Flow
	Book      *ledger.Book
	Shops     *merchant.Shops
	Members   *member.Members
	Funnel    *funnel.Funnel
	Sessions  *session.Store
	Verifier  *amazonpay.Notifications // checks what claims to come from Amazon
	Now       func() time.Time
	PublicURL string // our own origin, without a slash at the end

	// Mailbox is shown at /mailbox: what the demo's mail server was sent. nil, as everywhere else: there is no such page.
	Mailbox *mailbox.Mailbox

	// Console is the pages of shops and operators; nil: there are none.
	Console *console.Console

	// Telemetry counts requests; nil: nobody does.
	Telemetry *telemetry.Telemetry

	// Archive holds the browser assets of other builds; nil without.
	Archive *static.Archive

	// Patience is how long a return page waits for Amazon before it says so and waits for our row; 0 is three seconds.
	Patience time.Duration

	// TrustedProxies says how many proxies in front of us add to X-Forwarded-For; 0 believes nobody.
	TrustedProxies int

	background sync.WaitGroup
	stopping   chan struct{}
	stopOnce   sync.Once
}

// Limits of a request (reliability.md 6).
const (
	maxBody         = 64 << 10
	maxNotification = 16 << 10 // real ones have about 1 kB (protocol 8.1)
	requestTime     = 30 * time.Second
)

// Handler builds the routes. It is called once.
func (s *Site) Handler() http.Handler {
	s.stopping = make(chan struct{})
	e := echo.New()
	e.HideBanner, e.HidePort = true, true
	e.HTTPErrorHandler = answerProblem
	e.IPExtractor = clientIP(s.TrustedProxies)
	e.Use(forgetStrangeIDs, speakForNobody, middleware.RequestID(), s.logRequests, middleware.RecoverWithConfig(recovering), s.secureHeaders, atMost(maxAtOnce, shareOf(maxAtOnce)))
	s.embedRoutes(e)
	s.launchRoutes(e)
	s.returnRoutes(e)
	s.apiRoutes(e)
	s.notificationRoutes(e)
	s.docsRoutes(e)
	s.previewRoutes(e)
	s.mailboxRoutes(e)
	s.consoleRoutes(e)
	s.imageRoutes(e)
	s.healthRoutes(e)
	own, err := fs.Sub(assets, "assets")
	if err != nil {
		panic(err) // only for an invalid name, and the name above is a constant
	}
	e.StaticFS("/assets", own)
	return e
}

// Drain makes readiness fail, so that no new shopper comes. Those who are here are served.
func (s *Site) Drain() { s.stopOnce.Do(func() { close(s.stopping) }) }

// Stop makes readiness fail and waits for the work that shoppers left behind.
func (s *Site) Stop() {
	s.Drain()
	s.background.Wait()
}

// inBackground goes on with work whose shopper may be gone; Stop waits for it.
func (s *Site) inBackground(ctx context.Context, work func(ctx context.Context)) {
	s.background.Go(func() {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), requestTime)
		defer cancel()
		work(ctx)
	})
}

// logRequests writes one line per request: the route and not the address, since addresses carry codes.
func (s *Site) logRequests(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		start, id := time.Now(), telemetry.ID(c.Response().Header().Get(echo.HeaderXRequestID))
		r := c.Request()
		telemetry.Route(r, c.Path(), id)
		*r = *r.WithContext(telemetry.Within(r.Context(), id)) // the same request: the server cleans up what is noted in it
		err := next(c)
		if err != nil {
			c.Error(err)
		}
		level := slog.LevelInfo
		switch status := c.Response().Status; {
		case status == http.StatusInternalServerError: // a fault of ours
			level = slog.LevelError
		case status > http.StatusInternalServerError: // of somebody that we need, or we are stopping
			level = slog.LevelWarn
		}
		took := time.Since(start)
		s.Telemetry.Request(c.Request().Context(), c.Request().Method, c.Path(), c.Response().Status, took)
		slog.LogAttrs(c.Request().Context(), level, "request",
			slog.String("method", c.Request().Method), slog.String("route", c.Path()), slog.Int("status", c.Response().Status),
			slog.Duration("took", took), slog.String("request_id", id))
		return nil
	}
}

// healthRoutes answer load balancers. Redis and Amazon do not decide about readiness: all replicas would leave at once.
func (s *Site) healthRoutes(e *echo.Echo) {
	e.GET("/livez", func(c echo.Context) error { return c.String(http.StatusOK, "ok") })
	e.GET("/readyz", func(c echo.Context) error {
		ctx, cancel := context.WithTimeout(c.Request().Context(), 500*time.Millisecond)
		defer cancel()
		answer := map[string]string{"database": "ok", "redis": "ok"}
		status := http.StatusOK
		if err := s.DB.Ping(ctx); err != nil {
			status, answer["database"] = http.StatusServiceUnavailable, "unreachable"
		}
		if err := s.Sessions.Ping(ctx); err != nil {
			answer["redis"] = "degraded"
		}
		select {
		case <-s.stopping:
			status, answer["server"] = http.StatusServiceUnavailable, "stopping"
		default:
		}
		return c.JSON(status, answer)
	})
}

func pageOf(c echo.Context) page {
	lang := langOf(c)
	return page{lang, i18n.For(lang)}
}

func renderPage(c echo.Context, status int, content templ.Component) error {
	c.Response().Header().Set(echo.HeaderContentType, echo.MIMETextHTMLCharsetUTF8)
	c.Response().Header().Set("Cache-Control", "no-store")
	c.Response().WriteHeader(status)
	return content.Render(c.Request().Context(), c.Response())
}

func yenText(amount int64) string { return strconv.FormatInt(amount, 10) }
