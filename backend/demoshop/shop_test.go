package demoshop

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"
)

var (
	cartSecret    = []byte("0123456789abcdef0123456789abcdef")
	webhookSecret = []byte("a webhook secret of 24 b")
	start         = time.Date(2026, 11, 24, 3, 0, 0, 0, time.UTC)
)

// testShop is the shop on a socket, with a Noren that exists on the wire only.
type testShop struct {
	t     *testing.T
	shop  *httptest.Server
	noren *fakeNoren
	later atomic.Int64 // how far the shop's clock was moved on
}

func (s *testShop) now() time.Time { return start.Add(time.Duration(s.later.Load())) }

func newTestShop(t *testing.T) *testShop {
	t.Helper()
	s := &testShop{t: t, noren: newFakeNoren()}
	noren := httptest.NewServer(s.noren)
	t.Cleanup(noren.Close)
	handler, err := New(s.config(noren.URL))
	if err != nil {
		t.Fatal(err)
	}
	s.shop = httptest.NewServer(handler)
	t.Cleanup(s.shop.Close)
	return s
}

func (s *testShop) config(norenURL string) Config {
	return Config{
		NorenURL: norenURL, ShopID: "shop_test", SecretKey: "sk_test",
		CartKey:       "ck_k1_" + base64.RawURLEncoding.EncodeToString(cartSecret),
		WebhookSecret: "whsec_" + base64.StdEncoding.EncodeToString(webhookSecret),
		Now:           s.now,
	}
}

// browser is one shopper.
type browser struct {
	*testShop
	http *http.Client
}

func (s *testShop) browser() browser {
	jar, err := cookiejar.New(nil)
	if err != nil {
		s.t.Fatal(err)
	}
	return browser{s, &http.Client{Jar: jar}}
}

type answer struct {
	status       int
	path, body   string
	header       http.Header
	finalRequest *http.Request
}

func (b browser) do(request *http.Request) answer {
	b.t.Helper()
	response, err := b.http.Do(request)
	if err != nil {
		b.t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	return answer{response.StatusCode, response.Request.URL.Path, string(body), response.Header, response.Request}
}

func (b browser) get(path string) answer {
	b.t.Helper()
	request, err := http.NewRequestWithContext(b.t.Context(), http.MethodGet, b.shop.URL+path, nil)
	if err != nil {
		b.t.Fatal(err)
	}
	return b.do(request)
}

// post sends a form given as name, value, name, value …
func (b browser) post(path string, pairs ...string) answer {
	b.t.Helper()
	values := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		values.Set(pairs[i], pairs[i+1])
	}
	request, err := http.NewRequestWithContext(b.t.Context(), http.MethodPost, b.shop.URL+path, strings.NewReader(values.Encode()))
	if err != nil {
		b.t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return b.do(request)
}

func (b browser) add(sku string, quantity int) {
	b.t.Helper()
	b.post("/cart/items", "sku", sku)
	b.post("/cart", "quantity_"+sku, strconv.Itoa(quantity))
}

func (b browser) login() {
	b.t.Helper()
	if got := b.post("/login", "email", "hanako@example.jp", "password", DemoPassword); got.path != "/mypage" {
		b.t.Fatalf("login leads to %s", got.path)
	}
}

// toConfirm goes through the register page with Amazon Pay and returns the cart that the confirm page signed.
func (b browser) toConfirm() cartClaim {
	b.t.Helper()
	page := b.post("/register", "payment", string(amazonPay))
	if page.path != "/confirm" {
		b.t.Fatalf("register leads to %s", page.path)
	}
	return b.token(page).Cart
}

var (
	tokenAttribute = regexp.MustCompile(`<noren-[a-z]+ [^>]*\bcart="([^"]+)"`)
	bankForm       = []string{
		"payment", string(bankTransfer), "name", "山田 花子", "email", "hanako@example.com", "phone", "075-123-4567",
		"postal_code", "600-8001", "region", "京都府", "city", "京都市下京区", "line1", "四条通1-2-3",
	}
)

// token takes the cart token out of a page, and checks it as Noren does.
func (b browser) token(page answer) cartClaims {
	b.t.Helper()
	found := tokenAttribute.FindStringSubmatch(page.body)
	if found == nil {
		b.t.Fatalf("no cart token on %s (status %d)", page.path, page.status)
	}
	var claims cartClaims
	b.verify(found[1], "noren-cart", &claims)
	return claims
}

func (b browser) verify(token, kind string, claims jwt.Claims) {
	b.t.Helper()
	_, err := jwt.ParseWithClaims(token, claims, func(token *jwt.Token) (any, error) {
		if token.Header["typ"] != kind || token.Header["kid"] != "k1" {
			return nil, fmt.Errorf("header %v", token.Header)
		}
		return cartSecret, nil
	}, jwt.WithValidMethods([]string{"HS256"}), jwt.WithIssuer("shop_test"), jwt.WithAudience("noren"),
		jwt.WithExpirationRequired(), jwt.WithTimeFunc(b.now))
	if err != nil {
		b.t.Fatal(err)
	}
}

// webhook sends order.placed, signed with the given secret. Version 0 is one that no cart has.
func (s *testShop) webhook(secret []byte, at time.Time, checkoutID, cartID string, version int64) int {
	s.t.Helper()
	body, err := json.Marshal(map[string]any{
		"type": "order.placed", "timestamp": at,
		"data": map[string]any{"checkout": checkoutID, "orderNumber": "AN1", "cartId": cartID, "cartVersion": version},
	})
	if err != nil {
		s.t.Fatal(err)
	}
	stamp := strconv.FormatInt(at.Unix(), 10)
	mac := hmac.New(sha256.New, secret)
	mac.Write([]byte("msg_1." + stamp + "." + string(body)))
	request, err := http.NewRequestWithContext(s.t.Context(), http.MethodPost, s.shop.URL+"/webhooks/noren", strings.NewReader(string(body)))
	if err != nil {
		s.t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("webhook-id", "msg_1")
	request.Header.Set("webhook-timestamp", stamp)
	request.Header.Set("webhook-signature", "v1,Zm9yZ2Vk v1,"+base64.StdEncoding.EncodeToString(mac.Sum(nil)))
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		s.t.Fatal(err)
	}
	response.Body.Close()
	return response.StatusCode
}

func wantIn(t *testing.T, page answer, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if !strings.Contains(page.body, text) {
			t.Errorf("%s (status %d) does not say %q", page.path, page.status, text)
		}
	}
}

func wantNotIn(t *testing.T, page answer, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if strings.Contains(page.body, text) {
			t.Errorf("%s (status %d) says %q", page.path, page.status, text)
		}
	}
}
