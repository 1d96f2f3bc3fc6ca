package embed_test

import (
	"encoding/json"
	"net/http"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"

	"noren/shared/api"
	"noren/shared/display"
)

// states writes down every state that an element's attribute says, from its first on.
const states = `window.states = []; new MutationObserver(changes => { for (const { target } of changes)
	if (target.localName == "noren-pay" && states.at(-1) != target.getAttribute("state")) states.push(target.getAttribute("state")) })
	.observe(document, { subtree: true, attributeFilter: ["state"] })`

func TestX3_StateFromLoadingToBusy(t *testing.T) {
	n := newNoren(t)
	hold := make(chan struct{})
	n.onRender(func(request api.RenderRequest) api.RenderResponse { <-hold; return draw(request) })
	s := newShop(t, n, `<noren-pay></noren-pay>`)
	shopper := newTab(t)
	shopper.before(states)
	shopper.open(s.URL)
	shopper.until(`states.length`)
	close(hold)
	shopper.until(action("noren-pay"))
	n.onStep(func(string) (int, any) {
		return 0, api.Problem{Status: http.StatusConflict, Code: api.AlreadyPaid, Title: "済", Detail: ""}
	})
	shopper.click(action("noren-pay"))
	shopper.until(`states.at(-1) == "error"`)
	n.onStep(func(string) (int, any) {
		return 0, api.Problem{Status: http.StatusBadGateway, Code: api.AmazonUnreachable, Title: "x", Detail: ""}
	})
	shopper.click(action("noren-pay"))
	shopper.until(`states.at(-1) == "unreachable"`)
	if drawn := eval[string](shopper, action("noren-pay")+`.parentNode.dataset.state`); drawn != "error" {
		t.Errorf("drawn as %q", drawn)
	}
	n.onStep(func(string) (int, any) { return 0, nil }) // the connection breaks
	shopper.click(action("noren-pay"))
	shopper.until(`states.length == 8 && states.at(-1) == "unreachable"`)
	want := []string{"loading", "ready", "busy", "error", "busy", "unreachable", "busy", "unreachable"}
	if diff := cmp.Diff(want, eval[[]string](shopper, `states`)); diff != "" {
		t.Error(diff)
	}
}

func TestR4_14_StateHiddenAndReadyAgain(t *testing.T) {
	n := newNoren(t)
	n.onRender(func(request api.RenderRequest) api.RenderResponse {
		response := draw(request)
		if request.Elements[0].Cart == "" {
			response.Elements[0] = api.Rendered{ID: request.Elements[0].ID, Hidden: []display.Reason{display.NothingToPay}}
		}
		return response
	})
	s := newShop(t, n, `<noren-pay></noren-pay>`)
	shopper := newTab(t)
	shopper.before(states)
	shopper.open(s.URL)
	shopper.until(`states.at(-1) == "hidden"`)
	shopper.do(`document.querySelector("noren-pay").setAttribute("cart", "c")`)
	shopper.until(`states.at(-1) == "ready"`)
	if diff := cmp.Diff([]string{"loading", "hidden", "ready"}, eval[[]string](shopper, `states`)); diff != "" {
		t.Error(diff)
	}
	shopper.do(`document.querySelector("noren-pay").setAttribute("cart", "d")`)
	shopper.until(action("noren-pay") + `.textContent.endsWith("d")`)
	var shown []string // the server is told what stood there, so that it counts a view once
	for _, render := range n.asked("render") {
		text, err := json.Marshal(body[api.RenderRequest](t, render).Elements[0].Shown)
		if err != nil {
			t.Fatal(err)
		}
		shown = append(shown, string(text))
	}
	if diff := cmp.Diff([]string{"null", "false", "true"}, shown); diff != "" {
		t.Error(diff)
	}
}

func TestX3_UnreachableWithoutAServerAndReadyWithOne(t *testing.T) {
	n := newNoren(t)
	var there atomic.Bool
	n.onRender(func(request api.RenderRequest) api.RenderResponse {
		if !there.Load() {
			panic(http.ErrAbortHandler)
		}
		return draw(request)
	})
	s := newShop(t, n, `<noren-pay></noren-pay>`)
	shopper := newTab(t)
	shopper.before(states + `; const later = setTimeout; window.setTimeout = (work, ms, ...more) => later(work, ms > 500 ? 5 : ms, ...more)`)
	shopper.open(s.URL)
	shopper.until(`states.at(-1) == "unreachable"`)
	if height := eval[int](shopper, `document.querySelector("noren-pay").offsetHeight`); height != 0 {
		t.Errorf("takes %d px", height)
	}
	there.Store(true)
	shopper.do(`dispatchEvent(new Event("online"))`)
	shopper.until(`states.at(-1) == "ready"`)
}

// The attribute comes and goes without a request, by either hand that draws.
func TestC3_DisabledElementDoesNothing(t *testing.T) {
	for _, live := range []bool{false, true} {
		shopper, n := visitProgram(t, `<p>top</p><noren-pay disabled></noren-pay>`)
		if live {
			hover(shopper)
			shopper.until(`window.program?.mounted`)
		}
		const seen = `(() => { const host = document.querySelector("noren-pay"), button = host.shadowRoot.querySelector("button");
			return [host.getAttribute("state"), button.parentNode.dataset.state, button.getAttribute("aria-disabled")].join() })()`
		shopper.until(seen + ` == "disabled,disabled,true"`)
		shopper.do(`window.clicked = 0; addEventListener("noren:click", e => { clicked++; e.preventDefault() })`)
		shopper.click(action("noren-pay"))
		shopper.do(action("noren-pay") + `.focus()`)
		shopper.run(typeText("\r"))
		shopper.rest()
		if clicked := eval[int](shopper, "clicked"); clicked != 0 {
			t.Errorf("%d presses got through", clicked)
		}
		renders := len(n.asked("render"))
		shopper.do(`document.querySelector("noren-pay").setAttribute("disabled", "false")`) // as React 18 writes it
		shopper.until(seen + ` == "ready,ready,"`)
		shopper.click(action("noren-pay"))
		shopper.until("clicked == 1")
		shopper.do(`document.querySelector("noren-pay").toggleAttribute("disabled", true); document.querySelector("noren-pay").setAttribute("disabled", "")`)
		shopper.until(seen + ` == "disabled,disabled,true"`)
		if got := len(n.asked("render")); got != renders {
			t.Errorf("%d requests for it", got-renders)
		}
		shopper.do(`document.querySelector("noren-pay").setAttribute("colour", "darkgray")`)
		shopper.until(action("noren-pay") + `.textContent.includes("darkgray") && ` + seen + ` == "disabled,disabled,true"`)
	}
}
