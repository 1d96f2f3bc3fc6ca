package sandbox_test

import (
	"context"
	"fmt"
	"html/template"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"noren/backend/sandbox"
)

// shopPage is an ordinary page of a shop with the button of protocol 7.
var shopPage = template.Must(template.New("shop").Parse(`<!doctype html><html lang="ja"><meta charset="utf-8">
<title>shop</title><div id="button"></div><script src="{{.Script}}"></script><script>
amazon.Pay.renderButton('#button', {{.Options}});
</script>`))

// The whole way in a real browser, from checkout.js in a shop's page to the result page, on a PC and a phone.
func TestProtocol_InBrowser(t *testing.T) {
	s := sandbox.RunT(t)
	c := newClient(t, s)
	var payloadJSON string
	shop := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/" {
			_, _ = fmt.Fprintf(w, `<!doctype html><title>shop</title><h1 id=%q>Welcome back</h1>`, strings.TrimPrefix(r.URL.Path, "/"))
			return
		}
		config := map[string]any{
			"payloadJSON": payloadJSON, "signature": c.sign(payloadJSON), "publicKeyId": c.keyID, "algorithm": c.algorithm,
		}
		err := shopPage.Execute(w, map[string]any{"Script": s.URL + "/checkout.js", "Options": map[string]any{
			"merchantId": s.Merchant().MerchantID, "ledgerCurrency": "JPY", "checkoutLanguage": "ja_JP", "placement": "Cart",
			"productType": "PayAndShip", "estimatedOrderAmount": map[string]string{"amount": "3980", "currencyCode": "JPY"},
			"createCheckoutSessionConfig": config,
		}})
		if err != nil {
			t.Error(err)
		}
	}))
	defer shop.Close()
	payloadJSON = strings.ReplaceAll(payload(""), "https://shop.example.jp", shop.URL)

	b := openTab(t)
	for name, width := range map[string]int64{"pc": 1280, "phone": 390} {
		b.do(chromedp.EmulateViewport(width, 844))
		b.do(chromedp.Navigate(shop.URL))
		b.eval(`document.querySelector('#button').shadowRoot.querySelector('.amazonpay-button-view1').click()`)
		if name == "pc" {
			b.do(chromedp.WaitVisible(`button[value="taro"]`))
			b.look(name + "-signin")
			b.do(chromedp.Click(`button[value="taro"]`))
		}
		b.do(chromedp.WaitVisible(`input[value="okinawa"]`))
		b.look(name + "-choose")
		b.do(chromedp.Click(`input[value="okinawa"]`), chromedp.Click(`button.primary`))
		b.do(chromedp.WaitVisible("#review"))
		id := b.eval(`new URLSearchParams(location.search).get('amazonCheckoutSessionId')`)

		b.do(chromedp.Navigate(s.URL + "/checkout/initiate_auth?changeAction=changeAddress&amazonCheckoutSessionId=" + id))
		b.do(chromedp.WaitVisible(`input[value="office"]`))
		b.look(name + "-change")
		b.do(chromedp.Click(`input[value="office"]`), chromedp.Click(`button.primary`))
		b.do(chromedp.WaitVisible("#review"))
		a := c.call("PATCH", "/v2/checkoutSessions/"+id, strings.ReplaceAll(update(3980, "Authorize", ""), "https://shop.example.jp", shop.URL)).is(t, 200, "")
		if got := a.text("shippingAddress.addressLine1"); got != "横浜市西区みなとみらい1-2-3" {
			t.Errorf("%s: address %q", name, got)
		}
		b.do(chromedp.Navigate(a.text("webCheckoutDetails.amazonPayRedirectUrl")))
		b.do(chromedp.WaitVisible("#result")) // the processing page goes on by itself
		c.complete(id, 3980).is(t, 200, "")
	}
}

// tab is one tab of a Chromium that lives as long as the test.
type tab struct {
	t   *testing.T
	ctx context.Context //nolint:containedctx // in chromedp a tab is its context
}

func openTab(t *testing.T) *tab {
	t.Helper()
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath("/usr/bin/chromium"), chromedp.NoSandbox, chromedp.Flag("disable-gpu", true),
		chromedp.Flag("lang", "ja"), chromedp.Flag("accept-lang", "ja"))
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewExecAllocator(ctx, options...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	return &tab{t: t, ctx: ctx}
}

func (b *tab) do(steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	if err := chromedp.Do(b.ctx, steps...); err != nil {
		b.t.Fatal(err)
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

// look keeps what a person would see, if SANDBOX_PICTURES names a folder.
func (b *tab) look(name string) {
	b.t.Helper()
	folder := os.Getenv("SANDBOX_PICTURES")
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
