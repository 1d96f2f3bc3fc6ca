package sandbox_test

import (
	"context"
	"fmt"
	"html/template"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"

	"noren/backend/e2e/headless"
	"noren/backend/sandbox"
)

// shopPage is an ordinary page of a shop with the button of protocol 7.
var shopPage = template.Must(template.New("shop").Parse(`<!doctype html><html lang="ja"><meta charset="utf-8">
<title>shop</title><div id="button"></div><script src="{{.Script}}"></script><script>
amazon.Pay.renderButton('#button', {{.Options}});
</script>`))

// button is what the shop's page draws; pages of the shop that Amazon leads back to have their name as an id.
type shopButton struct {
	productType, payload, language string
}

// openShop serves a shop whose front page has a button. The shop's addresses in the payload are made its own.
func openShop(t *testing.T, c *client, button *shopButton) *httptest.Server {
	t.Helper()
	var shop *httptest.Server
	shop = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/" {
			_, _ = fmt.Fprintf(w, `<!doctype html><title>shop</title><h1 id=%q>Welcome back</h1>`, strings.TrimPrefix(r.URL.Path, "/"))
			return
		}
		payloadJSON := strings.ReplaceAll(button.payload, "https://shop.example.jp", shop.URL)
		config := map[string]any{
			"payloadJSON": payloadJSON, "signature": c.sign(payloadJSON), "publicKeyId": c.keyID, "algorithm": c.algorithm,
		}
		options := map[string]any{
			"merchantId": c.s.Merchant().MerchantID, "ledgerCurrency": "JPY", "checkoutLanguage": button.language, "placement": "Cart",
			"productType": button.productType, "estimatedOrderAmount": map[string]string{"amount": "3980", "currencyCode": "JPY"},
			"createCheckoutSessionConfig": config,
		}
		if button.productType == "SignIn" {
			options["signInConfig"] = config
		}
		if err := shopPage.Execute(w, map[string]any{"Script": c.s.URL + "/checkout.js", "Options": options}); err != nil {
			t.Error(err)
		}
	}))
	t.Cleanup(shop.Close)
	return shop
}

const pressButton = `document.querySelector('#button').shadowRoot.querySelector('.amazonpay-button-view1').click()`

// The whole way in a real browser, from checkout.js in a shop's page to the result page, on a PC and a phone.
func TestProtocol_InBrowser(t *testing.T) {
	s := sandbox.RunT(t)
	c := newClient(t, s)
	shop := openShop(t, c, &shopButton{productType: "PayAndShip", payload: payload(""), language: "ja_JP"})
	b := openTab(t)
	for i, name := range []string{"pc", "phone"} {
		b.do(chromedp.EmulateViewport([]int64{1280, 390}[i], 844))
		b.do(chromedp.Navigate(shop.URL))
		b.eval(pressButton)
		if i == 0 { // the second time the buyer is signed in
			b.do(chromedp.WaitVisible(`button[value="taro"]`))
			b.look(name + "-signin")
			b.do(click(`button[value="taro"]`))
		}
		b.do(chromedp.WaitVisible(`input[value="okinawa"]`))
		b.look(name + "-choose")
		b.do(click(`input[value="okinawa"]`), click(`button.primary`))
		b.do(chromedp.WaitVisible("#review"))
		id := b.eval(`new URLSearchParams(location.search).get('amazonCheckoutSessionId')`)

		b.do(chromedp.Navigate(s.URL + "/checkout/initiate_auth?changeAction=changeAddress&amazonCheckoutSessionId=" + id))
		b.do(chromedp.WaitVisible(`input[value="office"]`))
		b.look(name + "-change")
		b.do(click(`input[value="office"]`), click(`button.primary`))
		b.do(chromedp.WaitVisible("#review"))
		a := b.goPay(c, shop, id, update(3980, "Authorize", ""))
		if got := a.text("shippingAddress.addressLine1"); got != "横浜市西区みなとみらい1-2-3" {
			t.Errorf("%s: address %q", name, got)
		}
		b.do(chromedp.WaitVisible("#result")) // the processing page goes on by itself
		c.complete(id, 3980).is(t, 200, "")
	}
}

// goPay does what the shop does between review and payment.
func (b *tab) goPay(c *client, shop *httptest.Server, id, change string) answer {
	b.t.Helper()
	a := c.call("PATCH", "/v2/checkoutSessions/"+id, strings.ReplaceAll(change, "https://shop.example.jp", shop.URL)).is(b.t, 200, "")
	b.do(chromedp.Navigate(a.text("webCheckoutDetails.amazonPayRedirectUrl")))
	return a
}

// Protocol 7.5, 12.7: sign-in and consent with nothing but a keyboard.
func TestProtocol7_InBrowser_SignInByKeyboard(t *testing.T) {
	s := sandbox.RunT(t)
	c := newClient(t, s)
	shop := openShop(t, c, &shopButton{productType: "SignIn", payload: signInPayload(`"name","email","phoneNumber"`), language: "ja_JP"})
	b := openTab(t)
	b.do(chromedp.Navigate(shop.URL), chromedp.KeyEvent("\t"), chromedp.KeyEvent("\r"))
	b.do(chromedp.WaitVisible("#email"), chromedp.KeyEvent("\t"), chromedp.KeyEvent("taro@example.jp"), chromedp.KeyEvent("\tany"), chromedp.KeyEvent("\r"))
	b.do(chromedp.WaitVisible("#shared"))
	b.look("consent")
	for range 2 { // another account, then agree
		b.do(chromedp.KeyEvent("\t"))
	}
	if got := b.eval("document.activeElement.textContent"); got != "同意して続行" {
		t.Fatalf("the focus is on %q", got)
	}
	b.do(chromedp.KeyEvent("\r"), chromedp.WaitVisible("#signin"))
	token := b.eval(`new URLSearchParams(location.search).get('buyerToken')`)
	c.get("/v2/buyers/"+token).is(t, 200, "")
}

