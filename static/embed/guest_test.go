package embed_test

import (
	"net/http"
	"strings"
	"testing"

	"noren/shared/api"
)

// watchHost writes down what reaches the host's own handlers of uncaught errors.
const watchHost = `window.escapes = []; addEventListener("error", e => escapes.push(String(e.message))); addEventListener("unhandledrejection", e => escapes.push(String(e.reason)));`

func escaped(t *testing.T, s *tab) {
	t.Helper()
	s.rest()
	if escapes := eval[[]string](s, `[...escapes]`); len(escapes) != 0 {
		t.Errorf("reached the host: %q", escapes)
	}
}

// What a shop's page does before our script runs. It sells all the same, or says why not.
func TestX4_HostPagesThatSpoilTheirBuiltIns(t *testing.T) {
	for name, host := range map[string]struct {
		script string
		sells  bool
	}{
		"Prototype 1.6 gives arrays a toJSON": {`Array.prototype.toJSON = function () { return "[" + this.map(x => JSON.stringify(x)).join() + "]" }`, true},
		"arrays have enumerable methods":      {`Array.prototype.last = function () {}; Object.prototype.extend = function () {}`, true},
		"map as an old library has it":        {`const map = Array.prototype.map; Array.prototype.map = function (f) { return map.call(this, x => f(x)) }`, true},
		"map throws":                          {`Array.prototype.map = () => { throw new Error("theirs") }`, false},
		"filter, find, includes return junk":  {`for (const name of ["filter", "find", "includes"]) Array.prototype[name] = () => undefined`, true},
		"the iterator is broken":              {`Array.prototype[Symbol.iterator] = function () { throw new Error("theirs") }`, false},
		"prototypes are frozen":               {`for (const it of [Object, Array, Function, Promise, Element, HTMLElement, EventTarget]) Object.freeze(it.prototype)`, true},
		"JSON.stringify is replaced":          {`const old = JSON.stringify; JSON.stringify = (...all) => old(...all)`, true},
		"JSON.stringify throws":               {`JSON.stringify = () => { throw new Error("theirs") }`, false},
		"Promise is a polyfill":               {`const Native = Promise; window.Promise = class extends Native {}`, true},
		"Promise is junk":                     {`window.Promise = function () {}`, false},
		"there is no attachShadow":            {`delete Element.prototype.attachShadow`, false},
		"fetch is wrapped by a monitor":       {`const real = fetch; window.fetch = function (...all) { return real.apply(this, all).then(r => (r.clone().text(), r)) }`, true},
		"fetch throws":                        {`window.fetch = () => { throw new Error("theirs") }`, false},
		"fetch gives junk":                    {`window.fetch = () => Promise.resolve({})`, false},
		"addEventListener is wrapped":         {`const old = EventTarget.prototype.addEventListener; EventTarget.prototype.addEventListener = function (...all) { return old.apply(this, all) }`, true},
		"customElements is polyfilled":        {`const old = customElements.define.bind(customElements); customElements.define = (name, c, o) => { old(name, c, o); try { old(name, c, o) } catch {} }`, true},
		"customElements.define throws":        {`customElements.define = () => { throw new Error("theirs") }`, false},
		"sendBeacon and console are wrapped":  {`for (const level of ["log", "warn", "error"]) { const old = console[level]; console[level] = (...all) => old(...all) }`, true},
		"window cannot be extended":           {`Object.preventExtensions(Object.getPrototypeOf(window)); try { Object.freeze(window) } catch {}`, true},
		"Noren is taken":                      {`Object.defineProperty(window, "Noren", { value: 1 })`, true},
		"crypto.subtle is missing":            {`Object.defineProperty(crypto, "subtle", { value: undefined })`, true},
	} {
		t.Run(name, func(t *testing.T) {
			n := newNoren(t)
			n.onRender(withProgram)
			n.onStep(func(string) (int, any) {
				return 0, api.Problem{Status: http.StatusConflict, Code: api.AlreadyPaid, Title: "済", Detail: "A-1"}
			})
			s := newShop(t, n, `<noren-pay cart="c"></noren-pay><noren-order cart="c"></noren-order>`)
			shopper := newTab(t)
			shopper.before(watchHost + `const quick = setTimeout; window.setTimeout = (work, ms) => quick(work, ms > 900 ? 5 : ms);` + host.script)
			shopper.open(s.URL)
			if host.sells {
				shopper.until(`document.querySelector("noren-pay[state=ready]")`)
				shopper.do(`document.querySelector("noren-pay").shadowRoot.querySelector("button").click()`)
				shopper.until(`document.querySelector("noren-pay[state=error],noren-pay[state=unreachable]")`)
			} else {
				shopper.untilSaid("noren:")
			}
			if escapes := eval[string](shopper, `escapes.join("\n")`); escapes != "" {
				t.Errorf("reached the host: %s", escapes)
			}
		})
	}
}

