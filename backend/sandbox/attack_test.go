package sandbox_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"noren/backend/sandbox"
)

// paying brings a browser of taro's to the processing page.
func (b *browser) paying(c *client, card string) (id string) {
	b.t.Helper()
	b.press(c, payload(""))
	if strings.HasSuffix(b.at, "/signin") {
		b.submit("signin", url.Values{"buyer": {"taro"}})
	}
	b.submit("choose", url.Values{"address": {"home"}, "card": {card}})
	id = b.sessionID()
	to := c.call("PATCH", "/v2/checkoutSessions/"+id, update(3980, "Authorize", "")).is(b.t, 200, "")
	b.send(http.MethodGet, to.text("webCheckoutDetails.amazonPayRedirectUrl"), nil)
	return id
}

// Whatever one byte of what was signed is changed to, the button is refused (protocol 2).
func TestProtocol2_OneChangedByte(t *testing.T) {
	s := sandbox.RunT(t)
	c := newClient(t, s)
	good := c.form(payload(""), "PayAndShip")
	for i := range payload("") {
		changed := []byte(payload(""))
		changed[i] ^= 1
		form := url.Values{}
		for name, values := range good {
			form[name] = values
		}
		form.Set("payloadJSON", string(changed))
		if got := reasonOf(initiate(s, form)); got != "InvalidRequestSignature" {
			t.Fatalf("byte %d changed: %q", i, got)
		}
	}
	if reason := reasonOf(initiate(s, good)); reason != "" {
		t.Errorf("the unchanged button: %q", reason)
	}
}

// Only http and https addresses are led to (protocol 7.6).
func TestProtocol7_6_ScriptAddressesAreRefused(t *testing.T) {
	s := sandbox.RunT(t)
	c, b := newClient(t, s), newBrowser(t, s)
	for _, target := range []string{"javascript:alert(1)", "JavaScript:alert(1)", " https://shop.example.jp", "data:text/html,x", "//shop.example.jp", "/review", "https:///x", ""} {
		for field := range map[string]bool{"checkoutReviewReturnUrl": true, "checkoutCancelUrl": true, "checkoutResultReturnUrl": true} {
			text := strings.Replace(payload(""), `"webCheckoutDetails":{`, `"webCheckoutDetails":{"`+field+`":"`+target+`",`, 1)
			text = regexp.MustCompile(`,"`+field+`":"https[^"]*"`).ReplaceAllString(text, "")
			if got := reasonOf(initiate(s, c.form(text, "PayAndShip"))); got != "InvalidParameterValue" {
				t.Errorf("%s %q: %q", field, target, got)
			}
		}
	}
	form := c.form(strings.Replace(payload(""), `,"checkoutCancelUrl":"https://shop.example.jp/cart"`, "", 1), "PayAndShip")
	form.Set("origin_url", "javascript:alert(1)")
	b.send(http.MethodPost, s.URL+"/checkout/initiate", form)
	b.submit("cancel", nil)
	b.isBack("review") // a page to come from is not known
	form.Set("signature", "AAAA")
	b.send(http.MethodPost, s.URL+"/checkout/initiate", form)
	if strings.Contains(b.page, "javascript:") {
		t.Errorf("a refused button links to its origin_url:\n%s", b.page)
	}
}

// Names are text on every page, and may be long.
func TestHostileNamesOnThePages(t *testing.T) {
	s := sandbox.RunT(t)
	c, b := newClient(t, s), newBrowser(t, s)
	const evil = `<script>alert(1)</script>"'&`
	buyer := s.Buyers()[0]
	buyer.Name = evil + strings.Repeat("長", 5000)
	buyer.Addresses = append(buyer.Addresses[:0:0], buyer.Addresses...)
	buyer.Addresses[0].Name = evil
	s.AddBuyer(buyer)
	check := func() {
		t.Helper()
		if b.status != http.StatusOK || strings.Contains(b.page, "<script>") {
			t.Errorf("%s: %d\n%s", b.at, b.status, b.page)
		}
		b.shows(evil)
	}
	b.press(c, payload(`,"merchantMetadata":{"merchantStoreName":"<script>alert(1)</script>\"'&"}`))
	check()
	b.submit("signin", url.Values{"buyer": {"taro"}})
	check()
	b.submit("choose", url.Values{"address": {evil}, "card": {evil}})
	check()
	b.submit("choose", url.Values{"address": {"home"}, "card": {"3434"}})
	to := c.call("PATCH", "/v2/checkoutSessions/"+b.sessionID(), update(3980, "Authorize", "")).text("webCheckoutDetails.amazonPayRedirectUrl")
	b.send(http.MethodGet, to, nil)
	check()
	b.submit("processing", nil)
	check()
	b.pressSignIn(c, `"name","postalCode"`)
	b.shows("同意して続行")
	if strings.Contains(b.page, "<script>") {
		t.Error("the consent page is open to names")
	}
}

// The pages of a visit, with whether they can be reloaded.
var visitPages = []string{"signin", "consent", "choose", "processing"}

var visitForms = []string{"signin", "signout", "consent", "choose", "address", "processing", "anothercard", "giveup", "cancel"}

