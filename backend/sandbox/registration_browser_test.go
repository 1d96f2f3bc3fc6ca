package sandbox_test

import (
	"crypto/rsa"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"noren/backend/sandbox"
)

// start opens a platform's page whose form leads to /register, and presses its button.
func (b *tab) start(s *sandbox.Sandbox, form url.Values) {
	b.t.Helper()
	platform := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = fmt.Fprintf(w, `<!doctype html><title>platform</title><form method="post" action="%s/register">`, s.URL)
		for name, values := range form {
			for _, value := range values {
				_, _ = fmt.Fprintf(w, `<input type="hidden" name="%s" value="%s">`, name, value)
			}
		}
		_, _ = fmt.Fprint(w, `<button id="go">申し込む</button></form>`)
	}))
	b.t.Cleanup(platform.Close)
	b.do(chromedp.Navigate(platform.URL), click("#go"), chromedp.WaitVisible("#passwordAgain"))
}

// next presses the button of a page and waits for a field, or whatever else, of the page that follows.
func (b *tab) next(visible string) {
	b.t.Helper()
	b.do(click("button.primary"), chromedp.WaitVisible(visible))
}

// example has the page filled in.
func (b *tab) example(field string) {
	b.t.Helper()
	b.eval(`document.documentElement.dataset.old = ''`)
	b.do(click("button.quiet[name=example]"), chromedp.WaitVisible("html:not([data-old]) "+field))
}

// account walks to the page after the verification code. Each page is seen under its number.
func (b *tab) account(s *sandbox.Sandbox, see func(string)) {
	b.t.Helper()
	see("1-account")
	b.do(chromedp.SendKeys("#password", "sekret-1"))
	b.next("#email-problem")
	see("1-account-wrong")
	if got := b.eval("document.activeElement === document.querySelector('[aria-invalid]')"); got != "true" {
		b.t.Error("the focus is not on the first wrong field")
	}
	b.do(chromedp.SendKeys("#email", "new@example.jp"), chromedp.SendKeys("#password", "sekret-1"), chromedp.SendKeys("#passwordAgain", "sekret-1"))
	if b.eval("document.querySelector('#name').value") == "" {
		b.do(chromedp.SendKeys("#name", "見本商店"))
	}
	b.do(chromedp.SendKeys("#captcha", b.eval("document.querySelector('.captcha strong').textContent")+"\r"), chromedp.WaitVisible("#code"))
	see("2-code")
	b.do(click("main > p > a"), chromedp.WaitVisible("article.mail"))
	see("2-mailbox")
	b.do(click("a.back"), chromedp.WaitVisible("#code"))
	b.do(chromedp.SendKeys("#code", codeIn(lastMail(b.t, s, "new@example.jp"))))
	b.next("#websiteUrl")
}

// application walks from the business page to the last one.
func (b *tab) application(see func(string)) {
	b.t.Helper()
	b.next("#businessType-problem")
	see("3-business-wrong")
	b.example("#websiteUrl")
	see("3-business")
	b.next("#businessLegalName")
	b.example("#businessLegalName")
	see("4-company")
	b.next("#terms")
	see("5-terms")
	b.do(click("#terms"))
	b.next("#representative")
	if got := b.eval("document.querySelector('#residenceCity').checkVisibility()"); got != "false" {
		b.t.Error("the residence is asked for although it is the company's address")
	}
	b.do(click("#residenceSame"), chromedp.WaitVisible("#residenceCity"))
	see("6-representative")
	b.do(click("#residenceSame"), chromedp.SendKeys("#representative", "見本 太郎"))
	b.next("#bankCode")
	b.example("#bankCode")
	see("7-bank")
	b.next("#storeDomain")
	b.do(chromedp.SetValue("#storeDomain", "https://cart.example.jp/cart"))
	b.next("#storeDomain-problem")
	see("8-store-wrong")
	b.do(chromedp.SetValue("#storeDomain", "cart.example.jp"), chromedp.SetValue("#privacyPolicyUrl", "https://www.example.jp/privacy"))
	b.next("section.card dl")
	see("9-consent")
	b.next("form.card:not([action*=register])")
	see("10-send")
}

