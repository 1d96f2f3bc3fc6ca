package e2e

import (
	"encoding/base64"
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"noren/backend/demo"
	"noren/shared/yen"
)

const examples = "../../static/docs/examples/"

// theme is the server of a shop whose pages are the examples of the documents for theme developers. It stands on the demo shop's
// origin, which is registered, and sells tea.
type theme struct {
	*world

	folder, key string

	mu                sync.Mutex
	quantity, version int
}

// newTheme serves the example in a folder.
func newTheme(t *testing.T, folder string) *theme {
	t.Helper()
	th := &theme{folder: folder, quantity: 1, version: 1}
	th.world = start(t, demo.Config{ManualTime: true, AroundShop: func(http.Handler) http.Handler { return th.routes() }})
	key, err := th.Backend.Shops.NewCartKey(t.Context(), "cli", th.ShopID)
	if err != nil {
		t.Fatal(err)
	}
	th.key = key
	return th
}

func (th *theme) routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, _ *http.Request) {
		page, err := os.ReadFile(filepath.Join(th.folder, "index.html"))
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		header := w.Header()
		header.Set("Content-Type", "text/html; charset=utf-8")
		header.Set("Content-Security-Policy", "default-src 'none'; script-src 'self' "+th.PayURL+" 'wasm-unsafe-eval'; connect-src 'self' "+th.PayURL+
			"; img-src "+th.PayURL+"; style-src 'self'; require-trusted-types-for 'script'; trusted-types noren")
		now := th.cart()
		_, _ = strings.NewReplacer("https://pay.example", th.PayURL, "shop_…", th.ShopID, "{cart token}", now.Token,
			"{quantity}", strconv.Itoa(now.Quantity), "{total}", strings.TrimPrefix(now.Total.String(), "¥")).WriteString(w, string(page))
	})
	mux.HandleFunc("GET /complete", func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write([]byte("<!doctype html><title>complete</title>"))
	})
	cart := func(w http.ResponseWriter, r *http.Request) {
		if by, err := strconv.Atoi(r.FormValue("by")); err == nil {
			th.change(by)
		}
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(th.cart())
	}
	mux.HandleFunc("/cart", cart)
	mux.HandleFunc("/shop/cart", cart)
	mux.Handle("/", http.FileServer(http.Dir(th.folder)))
	return mux
}

// signedCart is what the examples expect of their shop's server.
type signedCart struct {
	Quantity int     `json:"quantity"`
	Total    yen.Yen `json:"total"`
	Token    string  `json:"token"`
}

func (th *theme) change(by int) {
	th.mu.Lock()
	defer th.mu.Unlock()
	th.quantity, th.version = th.quantity+by, th.version+1
}

// cart signs the cart as it is, as the document about the shop's server says.
func (th *theme) cart() signedCart {
	th.mu.Lock()
	defer th.mu.Unlock()
	const price = 1296
	total := yen.Yen(price * th.quantity)
	at := strings.LastIndex(th.key[:len(th.key)-43], "_")
	secret, err := base64.RawURLEncoding.DecodeString(th.key[at+1:])
	if err != nil {
		th.t.Error(err)
	}
	now := th.Amazon.Now()
	token := jwt.NewWithClaims(jwt.SigningMethodHS256, jwt.MapClaims{
		"iss": th.ShopID, "aud": "noren", "iat": now.Unix(), "exp": now.Add(time.Hour).Unix(),
		"cart": map[string]any{
			"id": "theme-cart", "version": th.version, "kind": "ordinary", "goodsTotal": total, "postage": 0, "fees": 0, "discounts": 0, "total": total,
			"items": []map[string]any{{"sku": "tea", "name": "煎茶", "quantity": th.quantity, "price": price, "goods": "physical"}},
		},
	})
	token.Header["typ"], token.Header["kid"] = "noren-cart", strings.TrimPrefix(th.key[:at], "ck_")
	text, err := token.SignedString(secret)
	if err != nil {
		th.t.Error(err)
	}
	return signedCart{th.quantity, total, text}
}
