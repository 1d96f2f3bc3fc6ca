package embed_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/google/go-cmp/cmp"

	"noren/shared/api"
)

const live = `document.querySelector("noren-pay").shadowRoot.querySelector("[data-noren-program=live]")`

// visitProgram opens a page whose server offers the browser program; the program is compiled, but not started.
func visitProgram(t *testing.T, bodyHTML string) (*tab, *noren) {
	t.Helper()
	n := newNoren(t)
	n.onRender(withProgram)
	s := newShop(t, n, bodyHTML)
	shopper := newTab(t)
	shopper.open(s.URL + "/cart")
	shopper.until(action("noren-pay"))
	shopper.until(`sessionStorage["noren:wasm"]`)
	shopper.rest()
	return shopper, n
}

func hover(shopper *tab) {
	shopper.t.Helper()
	shopper.mouse(moved, point{1, 1})
	shopper.mouse(moved, shopper.where(action("noren-pay")))
}

func TestX4_ProgramTakesOverOnHoverWithOneInstance(t *testing.T) {
	shopper, n := visitProgram(t, `<p>top</p><noren-pay id="first"></noren-pay><noren-pay colour="darkgray"></noren-pay>`)
	if eval[bool](shopper, "!!window.program") {
		t.Fatal("started without intent")
	}
	hover(shopper)
	shopper.until(live)
	if got := eval[[]string](shopper, `[...document.querySelectorAll("noren-pay")].map(e => e.shadowRoot.querySelector("[data-do]").textContent)`); !cmp.Equal(got, []string{"live gold", "live darkgray"}) {
		t.Error(got)
	}
	if got := eval[int](shopper, "program.mounted"); got != 2 {
		t.Errorf("mounted %d", got)
	}
	if asked := len(n.asked("program.wasm")); asked != 1 {
		t.Errorf("%d downloads", asked)
	}
	if got := eval[[]bool](shopper, `[program.global.window === undefined, program.global.document !== document, program.global.document.getElementById("first") === null,
		program.global.fetch === undefined, program.global.localStorage !== localStorage, window.onclick === null]`); !cmp.Equal(got, []bool{true, true, true, true, true, true}) {
		t.Errorf("facade: %v", got)
	}
	shopper.click(action("#first"))
	shopper.until(`document.title == "launched"`)
	if begins := len(n.asked("begin")); begins != 1 {
		t.Errorf("%d begins", begins)
	}
}

