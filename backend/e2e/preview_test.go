package e2e

import (
	"bytes"
	"encoding/base64"
	"image/png"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"noren/shared/button"
)

// studio opens the preview studio, with everything that its pages do noted, and waits until both frames are measured.
func (s *shopper) studio(query string) {
	s.t.Helper()
	s.open(s.world.PayURL + "/preview?" + query)
	s.measured("px")
}

// measured waits until the figures of both frames say something.
func (s *shopper) measured(words string) {
	s.t.Helper()
	s.until(`[...document.querySelectorAll("[data-measured]")].every(e => e.textContent.includes("` + words + `"))`)
}

// picks presses a control's choice, as a person does.
func (s *shopper) picks(name, value string) {
	s.t.Helper()
	s.press(`[name="`+name+`"][value="`+value+`"]`, "")
}

// noted counts what the policy stopped, in every page that is opened from now on.
const noted = `window.stopped = []; addEventListener("securitypolicyviolation", e => top.stopped.push(e.violatedDirective + " " + e.blockedURI));`

// whatever is changed, frames, address, figures, snippet and matrix follow, and the back button leads back through it.
func TestX14_StudioFollowsItsControls(t *testing.T) {
	w := newWorld(t)
	s := w.shopper(false)
	s.before(noted)
	s.studio("lang=ja")
	s.measured("200 × 45px")
	s.picks("size", "large")
	s.measured("300 × 60px、比率5")
	s.until(`location.search === "?lang=ja&size=large"`)
	s.until(`document.querySelector("[data-snippet=html]").textContent.includes('size="large"')`)
	s.until(`JSON.parse(document.querySelector("[data-snippet=json]").textContent).payButton.sp.size === "large"`)
	s.picks("colour", "darkgray")
	s.until(`document.querySelector("[data-part=figures] td").textContent === "4.52 : 1"`)
	s.until(`frames.pc.document.querySelector("noren-pay").shadowRoot.querySelector("button").dataset.colour === "darkgray"`)
	s.picks("background", "dark")
	s.until(`getComputedStyle(frames.sp.document.documentElement).backgroundColor === "rgb(21, 25, 29)"`)
	s.picks("spread", "colour")
	s.until(`document.querySelectorAll(".cell").length === 28 && document.querySelectorAll(".cell")[1].querySelector("noren-pay").shadowRoot`)
	s.evaluateVoid("history.back()")
	s.until(`document.querySelectorAll(".cell").length === 84`)
	s.evaluateVoid("history.back()")
	s.until(`getComputedStyle(frames.sp.document.documentElement).backgroundColor === "rgb(255, 255, 255)" && document.querySelector("[name=background]:checked").value === "light"`)
	s.evaluateVoid("history.forward()")
	s.until(`location.search === "?background=dark&colour=darkgray&lang=ja&size=large"`)
	s.press(".cell a", "非表示")
	s.until(`document.querySelector("[data-part=why]").textContent.includes("場所も取りません") && document.querySelector("[name=state]:checked").value === "hidden"`)
	s.measured("表示されていません")
	if stopped := evaluate[[]string](s, "window.stopped"); len(stopped) != 0 || len(s.console()) != 0 {
		t.Errorf("the policy stopped %q, the console says %q", stopped, s.console())
	}
}

