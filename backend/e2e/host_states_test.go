package e2e

import (
	"fmt"
	"strconv"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/fetch"
	"github.com/chromedp/chromedp"
)

// all is a page with every element, as a register page has most of them.
const all = `<form>
	<section><h2>ご注文者</h2><noren-guide kind="login" placement="checkout" cart="{cart}"></noren-guide><noren-login placement="checkout" cart="{cart}"></noren-login>
		<noren-reflect cart="{cart}"></noren-reflect><noren-address target="purchaser" cart="{cart}"></noren-address></section>
	<section><h2>お届け先</h2><noren-address target="delivery" cart="{cart}"></noren-address></section>
	<section><h2>お支払い</h2><noren-guide kind="pay" placement="checkout" cart="{cart}"></noren-guide><noren-pay placement="checkout" cart="{cart}"></noren-pay>
		<noren-payment cart="{cart}"></noren-payment></section></form>
	<section><h2>連携</h2><noren-link placement="mypage" member="{member}"></noren-link></section>
	<section><h2>確認</h2><noren-order cart="{cart}"></noren-order></section>`

// ours is JavaScript for all our elements in the page.
const ours = `[...document.querySelectorAll("noren-pay, noren-login, noren-reflect, noren-address, noren-payment, noren-guide, noren-link, noren-order")]`

// areAll waits until every element of some kinds is in one of these states.
func (s *shopper) areAll(elements, states string) {
	s.t.Helper()
	s.until(fmt.Sprintf(`[...document.querySelectorAll(%q)].every(e => %q.split(" ").includes(e.getAttribute("state")))`, elements, states))
}

// stall keeps what the page asks our server for from arriving, until it goes on.
func (s *shopper) stall(steps ...string) {
	s.t.Helper()
	params := fetch.EnableParams{}
	for _, step := range steps {
		params.Patterns = append(params.Patterns, &fetch.RequestPattern{URLPattern: "*/embed/v1/" + step})
	}
	call(s, fetch.Enable, params)
}

func (s *shopper) goesOn() {
	s.t.Helper()
	call(s, fetch.Disable, cdp.Empty{})
}

// comesBack goes to Amazon from a page and back to it, with address and card chosen.
func (s *shopper) comesBack(address, lang string) {
	s.t.Helper()
	s.press("button[data-kind=pay]", "")
	s.arrive("amazon.localhost")
	s.press("button", "山田 太郎")
	s.press("label", "1111")
	s.press("button", map[string]string{"ja": "続行", "en": "Continue"}[lang])
	s.arrive(address)
	s.wait("button[data-what=payment]", "")
}

// Every element in every state, in Japanese and English, on light and dark pages, before and after a trip to Amazon, drawn by the server
// and by the program: axe finds nothing (X-20, C-3).
func TestX20_AxeInEveryState(t *testing.T) {
	for _, lang := range []string{"ja", "en"} {
		for _, ground := range []string{"light", "dark"} {
			t.Run(lang+" "+ground, func(t *testing.T) {
				t.Parallel()
				h := newHost(t)
				s := h.shopper(lang == "en")
				css := map[string]string{"light": "", "dark": `html { background: #14161a; color: #eee; color-scheme: dark; }`}[ground]
				page := `<!doctype html><html lang="` + lang + `"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>お店</title>
					<style>` + css + `</style>{script}<body><main><h1>ご注文</h1>` + all + `</main></body></html>`
				address := h.page("every", page)
				look := func(state string) { s.t.Helper(); s.accessible("state-" + lang + "-" + ground + "-" + state) }
				s.open(address)
				s.areAll("noren-pay, noren-login, noren-guide, noren-reflect, noren-link", "ready")
				s.areAll("noren-address, noren-payment, noren-order", "hidden")
				look("ready-before")
				s.comesBack(address, lang)
				s.areAll("noren-address, noren-payment, noren-order, noren-link", "ready")
				look("ready")
				s.eachState(look)
			})
		}
	}
}

// leads is JavaScript for the buttons that lead somewhere, one for each element.
const leads = ours + `.flatMap(e => [...e.shadowRoot.querySelectorAll("button[data-do]")].filter(b => b.checkVisibility() && /^(begin|change|confirm|link)$/.test(b.dataset.do)).slice(0, 1))`

// eachState brings about what can happen to the elements of a page that has come back.
func (s *shopper) eachState(look func(state string)) {
	s.t.Helper()
	s.forAll(`e.setAttribute("disabled", "")`)
	s.until(ours + `.every(e => /^(disabled|hidden)$/.test(e.getAttribute("state")))`)
	look("disabled")
	s.forAll(`e.removeAttribute("disabled"); e.setAttribute("cart", ""); e.setAttribute("member", "")`)
	s.areAll("noren-pay, noren-order, noren-link", "hidden")
	look("hidden")

	s.stall("render")
	s.run(chromedp.Reload())
	s.areAll("noren-pay, noren-login, noren-reflect, noren-address, noren-payment, noren-guide, noren-link, noren-order", "loading")
	look("loading")
	s.goesOn()
	s.areAll("noren-pay, noren-login, noren-address, noren-payment, noren-link, noren-order", "ready")
	s.until(ours + `.every(e => e.getAttribute("state") === "hidden" || e.shadowRoot.querySelector("[data-noren-program=live]"))`) // it came back
	look("live")

	s.block("*://*:*/embed/v1/begin", "*://*:*/embed/v1/change", "*://*:*/embed/v1/confirm", "*://*:*/embed/v1/link")
	s.pressEach("unreachable", func(string) {})
	look("unreachable")
	s.block()
	s.world.Amazon.Advance(11 * time.Minute) // the password was given too long ago for a link
	s.forAll(`e.setAttribute("return-to", "https://stranger.example/")`)
	s.pressEach("error", func(string) {})
	look("error")
	s.stall("begin", "change", "confirm", "link")
	s.pressEach("busy", func(name string) {
		look("busy-" + name)
		evaluate[bool](s, `dispatchEvent(new PageTransitionEvent("pageshow", {persisted: true}))`)
	})
}

// forAll does something with each of our elements.
func (s *shopper) forAll(work string) {
	s.t.Helper()
	evaluate[bool](s, ours+".forEach(e => { "+work+" }) ?? true")
}

// pressEach presses each button that leads somewhere, and waits for its element to be in a state.
func (s *shopper) pressEach(state string, then func(name string)) {
	s.t.Helper()
	n := evaluate[int](s, leads+".length")
	if n != 7 {
		s.fail(fmt.Sprintf("%d buttons, want 7", n))
	}
	for i := range n {
		host := fmt.Sprintf("%s[%d].getRootNode().host", leads, i)
		evaluate[bool](s, fmt.Sprintf("%s[%d].click() ?? true", leads, i))
		s.until(fmt.Sprintf("%s.getAttribute('state') === %q", host, state))
		then(strconv.Itoa(i) + evaluate[string](s, host+".localName"))
		if state == "busy" {
			s.until(host + ".getAttribute('state') === 'ready'")
		}
	}
}
