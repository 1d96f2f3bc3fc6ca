package e2e

import (
	"fmt"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/heapprofiler"
	"github.com/chromedp/cdproto/memory"
)

const (
	turbo  = `<script src="/guests/@hotwired/turbo/dist/turbo.es2017-umd.js"></script>`
	jquery = `<script src="/guests/jquery/dist/jquery.min.js"></script>`
	htmx   = `<script src="/guests/htmx.org/dist/htmx.min.js"></script>`
)

// piece is a page whose parts are exchanged: one of two carts that lead to each other.
func piece(head, body string) string {
	return `<!doctype html><html lang="ja"><meta charset="utf-8"><title>お店</title>` + head + `{script}<body><main id="main" class="woocommerce">` + body + `</main></body></html>`
}

// one is JavaScript that is true when exactly one button is drawn, with no second one in a copy of the page.
const one = `document.querySelectorAll("noren-pay").length === 1 && document.querySelector("noren-pay[state=ready]")?.shadowRoot?.querySelectorAll("button[data-do=begin]").length === 1`

// settled is JavaScript that is true when no library is at work: htmx shows a piece a moment before it takes its links over, and who presses
// one then goes there as in any page.
const settled = `!document.querySelector(".htmx-added")`

// Shops that exchange pieces of a page instead of loading another: twenty times there and back, and there is one button each time, no
// more listeners than before, and one press leads to Amazon, once.
func TestX4_ShopsThatExchangePieces(t *testing.T) {
	t.Parallel()
	h := newHost(t)
	s := h.shopper(false)
	link := `<h1>%s</h1><a id="on" href="/host/%s"%s>次へ</a>` + payElement
	for name, shop := range map[string]struct{ head, link, turn string }{
		"Turbo with a preview and morphing": {
			`<meta name="turbo-refresh-method" content="morph"><meta name="turbo-cache-control" content="preview">` + turbo, ` data-turbo-preload`,
			`document.getElementById("on").click()`,
		},
		"Turbo, back and forward": {turbo, "", `(window.went = (window.went ?? 0) + 1) % 3 ? document.getElementById("on").click() : history.back()`},
		"htmx":                    {htmx + `<script>addEventListener("DOMContentLoaded", () => { document.body.setAttribute("hx-boost", "true"); htmx.process(document.body) })</script>`, "", `document.getElementById("on").click()`},
		"jQuery as WooCommerce does": {
			jquery + `<script>$(document).on("wc_fragment_refresh", () => $.get(document.getElementById("on").href).done(html => {
				const page = $($.parseHTML(html)); $(".woocommerce").first().replaceWith(page.filter(".woocommerce").add(page.find(".woocommerce")).first()); $(document.body).trigger("updated_wc_div") }))</script>`,
			"", `$(document.body).trigger("wc_fragment_refresh")`,
		},
		"pjax": {"", "", `fetch(document.getElementById("on").href).then(r => r.text()).then(html => { const next = new DOMParser().parseFromString(html, "text/html");
			document.getElementById("main").innerHTML = next.getElementById("main").innerHTML; history.pushState({}, "", document.getElementById("on").href) })`},
	} {
		t.Run(name, func(t *testing.T) {
			h.page("b", piece(shop.head, fmt.Sprintf(link, "二", "a", shop.link)))
			s.visits(t, h.page("a", piece(shop.head, fmt.Sprintf(link, "一", "b", shop.link))))
			s.until(one)
			s.evaluateVoid(`(window.same = true, addEventListener("noren:error", e => { window.wrong = e.detail.code }))`)
			s.until("window.same")
			var before int64
			for i := range 20 {
				title := evaluate[string](s, `document.querySelector("h1").textContent`)
				s.evaluateVoid(shop.turn)
				s.until(fmt.Sprintf(`document.querySelector("h1").textContent !== %q && `, title) + settled + " && " + one)
				if i == 3 {
					before = s.listeners()
				}
			}
			if after := s.listeners(); after > before+20 {
				t.Errorf("listeners grow from %d to %d", before, after)
			}
			if wrong := evaluate[string](s, `window.wrong ?? (window.same ? "" : "the page was loaded anew")`); wrong != "" {
				t.Error(wrong)
			}
			s.picture("pieces-" + name)
			s.leavesOnce()
			s.quiet()
		})
	}
}

// listeners is how many the page holds when everything that may go is gone.
func (s *shopper) listeners() int64 {
	s.t.Helper()
	for range 3 {
		call(s, heapprofiler.CollectGarbage, cdp.Empty{})
	}
	return call(s, memory.GetDOMCounters, cdp.Empty{}).JsEventListeners
}
