package e2e

import "testing"

// Back from Amazon's page by the browser's button: the page comes out of the back/forward cache as it was left, and its button can be
// pressed again (R4-6, X-8).
func TestX8_BackOutOfTheCache(t *testing.T) {
	t.Parallel()
	h := newHost(t)
	s := h.wholeShopper(false)
	s.open(h.page("cart", plain("", payElement+`<input id="note" aria-label="ご要望">`)))
	s.until(`document.querySelector("noren-pay[state=ready]")`)
	s.evaluateVoid(`(window.same = true, window.shown = [], window.cancelled = [], addEventListener("pageshow", e => shown.push(e.persisted)),
		addEventListener("noren:cancel", e => cancelled.push(e.target.localName)))`)
	s.until("window.same")
	for range 2 {
		s.press("button[data-do=begin]", "Amazon")
		s.arrive("amazon.localhost")
		s.evaluateVoid(`history.back()`)
		s.arrive("/host/cart")
		s.until(`window.same && shown.at(-1) && document.querySelector("noren-pay[state=ready]")`)
	}
	if cancelled := evaluate[[]string](s, "cancelled"); len(cancelled) != 2 || cancelled[0] != "noren-pay" {
		t.Errorf("noren:cancel on %q", cancelled)
	}
	s.press("button[data-do=begin]", "Amazon")
	s.arrive("amazon.localhost")
	s.quiet()
}
