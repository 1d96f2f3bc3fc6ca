package pages_test

import (
	"net/http"
	"net/url"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/google/go-cmp/cmp"
)

// upgrade and switchAccount are calls with good options, and then some.
func upgrade(more string) string {
	return `amazon.Pay.bindUpgradeAction('#AmazonPayButton', {payloadJSON: '{"a":"見本"}', signature: 'c2ln+/==',
		publicKeyId: 'SANDBOX-KEY', upgradeAction: 'recurringUpdate', ` + more + `})`
}

func switchAccount(more string) string {
	return `amazon.Pay.switchAccount({merchantId: 'A1EXAMPLE00001', placement: 'Cart',
		SignInConfig: {payloadJSON: '{"a":"見本"}', signature: 'c2ln+/==', publicKeyId: 'SANDBOX-KEY'}, ` + more + `})`
}

// visited notes GETs of the hosted pages as if they were posts; the shop's page stays.
func (h *hosted) visited(path string) {
	h.mux.HandleFunc("GET "+path, func(w http.ResponseWriter, r *http.Request) {
		h.posts <- post{Path: r.URL.Path, Form: r.URL.Query()}
		w.WriteHeader(http.StatusNoContent)
	})
}

func TestProtocol_7_5_BindChangeAction(t *testing.T) {
	h, b, _ := openShop(t, `<a id="change" href="#elsewhere">変更</a>`)
	h.mux.HandleFunc("GET /checkout/initiate_auth", func(w http.ResponseWriter, r *http.Request) {
		h.posts <- post{Path: r.URL.Path, Form: r.URL.Query()}
		w.WriteHeader(http.StatusNoContent)
	})
	b.eval(`amazon.Pay.bindChangeAction('#change', {amazonCheckoutSessionId: 'id-3', changeAction: 'changePayment'})`)
	b.do(chromedp.Click("#change"))
	want := post{Path: "/checkout/initiate_auth", Form: url.Values{
		"amazonCheckoutSessionId": {"id-3"}, "changeAction": {"changePayment"}, "viewType": {"redirectView"},
	}}
	if diff := cmp.Diff(want, h.posted(t)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestProtocol_7_5_Signout(t *testing.T) {
	h, b, _ := openShop(t, place)
	answer := `{"result": true}`
	asked := 0
	h.mux.HandleFunc("GET /checkout/signout", func(w http.ResponseWriter, r *http.Request) {
		asked++
		if got := r.URL.RawQuery; got != "language=ja_JP" {
			t.Errorf("query is %s", got)
		}
		w.Header().Set("Access-Control-Allow-Origin", r.Header.Get("Origin"))
		w.Header().Set("Access-Control-Allow-Credentials", "true")
		write(t, w, answer)
	})
	const call = `(() => { let called = false; amazon.Pay.signout(() => { called = true; }); return called; })()`
	b.eval(`document.cookie = 'language=; path=/; max-age=0'`) // another test's button may have been here
	if got := b.eval(call); got != "false" || asked != 0 {
		t.Errorf("without a button: called back %s, asked %d times", got, asked)
	}
	b.eval(button(""))
	if got := b.eval(call); got != "true" || asked != 1 {
		t.Errorf("called back %s, asked %d times", got, asked)
	}
	answer = `{"result": false}`
	if got := b.eval(call); got != "thrown: AmazonPay:\nSigning out failed." {
		t.Errorf("refused: %q", got)
	}
}

func TestProtocol_7_5_ChangesAtOnce(t *testing.T) {
	h, b, _ := openShop(t, place)
	h.visited("/checkout/initiate_auth")
	for call, action := range map[string]string{
		"Pay.changePaymentMethod": "changePayment", "Pay.changeShippingAddress": "changeAddress", "Pay.changeAccount": "changeAccount",
		"buywithprime.changePaymentMethod": "changePayment", "buywithprime.changeShippingAddress": "changeAddress",
		"buywithprime.changeAccount": "changeAccount",
	} {
		b.eval("amazon." + call + "({amazonCheckoutSessionId: 'id-4'})")
		want := post{Path: "/checkout/initiate_auth", Form: url.Values{
			"amazonCheckoutSessionId": {"id-4"}, "changeAction": {action}, "viewType": {"redirectView"}, "skipPreorderPage": {"true"},
		}}
		if diff := cmp.Diff(want, h.posted(t)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", call, diff)
		}
	}
	if got := b.eval("Object.keys(amazon.Pay).sort() + ' ' + Object.keys(amazon.buywithprime).sort()"); got !=
		"bindChangeAction,bindUpgradeAction,changeAccount,changePaymentMethod,changeShippingAddress,initCheckout,renderButton,signout,switchAccount"+
			" changeAccount,changePaymentMethod,changeShippingAddress,initCheckout" {
		t.Errorf("functions: %s", got)
	}
}

func TestProtocol_7_5_BindUpgradeAction(t *testing.T) {
	h, b, _ := openShop(t, `<a id="AmazonPayButton" href="#elsewhere">変更</a>`)
	b.eval(upgrade(""))
	b.eval("document.querySelector('#AmazonPayButton').click(), document.querySelector('#AmazonPayButton').click()")
	want := post{Path: "/checkout/initiate", Form: url.Values{
		"payloadJSON": {`{"a":"見本"}`}, "signature": {"c2ln+/=="}, "publicKeyId": {"SANDBOX-KEY"},
		"algorithm": {"AMZN-PAY-RSASSA-PSS"}, "upgradeAction": {"recurringUpdate"},
	}}
	if diff := cmp.Diff(want, h.posted(t)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if len(h.posts) > 0 {
		t.Error("the second click sent a second form")
	}
}

func TestProtocol_7_5_SwitchAccount(t *testing.T) {
	h, b, shop := openShop(t, place)
	h.visited("/checkout/switch-account")
	b.eval(button("checkoutLanguage: 'en_US'")) // leaves the cookies that are read below
	for more, environment := range map[string]string{"": "SANDBOX", "sandbox: false": "LIVE"} {
		b.eval(switchAccount(more))
		want := post{Path: "/checkout/switch-account", Form: url.Values{
			"payloadJSON": {`{"a":"見本"}`}, "signature": {"c2ln+/=="}, "publicKeyId": {"SANDBOX-KEY"},
			"algorithm": {"AMZN-PAY-RSASSA-PSS"}, "publicKeyIdMismatch": {"false"}, "merchantId": {"A1EXAMPLE00001"},
			"placement": {"Cart"}, "ledgerCurrency": {"JPY"}, "checkoutLanguage": {"en_US"}, "environment": {environment}, "origin_url": {shop},
		}}
		if diff := cmp.Diff(want, h.posted(t)); diff != "" {
			t.Errorf("{%s} (-want +got):\n%s", more, diff)
		}
	}
}
