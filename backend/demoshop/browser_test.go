package demoshop

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"noren/backend/e2e/headless"
)

// loader says on the page what Noren's script would say (static/embed/noren.d.ts); what it says is in the page's hash. The script is
// asynchronous as Noren's is: what it says of the document may come while the page is still being read, what it says of an element
// when that is there.
const loader = `
const hash = location.hash
const say = (target, name, detail) => target.dispatchEvent(new CustomEvent("noren:" + name, { bubbles: true, detail }))
const of = (element, name, detail) => say(document.querySelector(element), name, detail)
const checkout = { id: "chk_1", state: "reviewing", descriptor: "Amazon Pay (Visa **)" }
window.Noren = { ready: Promise.resolve(hash === "#returned" ? { checkout } : {}) }
if (hash === "#returned") say(document, "returned", checkout)
if (hash === "#login") say(document, "returned", { id: "chk_2", state: "reviewing" })
if (hash === "#offline") say(document, "error", { code: "offline" })
const elements = () => {
  if (hash === "#filled") of("#register", "filled", { target: "delivery", fields: ["city"] })
  if (hash === "#hidden") of("noren-pay", "hidden", { reasons: ["group_not_allowed"], text: "理由" })
  if (hash === "#nologin") of("noren-login", "hidden", { reasons: ["linking_off"], text: "" })
  if (hash === "#linked") of("noren-link", "hidden", { reasons: ["linked"], text: "" })
  if (hash === "#linkingoff") of("noren-link", "hidden", { reasons: ["linking_off"], text: "理由" })
  if (hash === "#click") of("noren-pay", "click", { do: "begin" })
}
if (document.readyState === "loading") addEventListener("DOMContentLoaded", elements)
else elements()
`

// newBrowserPage opens Chromium in the shop that embeds the loader above.
func newBrowserPage(t *testing.T) (ctx context.Context, shopURL string) {
	t.Helper()
	noren := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Access-Control-Allow-Origin", "*")
		w.Header().Set("Content-Type", "text/javascript")
		_, _ = io.WriteString(w, loader)
	}))
	t.Cleanup(noren.Close)
	handler, err := New((&testShop{t: t}).config(noren.URL))
	if err != nil {
		t.Fatal(err)
	}
	shop := httptest.NewServer(handler)
	t.Cleanup(shop.Close)
	chromium, stop, err := headless.Start()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(stop)
	ctx, cancel := context.WithTimeout(chromium, 40*time.Second)
	t.Cleanup(cancel)
	return ctx, shop.URL
}

// becomes waits until the expression is true in the page; a navigation meanwhile only makes it begin anew.
func becomes(expression string) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		for {
			_, err := chromedp.Run(ctx, chromedp.Poll[bool](expression, chromedp.WithPollingTimeout(15*time.Second)))
			if err == nil || ctx.Err() != nil || errors.Is(err, chromedp.ErrPollingTimeout) {
				return err
			}
		}
	})
}

// seen waits until the first element that fits is visible, or is not.
func seen(selector string, visible bool) chromedp.Action[chromedp.Void] {
	return becomes(fmt.Sprintf("document.querySelector(%q)?.checkVisibility() === %t", selector, visible))
}

func TestShopScriptInTheBrowser(t *testing.T) {
	ctx, shop := newBrowserPage(t)
	do := func(what string, steps ...chromedp.Action[chromedp.Void]) {
		t.Helper()
		if err := chromedp.Do(ctx, steps...); err != nil {
			t.Fatalf("%s: %v", what, err)
		}
	}
	register := func(hash string) chromedp.Action[chromedp.Void] { // a new document, also when only the hash differs
		return chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
			return chromedp.Do(ctx, chromedp.Navigate(shop+"/login"), chromedp.Navigate(shop+"/register"+hash))
		})
	}
	const (
		amazonChosen = `document.querySelector("[value=amazon_pay]").checked`
		folded       = `document.querySelector(".elsewhere[inert]")?.clientHeight === 0`
		deliver      = `document.querySelector("[name=deliver]:checked").value`
	)
	do("fill the cart", chromedp.Navigate(shop+"/"), chromedp.Submit(`input[value="tea-sencha"]`), seen("#cart", true))
	do("a pressed Amazon button chooses Amazon Pay", register("#click"), becomes(amazonChosen))
	do("a login alone chooses nothing", register("#login"), becomes(`!`+amazonChosen), seen("#register noren-pay", true))
	do("R4-6: back from Amazon", register("#returned"), becomes(amazonChosen), becomes(deliver+` === "amazon"`),
		seen("[target=delivery]", true), seen("[target=purchaser]", true), seen("#register noren-pay", false),
		seen("#register noren-login", false), seen(".forward .button", true), seen("#city", true), becomes(folded))
	do("another method can be chosen", chromedp.Click("[value=bank_transfer]"), becomes(deliver+` === "purchaser"`),
		seen("[target=delivery]", false), register("#returned"), becomes(`!`+amazonChosen))
	do("R4-6: Amazon's address for another delivery", register("#filled"), becomes(deliver+` === "elsewhere"`), becomes(`!(`+folded+`)`))
	do("the choice at Amazon is over", register(""), becomes(`!document.getElementById("register").hasAttribute("data-returned")`),
		seen("#register noren-pay", true))
	do("R4-13: Noren stands aside", register("#hidden"), becomes(`document.querySelector("[data-choice=amazon_pay]").hidden`),
		becomes(`document.querySelector("#payment [data-noren-reason]").textContent === "理由"`))
	do("R3-13: no login by Amazon, no box for it", chromedp.Navigate(shop+"/login?again=1#nologin"), seen("[data-frame=noren-login]", false))
	do("Noren does not answer", register("#offline"), becomes(`document.querySelector("[data-choice=amazon_pay]").hidden`),
		becomes(`document.querySelector("#payment [data-noren-reason]").textContent.includes("ご利用いただけません")`), seen("[data-frame=noren-login]", false))
	do("a member token that is too old is renewed", chromedp.Navigate(shop+"/login"), chromedp.SetValue("[name=email]", "umino@example.jp"),
		chromedp.SetValue("[name=password]", DemoPassword), chromedp.Click(".box .button.primary"), becomes(`location.pathname === "/mypage"`),
		chromedp.Navigate(shop+"/register"), becomes(`(window.old = document.querySelector("noren-pay").getAttribute("member")) !== ""`),
		becomes(`document.querySelector("noren-pay").dispatchEvent(new CustomEvent("noren:error", {bubbles: true, detail: {code: "member_expired"}}))`),
		becomes(`![...document.querySelectorAll("[member]")].some(e => e.getAttribute("member") === window.old)`))
	do("R4-10: my page says that the member is linked", chromedp.Navigate(shop+"/mypage#linked"), seen("[data-frame=noren-link]", false), seen("[data-linked]", true))
	do("R3-13: the link page says why there is nothing", chromedp.Navigate(shop+"/mypage/link#linkingoff"), becomes(`document.querySelector("[data-away]").textContent === "理由"`))
	do("Noren does not answer there", chromedp.Navigate(shop+"/mypage"), chromedp.Navigate(shop+"/mypage/link#offline"), becomes(`document.querySelector("[data-away]").textContent.includes("お手続きができません")`))
	do("no script breaks the policy", becomes(`!document.querySelector("style, [style], script:not([src])")`))
}