func TestTakeOverKeepsFocusSelectionTicksAndProblems(t *testing.T) {
	shopper, n := visitProgram(t, `<noren-pay></noren-pay>`)
	n.onStep(func(string) (int, any) {
		return 0, api.Problem{Status: http.StatusConflict, Code: api.AlreadyPaid, Title: "お支払い済みです。", Detail: "x"}
	})
	shopper.do(action("noren-pay") + ".click()")
	shopper.until(action("noren-pay") + `.parentNode.dataset.state == "error"`)
	shopper.do(`const root = document.querySelector("noren-pay").shadowRoot, note = root.querySelector(".note");
		note.value = "typed"; root.querySelector("[type=checkbox]").checked = true; note.focus(); note.setSelectionRange(1, 3)`)
	shopper.until(live)
	got := eval[[]any](shopper, `(() => { const root = document.querySelector("noren-pay").shadowRoot, note = root.activeElement;
		return [note?.className, note?.value, note?.selectionStart, note?.selectionEnd, root.querySelector("[type=checkbox]").checked,
			root.querySelector("p").textContent, root.querySelector(".noren").dataset.state] })()`)
	if diff := cmp.Diff([]any{"note", "typed", 1.0, 3.0, true, "お支払い済みです。\nx", "error"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestTakeOverNeitherEatsNorDoublesAClick(t *testing.T) {
	shopper, n := visitProgram(t, `<p>top</p><noren-pay></noren-pay>`)
	at := shopper.where(action("noren-pay"))
	shopper.do("window.gate = new Promise(open => { window.openGate = open })")
	shopper.mouse(moved, at) // the program starts, since nobody presses at once …
	shopper.rest()
	shopper.mouse(pressed, at)
	shopper.do("openGate()") // … and is there while the button is down
	shopper.until("window.program?.mounted")
	shopper.rest()
	if eval[bool](shopper, "!!"+live) {
		t.Error("exchanged during a press")
	}
	shopper.mouse(released, at)
	shopper.until(`document.title == "launched"`)
	if begins := len(n.asked("begin")); begins != 1 {
		t.Errorf("%d begins", begins)
	}
}

func TestRedrawnDuringAPressOnlyAfterTheClick(t *testing.T) {
	shopper, n, _ := visit(t, `<noren-pay></noren-pay>`)
	shopper.do(`addEventListener("noren:click", e => { window.clicks = (window.clicks ?? 0) + 1; e.preventDefault() })`)
	at := shopper.where(action("noren-pay"))
	shopper.mouse(pressed, at)
	shopper.do(`document.querySelector("noren-pay").setAttribute("colour", "lightgray")`)
	shopper.rest()
	if renders := len(n.asked("render")); renders != 2 {
		t.Fatalf("%d renders", renders)
	}
	if text := eval[string](shopper, action("noren-pay")+".textContent"); text != "gold " {
		t.Errorf("exchanged during a press: %q", text)
	}
	shopper.mouse(released, at)
	shopper.until(action("noren-pay") + `.textContent.startsWith("lightgray")`)
	if clicks := eval[int](shopper, "window.clicks"); clicks != 1 {
		t.Errorf("%d clicks", clicks)
	}
}

func TestUpdatesGoThroughTheProgramAndRemovalReleases(t *testing.T) {
	shopper, _ := visitProgram(t, `<p>top</p><noren-pay></noren-pay>`)
	hover(shopper)
	shopper.until(live)
	shopper.do(action("noren-pay") + `.focus(); document.querySelector("noren-pay").setAttribute("colour", "lightgray")`)
	shopper.until(action("noren-pay") + `.textContent == "live lightgray"`)
	if got := eval[[]any](shopper, `[program.mounted, program.updated, document.querySelector("noren-pay").shadowRoot.activeElement.textContent]`); !cmp.Equal(got, []any{1.0, 1.0, "live lightgray"}) {
		t.Error(got)
	}
	shopper.do(`window.kept = document.querySelector("noren-pay"); kept.remove()`)
	shopper.until("program.released == 1")
	shopper.do(`document.body.append(kept)`)
	shopper.until(`program.mounted == 2 && ` + live)
}

func TestServersHTMLComesBackWhenTheProgramEnds(t *testing.T) {
	for _, end := range []string{"program.end()", `program.global.noren.failed("panic")`} {
		shopper, n := visitProgram(t, `<p>top</p><noren-pay></noren-pay>`)
		hover(shopper)
		shopper.until(live)
		shopper.do(end)
		shopper.until(`!` + live + ` && ` + action("noren-pay") + `.textContent.startsWith("gold")`)
		hover(shopper)
		shopper.do(`document.querySelector("noren-pay").setAttribute("colour", "lightgray")`)
		shopper.until(action("noren-pay") + `.textContent.startsWith("lightgray")`)
		if eval[bool](shopper, "!!"+live) {
			t.Error("started again")
		}
		shopper.click(action("noren-pay"))
		shopper.until(`document.title == "launched"`)
		if begins := len(n.asked("begin")); begins != 1 {
			t.Errorf("%d begins", begins)
		}
	}
}

func TestX3_NoProgramOnSlowOrCostlyLinks(t *testing.T) {
	for _, connection := range []string{`{ saveData: true }`, `{ effectiveType: "3g" }`, `{ effectiveType: "slow-2g" }`} {
		n := newNoren(t)
		n.onRender(withProgram)
		s := newShop(t, n, `<p>top</p><noren-pay></noren-pay>`)
		shopper := newTab(t)
		shopper.before(`Object.defineProperty(navigator, "connection", { get: () => (` + connection + `) })`)
		shopper.open(s.URL)
		shopper.until(action("noren-pay"))
		hover(shopper)
		shopper.rest()
		if asked := len(n.asked("program.wasm")) + len(n.asked("exec.js")); asked != 0 {
			t.Errorf("%s: %d downloads", connection, asked)
		}
	}
}

func TestTouchStartsNothing(t *testing.T) {
	shopper, _ := visitProgram(t, `<noren-pay></noren-pay>`)
	shopper.do(`addEventListener("noren:click", e => { window.clicked = true; e.preventDefault() })`)
	at := shopper.where(action("noren-pay"))
	shopper.run(chromedp.TapXY(at.X, at.Y))
	shopper.until("window.clicked")
	if eval[bool](shopper, "!!window.program") {
		t.Error("a tap started the program")
	}
}

// strict is the policy that the documents for shop developers ask a careful shop for.
func strict(n *noren, wasm string) string {
	return "default-src 'none'; script-src " + n.URL + wasm + "; connect-src " + n.URL + "; img-src " + n.URL +
		"; require-trusted-types-for 'script'; trusted-types noren; form-action 'none'; base-uri 'none'"
}

func TestStrictContentSecurityPolicy(t *testing.T) {
	for _, wasm := range []string{" 'wasm-unsafe-eval'", ""} {
		n := newNoren(t)
		n.onRender(withProgram)
		s := newShop(t, n, `<p>top</p><noren-pay></noren-pay>`)
		s.header.Set("Content-Security-Policy", strict(n, wasm))
		shopper := newTab(t)
		shopper.before(`window.violations = []; addEventListener("securitypolicyviolation", e => violations.push(e.effectiveDirective + " " + e.blockedURI))`)
		shopper.open(s.URL)
		shopper.until(action("noren-pay"))
		shopper.until(`sessionStorage["noren:wasm"]`)
		hover(shopper)
		if wasm != "" {
			shopper.until(live)
		}
		shopper.rest()
		if height := eval[float64](shopper, action("noren-pay")+".getBoundingClientRect().height"); height != 45 {
			t.Errorf("styles are not there: %v px", height)
		}
		violations := eval[[]string](shopper, "violations")
		if wasm != "" && len(violations) != 0 {
			t.Errorf("violations: %v", violations)
		}
		if wasm == "" {
			if diff := cmp.Diff([]string{"script-src wasm-eval"}, violations); diff != "" {
				t.Error(diff)
			}
			if asked := len(n.asked("program.wasm")); asked != 0 {
				t.Errorf("%d useless downloads", asked)
			}
		}
		shopper.click(action("noren-pay"))
		shopper.until(`document.title == "launched"`)
	}
}

func TestNothingIsExchangedDuringComposition(t *testing.T) {
	shopper, _ := visitProgram(t, `<noren-pay></noren-pay>`)
	shopper.do(`window.note = document.querySelector("noren-pay").shadowRoot.querySelector(".note");
		note.dispatchEvent(new CompositionEvent("compositionstart", { bubbles: true }));
		document.querySelector("noren-pay").setAttribute("colour", "darkgray")`)
	shopper.rest()
	shopper.do(`note.dispatchEvent(new KeyboardEvent("keydown", { bubbles: true })); note.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true }))`)
	shopper.rest()
	if !eval[bool](shopper, "note.isConnected") {
		t.Error("exchanged while the shopper was composing")
	}
	shopper.do(`note.dispatchEvent(new CompositionEvent("compositionend", { bubbles: true }))`)
	shopper.until(action("noren-pay") + `.textContent.startsWith("darkgray")`)
}

// A proxy may lose the type of the program: it is compiled all the same.
func TestX3_ProgramOfAWrongContentTypeIsCompiled(t *testing.T) {
	n := newNoren(t)
	n.onRender(withProgram)
	n.types = map[string]string{"program.wasm": "text/plain"}
	s := newShop(t, n, `<p>top</p><noren-pay></noren-pay>`)
	shopper := newTab(t)
	shopper.open(s.URL)
	shopper.until(action("noren-pay"))
	shopper.until(`sessionStorage["noren:wasm"]`)
	hover(shopper)
	shopper.until(live)
}

// Whatever does not come the first time, comes when it is wanted again.
func TestX3_WhatFailedToLoadIsTriedAgain(t *testing.T) {
	for _, name := range []string{"program.wasm", "exec.js"} {
		n := newNoren(t)
		n.onRender(withProgram)
		n.lose(name)
		s := newShop(t, n, `<p>top</p><noren-pay></noren-pay>`)
		shopper := newTab(t)
		shopper.before(watchHost)
		shopper.open(s.URL)
		shopper.until(action("noren-pay"))
		shopper.until(`sessionStorage["noren:wasm"]`)
		hover(shopper)
		n.until(t, name, 1)
		shopper.untilSaid("noren:")
		n.lose("")
		hover(shopper)
		shopper.until(live)
		escaped(t, shopper)
	}
}

func TestX3_ChunkThatFailedToLoadIsTriedAgain(t *testing.T) {
	n := newNoren(t)
	s := newShop(t, n, `<noren-pay></noren-pay>`)
	shopper := newTab(t)
	shopper.before(watchHost)
	for name := range n.files {
		if strings.HasPrefix(name, "noren-developer") {
			n.lose(name)
		}
	}
	shopper.open(s.URL)
	shopper.until(action("noren-pay"))
	if code := eval[string](shopper, `Noren.order().then(({ problem }) => problem.code)`); code != "offline" {
		t.Error(code)
	}
	n.lose("")
	if code := eval[string](shopper, `Noren.order().then(({ problem }) => problem.code)`); code != "not_possible" {
		t.Error(code)
	}
	escaped(t, shopper)
}
