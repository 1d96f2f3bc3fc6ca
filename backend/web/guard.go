package web

import (
	"errors"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"

	"noren/backend/telemetry"
	"noren/backend/web/preview"
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

// places are taken by requests while they are worked on; one client has a share of them, so that its half bodies and its slow reading
// leave places for others.
type places struct {
	all, share int

	lock  sync.Mutex
	taken int
	by    map[string]int
}

func newPlaces(all, share int) *places { return &places{all: all, share: share, by: map[string]int{}} }

func (p *places) take(client string) bool {
	p.lock.Lock()
	defer p.lock.Unlock()
	if p.taken >= p.all || p.by[client] >= p.share {
		return false
	}
	p.taken++
	p.by[client]++
	return true
}

func (p *places) leave(client string) {
	p.lock.Lock()
	defer p.lock.Unlock()
	p.taken--
	if p.by[client]--; p.by[client] == 0 {
		delete(p.by, client)
	}
}

// atMost lets n requests in at a time, a share of them from one client, and tells others to come again. Files, which need no store,
// are counted for themselves. Load balancers are always answered.
func atMost(n, share int) echo.MiddlewareFunc {
	work, files := newPlaces(n, share), newPlaces(n, share)
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			if path := c.Path(); path == "/livez" || path == "/readyz" {
				return next(c)
			}
			at, client := work, c.RealIP()
			if isFile(c) {
				at = files
			}
			if !at.take(client) {
				c.Response().Header().Set(echo.HeaderRetryAfter, "1")
				return errBusy
			}
			defer at.leave(client)
			return next(c)
		}
	}
}

// shareOf is how many of n places one client has: also a shop's server, and the shoppers behind one address.
func shareOf(n int) int { return max(n/8, 16) }

// filePrefixes are where the files lie that are part of the program.
var filePrefixes = []string{"/embed/", "/assets", "/console/assets/", preview.AssetsPath}

func isFile(c echo.Context) bool {
	method := c.Request().Method
	return (method == http.MethodGet || method == http.MethodHead) &&
		slices.ContainsFunc(filePrefixes, func(prefix string) bool { return strings.HasPrefix(c.Path(), prefix) })
}