// a place of any width; the figures say when Amazon's rule does not hold.
func TestX14_StudioMeasuresTheButton(t *testing.T) {
	w := newWorld(t)
	s := w.shopper(false)
	s.studio("size=fluid&width=320&lang=ja")
	s.measured("320 × 45px、比率7.1")
	s.measured("Amazonの決まりの範囲内")
	s.evaluateVoid(`(() => { const e = document.getElementById("width"); e.value = 250; e.dispatchEvent(new Event("input", {bubbles: true})); })()`)
	s.measured("250 × 45px")
	s.until(`location.search === "?lang=ja&size=fluid&width=250" && document.querySelector("output[for=width]").value === "250"`)
	s.until(`frames.pc.document.documentElement.clientWidth === 1280 && frames.sp.document.documentElement.clientWidth === 390`)
	const seen = `(() => { const r = frames.pc.document.querySelector("noren-pay").shadowRoot.querySelector("button").getBoundingClientRect(), screen = document.querySelector(".pc .scaled");
		return screen.scrollLeft <= r.left && screen.scrollLeft + screen.clientWidth >= r.right; })()`
	s.until(`document.querySelector(".pc .scaled").scrollLeft === 0`)
	s.picks("real", "1")
	s.until(seen)
	for _, width := range []string{"80", "113", "720"} {
		s.studio("size=fluid&lang=en&width=" + width)
		within := evaluate[bool](s, `(() => { const r = frames.pc.document.querySelector("noren-pay").shadowRoot.querySelector("button").getBoundingClientRect();
			return r.width >= 113 && r.width <= 600 && r.height >= 42 && r.height <= 193 && r.width / r.height >= 2.6 && r.width / r.height <= 10; })()`)
		said := evaluate[string](s, `document.querySelector("[data-measured=pc]").textContent`)
		if strings.Contains(said, "within") != within {
			t.Errorf("%s: %s", width, said)
		}
	}
}

// the drawing has the very size that the button has on the page, by Amazon's rule.
func TestX14_StudioDrawsWhatIsMeasured(t *testing.T) {
	w := newWorld(t)
	s := w.shopper(false)
	for _, query := range []string{"size=medium", "size=large&height=120", "size=fluid&width=450&height=42", "size=fluid&width=700&height=193", "size=small&width=130&height=60", "size=large&width=120"} {
		s.studio("lang=ja&" + query)
		differs := evaluate[string](s, `(async () => {
			const drawn = new DOMParser().parseFromString(await (await fetch(document.querySelector("[data-picture]").src)).text(), "image/svg+xml").querySelector("rect");
			const there = frames.pc.document.querySelector("noren-pay").shadowRoot.querySelector("button").getBoundingClientRect();
			const sizes = [there.width, there.height, +drawn.getAttribute("width"), +drawn.getAttribute("height")];
			return Math.abs(sizes[0] - sizes[2]) < 1 && Math.abs(sizes[1] - sizes[3]) < 1 ? "" : sizes.join(" ");
		})()`)
		if differs != "" {
			t.Errorf("%s: %s", query, differs)
		}
	}
}

// pictures to keep are as large as they say, and have the colours of the button; copies land in the clipboard.
func TestX14_StudioGivesPicturesAndCopies(t *testing.T) {
	w := newWorld(t)
	s := w.shopper(false)
	s.before(`Object.defineProperty(navigator, "clipboard", {value: {writeText: async text => { window.copied = text; }}});
	let last;
	const make = URL.createObjectURL;
	URL.createObjectURL = blob => make.call(URL, last = blob);
	HTMLAnchorElement.prototype.click = async function () {
		window.kept = { name: this.download, data: btoa(String.fromCharCode(...new Uint8Array(await last.arrayBuffer()))) };
	};`)
	s.studio("size=large&lang=ja")
	for scale, name := range map[int]string{1: "noren-pay-gold-large-ja.png", 2: "noren-pay-gold-large-ja@2x.png", 3: "noren-pay-gold-large-ja@3x.png"} {
		s.evaluateVoid("window.kept = null")
		s.press("[data-png]", "PNG "+string(rune('0'+scale))+"倍")
		s.until("window.kept && window.kept.name === '" + name + "'")
		bits, err := base64.StdEncoding.DecodeString(evaluate[string](s, "window.kept.data"))
		if err != nil {
			t.Fatal(err)
		}
		picture, err := png.Decode(bytes.NewReader(bits))
		if err != nil {
			t.Fatal(err)
		}
		box := button.Large.Box()
		if size := picture.Bounds(); size.Dx() != box.Width*scale || size.Dy() != box.Height*scale {
			t.Errorf("%s is %v", name, size)
		}
		r, g, b, _ := picture.At(20*scale, box.Height*scale-4*scale).RGBA()
		if want := button.Gold.Palette().Fill[1]; !near(r, want.R) || !near(g, want.G) || !near(b, want.B) {
			t.Errorf("%s is %x %x %x at the foot, want %v", name, r>>8, g>>8, b>>8, want)
		}
	}
	s.says("noren-pay-gold-large-ja")
	s.press("[data-copy]", "HTML")
	s.says("コピーしました")
	if got := evaluate[string](s, "window.copied"); !strings.Contains(got, `src="`+w.PayURL+`/embed/v1/noren.js"`) || !strings.Contains(got, "<noren-pay ") {
		t.Errorf("copied: %q", got)
	}
	s.press("[data-copy-address]", "")
	s.until("window.copied === '" + w.PayURL + "/preview?lang=ja&size=large'")
	s.evaluateVoid("Object.defineProperty(navigator.clipboard, 'writeText', {value: () => Promise.reject(new Error())})")
	s.press("[data-copy]", "CSS")
	s.says("文字を選択してコピー")
}

