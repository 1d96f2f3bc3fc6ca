package web

import (
	"errors"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"

	"noren/backend/telemetry"
)

// What stands before every route, whoever asks (reliability.md 6).

// Server is the one that this site is made for: with an end to everything that a slow client can stretch. A request may take
// requestTime, so answers may take longer than that. Handler is the site's, with what stands around it.
func (*Site) Server(handler http.Handler) *http.Server {
	return &http.Server{
		Handler: handler, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 10 * time.Second, WriteTimeout: requestTime + 10*time.Second,
		IdleTimeout: time.Minute, MaxHeaderBytes: 16 << 10,
	}
}

// secureHeaders are those of every answer; a page that needs more replaces the policy. Whether browsers may come without TLS is
// decided by our own address and not by what a request says of its way.
func (s *Site) secureHeaders(next echo.HandlerFunc) echo.HandlerFunc {
	https := strings.HasPrefix(s.PublicURL, "https://")
	return func(c echo.Context) error {
		h := c.Response().Header()
		h.Set("Content-Security-Policy", "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "strict-origin-when-cross-origin")
		if strings.HasPrefix(c.Path(), "/console") { // redirects, too; what may be kept says so itself
			h.Set("Cache-Control", "no-store")
		}
		if https {
			h.Set("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
		}
		return next(c)
	}
}

// forgetStrangeIDs lets a proxy name a request, in the usual characters; any other id is not given back, and we make one.
func forgetStrangeIDs(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if h := c.Request().Header; telemetry.ID(h.Get(echo.HeaderXRequestID)) == "" {
			h.Del(echo.HeaderXRequestID)
		}
		return next(c)
	}
}

// recovering writes a panic into our own log, where a line break of its text makes no line.
var recovering = middleware.RecoverConfig{
	StackSize: 8 << 10, DisableStackAll: true,
	LogErrorFunc: func(c echo.Context, err error, stack []byte) error {
		slog.ErrorContext(c.Request().Context(), "panic", "route", c.Path(), "error", err, "stack", string(stack))
		return err
	},
}

// maxAtOnce is how many requests a process works on at a time. Above it, memory and the wait of everybody would grow without end.
const maxAtOnce = 1024

var errBusy = errors.New("web: too many requests at once")

// atMost lets n requests in at a time, and tells others to come again. Load balancers are always answered.
func atMost(n int) echo.MiddlewareFunc {
	places := make(chan struct{}, n)
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			if path := c.Path(); path == "/livez" || path == "/readyz" {
				return next(c)
			}
			select {
			case places <- struct{}{}:
				defer func() { <-places }()
				return next(c)
			default:
				c.Response().Header().Set(echo.HeaderRetryAfter, "1")
				return errBusy
			}
		}
	}
}
