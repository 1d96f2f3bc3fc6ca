package sandbox_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"noren/backend/sandbox"
)

// runFor is RunT with merchants.
func runFor(t *testing.T, change func(*sandbox.Merchant)) *sandbox.Sandbox {
	t.Helper()
	m := sandbox.RunT(t).Merchant()
	change(&m)
	s, err := sandbox.New(sandbox.Config{Merchants: []sandbox.Merchant{m}, ManualNotification: true})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Start(t.Context(), "127.0.0.1:0", "127.0.0.1:0", sandbox.TLS{}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// Protocol 7.1: the button works on registered JavaScript origins only, and on http://localhost in the sandbox.
func TestProtocol7_1_JavaScriptOrigins(t *testing.T) {
	s := runFor(t, func(m *sandbox.Merchant) {
		m.Origins = []string{"https://Shop.example.jp:443/", "https://two.example.jp"}
	})
	c := newClient(t, s)
	live := *c
	live.keyID = "LIVE-KEY"
	s.RegisterKey(s.Merchant().MerchantID, live.keyID, &c.key.PublicKey)
	for _, x := range []struct {
		header, page string
		live, good   bool
	}{
		{"https://shop.example.jp", "https://shop.example.jp/item", false, true},
		{"https://shop.example.jp", "", false, true},
		{"", "https://shop.example.jp/item?x=1", false, true},
		{"null", "https://two.example.jp/", false, true}, // a page that hides where it is
		{"https://thief.example.jp", "https://shop.example.jp/item", false, false},
		{"", "https://thief.example.jp/?https://shop.example.jp", false, false},
		{"", "http://shop.example.jp/item", false, false},
		{"", "https://shop.example.jp:8443/item", false, false},
		{"", "https://shop.example.jp.thief.example/", false, false},
		{"", "", false, false},
		{"", "javascript:alert(1)", false, false},
		{"http://localhost:8080", "", false, true},
		{"http://localhost", "", false, true},
		{"http://localhost.thief.example", "", false, false},
		{"https://localhost", "", false, false},
		{"http://localhost:8080", "", true, false},
		{"https://two.example.jp", "", true, true},
	} {
		signer, environment := c, "SANDBOX"
		if x.live {
			signer, environment = &live, "LIVE"
		}
		form := signer.form(payload(""), "PayAndShip")
		form.Set("origin_url", x.page)
		form.Set("environment", environment)
		b := newBrowser(t, s)
		b.origin = x.header
		b.send(http.MethodPost, s.URL+"/checkout/initiate", form)
		if good := b.status == http.StatusOK; good != x.good {
			t.Errorf("%+v: status %d", x, b.status)
		}
		if !x.good {
			b.shows("InvalidButtonAccessRequest", "登録されていないページ", "JavaScriptオリジン")
		}
	}
	b := newBrowser(t, s)
	form := c.form(signInPayload(`"name"`), "SignIn")
	form.Set("origin_url", "https://thief.example.jp/")
	form.Set("checkoutLanguage", "en_US")
	b.send(http.MethodPost, s.URL+"/checkout/initiate", form)
	b.shows("InvalidButtonAccessRequest", "https://thief.example.jp", "JavaScript origin of the merchant in Seller Central")
	b.send(http.MethodGet, s.URL+"/checkout/switch-account?"+form.Encode(), nil)
	b.shows("InvalidButtonAccessRequest")

	made := c.call("POST", "/v2/checkoutSessions", payload("")).is(t, 201, "").text("checkoutSessionId")
	old := url.Values{"amazonCheckoutSessionId": {made}, "merchantId": {s.Merchant().MerchantID}, "origin_url": {"https://thief.example.jp/"}}
	if got := reasonOf(initiate(s, old)); got != "InvalidButtonAccessRequest" {
		t.Errorf("the old way: %q", got)
	}
}

// Protocol 7.4 and 7.5: what checkout.js asks for from the shop's page, with the shop's origin.
func TestProtocol7_4_ScriptsQuestions(t *testing.T) {
	s := sandbox.RunT(t)
	c, b := newClient(t, s), newBrowser(t, s)
	b.origin = "https://shop.example.jp"
	for path, want := range map[string]string{
		"/merchantAccount/" + s.Merchant().MerchantID + "/accountStatus?ledgerCurrency=JPY": `{"merchantAccountStatus":"ACTIVE"}`,
		"/merchantAccount/A1NOBODY/accountStatus":                                           `{"merchantAccountStatus":"UNKNOWN"}`,
		"/abTestV2?countryOfEstablishment=JP":                                               `{"abTestResults":{}}`,
		"/checkout/signout?language=ja_JP":                                                  `{"result":true}`,
	} {
		b.send(http.MethodGet, s.URL+path, nil)
		if b.page != want || b.header.Get("Access-Control-Allow-Origin") != b.origin || b.header.Get("Access-Control-Allow-Credentials") != "true" {
			t.Errorf("%s: %s, %v", path, b.page, b.header)
		}
		if !json.Valid([]byte(b.page)) || b.header.Get("Content-Type") != "application/json" {
			t.Errorf("%s is not JSON", path)
		}
	}
	b.origin = ""
	b.pressSignIn(c, `"name"`)
	b.submit("signin", url.Values{"buyer": {"taro"}})
	b.submit("consent", nil)
	b.send(http.MethodGet, s.URL+"/checkout/switch-account?"+c.form(signInPayload(`"name"`), "SignIn").Encode(), nil)
	b.shows("パスワード") // somebody else may sign in now
	b.submit("signin", url.Values{"buyer": {"hanako"}})
	b.submit("consent", nil)
	u, err := url.Parse(b.at)
	if err != nil || !strings.HasPrefix(b.at, "https://shop.example.jp/signin") {
		t.Fatalf("ends at %s", b.at)
	}
	if name := c.get("/v2/buyers/" + u.Query().Get("buyerToken")).text("name"); name != "鈴木 花子" {
		t.Errorf("the token is %s's", name)
	}
	b.press(c, payload(""))
	b.shows("鈴木 花子 さん")
}

// Protocol 7.1: without any registered origin every page is open, or, as at Amazon, none but http://localhost.
func TestProtocol7_1_NoOriginYet(t *testing.T) {
	s := runFor(t, func(*sandbox.Merchant) {})
	c := newClient(t, s)
	for strict, pages := range map[bool]map[string]string{
		false: {"https://shop.example.jp": "", "http://localhost:8080": ""},
		true:  {"https://shop.example.jp": "InvalidButtonAccessRequest", "http://localhost:8080": ""},
	} {
		if err := s.SetSettings(sandbox.Settings{RegisteredOriginsOnly: strict}); err != nil {
			t.Fatal(err)
		}
		for origin, refusal := range pages {
			form := c.form(payload(""), "PayAndShip")
			form.Set("origin_url", origin+"/item")
			b := newBrowser(t, s)
			b.origin = origin
			b.send(http.MethodPost, s.URL+"/checkout/initiate", form)
			if (b.status == http.StatusOK) != (refusal == "") {
				t.Errorf("strict %t, %s: status %d", strict, origin, b.status)
			}
			if refusal != "" {
				b.shows(refusal, origin)
			}
		}
	}
}