// R2-2, protocol 10.4 in a real browser, on a PC and a phone; the platform gets the form by POST.
func TestR2_2_InBrowser(t *testing.T) {
	for name, width := range map[string]int64{"pc": 1280, "phone": 390} {
		s := sandbox.RunT(t)
		got := make(chan url.Values, 1)
		platform := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.Method == http.MethodPost && r.ParseForm() == nil {
				got <- r.PostForm
			}
			_, _ = fmt.Fprint(w, `<!doctype html><title>platform</title><h1 id="back">back</h1>`)
		}))
		b := openTab(t)
		b.do(chromedp.EmulateViewport(width, 844))
		b.start(s, hostedForm("returnURL", platform.URL+"/amazon"))
		see := func(page string) { b.look(name + "-" + page) }
		if name == "phone" {
			see = func(page string) {
				b.accessible(name + "-" + page)
				if b.eval("document.documentElement.scrollWidth <= innerWidth") != "true" {
					t.Errorf("%s scrolls sideways", page)
				}
			}
		}
		b.account(s, see)
		b.application(see)
		last := b.eval("location.href")
		b.next("#back")
		form := <-got
		platform.Close()
		provider := newClient(t, s)
		provider.get("/v2/authorizationTokens/"+form.Get("MWSAuthToken")+"?merchantId="+form.Get("merchantId")).is(t, 200, "")
		if name == "phone" {
			b.do(chromedp.Navigate(last), chromedp.WaitVisible("form.card[action*=amazon]")) // again: the same page
			b.start(s, hostedForm("locale", "en_US"))
			b.accessible("en-1-account")
			b.do(click("main > p > a"), chromedp.WaitVisible("#currentPassword"))
			b.accessible("en-1-signin")
		}
	}
}

// endpoint is a shop's keyShareURL (protocol 10.3). It opens what it gets with the key, if its behaviour is right.
func endpoint(t *testing.T, key **rsa.PrivateKey, behaviour string, got chan<- string) *httptest.Server {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if behaviour != "no CORS" {
			w.Header().Set("Access-Control-Allow-Origin", r.Header.Get("Origin"))
			w.Header().Set("Vary", "Origin")
		}
		w.Header().Set("Content-Type", "application/json")
		switch {
		case behaviour == "refuses":
			w.WriteHeader(http.StatusBadRequest)
			_, _ = fmt.Fprint(w, `{"result":"error","message":"鍵が古いです"}`)
		case behaviour == "strange":
			_, _ = fmt.Fprint(w, `<p>Hello</p>`)
		case r.Method == http.MethodPost && behaviour == "":
			_, _, keyID := unseal(t, r.PostFormValue("payload"), *key)
			got <- keyID
			_, _ = fmt.Fprint(w, `{"result":"success"}`)
		}
	}))
	t.Cleanup(server.Close)
	return server
}

// Protocol 10.3 in a real browser: the page's script sends the key id to the shop's endpoint, which decrypts it; then
// the plugin signs with its own key.
func TestProtocol10_3_InBrowser(t *testing.T) {
	s := sandbox.RunT(t)
	var key *rsa.PrivateKey
	got := make(chan string, 1)
	shop := endpoint(t, &key, "", got)
	form, made := unhostedForm(t, shop.URL+"/keys")
	key = made
	b := openTab(t)
	b.do(chromedp.EmulateViewport(1280, 844))
	b.start(s, form)
	see := func(page string) { b.look("unhosted-" + page) }
	b.account(s, see)
	b.application(see)
	b.next("#outcome.success")
	b.accessible("unhosted-11-sent")
	c := &client{t: t, s: s, keyID: <-got, key: key, algorithm: "AMZN-PAY-RSASSA-PSS-V2"}
	c.get("/sandbox/v2/charges/none").is(t, 404, "ResourceNotFound")
}

// Protocol 10.3: an endpoint that does not work is told exactly, beside the values to copy.
func TestProtocol10_3_EndpointFails(t *testing.T) {
	s := sandbox.RunT(t)
	b := openTab(t)
	b.do(chromedp.EmulateViewport(390, 844))
	for behaviour, want := range map[string]string{
		"no CORS": "Access-Control-Allow-Origin（このページの生成元 " + s.URL + "）", "refuses": "HTTP 400: 鍵が古いです",
		"strange": "HTTP 200: <p>Hello</p>", "down": "接続できませんでした",
	} {
		shop := endpoint(t, nil, behaviour, nil)
		if behaviour == "down" {
			shop.Close()
		}
		form, key := unhostedForm(t, shop.URL+"/keys")
		w := newBrowser(t, s)
		w.send(http.MethodPost, s.URL+"/register", form)
		email := strings.ReplaceAll(behaviour, " ", "-") + "@example.jp"
		w.createAccount(email)
		w.apply(exampleAnswers(t, email))
		w.submit("consent", nil)
		b.do(chromedp.Navigate(w.at))
		b.next("#outcome.problem")
		if said := b.eval("document.querySelector('#outcome').textContent"); !strings.Contains(said, want) {
			t.Errorf("%s: %q", behaviour, said)
		}
		b.look("endpoint-" + strings.ReplaceAll(behaviour, " ", "-"))
		merchantID, _, keyID := unseal(t, b.eval("document.querySelector('#payload').value"), key)
		var plain map[string]string
		if err := json.Unmarshal([]byte(b.eval("document.querySelector('#plain').value")), &plain); err != nil || plain["public_key_id"] != keyID || plain["merchant_id"] != merchantID {
			t.Errorf("%s: to copy %v, %v", behaviour, plain, err)
		}
	}
}
