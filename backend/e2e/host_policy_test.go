package e2e

import (
	"strings"
	"testing"
)

// What a shop's Content-Security-Policy allows, and what then happens: it sells with what the documents ask for, with more and with
// less; where it cannot, it takes no room and says why in the console.
func TestX3_PoliciesOfShops(t *testing.T) {
	t.Parallel()
	h := newHost(t)
	s := h.shopper(false)
	documented := "default-src 'none'; style-src 'unsafe-inline'; script-src " + h.PayURL + " 'wasm-unsafe-eval'; connect-src " + h.PayURL + "; img-src " + h.PayURL
	for name, policy := range map[string]string{
		"as documented":         documented,
		"no WebAssembly":        strings.Replace(documented, " 'wasm-unsafe-eval'", "", 1),
		"no pictures":           strings.Replace(documented, "; img-src "+h.PayURL, "", 1),
		"no forms and no base":  documented + "; form-action 'none'; base-uri 'none'; frame-ancestors 'none'",
		"trusted types":         documented + "; require-trusted-types-for 'script'; trusted-types noren",
		"any trusted types":     documented + "; require-trusted-types-for 'script'",
		"sandboxed":             documented + "; sandbox allow-scripts allow-same-origin allow-top-navigation allow-forms",
		"upgraded and isolated": documented + "; block-all-mixed-content",
	} {
		t.Run(name, func(t *testing.T) {
			s.visits(t, h.page(name, plain("", payElement), "Content-Security-Policy", policy, "Referrer-Policy", "no-referrer",
				"Cross-Origin-Opener-Policy", "same-origin", "Permissions-Policy", "payment=(), geolocation=()"))
			s.until(`document.querySelector("noren-pay[state=ready]")`)
			s.leavesOnce()
			s.arrive("amazon.localhost")
			s.quiet()
		})
	}
	for name, what := range map[string]struct{ policy, says string }{
		"no connection":           {strings.Replace(documented, "; connect-src "+h.PayURL, "", 1), "Failed to fetch"},
		"sandboxed, of no origin": {documented + "; sandbox allow-scripts", "allow-same-origin"}, // where storage throws too
		"other trusted types":     {documented + "; require-trusted-types-for 'script'; trusted-types shop", "Policy \"noren\" disallowed"},
	} {
		t.Run(name, func(t *testing.T) {
			s.visits(t, h.page(name, plain("", payElement), "Content-Security-Policy", what.policy))
			s.until(`document.querySelector("noren-pay:is([state=unreachable], [state=error])")`)
			if height := evaluate[int](s, `document.querySelector("noren-pay").offsetHeight`); height > 0 {
				t.Errorf("an empty place of %d px", height)
			}
			s.hears(what.says)
		})
	}
}

// Where our script is blocked, the shop's own way that stands in the element is shown; else it is not.
func TestX3_BlockedScriptLeavesTheShopsOwnWay(t *testing.T) {
	t.Parallel()
	h := newHost(t)
	s := h.shopper(false)
	page := plain("", `<noren-pay cart="{cart}"><a href="/cart">購入手続きへ</a></noren-pay>`)
	s.open(h.page("free", page))
	s.until(`document.querySelector("noren-pay[state=ready]")`)
	if s.sees("a", "購入手続きへ") {
		t.Error("the shop's own way stands beside our button")
	}
	s.open(h.page("blocked", page, "Content-Security-Policy", "script-src 'none'"))
	s.press("a", "購入手続きへ")
	s.arrive("/cart")
}

// The script tag three times is as once; the tag of another shop is told what to do, and the page's own shop sells.
func TestX3_ScriptTagsOfOnePage(t *testing.T) {
	t.Parallel()
	h := newHost(t)
	s := h.shopper(false)
	s.open(h.page("twice", plain("", `{script}`+payElement+`{script}`)))
	s.until(`document.querySelector("noren-pay[state=ready]")`)
	s.leavesOnce()
	s.quiet()
	s.visits(t, h.page("shops", plain("", payElement+`<script>addEventListener("load", () => { const tag = document.createElement("script");
		tag.src = "{pay}/embed/v1/noren.js"; tag.dataset.shop = "shop_other"; tag.crossOrigin = ""; document.body.append(tag) })</script>`)))
	s.until(`document.querySelector("noren-pay[state=ready]")`)
	s.hears("Leave out the script tag of shop_other")
	s.leavesOnce()
}

// hears waits for the console to complain with these words.
func (s *shopper) hears(words string) {
	s.t.Helper()
	for range 1000 {
		if strings.Contains(strings.Join(s.console(), "\n"), words) {
			return
		}
		evaluate[float64](s, "new Promise(requestAnimationFrame)")
	}
	s.fail("the console never says " + words)
}
