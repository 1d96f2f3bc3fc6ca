package main

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"syscall"
	"testing"

	"noren/backend/merchant"
)

const shopOrigin = "http://shop.localhost:4000"

// payment is a shopper, the shop's server and the operator's two programs, which know each other by their flags only.
type payment struct {
	serving

	o       *operator
	shop    newShop
	amazon  started
	sandbox *process
	cookies []*http.Cookie
	secrets []string // what must stand in no log
}

// What an operator sets up with the commands alone takes a whole payment, and neither program's log holds anything about the
// shopper, nor a code or key, not even at the finest level.
func TestPaymentLeavesNothingInTheLogs(t *testing.T) {
	t.Parallel()
	p := setUp(t)
	checkout := p.buy()
	if seen := p.asShop("/api/v1/checkouts/" + checkout); !strings.Contains(seen, "千代田区") || !strings.Contains(seen, `"placed"`) {
		t.Errorf("the shop's server reads %s", seen)
	}
	p.line(`"route":"/notifications/:shop"`) // Amazon's notification came, too
	p.goWrong(checkout)
	p.signal(syscall.SIGTERM)
	p.wantEnd(0)
	p.sandbox.signal(syscall.SIGTERM)
	p.sandbox.wantEnd(0)
	p.logsAreClean()
}

// setUp is what an operator does for a shop, and a webhook's receiver.
func setUp(t *testing.T) *payment {
	t.Helper()
	o := newOperator(t)
	p := &payment{o: o}
	o.set("NOREN_KEYSET_FILE", o.keyset())
	o.set("NOREN_LOG_LEVEL", "debug")
	o.set("NOREN_LOG_FORMAT", "json")
	p.sandbox, p.amazon = o.sandbox()
	p.shop = o.createShop(shopOrigin)
	id := p.shop.Shop.ID
	account := look[struct{ PublicKeyID, PrivateKey string }](t, p.amazon, "merchant")
	o.must("shop", "credentials", id, "--amazon-api="+p.amazon.URL, "--merchant-id="+p.amazon.MerchantID, "--store-id="+p.amazon.StoreID,
		"--public-key-id="+account.PublicKeyID, "--private-key="+o.file("amazon.pem", account.PrivateKey))
	o.must(application(id)...)
	settings := decode[merchant.Settings](t, o.must("shop", "settings", id))
	settings.Methods[0].Shown = true
	settings.Groups = []merchant.Group{{ID: "tea", Name: "お茶", AmazonPay: true}}
	o.must("shop", "settings", id, "--set="+o.file("settings.json", encode(t, settings)))
	hook := decode[map[string]string](t, o.must("shop", "webhook", id, p.receiver()))
	p.secrets = append(p.secrets, p.shop.SecretKey, p.shop.CartKey, hook["secret"])
	p.serving = o.serve("--amazon-api=" + p.amazon.URL)
	control[any](t, p.amazon, "setNotificationURL", map[string]string{
		"merchantId": p.amazon.MerchantID, "url": "http://" + p.address + "/notifications/" + id,
	})
	return p
}

// receiver hears webhooks, as the shop's server does.
func (p *payment) receiver() string {
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { _, _ = io.Copy(io.Discard, r.Body) }))
	p.o.t.Cleanup(server.Close)
	return strings.Replace(server.URL, "127.0.0.1", "localhost", 1)
}

// asShop asks the API with the shop's secret key.
func (p *payment) asShop(path string) string {
	p.t.Helper()
	return p.ask(http.MethodGet, path, "", http.Header{"Authorization": {"Bearer " + p.shop.SecretKey}}, http.StatusOK)
}

// goWrong does what strangers and broken pages do; each is answered, and may be logged, but without what was sent.
func (p *payment) goWrong(checkout string) {
	p.t.Helper()
	const path = "/embed/v1/render"
	origin := http.Header{"Origin": {shopOrigin}}
	p.secrets = append(p.secrets, "hanako.secret", "090-1234-5678", "STRANGERSCODE")
	for _, body := range []string{
		`{"shop":"` + p.shop.Shop.ID + `","elements":[],"code":"` + checkout + `-STRANGERSCODE","verifier":"v"}`,
		`{"shop":"` + p.shop.Shop.ID + `","elements":[],"hanako.secret":"090-1234-5678"}`,
		`{"hanako.secret`,
		`{"shop":"hanako.secret@example.jp","elements":[]}`,
	} {
		p.ask(http.MethodPost, path, body, origin, 0)
	}
	for _, path := range []string{
		"/return/" + checkout + "/review?amazonCheckoutSessionId=hanako.secret", "/return/hanako.secret/result", "/hanako.secret?phone=090-1234-5678",
	} {
		p.ask(http.MethodGet, path, "", nil, 0)
	}
	p.ask(http.MethodPost, "/notifications/"+p.shop.Shop.ID, `{"Type":"Notification","Message":"090-1234-5678"}`, nil, 0)
	p.ask(http.MethodGet, "/api/v1/checkouts/"+checkout, "", http.Header{"Authorization": {"Bearer sk_STRANGERSCODE"}}, http.StatusUnauthorized)
}

// logsAreClean looks for everything about the shopper, and for every secret that was in use.
func (p *payment) logsAreClean() {
	p.t.Helper()
	personal := []string{"山田", "太郎", "千代田", "100-0001", "1000001", "taro@example.jp", "0300000000", "03-0000-0000", "見本ビル", "Visa", "PRIVATE KEY-"}
	logs := p.text() + p.sandbox.text()
	for _, word := range append(personal, p.secrets...) {
		if word == "" {
			p.t.Error("an empty secret: this test would find it everywhere")
		} else if at := strings.Index(logs, word); at >= 0 {
			p.t.Errorf("a log holds %q: …%s…", word, logs[max(0, at-200):min(len(logs), at+100)])
		}
	}
	for _, route := range []string{"/return/:id/result", "/embed/v1/confirm", "/launch/:id"} {
		if !strings.Contains(logs, `"route":"`+route+`"`) {
			p.t.Errorf("no line about %s: this test does not see the log", route)
		}
	}
}
