package embed_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"noren/shared/api"
	"noren/shared/display"
)

func TestX3_ScriptPressesTheButtons(t *testing.T) {
	for call, step := range map[string]string{
		`Noren.begin()`: "begin",
		`Noren.order()`: "confirm",
		`Noren.link()`:  "begin",
		`Noren.begin(document.querySelector("noren-login"))`: "begin",
	} {
		shopper, n, _ := visit(t, `<noren-pay></noren-pay><noren-login></noren-login><noren-order></noren-order><noren-link></noren-link>`)
		shopper.do(`window.pressed = []; addEventListener("noren:click", e => pressed.push(e.target.localName))`)
		shopper.do(`void ` + call + `.then(outcome => sessionStorage.outcome = JSON.stringify(outcome))`)
		shopper.until(`document.title == "launched"`)
		if asked := len(n.asked(step)); asked != 1 {
			t.Errorf("%s: %d requests", call, asked)
		}
	}
}

func TestX3_ScriptWaitsForTheFirstDrawing(t *testing.T) {
	n := newNoren(t)
	hold := make(chan struct{})
	n.onRender(func(request api.RenderRequest) api.RenderResponse { <-hold; return draw(request) })
	s := newShop(t, n, `<noren-pay></noren-pay>`)
	shopper := newTab(t)
	shopper.open(s.URL)
	shopper.until("window.Noren")
	shopper.do("void Noren.begin()")
	shopper.rest()
	close(hold)
	shopper.until(`document.title == "launched"`)
}

func TestX3_ScriptIsToldOfAProblem(t *testing.T) {
	shopper, n, _ := visit(t, `<noren-pay></noren-pay>`)
	n.onStep(func(string) (int, any) {
		return 0, api.Problem{Status: http.StatusConflict, Code: api.AlreadyPaid, Title: "済", Detail: "A-1"}
	})
	if code := eval[string](shopper, `Noren.begin().then(({ problem }) => problem.code)`); code != "already_paid" {
		t.Error(code)
	}
	n.onStep(func(string) (int, any) { return 0, nil })
	if code := eval[string](shopper, `Noren.begin().then(({ problem }) => problem.code)`); code != "offline" {
		t.Error(code)
	}
}

// Nothing is thrown, nothing pressed, and the console names the mend.
func TestX3_WrongCallsAreAnswered(t *testing.T) {
	n := newNoren(t)
	n.onRender(func(request api.RenderRequest) api.RenderResponse {
		response := draw(request)
		for i, element := range request.Elements {
			if element.Cart == "small" {
				response.Elements[i] = api.Rendered{ID: element.ID, Hidden: []display.Reason{display.NothingToPay}}
			}
		}
		return response
	})
	n.onStep(func(string) (int, any) { return 0, nil })
	s := newShop(t, n, `<noren-pay></noren-pay><noren-pay id="off" disabled></noren-pay><noren-pay id="hidden" cart="small"></noren-pay><noren-guide></noren-guide>`)
	shopper := newTab(t)
	shopper.before(watchHost)
	shopper.open(s.URL)
	shopper.until(action("noren-pay"))
	for call, want := range map[string]string{
		`begin("x")`:                                      "wants a <noren-pay> or <noren-login> that stands in the page",
		`begin(document)`:                                 "wants a <noren-pay> or <noren-login>",
		`begin(null)`:                                     "wants a <noren-pay> or <noren-login>",
		`begin({ get localName() { throw 1 } })`:          "wants a <noren-pay> or <noren-login>",
		`begin(document.createElement("noren-pay"))`:      "wants a <noren-pay> or <noren-login>",
		`begin(document.querySelector("noren-guide"))`:    "wants a <noren-pay> or <noren-login>",
		`begin(document.querySelector("#hidden"))`:        "is hidden (nothing_to_pay)",
		`begin(document.querySelector("#off"))`:           "is disabled",
		`order()`:                                         "there is no <noren-order>",
		`link()`:                                          "there is no <noren-link>",
		`refresh("x")`:                                    "takes elements of ours",
		`refresh(document.querySelector("noren-pay"), 7)`: "takes elements of ours",
	} {
		got := eval[[]string](shopper, `Noren.`+call+`.then(({ problem }) => [problem.code, problem.title])`)
		if got[0] != "not_possible" || !strings.Contains(got[1], want) {
			t.Errorf("%s: %v", call, got)
		}
		if name, _, _ := strings.Cut(call, "("); !shopper.logged("noren:Noren."+name+"(): "+got[1]) && !shopper.logged("Noren."+name+"(): "+got[1]) {
			t.Errorf("%s: the console does not say it", call)
		}
	}
	shopper.do(`addEventListener("noren:click", e => e.preventDefault())`)
	if got := eval[string](shopper, `Noren.begin().then(({ problem }) => problem.title)`); !strings.Contains(got, "prevented") {
		t.Error(got)
	}
	shopper.do(`void Noren.destroy()`)
	shopper.rest()
	if got := eval[string](shopper, `Noren.begin().then(({ problem }) => problem.title)`); !strings.Contains(got, "after Noren.destroy()") {
		t.Error(got)
	}
	if begins := len(n.asked("begin")); begins != 0 {
		t.Errorf("%d presses", begins)
	}
	escaped(t, shopper)
}