// What a shop's page does to our elements while they live.
func TestX4_HostPagesThatTouchOurElements(t *testing.T) {
	const pay = `const pay = document.querySelector("noren-pay");`
	for name, script := range map[string]string{
		"overwrites innerHTML":        pay + `pay.innerHTML = "<b>x</b>"`,
		"empties the shadow root":     pay + `pay.shadowRoot.innerHTML = ""`,
		"takes a part out":            pay + `pay.shadowRoot.querySelector("[part~=notice]").remove()`,
		"takes the root out":          pay + `pay.shadowRoot.querySelector("[data-state]").remove()`,
		"removes it and puts it back": pay + `pay.remove(); document.body.append(pay)`,
		"moves it each frame":         pay + `let i = 0; const move = () => { if (++i < 20) { document.body.prepend(pay); requestAnimationFrame(move) } }; move()`,
		"clones it":                   pay + `pay.replaceWith(pay.cloneNode(true))`,
		"writes the page anew":        `document.body.innerHTML = document.body.innerHTML`,
		"clears its attributes":       pay + `for (const { name } of [...pay.attributes]) pay.removeAttribute(name)`,
		"throws in its listeners":     `for (const name of ["noren:ready", "noren:click"]) addEventListener(name, e => { e.preventDefault() })`,
		"removes it on ready":         `addEventListener("noren:ready", e => { if (!window.once) { once = true; e.target.remove(); document.body.append(e.target) } })`,
		"takes it to another frame":   pay + `const frame = document.createElement("iframe"); document.body.append(frame); frame.contentDocument.body.append(pay); document.body.append(pay)`,
	} {
		t.Run(name, func(t *testing.T) {
			for _, taken := range []bool{false, true} {
				shopper, _ := visitProgram(t, `<p>top</p><noren-pay cart="c"></noren-pay>`)
				shopper.do(watchHost)
				if taken {
					hover(shopper)
					shopper.until(live)
				}
				shopper.do(script)
				shopper.rest()
				eval[map[string]any](shopper, `Noren.refresh()`)
				shopper.until(`document.querySelector("noren-pay")?.shadowRoot?.querySelector("[data-state=ready] button")`)
				shopper.do(`document.querySelector("noren-pay").setAttribute("colour", "darkgray")`)
				shopper.until(action("noren-pay") + `.textContent.includes("darkgray")`)
				escaped(t, shopper)
			}
		})
	}
}

func TestX3_ScriptBeforeTheBody(t *testing.T) {
	n := newNoren(t)
	s := newShop(t, n, "")
	s.page = `<!doctype html><html lang="ja"><title>shop</title>` + strings.Replace(n.tag("shop_1"), "async ", "", 1) + `<body><noren-pay></noren-pay>`
	shopper := newTab(t)
	shopper.before(watchHost)
	shopper.open(s.URL)
	shopper.until(action("noren-pay"))
	escaped(t, shopper)
}
