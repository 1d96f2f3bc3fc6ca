package pages_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/google/go-cmp/cmp"
)

// live is a button of the live environment whose payload names store and shop.
func live(more string) string {
	return button(`publicKeyId: 'LIVE-KEY', createCheckoutSessionConfig: {signature: 's', payloadJSON: JSON.stringify(
		{storeId: 'store-1', webCheckoutDetails: {checkoutReviewReturnUrl: 'https://pay.example.jp/review'}})}, ` + more)
}

func TestProtocol_7_4_LiveAccountThatIsNotActive(t *testing.T) {
	h, b, _ := openShop(t, place)
	status := "ACTIVE"
	h.mux.HandleFunc("GET /merchantAccount/A1EXAMPLE00001/accountStatus", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Access-Control-Allow-Origin", "*")
		write(t, w, `{"merchantAccountStatus":"`+status+`"}`)
		h.posts <- post{Path: r.URL.Path, Form: r.URL.Query()}
	})
	b.eval(live(""))
	want := url.Values{"ledgerCurrency": {"JPY"}, "originDomain": {"localhost"}, "storeId": {"store-1"}, "returnDomain": {"pay.example.jp"}}
	if diff := cmp.Diff(want, h.posted(t).Form); diff != "" {
		t.Errorf("question (-want +got):\n%s", diff)
	}
	b.eval(clickButton)
	if p := h.posted(t); p.Form.Get("environment") != "LIVE" {
		t.Errorf("an active account's click: %v", p)
	}

	const part = `document.querySelector('#AmazonPayButton').shadowRoot.querySelector('%s')`
	find := func(selector string) string { return strings.Replace(part, "%s", selector, 1) }
	status = "IN_REVIEW"
	b.eval(live(""))
	h.posted(t)
	b.do(chromedp.Poll[chromedp.Void]("!!" + find(".Inactive")))
	b.eval(clickButton)
	if got := b.eval(find(".notice") + ".textContent"); got != "現在、このショップではAmazon Payをご利用いただけません。" {
		t.Errorf("notice: %q", got)
	}
	if got := b.eval(`getComputedStyle(` + find(".amazonpay-button-view1") + `).backgroundImage`); got != "linear-gradient(rgb(213, 217, 217), rgb(213, 217, 217))" {
		t.Errorf("colour: %s", got)
	}
	b.eval(button("createCheckoutSessionConfig: " + config)) // in the sandbox nothing is asked
	b.eval("window.dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")
	b.eval(clickButton)
	if p := h.posted(t); p.Path != "/checkout/initiate" || p.Form.Get("environment") != "SANDBOX" {
		t.Errorf("sandbox click: %v", p)
	}
}

func TestProtocol_7_4_TrialsOnDesktopOnly(t *testing.T) {
	h, b, _ := openShop(t, place)
	h.visited("/abTestV2")
	b.eval(button(""))
	want := post{Path: "/abTestV2", Form: url.Values{
		"countryOfEstablishment": {"JP"}, "ledgerCurrency": {"JPY"}, "isSandbox": {"true"}, "merchantId": {"A1EXAMPLE00001"},
	}}
	if diff := cmp.Diff(want, h.posted(t)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	b.eval(`Object.defineProperty(navigator, 'userAgent', {value: 'Mozilla/5.0 (Linux; Android 15) Mobile'})`)
	b.eval(button("createCheckoutSessionConfig: " + config))
	b.eval(clickButton)
	if p := h.posted(t); p.Path != "/checkout/initiate" {
		t.Errorf("a phone asked for %s", p.Path)
	}
}

func TestProtocol_7_4_Cookies(t *testing.T) {
	h, b, shop := openShop(t, place)
	b.eval(button("checkoutLanguage: 'en_US', createCheckoutSessionConfig: " + config))
	if got := b.eval("document.cookie"); !strings.Contains(got, "language=en_US") || !strings.Contains(got, "ledgerCurrency=JPY") || strings.Contains(got, "apay") {
		t.Errorf("cookies of a drawn button: %q", got)
	}
	for _, set := range []string{"", "true"} { // the first start sets what the second tells
		b := newTab(t) // the form of the last one may still be on its way
		b.open(shop)
		b.eval(button("createCheckoutSessionConfig: " + config))
		b.eval(clickButton)
		if got := h.posted(t).Form.Get("apaySessionSet"); got != set {
			t.Errorf("apaySessionSet is %q, want %q", got, set)
		}
	}
}
