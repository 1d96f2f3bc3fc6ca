package sdk_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"noren/backend/sandbox"
)

// testNodeButton signs a payload with Japanese text by the official SDK and starts a checkout with it (protocol 2), by
// the method and by the form that a browser posts.
func testNodeButton(t *testing.T, shop shop) {
	for _, algorithm := range []string{v1, v2} {
		t.Run(algorithm, func(t *testing.T) {
			s := start(t, sandbox.Config{})
			button := named(t, shop.run(t, "button.js", s, algorithm), "button")
			form := buttonForm(s, button.text("payloadJSON"), button.text("signature"), algorithm)
			if id, err := s.Initiate(form); err != nil || id == "" {
				t.Errorf("session %q, error %v", id, err)
			}
			checkForgedButtons(t, s, form)
			checkPosted(t, s, form, http.StatusSeeOther)
			form.Set("signature", flipBase64(t, form.Get("signature")))
			checkPosted(t, s, form, http.StatusForbidden)
		})
	}
}

// checkPosted posts the form to /checkout/initiate: a good one leads to the pages, a forged one is refused.
func checkPosted(t *testing.T, s *sandbox.Sandbox, form url.Values, status int) {
	t.Helper()
	visitor := browser(t, s)
	visitor.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.URL+"/checkout/initiate", strings.NewReader(form.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	answer, err := visitor.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	page := answer.Header.Get("Location")
	if answer.StatusCode != status || strings.HasPrefix(page, "/checkout/") != (status == http.StatusSeeOther) {
		t.Errorf("POST /checkout/initiate: %d, to %q; want %d", answer.StatusCode, page, status)
	}
}

// checkForgedButtons wants the bytes of the payload to count, and the algorithm that checkout.js sends.
func checkForgedButtons(t *testing.T, s *sandbox.Sandbox, good url.Values) {
	t.Helper()
	for name, change := range map[string][2]string{
		"signature":       {"signature", flipBase64(t, good.Get("signature"))},
		"other algorithm": {"algorithm", other[good.Get("algorithm")]},
		"other text":      {"payloadJSON", strings.Replace(good.Get("payloadJSON"), "本店", "支店", 1)},
		"same JSON":       {"payloadJSON", strings.Replace(good.Get("payloadJSON"), "{", "{ ", 1)},
	} {
		form := url.Values{}
		for field, value := range good {
			form[field] = value
		}
		form.Set(change[0], change[1])
		if form.Get(change[0]) == good.Get(change[0]) {
			t.Fatalf("%s: nothing was changed", name)
		}
		if id, err := s.Initiate(form); reasonOf(err) != "InvalidRequestSignature" {
			t.Errorf("%s: session %q, error %v", name, id, err)
		}
	}
}

// buttonForm is what checkout.js posts (protocol 7.4).
func buttonForm(s *sandbox.Sandbox, payloadJSON, signature, algorithm string) url.Values {
	m := s.Merchant()
	return url.Values{
		"payloadJSON": {payloadJSON}, "signature": {signature}, "publicKeyId": {m.PublicKeyID}, "algorithm": {algorithm},
		"publicKeyIdMismatch": {"false"}, "merchantId": {m.MerchantID}, "ledgerCurrency": {"JPY"}, "checkoutLanguage": {"ja_JP"},
		"productType": {"PayAndShip"}, "environment": {"SANDBOX"}, "merchantDomain": {"shop.example.jp"},
		"origin_url": {"https://shop.example.jp/cart"}, "viewType": {"redirectView"}, "estimatedOrderAmount": {"{}"},
	}
}
