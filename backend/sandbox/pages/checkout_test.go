package pages_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// openShop opens a shop page with checkout.js and one place for a button.
func openShop(t *testing.T, body string) (*hosted, *tab, string) {
	t.Helper()
	h, b := newHosted(t), newTab(t)
	shop := newShop(t, h, body)
	b.open(shop)
	b.eval(`document.cookie = 'apay-session-set=; path=/; max-age=0; Secure'`) // another test's button may have been here
	return h, b, shop
}

const place = `<div id="AmazonPayButton"></div>`

const config = `{payloadJSON: '{"a":"見本 & \\u003c"}', signature: 'c2ln+/==', algorithm: 'AMZN-PAY-RSASSA-PSS-V2'}`

// button is a call of renderButton with good options, and then some.
func button(more string) string {
	return fmt.Sprintf(`amazon.Pay.renderButton('#AmazonPayButton', {
		merchantId: 'A1EXAMPLE00001', ledgerCurrency: 'JPY', placement: 'Cart', publicKeyId: 'SANDBOX-KEY',
		checkoutLanguage: 'ja_JP', %s})`, more)
}

const clickButton = `document.querySelector('#AmazonPayButton').shadowRoot.querySelector('.amazonpay-button-view1').click()`

// wantPost is what the good options of button post, with changes.
func wantPost(shop string, changes url.Values) url.Values {
	want := url.Values{
		"payloadJSON": {`{"a":"見本 & \u003c"}`}, "signature": {"c2ln+/=="}, "publicKeyId": {"SANDBOX-KEY"},
		"algorithm": {"AMZN-PAY-RSASSA-PSS-V2"}, "publicKeyIdMismatch": {"false"},
		"merchantId": {"A1EXAMPLE00001"}, "ledgerCurrency": {"JPY"}, "checkoutLanguage": {"ja_JP"},
		"productType": {"PayAndShip"}, "environment": {"SANDBOX"}, "scopes": {""},
		"merchantDomain": {"localhost"}, "origin_url": {shop}, "viewType": {"redirectView"},
		"weblabData": {""}, "apaySessionSet": {""}, "estimatedOrderAmount": {"{}"},
	}
	for name, values := range changes {
		if values == nil {
			delete(want, name)
		} else {
			want[name] = values
		}
	}
	return want
}

func TestProtocol_7_4_ClickPostsTheSignedForm(t *testing.T) {
	h, b, shop := openShop(t, place)
	b.eval(button("createCheckoutSessionConfig: " + config + `, estimatedOrderAmount: {amount: '3980', currencyCode: 'JPY'}`))
	b.eval(clickButton + ", " + clickButton)
	want := post{Path: "/checkout/initiate", Form: wantPost(shop, url.Values{
		"estimatedOrderAmount": {`{"amount":"3980","currencyCode":"JPY"}`},
	})}
	if diff := cmp.Diff(want, h.posted(t)); diff != "" {
		t.Errorf("form (-want +got):\n%s", diff)
	}
	if got := b.eval("document.cookie"); !strings.Contains(got, "language=ja_JP") || !strings.Contains(got, "ledgerCurrency=JPY") {
		t.Errorf("cookies are %q", got)
	}
}

