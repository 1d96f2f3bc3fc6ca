package embed_test

import (
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"

	"noren/shared/api"
	"noren/shared/button"
	"noren/shared/display"
)

func TestR1_3_AllElementsComeWithOneRequestWithoutCookies(t *testing.T) {
	_, n, _ := visit(t, `<noren-pay cart="c1" colour="darkgray" size="huge" lang="fr"></noren-pay>
		<noren-login site="sp"></noren-login><noren-address target="delivery"></noren-address>
		<noren-payment></noren-payment><noren-order cart="c2"></noren-order>`)
	renders := n.asked("render")
	if len(renders) != 1 {
		t.Fatalf("%d requests", len(renders))
	}
	want := []api.Element{
		{ID: "1", Name: "pay", Placement: display.Cart, Cart: "c1", Colour: button.DarkGray},
		{ID: "2", Name: "login", Placement: display.LoginPage, Site: button.SP},
		{ID: "3", Name: "address", Target: api.Delivery},
		{ID: "4", Name: "payment"},
		{ID: "5", Name: "order", Placement: display.Checkout, Cart: "c2"},
	}
	request := body[api.RenderRequest](t, renders[0])
	if diff := cmp.Diff(want, request.Elements); diff != "" {
		t.Error(diff)
	}
	if request.Shop != "shop_1" || request.Lang != api.Japanese || request.Device != button.PC {
		t.Errorf("request: %+v", request)
	}
	header := renders[0].Header
	if header.Get("Cookie") != "" || !strings.HasPrefix(header.Get("Content-Type"), "text/plain") {
		t.Errorf("header: %v", header)
	}
}

func TestX3_RoomIsReservedBeforeTheAnswer(t *testing.T) {
	n := newNoren(t)
	hold := make(chan struct{})
	n.onRender(func(request api.RenderRequest) api.RenderResponse { <-hold; return draw(request) })
	s := newShop(t, n, `<noren-pay></noren-pay><noren-pay size="large"></noren-pay><noren-login size="fluid"></noren-login><p id="below">x</p>`)
	shopper := newTab(t)
	shopper.open(s.URL)
	shopper.until("document.querySelector('noren-pay').offsetHeight")
	got := eval[[]int](shopper, "[...document.querySelectorAll('noren-pay,noren-login')].map(e => e.offsetHeight)")
	if diff := cmp.Diff([]int{45, 60, 45}, got); diff != "" {
		t.Error(diff)
	}
	close(hold)
	shopper.until(action("noren-pay"))
}

func TestR4_14_HiddenElementTakesNoRoomAndSaysWhy(t *testing.T) {
	n := newNoren(t)
	n.onRender(func(request api.RenderRequest) api.RenderResponse {
		response := draw(request)
		response.Elements[0] = api.Rendered{ID: "1", Hidden: []display.Reason{display.NothingToPay}, Text: "お支払いはありません"}
		return response
	})
	s := newShop(t, n, `<noren-pay style="display:block"></noren-pay><noren-login></noren-login>`)
	shopper := newTab(t)
	shopper.before(`addEventListener("noren:hidden", e => { window.hidden = [e.target.localName, e.detail.reasons[0], e.detail.text].join() })`)
	shopper.open(s.URL)
	shopper.until("window.hidden")
	if got := eval[string](shopper, "window.hidden"); got != "noren-pay,nothing_to_pay,お支払いはありません" {
		t.Error(got)
	}
	if height := eval[int](shopper, "document.querySelector('noren-pay').offsetHeight"); height != 0 {
		t.Errorf("takes %d px", height)
	}
	// The cart changes: there is something to pay again.
	n.onRender(draw)
	shopper.do("document.querySelector('noren-pay').setAttribute('cart', 'more')")
	shopper.until(action("noren-pay"))
	if height := eval[int](shopper, "document.querySelector('noren-pay').offsetHeight"); height < 45 {
		t.Errorf("takes %d px", height)
	}
}

func TestElementsComeAndGo(t *testing.T) {
	shopper, n, _ := visit(t, `<noren-pay cart="c1"></noren-pay>`)
	shopper.do(`const late = document.createElement("noren-login"); late.id = "late"; document.body.prepend(late)`)
	shopper.until(action("#late"))
	if got := len(body[api.RenderRequest](t, n.asked("render")[1]).Elements); got != 1 {
		t.Errorf("asked again for %d elements", got)
	}
	shopper.do(`window.kept = document.querySelector("#late"); kept.remove()`)
	shopper.rest()
	shopper.do(`document.body.append(kept); kept.setAttribute("colour", "lightgray")`)
	shopper.until(action("#late") + `.textContent.startsWith("lightgray")`)
}

