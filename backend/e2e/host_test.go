package e2e

import (
	"encoding/base64"
	"fmt"
	"maps"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"noren/backend/demo"
)

// host is a shop of another make than the demo's, at the demo shop's origin, which is registered: pages that a test writes, with our
// elements in them.
type host struct {
	*world

	key string

	mu    sync.Mutex
	pages map[string]hostPage
}

// hostPage is HTML in which {script} stands for the script tag, {cart} for a cart token, {member} for a member token, {pay} for our
// origin and {shop} for the shop's id.
type hostPage struct {
	html   string
	header http.Header
}

func newHost(t *testing.T) *host {
	t.Helper()
	h := &host{pages: map[string]hostPage{}}
	h.world = start(t, demo.Config{ManualTime: true, AroundShop: h.around})
	key, err := h.Backend.Shops.NewCartKey(t.Context(), "cli", h.ShopID)
	if err != nil {
		t.Fatal(err)
	}
	h.key = key
	return h
}

// around serves the pages beside the demo shop's own.
func (h *host) around(shop http.Handler) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/", shop)
	mux.HandleFunc("/host/{name}", h.serve)
	mux.Handle("/guests/", http.StripPrefix("/guests/", http.HandlerFunc(serveGuest)))
	return mux
}

func (h *host) serve(w http.ResponseWriter, r *http.Request) {
	h.mu.Lock()
	page, ok := h.pages[r.PathValue("name")]
	h.mu.Unlock()
	if !ok {
		http.NotFound(w, r)
		return
	}
	header := w.Header()
	header.Set("Content-Type", "text/html; charset=utf-8")
	maps.Copy(header, page.header)
	script := fmt.Sprintf(`<script async crossorigin src="%s/embed/v1/noren.js" data-shop=%q></script>`, h.PayURL, h.ShopID)
	if r.URL.Query().Has("without") {
		script = ""
	}
	values := strings.NewReplacer("{script}", script, "{cart}", h.cart("host-cart"), "{member}", h.member("host-member"), "{pay}", h.PayURL, "{shop}", h.ShopID)
	_, _ = values.WriteString(w, page.html)
}

// page puts a page into the shop, and gives its address.
func (h *host) page(name, html string, header ...string) string {
	h.mu.Lock()
	defer h.mu.Unlock()
	page := hostPage{html, http.Header{}}
	for i := 0; i+1 < len(header); i += 2 {
		page.header.Set(header[i], header[i+1])
	}
	h.pages[name] = page
	return h.ShopURL + "/host/" + name
}

// plain is a page with nothing but our elements and a style sheet, as the documents tell theme developers to write it.
func plain(css, body string) string {
	return `<!doctype html><html lang="ja"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>お店</title>
<style>noren-pay:not(:defined), noren-login:not(:defined) { display: block; width: 200px; height: 45px; }` + css + `</style>{script}
<body><main><h1>カート</h1><p>深蒸し煎茶 ¥1,296</p>` + body + `</main></body></html>`
}

const (
	payElement   = `<noren-pay cart="{cart}"></noren-pay>`
	loginElement = `<noren-login placement="login"></noren-login>`
)

// cart signs a cart with one packet of tea.
func (h *host) cart(id string) string {
	return h.sign("noren-cart", jwt.MapClaims{"cart": map[string]any{
		"id": id, "version": 1, "kind": "ordinary", "goodsTotal": 1296, "postage": 0, "fees": 0, "discounts": 0, "total": 1296,
		"items": []map[string]any{{"sku": "tea", "name": "煎茶", "quantity": 1, "price": 1296, "group": "standard", "goods": "physical"}},
	}})
}

// member signs that a member has just given the password.
func (h *host) member(id string) string {
	return h.sign("noren-member", jwt.MapClaims{"sub": id, "jti": id, "auth_time": h.Amazon.Now().Unix()})
}

// sign makes a token as the document about the shop's server says.
func (h *host) sign(kind string, claims jwt.MapClaims) string {
	at := len(h.key) - 44 // the secret's alphabet has an underscore too
	secret, err := base64.RawURLEncoding.DecodeString(h.key[at+1:])
	if err != nil {
		h.t.Error(err)
	}
	now := h.Amazon.Now()
	claims["iss"], claims["aud"], claims["iat"], claims["exp"] = h.ShopID, "noren", now.Unix(), now.Add(15*time.Minute).Unix()
	token := jwt.NewWithClaims(jwt.SigningMethodHS256, claims)
	token.Header["typ"], token.Header["kid"] = kind, strings.TrimPrefix(h.key[:at], "ck_")
	text, err := token.SignedString(secret)
	if err != nil {
		h.t.Error(err)
	}
	return text
}

// guests are what shops bring along that exchanges pieces of their pages.
var guests = sync.OnceValues(func() (map[string]string, error) {
	return npm("guests", "@hotwired/turbo/dist/turbo.es2017-umd.js", "jquery/dist/jquery.min.js", "htmx.org/dist/htmx.min.js")
})

func serveGuest(w http.ResponseWriter, r *http.Request) {
	texts, err := guests()
	text, ok := texts[r.URL.Path]
	if err != nil || !ok {
		http.Error(w, fmt.Sprint("no such guest: ", err), http.StatusNotFound)
		return
	}
	w.Header().Set("Content-Type", "text/javascript")
	_, _ = w.Write([]byte(text))
}