// A declined buyer, on a phone and in English, tries another card; going back undoes nothing.
func TestProtocol7_InBrowser_Declined(t *testing.T) {
	s := sandbox.RunT(t)
	c := newClient(t, s)
	shop := openShop(t, c, &shopButton{productType: "PayAndShip", payload: payload(""), language: "en_US"})
	b := openTab(t)
	b.do(chromedp.EmulateViewport(390, 844), chromedp.Navigate(shop.URL))
	b.eval(pressButton)
	b.do(click(`button[value="emily"]`), chromedp.WaitVisible(`input[value="3434"]`))
	b.look("english-choose")
	b.do(click(`input[value="3434"]`), click(`button.primary`), chromedp.WaitVisible("#review"))
	id := b.eval(`new URLSearchParams(location.search).get('amazonCheckoutSessionId')`)
	b.goPay(c, shop, id, update(3980, "Authorize", ""))
	b.do(chromedp.WaitVisible(`form[action$="/anothercard"] button`))
	b.look("english-declined")
	b.do(click(`form[action$="/anothercard"] button`), chromedp.WaitVisible(`input[value="4444"]`))
	if got := b.eval(`document.querySelectorAll('input[name=address]').length`); got != "0" {
		t.Errorf("%s addresses are offered with another card", got)
	}
	visit := b.eval("location.href")
	b.do(click(`input[value="4444"]`), click(`button.primary`), chromedp.WaitVisible("#result"))
	for _, page := range []string{visit, s.URL + "/checkout/processing?amazonCheckoutSessionId=" + id} {
		b.do(chromedp.Navigate(page), chromedp.WaitVisible("#result"))
	}
	c.complete(id, 3980).is(t, 200, "")
}

// Protocol 7.6: the Additional Payment Button pays on one page; the address is only read.
func TestProtocol7_InBrowser_AdditionalPaymentButton(t *testing.T) {
	s := sandbox.RunT(t)
	c := newClient(t, s)
	shop := openShop(t, c, &shopButton{productType: "PayAndShip", payload: additionalPayment, language: "ja_JP"})
	b := openTab(t)
	b.do(chromedp.Navigate(shop.URL))
	b.eval(pressButton)
	b.do(click(`button[value="taro"]`), chromedp.WaitVisible(".given"))
	b.look("additional-payment")
	if got := b.eval(`document.querySelector('.given').textContent`); !strings.Contains(got, "田中 次郎") {
		t.Errorf("the address is %q", got)
	}
	b.do(click(`button.primary`), chromedp.WaitVisible("#result"))
	c.complete(b.eval(`new URLSearchParams(location.search).get('amazonCheckoutSessionId')`), 3980).is(t, 200, "")
}

// sharedBrowser is one browser for all tests; TestMain ends it.
var sharedBrowser = sync.OnceValues(func() (context.Context, error) {
	chromium, stop, err := headless.Start(chromedp.Flag("accept-lang", "ja"))
	stopBrowser = stop
	return chromium, err
})

var stopBrowser func()

func TestMain(m *testing.M) {
	code := m.Run()
	if stopBrowser != nil {
		stopBrowser()
	}
	os.Exit(code)
}

// tab is one tab of a profile that lives as long as the test.
type tab struct {
	t   *testing.T
	ctx context.Context //nolint:containedctx // in chromedp a tab is its context
}

func openTab(t *testing.T) *tab {
	t.Helper()
	chromium, err := sharedBrowser()
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := chromedp.NewContext(chromium, chromedp.WithNewBrowserContext())
	t.Cleanup(cancel)
	ctx, cancel = context.WithTimeout(ctx, 5*time.Minute)
	t.Cleanup(cancel)
	return &tab{t: t, ctx: ctx}
}

func (b *tab) do(steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	if err := chromedp.Do(b.ctx, steps...); err != nil {
		b.t.Fatal(err)
	}
}

// click moves the mouse to an element and presses it: after a repaint Chromium loses a press that no move went before.
func click(selector string) chromedp.Action[chromedp.Void] {
	return func(ctx context.Context, target *chromedp.Target) (nothing chromedp.Void, err error) {
		if _, err := chromedp.ScrollIntoView(selector)(ctx, target); err != nil {
			return nothing, err
		}
		middle := fmt.Sprintf(`(r => [r.x + r.width / 2, r.y + r.height / 2])(document.querySelector(%q).getBoundingClientRect())`, selector)
		at, err := chromedp.Evaluate[[2]float64](middle)(ctx, target)
		if err != nil {
			return nothing, err
		}
		if _, err := chromedp.MouseEvent(input.DispatchMouseEventTypeMouseMoved, at[0], at[1])(ctx, target); err != nil {
			return nothing, err
		}
		return chromedp.Click(selector)(ctx, target)
	}
}

func (b *tab) eval(expression string) string {
	b.t.Helper()
	text, err := chromedp.Run(b.ctx, chromedp.Evaluate[string]("String("+expression+")"))
	if err != nil {
		b.t.Fatalf("%s: %v", expression, err)
	}
	return text
}

// look keeps what a person would see, if NOREN_SHOTS names a folder.
func (b *tab) look(name string) {
	b.t.Helper()
	folder := os.Getenv("NOREN_SHOTS")
	if folder == "" {
		return
	}
	png, err := chromedp.Run(b.ctx, chromedp.FullScreenshot(100))
	if err != nil {
		b.t.Fatal(err)
	}
	if err := os.WriteFile(folder+"/"+name+".png", png, 0o600); err != nil {
		b.t.Fatal(err)
	}
}
