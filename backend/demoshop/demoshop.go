// Package demoshop is an ordinary Japanese shop that sells with Noren. It knows Noren as any stranger would: by the script
// tag and its elements, signed cart tokens, the server API and webhooks. It imports nothing of Noren's, and with Noren
// unreachable it still sells by bank transfer and cash on delivery. Everything it keeps is in memory.
package demoshop

import (
	"cmp"
	"crypto/rand"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/labstack/echo/v4"
)

//go:embed assets
var assets embed.FS

// Config is what the shop's owner copies out of Noren's console, and what tests replace. All strings are required except
// NorenServerURL, which is NorenURL when empty. Now and HTTP may be nil.
type Config struct {
	NorenURL       string // as browsers reach Noren: scheme, host and port
	NorenServerURL string // as this shop's server reaches it
	ShopID         string // shop_…
	SecretKey      string // sk_…, for the server API
	CartKey        string // ck_{key id}_{base64url of 32 bytes}, signs cart tokens
	WebhookSecret  string // whsec_{base64}, as Standard Webhooks writes it
	Now            func() time.Time
	HTTP           *http.Client
}

// shop is the whole business: its connection to Noren, and its books behind one lock.
type shop struct {
	noren    client
	tokens   signer
	webhooks verifier
	script   scriptTag
	now      func() time.Time

	resumeKey []byte // signs the links that open a cart in another browser

	mu       sync.Mutex // guards everything below
	visitors map[string]*visitor
	carts    map[string]*cart
	members  map[string]*member   // by e-mail address
	resumed  map[string]time.Time // resume links that were used, until they expire
	orders   map[string]*order    // by order number
	methods  methods              // that Noren has named last
	paid     map[string]string    // checkout id → order number
}

// scriptTag is what the shop's pages need to embed Noren.
type scriptTag struct{ Source, Shop string }

// New opens the shop. It refuses keys and addresses that cannot work.
func New(config Config) (http.Handler, error) {
	origin, err := originOf(config.NorenURL)
	if err != nil {
		return nil, fmt.Errorf("demoshop: NorenURL: %w", err)
	}
	server := origin
	if config.NorenServerURL != "" {
		if server, err = originOf(config.NorenServerURL); err != nil {
			return nil, fmt.Errorf("demoshop: NorenServerURL: %w", err)
		}
	}
	if config.ShopID == "" || config.SecretKey == "" {
		return nil, errors.New("demoshop: ShopID and SecretKey are required")
	}
	s := &shop{
		script:   scriptTag{Source: origin + "/embed/v1/noren.js", Shop: config.ShopID},
		now:      config.Now,
		visitors: map[string]*visitor{},
		carts:    map[string]*cart{},
		orders:   map[string]*order{},
		paid:     map[string]string{},
		resumed:  map[string]time.Time{},
		methods:  ownMethods(),

		resumeKey: []byte(rand.Text() + rand.Text()),
	}
	if s.now == nil {
		s.now = time.Now
	}
	if s.noren, err = newClient(server, config.SecretKey, cmp.Or(config.HTTP, &http.Client{Timeout: 5 * time.Second})); err != nil {
		return nil, err
	}
	if s.tokens, err = newSigner(config.ShopID, config.CartKey); err != nil {
		return nil, err
	}
	if s.webhooks, err = newVerifier(config.WebhookSecret); err != nil {
		return nil, err
	}
	if s.members, err = firstMembers(); err != nil {
		return nil, err
	}
	return s.handler(origin)
}

func originOf(raw string) (string, error) {
	u, err := url.Parse(raw)
	if err != nil {
		return "", fmt.Errorf("parse: %w", err)
	}
	if u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return "", fmt.Errorf("want http(s)://host[:port], got %q", raw)
	}
	return u.Scheme + "://" + u.Host, nil
}

func (s *shop) handler(norenOrigin string) (http.Handler, error) {
	files, err := fs.Sub(assets, "assets")
	if err != nil {
		return nil, fmt.Errorf("demoshop: assets: %w", err)
	}
	e := echo.New()
	e.HTTPErrorHandler = s.failed
	e.Use(headers(norenOrigin))
	e.GET("/assets/*", echo.WrapHandler(http.StripPrefix("/assets/", http.FileServerFS(files))), cacheAssets)
	e.POST("/webhooks/noren", s.receiveWebhook)
	e.GET("/noren/login", s.amazonLogin) // the login URL that Noren knows, for both themes
	e.GET("/member-token", s.memberToken)
	for _, theme := range []site{pc, sp} {
		s.routes(e.Group(strings.TrimSuffix(theme.path("/"), "/"), inTheme(theme)))
	}
	// Forms of other sites are refused before they reach a handler; webhooks come without a browser's headers.
	return http.NewCrossOriginProtection().Handler(e), nil
}

func (s *shop) routes(g *echo.Group) {
	g.GET("/", s.list)
	g.GET("/cart", s.showCart)
	g.POST("/cart", s.changeCart)
	g.POST("/cart/items", s.addItem)
	g.GET("/cart/resume", s.resumeCart)
	g.GET("/register", s.showRegister)
	g.POST("/register", s.submitRegister)
	g.GET("/confirm", s.showConfirm)
	g.POST("/confirm", s.submitConfirm)
	g.GET("/complete", s.showComplete)
	g.POST("/complete/signup", s.signupAfterOrder)
	g.GET("/login", s.showLogin)
	g.POST("/login", s.submitLogin)
	g.GET("/signup", s.showSignup)
	g.POST("/signup", s.submitSignup)
	g.GET("/signup/confirm", s.showSignupConfirm)
	g.POST("/signup/confirm", s.submitSignupConfirm)
	g.GET("/signup/complete", s.showSignupComplete)
	g.POST("/logout", s.logout)
	g.GET("/mypage", s.showMyPage)
	g.GET("/mypage/link", s.showLink)
	g.GET("/terms", s.showTerms)
}

// headers sets what Noren's documentation asks of a shop with a strict Content-Security-Policy, and no more than that.
func headers(noren string) echo.MiddlewareFunc {
	policy := "default-src 'self'; script-src 'self' " + noren + " 'wasm-unsafe-eval'; connect-src 'self' " + noren +
		"; img-src 'self' " + noren + " data:; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'"
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			h := c.Response().Header()
			h.Set("Content-Security-Policy", policy)
			h.Set("X-Content-Type-Options", "nosniff")
			h.Set("Referrer-Policy", "strict-origin-when-cross-origin")
			h.Set("Cache-Control", "private, no-cache") // not no-store: it would cost the back/forward cache
			return next(c)
		}
	}
}

func cacheAssets(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		c.Response().Header().Set("Cache-Control", "public, max-age=300")
		return next(c)
	}
}