// Another site knows no visit: none of the forms can be posted by it.
func TestHostedFormsNeedTheVisit(t *testing.T) {
	s := sandbox.RunT(t)
	c, b := newClient(t, s), newBrowser(t, s)
	seen := map[string]bool{}
	for range 5 {
		b.press(c, payload(""))
		visit := regexp.MustCompile(`/checkout/([0-9a-f]{32})/`).FindStringSubmatch(b.at)
		if visit == nil || seen[visit[1]] {
			t.Fatalf("the visit of %s can be guessed", b.at)
		}
		seen[visit[1]] = true
	}
	for _, form := range visitForms {
		b.send(http.MethodPost, s.URL+"/checkout/00000000000000000000000000000000/"+form, url.Values{"buyer": {"taro"}})
		if b.status != http.StatusNotFound {
			t.Errorf("%s of an invented visit: %d", form, b.status)
		}
		b.shows("無効になりました")
	}
	b.language = "en-US"
	b.send(http.MethodGet, s.URL+"/checkout/0/choose", nil)
	b.shows("no longer valid")
}

// A page can be reloaded, and left by the back button, at any time: the page that is due comes, or the shop's.
func TestHostedReloadAndBack(t *testing.T) {
	s := sandbox.RunT(t)
	c, b := newClient(t, s), newBrowser(t, s)
	id := b.paying(c, "3434")
	visit := strings.TrimSuffix(b.at, "processing")
	for _, page := range visitPages {
		b.send(http.MethodGet, visit+page, nil)
		if b.status != http.StatusOK {
			t.Errorf("%s: %d", page, b.status)
		}
	}
	b.submit("processing", nil)
	b.shows("承認されませんでした")
	b.send(http.MethodPost, visit+"processing", nil) // reloaded
	b.shows("承認されませんでした")
	b.submit("anothercard", nil)
	b.send(http.MethodGet, visit+"choose", nil)
	b.submit("choose", url.Values{"card": {"1111"}})
	b.send(http.MethodGet, visit+"choose", nil) // back, and another card again
	b.submit("choose", url.Values{"card": {"4444"}})
	b.submit("processing", nil)
	b.isBack("result")
	b.send(http.MethodPost, visit+"giveup", nil) // the form of the declined page, by the back button
	b.isBack("result")
	if a := c.complete(id, 3980); a.status != http.StatusOK {
		t.Errorf("paid, then back: %s", a.body)
	}
	for _, page := range visitPages {
		b.send(http.MethodGet, visit+page, nil)
		b.isBack("result")
	}
	for _, form := range visitForms {
		b.send(http.MethodPost, visit+form, url.Values{"buyer": {"hanako"}})
		b.isBack("result")
	}
}

// Two presses of the same button at the same time are one payment.
func TestHostedDoubleSubmit(t *testing.T) {
	s := sandbox.RunT(t)
	c, b := newClient(t, s), newBrowser(t, s)
	id := b.paying(c, "1111")
	var presses sync.WaitGroup
	for range 8 {
		twin := *b
		presses.Go(func() { twin.submit("processing", nil); twin.isBack("result") })
	}
	presses.Wait()
	c.complete(id, 3980).is(t, 200, "")
	if n := len(s.Books().Charges); n != 1 {
		t.Errorf("%d charges", n)
	}
}

// Two windows with different buyers: neither pays with what the other chose.
func TestHostedTwoBuyersInTwoTabs(t *testing.T) {
	s := sandbox.RunT(t)
	c, taro := newClient(t, s), newBrowser(t, s)
	id := taro.paying(c, "1111")
	hanako := newBrowser(t, s)
	change := s.URL + "/checkout/initiate_auth?changeAction=changeAccount&amazonCheckoutSessionId=" + id
	hanako.send(http.MethodGet, change, nil)
	hanako.submit("signin", url.Values{"buyer": {"hanako"}})
	hanako.submit("choose", url.Values{"address": {"kyoto"}, "card": {"1111"}})
	hanako.isBack("review")
	visit := strings.TrimSuffix(taro.at, "processing")
	for _, form := range []string{"processing", "anothercard", "giveup", "choose", "address"} {
		taro.send(http.MethodPost, visit+form, nil)
		taro.shows("別のAmazonアカウント")
	}
	taro.submit("cancel", nil)
	taro.isBack("cart")
	if a := c.get("/v2/checkoutSessions/" + id); a.state() != "Open" || a.text("buyer.name") != "鈴木 花子" {
		t.Errorf("after taro left: %s", a.body)
	}
	stranger := newBrowser(t, s)
	stranger.send(http.MethodGet, s.URL+"/checkout/processing?amazonCheckoutSessionId="+id, nil)
	stranger.shows("パスワード")
	stranger.submit("cancel", nil)
	if state := c.get("/v2/checkoutSessions/" + id).state(); state != "Open" {
		t.Errorf("a stranger who knew the id left it %s", state)
	}
}

// A session that expired while somebody looked at a page leads back to the shop; a visit that is over says so.
func TestProtocol4_1_ExpiredOnEveryPage(t *testing.T) {
	for _, updated := range []bool{false, true} {
		s := sandbox.RunT(t)
		c, b := newClient(t, s), newBrowser(t, s)
		id := c.chosen(sandbox.Choice{Buyer: "taro"})
		if updated {
			c.call("PATCH", "/v2/checkoutSessions/"+id, update(3980, "Authorize", "")).is(t, 200, "")
		}
		s.Advance(time.Hour)
		b.send(http.MethodGet, s.URL+"/checkout/processing?amazonCheckoutSessionId="+id, nil)
		visit := strings.TrimSuffix(b.at, "signin")
		s.Advance(23 * time.Hour)
		shop := map[bool]string{false: "cart", true: "result"}[updated]
		for _, page := range visitPages {
			b.send(http.MethodGet, visit+page, nil)
			b.isBack(shop)
		}
		for _, form := range visitForms {
			b.send(http.MethodPost, visit+form, url.Values{"buyer": {"taro"}})
			b.isBack(shop)
		}
		s.Advance(time.Hour)
		b.send(http.MethodGet, visit+"choose", nil)
		b.shows("無効になりました")
	}
}