func TestProtocol_7_4_WhatChangesTheForm(t *testing.T) {
	withKey := strings.Replace(config, "signature", "publicKeyId: 'LIVE-OTHER', authorizationToken: 'Atza|1', signature", 1)
	withoutAlgorithm := strings.Replace(config, ", algorithm: 'AMZN-PAY-RSASSA-PSS-V2'", "", 1)
	tests := map[string]struct {
		call  string
		click bool
		want  url.Values
	}{
		"algorithm has a default": {
			button("createCheckoutSessionConfig: " + withoutAlgorithm), true,
			url.Values{"algorithm": {"AMZN-PAY-RSASSA-PSS"}},
		},
		"another key in the config": {
			button("createCheckoutSessionConfig: " + withKey), true,
			url.Values{"publicKeyId": {"LIVE-OTHER"}, "publicKeyIdMismatch": {"true"}, "authorizationToken": {"Atza|1"}},
		},
		"English, pay only": {
			button("checkoutLanguage: 'en_US', productType: 'PayOnly', createCheckoutSessionConfig: " + config), true,
			url.Values{"checkoutLanguage": {"en_US"}, "productType": {"PayOnly"}},
		},
		"sign in": {
			button("productType: 'SignIn', signInConfig: " + config), true,
			url.Values{"productType": {"SignIn"}, "estimatedOrderAmount": nil},
		},
		"a wrong amount is left out": {
			button("estimatedOrderAmount: {amount: '39.80', currencyCode: 'JPY'}, createCheckoutSessionConfig: " + config), true,
			nil,
		},
		"the old way, with a function": {
			button("createCheckoutSession: () => Promise.resolve('id-1')"), true,
			url.Values{"amazonCheckoutSessionId": {"id-1"}, "payloadJSON": nil, "signature": nil, "publicKeyId": nil, "algorithm": nil, "publicKeyIdMismatch": nil},
		},
		"initCheckout sees no environment in the key": {
			strings.Replace(strings.Replace(button("createCheckoutSessionConfig: "+withKey), "renderButton('#AmazonPayButton', ", "initCheckout(", 1), "LIVE-OTHER", "SANDBOX-OTHER", 1), false,
			url.Values{"publicKeyId": {"SANDBOX-OTHER"}, "environment": {"LIVE"}, "authorizationToken": {"Atza|1"}},
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			h, b, shop := openShop(t, place)
			if got := b.eval(tt.call); strings.HasPrefix(got, "thrown") {
				t.Fatal(got)
			}
			if tt.click {
				b.eval(clickButton)
			}
			if diff := cmp.Diff(wantPost(shop, tt.want), h.posted(t).Form); diff != "" {
				t.Errorf("form (-want +got):\n%s", diff)
			}
		})
	}
}

func TestProtocol_7_2_SessionFromTheShop(t *testing.T) {
	for name, extract := range map[string]string{
		"by name":     `extractAmazonCheckoutSessionId: 'mine'`,
		"by function": `extractAmazonCheckoutSessionId: (answer) => answer.mine`,
		"by default":  ``,
	} {
		t.Run(name, func(t *testing.T) {
			h, b, _ := openShop(t, place)
			h.mux.HandleFunc("POST /session", func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Access-Control-Allow-Origin", "*")
				write(t, w, `{"mine": "id-2", "checkoutSessionId": "id-2"}`)
			})
			b.eval(button(fmt.Sprintf("createCheckoutSession: {url: '%s/session', %s}", h.URL, extract)))
			b.eval(clickButton)
			if got := h.posted(t).Form.Get("amazonCheckoutSessionId"); got != "id-2" {
				t.Errorf("session id is %q", got)
			}
		})
	}
}

func TestProtocol_7_2_WhatRenderButtonReturns(t *testing.T) {
	_, b, _ := openShop(t, place)
	for more, want := range map[string]string{
		"":                                       "initCheckout,onClick,updateButtonInfo",
		"createCheckoutSessionConfig: " + config: "updateButtonInfo",
		"createCheckoutSession: () => 'id'":      "updateButtonInfo",
		"productType: 'SignIn', signInConfig: " + config: "",
	} {
		if got := b.eval("Object.keys(" + button(more) + " || {}).sort().join()"); got != want {
			t.Errorf("{%s} returns %q, want %q", more, got, want)
		}
	}
}