func TestNewCartIsDrawnInPlace(t *testing.T) {
	shopper, n, _ := visit(t, `<noren-pay cart="c1"></noren-pay>`)
	shopper.do(`const root = document.querySelector("noren-pay").shadowRoot; root.querySelector(".note").value = "typed";
		root.querySelector("[type=checkbox]").checked = true; root.querySelector(".note").focus(); root.querySelector(".note").setSelectionRange(1, 3)`)
	shopper.do(`const pay = document.querySelector("noren-pay"); pay.setAttribute("cart", "c2"); pay.setAttribute("cart", "c3")`)
	shopper.until(action("noren-pay") + `.textContent.endsWith("c3")`)
	got := eval[[]any](shopper, `(() => { const root = document.querySelector("noren-pay").shadowRoot, note = root.activeElement;
		return [note?.className, note?.value, note?.selectionStart, note?.selectionEnd, root.querySelector("[type=checkbox]").checked, root.querySelectorAll("button").length] })()`)
	if diff := cmp.Diff([]any{"note", "typed", 1.0, 3.0, true, 1.0}, got); diff != "" {
		t.Error(diff)
	}
	if renders := len(n.asked("render")); renders != 2 {
		t.Errorf("%d requests", renders)
	}
}

func TestLostRequestIsTriedAgain(t *testing.T) {
	n := newNoren(t)
	var lost atomic.Int32
	n.onRender(func(request api.RenderRequest) api.RenderResponse {
		if lost.Add(1) <= 2 { // the browser itself repeats once, when the connection was used before
			panic(http.ErrAbortHandler)
		}
		return draw(request)
	})
	s := newShop(t, n, `<noren-pay></noren-pay>`)
	shopper := newTab(t)
	shopper.open(s.URL)
	shopper.until(action("noren-pay"))
}

func TestX4_HostPageStaysAsItWas(t *testing.T) {
	shopper, _, _ := visit(t, `<style>button, div, p, noren-pay * { display: none !important }</style>
		<form action="/submitted"><noren-pay cart="c1"></noren-pay><input name="q"></form><a href="#x" id="link">x</a>`)
	if height := eval[float64](shopper, action("noren-pay")+".getBoundingClientRect().height"); height != 45 {
		t.Errorf("button is %v px high", height)
	}
	got := eval[[]string](shopper, `(() => { const frame = document.createElement("iframe"); document.body.append(frame);
		const fresh = new Set(Object.getOwnPropertyNames(frame.contentWindow)); frame.remove();
		return Object.getOwnPropertyNames(window).filter(name => !fresh.has(name) && isNaN(name)) })()`)
	if diff := cmp.Diff([]string{"Noren"}, got); diff != "" {
		t.Errorf("globals: %s", diff)
	}
	light := eval[string](shopper, `document.querySelector("noren-pay").outerHTML`)
	if light != `<noren-pay cart="c1" state="ready"></noren-pay>` {
		t.Error(light)
	}
}

func TestScriptTwiceIsHarmless(t *testing.T) {
	n := newNoren(t)
	s := newShop(t, n, `<noren-pay></noren-pay>`)
	s.page += n.tag("shop_1") + n.tag("shop_2")
	shopper := newTab(t)
	shopper.open(s.URL)
	shopper.until(action("noren-pay"))
	shopper.rest()
	if renders := len(n.asked("render")); renders != 1 {
		t.Errorf("%d requests", renders)
	}
	if !shopper.logged("already: one shop a page") {
		t.Error("two shops in one page are not complained of")
	}
	if shopper.logged("uncaught") {
		t.Error("threw")
	}
}

func TestReadyTellsAlsoWithoutElements(t *testing.T) {
	n := newNoren(t)
	s := newShop(t, n, `<p>nothing of ours</p>`)
	shopper := newTab(t)
	shopper.open(s.URL)
	shopper.until("window.Noren")
	if got := eval[map[string]any](shopper, "Noren.ready"); len(got) != 0 {
		t.Errorf("ready: %v", got)
	}
	if renders := len(n.asked("render")); renders != 0 {
		t.Errorf("%d requests", renders)
	}
}
