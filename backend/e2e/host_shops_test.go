package e2e

import (
	"os"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// jumps is JavaScript for what of a page has moved without the shopper's doing, from its first paint on.
const jumps = `new Promise(done => {
	const moved = [], rect = r => [r.x, r.y, r.width, r.height].map(Math.round);
	new PerformanceObserver(list => { for (const e of list.getEntries()) if (!e.hadRecentInput) for (const {node, previousRect, currentRect} of e.sources)
		moved.push((node?.localName ?? node?.nodeName) + " from " + rect(previousRect) + " to " + rect(currentRect)); }).observe({type: "layout-shift", buffered: true});
	setTimeout(() => done(moved), 50);
})`

// reference is how the pay button looks on a page without any style, in its size.
func (h *host) reference(size string) look {
	h.t.Helper()
	s := h.shopper(false)
	s.open(h.page("reference-"+size, plain("", `<noren-pay `+size+` cart="{cart}"></noren-pay>`)))
	s.until(`document.querySelector("noren-pay[state=ready]")`)
	return evaluate[look](s, lookOf(buttonOf("noren-pay")))
}

// Shops made with what Japan's shops are made with: the button is as everywhere, nothing of the page is changed or jumps, and one
// press leads to Amazon, once, also in a smartphone's width (C-3, X-4, X-5).
func TestX4_ShopsOfEveryMake(t *testing.T) {
	t.Parallel()
	h := newHost(t)
	medium, large := h.reference(""), h.reference("size=large")
	s := h.shopper(false)
	for name, want := range map[string]look{"storefront": medium, "eccube": medium, "luma": medium, "bootstrap": medium, "tailwind": large} {
		t.Run(name, func(t *testing.T) {
			html, err := os.ReadFile("testdata/host/" + name + ".html")
			if err != nil {
				t.Fatal(err)
			}
			address := h.page(name, string(html))
			s.visits(t, address+"?without")
			without := evaluate[leavings](s, left)
			s.open(address)
			s.until(`document.querySelector("noren-pay[state=ready]")`)
			s.picture("host-" + name)
			s.looksAs(want, "noren-pay")
			s.leavesAlone(without)
			if moved := evaluate[[]string](s, jumps); len(moved) > 0 {
				t.Errorf("the page jumps: %q", moved)
			}
			s.run(chromedp.EmulateViewport(390, 844))
			s.fits("host-" + name)
			s.leavesOnce()
			s.device()
		})
	}
}

// visits is what a shopper does in a part of a test, with nothing left from the part before.
func (s *shopper) visits(t *testing.T, address string) {
	t.Helper()
	s.t = t
	s.open(s.world.ShopURL + "/host/empty") // nothing of the part before is on its way any more
	evaluate[bool](s, "sessionStorage.clear() ?? true")
	call(s, network.ClearBrowserCookies, cdp.Empty{})
	s.mu.Lock()
	s.trail, s.problems = nil, nil
	s.mu.Unlock()
	s.open(address)
}

// leavesOnce presses the pay button twice, as many do, and leaves the page with one checkout; before, there was no cookie of ours.
func (s *shopper) leavesOnce() {
	s.t.Helper()
	for _, cookie := range call(s, network.GetCookies, network.GetCookiesParams{URLs: []string{s.world.PayURL}}).Cookies {
		s.t.Errorf("before the press there is the cookie %s", cookie.Name)
	}
	at := evaluate[point](s, `(async () => { const b = `+buttonOf("noren-pay")+`; b.scrollIntoView({block: "center", behavior: "instant"});
		await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
		let r = b.getBoundingClientRect(), x = r.x + r.width / 2, y = r.y + r.height / 2;
		for (let w = b.ownerDocument.defaultView; w.frameElement; w = w.parent) { const f = w.frameElement.getBoundingClientRect(); x += f.x; y += f.y; }
		return {X: x, Y: y}; })()`)
	s.click(at, 1)
	s.click(at, 2)
	s.arrive("amazon.localhost")
	if begins := s.asked("/embed/v1/begin"); len(begins) != 1 {
		s.t.Errorf("begins: %s", strings.Join(begins, "\n"))
	}
}