func near(have uint32, want uint8) bool {
	return max(have>>8, uint32(want))-min(have>>8, uint32(want)) <= 12
}

// axe finds nothing, and nothing sticks out, light and dark, on a phone and a PC, in either language.
func TestX20_AxeOnTheStudio(t *testing.T) {
	on(t, func(_ *testing.T, w *world, s *shopper) {
		for _, page := range []struct{ name, scheme, query string }{
			{"plain", "light", "lang=ja&spread=none&spread=state"},
			{"english", "dark", "lang=en&words=en&background=dark&sandbox=1&guide=one%0Atwo&image=1&spread=none&spread=state"},
			{"pattern", "dark", "lang=ja&background=busy&show=order-questions&state=hidden&spread=none&spread=words"},
			{"hostile", "light", "lang=ja&background=hostile&show=link&state=disabled&real=1&spread=none&spread=site"},
			{"refused", "light", "lang=en&background=own&size=small&colour=pink&spread=none&spread=colour&spread=site"},
		} {
			s.prefers("prefers-color-scheme", page.scheme)
			s.open(w.PayURL + "/preview?" + page.query)
			s.until(`[...document.querySelectorAll("[data-measured]")].every(e => e.textContent)`)
			s.accessible("studio-" + page.name)
			s.narrow(page.name)
		}
	})
}

// narrow fails if the page scrolls sideways, at the width of the device or at the least that anybody must be served with.
func (s *shopper) narrow(name string) {
	s.t.Helper()
	const wider = "document.scrollingElement.scrollWidth - document.documentElement.clientWidth"
	if by := evaluate[int](s, wider); by > 0 {
		s.t.Errorf("%s scrolls sideways by %d px", name, by)
	}
	s.run(chromedp.EmulateViewport(320, 640))
	if by := evaluate[int](s, wider); by > 0 {
		s.t.Errorf("%s scrolls sideways by %d px at 320 px", name, by)
	}
	s.picture("studio-320-" + name)
	s.device()
}

// all of it goes by the keyboard: a choice by the arrows, a cell by Enter, which leads to the large preview.
func TestX20_KeyboardInTheStudio(t *testing.T) {
	w := newWorld(t)
	s := w.shopper(false)
	s.studio("lang=ja")
	s.evaluateVoid(`document.querySelector("[name=size]:checked").focus()`)
	s.until(`document.activeElement.name === "size"`)
	s.run(chromedp.KeyEvent(kb.ArrowRight))
	s.until(`location.search === "?lang=ja&size=small"`)
	s.until(`document.activeElement.name === "size" && document.activeElement.value === "small" && document.activeElement.isConnected`)
	s.evaluateVoid(`[...document.querySelectorAll(".cell a")].find(e => e.getAttribute("aria-label").includes("グレー · 大 · エラー")).focus()`)
	s.until(`document.activeElement.closest(".cell")`)
	s.run(chromedp.KeyEvent(kb.Enter))
	s.until(`location.search.includes("state=error") && document.activeElement.id === "large"`)
	s.until(`!document.querySelector(".cell :is(button, input):focus") && document.querySelector(".cell .ground").inert`)
}
