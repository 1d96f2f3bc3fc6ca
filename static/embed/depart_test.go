package embed_test

import (
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"strconv"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/google/go-cmp/cmp"

	"noren/shared/api"
	"noren/shared/button"
	"noren/shared/display"
)

const (
	pressed  = input.DispatchMouseEventTypeMousePressed
	released = input.DispatchMouseEventTypeMouseReleased
	moved    = input.DispatchMouseEventTypeMouseMoved
)

func TestPitfall6_TwoClicksAreOneBegin(t *testing.T) {
	shopper, n, s := visit(t, `<noren-pay cart="signed"></noren-pay><noren-pay id="other" cart="signed"></noren-pay>`)
	hold := make(chan struct{})
	n.onStep(func(string) (int, any) {
		<-hold
		return http.StatusOK, api.Departure{Go: n.URL + "/launch/chk_7", Checkout: "chk_7"}
	})
	shopper.click(action("noren-pay"))
	shopper.click(action("noren-pay"))
	shopper.click(action("#other"))
	shopper.rest()
	if state := eval[string](shopper, action("noren-pay")+".parentNode.dataset.state"); state != "busy" {
		t.Errorf("state %q", state)
	}
	if text := eval[string](shopper, action("noren-pay")+".parentNode.querySelector('p').textContent"); text != "移動しています" {
		t.Errorf("notice %q", text)
	}
	close(hold)
	shopper.until(`document.title == "launched"`)
	begins := n.asked("begin")
	if len(begins) != 1 {
		t.Fatalf("%d begins", len(begins))
	}
	got := body[api.BeginRequest](t, begins[0])
	challenge := got.Challenge
	want := api.BeginRequest{
		Shop: "shop_1", Kind: button.Pay, Placement: display.Cart, Cart: "signed", Site: button.PC, Device: button.PC,
		Colour: button.Gold, Size: button.Medium, Lang: api.Japanese, Leaving: api.Leaving{ReturnTo: s.URL + "/cart", Challenge: challenge},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	shopper.open(s.URL + "/empty") // the same origin, to look into its storage
	verifier := eval[string](shopper, `JSON.parse(localStorage["noren:chk_7"]).verifier`)
	sum := sha256.Sum256([]byte(verifier))
	if raw, err := base64.RawURLEncoding.DecodeString(verifier); err != nil || len(raw) != 32 {
		t.Errorf("verifier %q: %v", verifier, err)
	}
	if want := base64.RawURLEncoding.EncodeToString(sum[:]); challenge != want {
		t.Errorf("challenge %q is not that of the verifier, %q", challenge, want)
	}
}

func TestKeyboardBegins(t *testing.T) {
	for _, key := range []string{"\r", " "} {
		shopper, n, _ := visit(t, `<noren-pay cart="signed"></noren-pay>`)
		shopper.do(action("noren-pay") + ".focus()")
		shopper.run(chromedp.KeyEvent(key))
		shopper.until(`document.title == "launched"`)
		if begins := len(n.asked("begin")); begins != 1 {
			t.Errorf("%q: %d begins", key, begins)
		}
	}
}

func TestShopMayKeepTheShopperOnThePage(t *testing.T) {
	shopper, n, _ := visit(t, `<noren-pay></noren-pay>`)
	shopper.do(`addEventListener("noren:click", e => { window.clicked = e.detail.do + e.target.localName; e.preventDefault() })`)
	shopper.click(action("noren-pay"))
	shopper.until(`window.clicked == "beginnoren-pay"`)
	shopper.rest()
	if begins := len(n.asked("begin")); begins != 0 {
		t.Errorf("%d begins", begins)
	}
}

func TestChangeAndConfirmCarryTheSession(t *testing.T) {
	n := newNoren(t)
	n.onStep(func(step string) (int, any) {
		return http.StatusOK, api.Departure{Go: n.URL + "/launch/" + step, Checkout: "chk_1"}
	})
	s := newShop(t, n, `<noren-address></noren-address><noren-order cart="signed" return-to="/complete?x=1"></noren-order>`)
	shopper := newTab(t)
	shopper.open(s.URL + "/register#here")
	shopper.until(action("noren-address"))
	shopper.do(`sessionStorage["noren:shop_1"] = '{"session":"ses_9","checkout":"chk_1"}'`)
	shopper.click(action("noren-address"))
	shopper.until(`document.title == "launched"`)
	change := body[api.ChangeRequest](t, n.asked("change")[0])
	if change.Session != "ses_9" || change.What != api.ChangeAddress || change.ReturnTo != s.URL+"/register#here" {
		t.Errorf("%+v", change)
	}
	shopper.open(s.URL + "/register")
	shopper.until(action("noren-order"))
	shopper.click(action("noren-order"))
	shopper.until(`document.title == "launched"`)
	confirm := body[api.ConfirmRequest](t, n.asked("confirm")[0])
	if confirm.Session != "ses_9" || confirm.Cart != "signed" || confirm.ReturnTo != s.URL+"/complete?x=1" || confirm.Page != s.URL+"/register" {
		t.Errorf("%+v", confirm)
	}
}

func TestOnlyConfirmLeadsElsewhere(t *testing.T) {
	n := newNoren(t)
	elsewhere := newShop(t, n, "elsewhere")
	n.onStep(func(string) (int, any) {
		return http.StatusOK, api.Departure{Go: elsewhere.URL + "/amazon", Checkout: "chk_1"}
	})
	s := newShop(t, n, `<noren-pay></noren-pay><noren-order></noren-order>`)
	shopper := newTab(t)
	shopper.open(s.URL)
	shopper.until(action("noren-pay"))
	shopper.click(action("noren-pay"))
	shopper.until(action("noren-pay") + `.parentNode.dataset.state == "error"`)
	shopper.click(action("noren-order"))
	shopper.until(`location.pathname == "/amazon"`)
}

func TestGoNeverLeadsToAScriptOrAnOpenLine(t *testing.T) {
	shopper, n, _ := visit(t, `<noren-order></noren-order><noren-pay></noren-pay>`)
	shopper.do(`window.refused = 0; addEventListener("noren:error", () => refused++)`)
	addresses := []string{"javascript:document.title='launched'", "http://shop.example/", "data:text/html,x", "//", ""}
	for i, address := range addresses {
		n.onStep(func(string) (int, any) { return http.StatusOK, api.Departure{Go: address, Checkout: "chk_1"} })
		shopper.click(action("noren-order"))
		shopper.until("refused == " + strconv.Itoa(i+1))
	}
}

func TestProblemIsSaidInPlace(t *testing.T) {
	shopper, n, _ := visit(t, `<noren-pay></noren-pay>`)
	n.onStep(func(string) (int, any) {
		return 0, api.Problem{Status: http.StatusConflict, Code: api.AlreadyPaid, Title: "<b>お支払い済み</b>です。", Detail: "注文番号 A-1"}
	})
	shopper.do(`addEventListener("noren:error", e => { window.problem = e.detail.code })`)
	shopper.click(action("noren-pay"))
	shopper.until(`window.problem == "already_paid"`)
	got := eval[[]any](shopper, `(() => { const root = document.querySelector("noren-pay").shadowRoot.querySelector(".noren"), button = root.querySelector("button");
		return [root.querySelector("p").textContent, root.dataset.state, button.getAttribute("aria-disabled")] })()`)
	if diff := cmp.Diff([]any{"<b>お支払い済み</b>です。\n注文番号 A-1", "error", nil}, got); diff != "" {
		t.Error(diff)
	}
	// The shopper may try again.
	n.onStep(func(string) (int, any) {
		return http.StatusOK, api.Departure{Go: n.URL + "/launch/2", Checkout: "chk_2"}
	})
	shopper.click(action("noren-pay"))
	shopper.until(`document.title == "launched"`)
}

func TestLostNetworkIsSaidInPlace(t *testing.T) {
	for _, answer := range []struct {
		status int
		body   any
	}{{0, nil}, {http.StatusBadGateway, "<html>proxy</html>"}} {
		shopper, n, _ := visit(t, `<noren-pay></noren-pay>`)
		n.onStep(func(string) (int, any) { return answer.status, answer.body })
		shopper.click(action("noren-pay"))
		shopper.until(action("noren-pay") + `.parentNode.querySelector("p").textContent == "つながりません"`)
	}
}

func TestPitfall6_StaleCartReloadsThePageOnce(t *testing.T) {
	shopper, n, _ := visit(t, `<noren-pay></noren-pay>`)
	n.onStep(func(string) (int, any) {
		return 0, api.Problem{Status: http.StatusConflict, Code: api.CartStale, Title: "カートが変わりました。", Detail: "もう一度"}
	})
	shopper.do(`window.old = true`)
	shopper.click(action("noren-pay"))
	shopper.until(`!window.old && ` + action("noren-pay"))
	shopper.do(`window.old = true`)
	shopper.click(action("noren-pay"))
	shopper.until(action("noren-pay") + `.parentNode.dataset.state == "error"`)
	if !eval[bool](shopper, `window.old`) {
		t.Error("reloaded twice")
	}
}

// Whether the browser kept the page or loads it again: the button is ready, and works.
func TestX8_BackButtonFromAmazon(t *testing.T) {
	shopper, n, _ := visit(t, `<noren-pay></noren-pay>`)
	shopper.do("window.kept = true")
	shopper.click(action("noren-pay"))
	shopper.until(`document.title == "launched"`)
	shopper.do("setTimeout(() => history.back())")
	shopper.until(`document.title == "shop" && ` + action("noren-pay") + `.parentNode.dataset.state == "ready"`)
	t.Logf("from the back/forward cache: %v", eval[bool](shopper, "!!window.kept"))
	shopper.click(action("noren-pay"))
	shopper.until(`document.title == "launched"`)
	if begins := len(n.asked("begin")); begins != 2 {
		t.Errorf("%d begins", begins)
	}
}

func TestX8_BackFromAmazonFindsAUsablePage(t *testing.T) {
	shopper, n, _ := visit(t, `<noren-pay></noren-pay>`)
	// The event of the back/forward cache, at the worst moment: while the answer is still to come.
	hold := make(chan struct{})
	n.onStep(func(string) (int, any) {
		<-hold
		return http.StatusOK, api.Departure{Go: n.URL + "/launch/late", Checkout: "chk_late"}
	})
	shopper.click(action("noren-pay"))
	shopper.until(action("noren-pay") + `.parentNode.dataset.state == "busy"`)
	renders := len(n.asked("render"))
	shopper.do(`window.cancelled = []; addEventListener("noren:cancel", e => cancelled.push(e.target.localName));
		dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }))`)
	shopper.until(action("noren-pay") + `.parentNode.dataset.state == "ready"`)
	if cancelled := eval[[]string](shopper, "cancelled"); len(cancelled) != 1 || cancelled[0] != "noren-pay" {
		t.Errorf("cancelled: %v", cancelled)
	}
	close(hold)
	shopper.rest()
	if len(n.asked("render")) == renders {
		t.Error("not drawn again")
	}
	if title := eval[string](shopper, "document.title"); title != "shop" {
		t.Error("an answer that came too late took the shopper away")
	}
	n.onStep(func(string) (int, any) {
		return http.StatusOK, api.Departure{Go: n.URL + "/launch/2", Checkout: "chk_2"}
	})
	shopper.click(action("noren-pay"))
	shopper.until(`document.title == "launched"`)
}

func TestNothingIsSubmittedInTheShopsForm(t *testing.T) {
	shopper, n, _ := visit(t, `<form action="/submitted"><input name="q"><noren-pay cart="c"></noren-pay><button>買う</button></form>`)
	n.onStep(func(string) (int, any) { return 0, nil })
	shopper.click(action("noren-pay"))
	shopper.until(action("noren-pay") + `.parentNode.dataset.state == "error"`)
	if path := eval[string](shopper, "location.pathname"); path != "/cart" {
		t.Errorf("went to %s", path)
	}
}

func TestWithoutStorageThePageStillSells(t *testing.T) {
	n := newNoren(t)
	s := newShop(t, n, `<noren-pay></noren-pay>`)
	shopper := newTab(t)
	shopper.before(`for (const name of ["localStorage", "sessionStorage"]) Object.defineProperty(window, name, { get() { throw new DOMException("no", "SecurityError") } })`)
	shopper.open(s.URL)
	shopper.until(action("noren-pay"))
	shopper.click(action("noren-pay"))
	shopper.until(`document.title == "launched"`)
}

func TestOldVerifiersAreThrownAway(t *testing.T) {
	shopper, n, s := visit(t, `<noren-pay></noren-pay>`)
	n.onRender(withProgram) // they are thrown away when a page is idle
	shopper.do(`const at = Date.now() - 25 * 3600e3; localStorage["noren:old"] = JSON.stringify({ verifier: "x", at });
		localStorage["noren:fresh"] = JSON.stringify({ verifier: "y", at: Date.now() }); localStorage["shop"] = JSON.stringify({ at })`)
	shopper.click(action("noren-pay"))
	shopper.until(`document.title == "launched"`)
	shopper.open(s.URL)
	shopper.until(`!("noren:old" in localStorage)`)
	got := eval[[]string](shopper, `Object.keys(localStorage).sort()`)
	if diff := cmp.Diff([]string{"noren:chk_1", "noren:fresh", "shop"}, got); diff != "" {
		t.Error(diff)
	}
}