func TestX3_BusyIsNotPressedTwice(t *testing.T) {
	shopper, n, _ := visit(t, `<noren-pay></noren-pay>`)
	hold := make(chan struct{})
	n.onStep(func(string) (int, any) { <-hold; return 0, nil })
	shopper.click(action("noren-pay"))
	shopper.until(`document.querySelector("noren-pay").matches("[state=busy]")`)
	if got := eval[string](shopper, `Noren.begin().then(({ problem }) => problem.title)`); !strings.Contains(got, "left already") {
		t.Error(got)
	}
	close(hold)
}

func TestX3_DestroyLeavesThePageAsItWasAndRefreshBeginsAnew(t *testing.T) {
	shopper, n := visitProgram(t, `<p>top</p><noren-pay cart="c"></noren-pay><noren-login></noren-login>`)
	hover(shopper)
	shopper.until(live)
	shopper.do(`void Noren.destroy()`)
	shopper.until(`!document.querySelector("noren-pay").shadowRoot.childNodes.length`)
	got := eval[[]any](shopper, `[document.querySelector("noren-pay").outerHTML, program.released, document.querySelector("noren-login").shadowRoot.adoptedStyleSheets.length]`)
	if diff := cmp.Diff([]any{`<noren-pay cart="c"></noren-pay>`, 2.0, 0.0}, got); diff != "" {
		t.Error(diff)
	}
	renders := len(n.asked("render"))
	shopper.do(`document.body.append(document.createElement("noren-pay")); document.querySelector("noren-pay").setAttribute("cart", "d");
		dispatchEvent(new Event("online")); dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }))`)
	shopper.rest()
	if more := len(n.asked("render")) - renders; more != 0 {
		t.Errorf("%d requests after the end", more)
	}
	if got := eval[map[string]any](shopper, `Noren.refresh()`); len(got) != 0 {
		t.Errorf("refresh: %v", got)
	}
	shopper.until(`document.querySelectorAll("noren-pay[state=ready]").length == 2 && ` + live)
	shopper.click(action("noren-pay"))
	shopper.until(`document.title == "launched"`)
	if begins := n.asked("begin"); len(begins) != 1 || body[api.BeginRequest](t, begins[0]).Cart != "d" {
		t.Errorf("begins: %v", begins)
	}
}

func TestX3_RefreshDrawsOnlyWhatItIsGiven(t *testing.T) {
	shopper, n, _ := visit(t, `<noren-pay></noren-pay><noren-login></noren-login>`)
	eval[map[string]any](shopper, `Noren.refresh(document.querySelector("noren-login"))`)
	renders := n.asked("render")
	if elements := body[api.RenderRequest](t, renders[len(renders)-1]).Elements; len(elements) != 1 || elements[0].Name != api.LoginElement {
		t.Errorf("%+v", elements)
	}
	if !eval[bool](shopper, `Object.isFrozen(Noren)`) {
		t.Error("Noren can be changed")
	}
}