func TestProtocol_7_2_SignInWithoutConfigThrowsOnClick(t *testing.T) {
	_, b, _ := openShop(t, place)
	b.eval(button("productType: 'SignIn'"))
	got := b.eval(`new Promise((done) => { window.onerror = (text, file, line, column, error) => done(error); ` + clickButton + ` })`)
	if want := "AmazonPay:\nsignInConfig is required."; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestProtocol_7_2_DecoupledButton(t *testing.T) {
	h, b, shop := openShop(t, place)
	b.eval(`window.decoupled = ` + button(""))
	b.eval(`decoupled.updateButtonInfo({amount: '1200', currencyCode: 'JPY'})`)
	b.eval(`decoupled.onClick(() => decoupled.initCheckout({createCheckoutSessionConfig: ` + config + `}))`)
	b.eval(clickButton)
	want := wantPost(shop, url.Values{"estimatedOrderAmount": {`{"amount":"1200","currencyCode":"JPY"}`}})
	if diff := cmp.Diff(want, h.posted(t).Form); diff != "" {
		t.Errorf("form (-want +got):\n%s", diff)
	}
}

func TestProtocol_7_2_DeclarativeButtons(t *testing.T) {
	common := `data-ledger-currency="JPY" data-placement="Cart" data-language="ja_JP" data-public-key-id="SANDBOX-KEY"`
	h, b, shop := openShop(t, strings.Join([]string{
		`<div id="wrong" data-amazonpay-merchant-id="A1EXAMPLE00001"></div>`,
		`<div id="AmazonPayButton" data-amazonpay-merchant-id="A1EXAMPLE00001" ` + common + ` data-amount="500" data-currency-code="JPY"
			data-payload='{"a":"見本 &amp; \u003c"}' data-signature="c2ln+/=="></div>`,
		`<div id="handled" data-amazonpay-merchant-id="A1EXAMPLE00001" ` + common + `></div>`,
	}, ""))
	b.eval(`window.amznButtonClickHandler = (button) => { window.handled = Object.keys(button).sort().join(); }`)
	b.eval(`document.querySelector('#handled').click()`)
	if got := b.eval("window.handled"); got != "initCheckout,onClick,updateButtonInfo" {
		t.Errorf("amznButtonClickHandler got %q", got)
	}
	b.eval(clickButton)
	want := wantPost(shop, url.Values{
		"algorithm":            {"AMZN-PAY-RSASSA-PSS"},
		"estimatedOrderAmount": {`{"amount":"500","currencyCode":"JPY"}`},
	})
	if diff := cmp.Diff(want, h.posted(t).Form); diff != "" {
		t.Errorf("form (-want +got):\n%s", diff)
	}
}

func TestDoubleClickSendsOneForm(t *testing.T) {
	h, b := newHosted(t), newTab(t)
	b.holdTimers()
	b.open(newShop(t, h, place))
	b.eval(`window.sent = 0, HTMLFormElement.prototype.submit = () => { window.sent += 1; }`)
	b.eval(button("createCheckoutSessionConfig: " + config))
	b.eval(clickButton + ", " + clickButton)
	if got := b.eval("window.sent"); got != "1" {
		t.Errorf("%s forms were sent", got)
	}
	b.eval("window.dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))") // back from the hosted page
	b.eval(clickButton)
	if got := b.eval("window.sent"); got != "2" {
		t.Errorf("after coming back, %s forms were sent, want 2", got)
	}
	b.eval("window.timers.forEach((passed) => passed())") // the shopper stopped the navigation
	b.eval(clickButton)
	if got := b.eval("window.sent"); got != "3" {
		t.Errorf("after a while, %s forms were sent, want 3", got)
	}
}

// Many Japanese shops are written in Shift_JIS; what was signed is UTF-8.
func TestShopInShiftJISSendsUTF8(t *testing.T) {
	h, b := newHosted(t), newTab(t)
	shop := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=Shift_JIS")
		write(t, w, `<!DOCTYPE html><body>`+place+`<script src="`+h.URL+`/checkout.js"></script></body>`)
	}))
	t.Cleanup(shop.Close)
	b.open(shop.URL)
	b.eval(button("createCheckoutSessionConfig: " + config))
	if got := b.eval("document.querySelector('#AmazonPayButton').title"); got != "Amazonアカウントでお支払い" {
		t.Errorf("title is %q", got)
	}
	b.eval(clickButton)
	if got, want := h.posted(t).Form.Get("payloadJSON"), `{"a":"見本 & \u003c"}`; got != want {
		t.Errorf("payload is %q, want %q", got, want)
	}
}
