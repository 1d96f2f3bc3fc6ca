package e2e

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp/kb"
)

// stop is where the keyboard's focus stands.
type stop struct {
	Is      bool   // the one that is looked for
	Name    string // for people who read a failure
	Visible bool   // the focus can be seen
	InView  bool   // and what has it is on the screen, not under something else
	Jumps   bool   // a positive tabindex: out of the order of reading
}

// deepest is JavaScript for what has the focus.
const deepest = `(() => {
	let e = document.activeElement;
	while (e?.shadowRoot?.activeElement) e = e.shadowRoot.activeElement;
	return e;
})()`

// focus is JavaScript that tells of the focus, when the page has stopped scrolling to it and the program has taken over what has it.
// On a busy machine a smooth page begins to scroll many frames later: what is not in view yet may still come.
// A ring may stand around a control's label instead; one that is transparent counts only with the shadow that is drawn for it.
const focus = `async (wanted) => {
	let e = ` + deepest + `;
	if (!e || e === document.body) return {Name: "nothing"};
	const ring = x => {
		const {outlineStyle, outlineWidth, outlineColor, boxShadow} = getComputedStyle(x);
		return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2 && !/, 0\)$/.test(outlineColor) || / 0px 0px 0px [3-9]px(?! inset)/.test(boxShadow);
	};
	const seen = () => {
		const r = e.getBoundingClientRect(), x = r.x + r.width / 2, y = r.y + r.height / 2;
		let top = document.elementFromPoint(x, y);
		while (top?.shadowRoot?.elementFromPoint(x, y) && top.shadowRoot.elementFromPoint(x, y) !== top) top = top.shadowRoot.elementFromPoint(x, y);
		return r.width > 0 && r.height > 0 && !!top && (e.contains(top) || top.contains(e) || !!e.closest("label")?.contains(top));
	};
	const late = performance.now() + 5000;
	for (let still = 0, y; still < 3 || !seen() && performance.now() < late;) {
		await new Promise(requestAnimationFrame);
		e = ` + deepest + `;
		const before = y;
		y = e.getBoundingClientRect().y;
		still = y === before ? still + 1 : 0;
	}
	const label = e.closest("label");
	return {
		Is: e === wanted(), Name: e.localName + " " + (e.getAttribute("aria-label") || e.name || e.textContent || "").trim().slice(0, 40),
		Visible: ring(e) || !!label && ring(label), InView: seen(), Jumps: e.tabIndex > 0,
	};
}`

// tabTo presses Tab until the focus is on something, as a shopper without a mouse does; every stop on the way must be seen.
func (s *shopper) tabTo(selector, words string) {
	s.t.Helper()
	s.walk(selector, words, func() { s.key(kb.Tab) })
}

// walk goes on step by step until the focus is on something.
func (s *shopper) walk(selector, words string, step func()) {
	s.t.Helper()
	s.wait(selector, words)
	var way []string
	for range 60 {
		step()
		at := evaluate[stop](s, "("+focus+")(() => "+found(selector, words)+")")
		way = append(way, at.Name)
		if at.Name != "nothing" && (!at.Visible || !at.InView || at.Jumps) {
			s.picture("focus")
			s.t.Errorf("at %s the focus is visible: %t, in view: %t, out of order: %t", at.Name, at.Visible, at.InView, at.Jumps)
		}
		if at.Is {
			return
		}
	}
	s.fail(fmt.Sprintf("Tab never comes to %s %s, but to:\n%s", selector, words, strings.Join(way, "\n")))
}

// key presses a key as a keyboard does: chromedp's own KeyEvent types the key that a link has taken into the field that the
// link leads to.
func (s *shopper) key(key string) {
	s.t.Helper()
	for _, char := range key {
		for _, event := range kb.Encode(char) {
			if event.Type == kb.KeyDown {
				event.Type = kb.KeyRawDown
			}
			call(s, input.DispatchKeyEvent, *event)
		}
	}
}

// hasFocus waits for something to have the focus.
func (s *shopper) hasFocus(selector, words string) {
	s.t.Helper()
	s.wait(selector, words)
	s.until(found(selector, words) + " === (" + deepest + " ?? 0)")
}

// withKeyboard is somebody on a PC who has no mouse.
func withKeyboard(t *testing.T) (*world, *shopper) {
	t.Helper()
	w, s := alone(t)
	call(s, emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true})
	return w, s
}

// fillByKeyboard puts tea into the cart; the first Tab leads past the navigation.
func (s *shopper) fillByKeyboard() {
	s.t.Helper()
	s.open(s.front())
	s.key(kb.Tab)
	s.hasFocus("a", "本文へ移動")
	s.key(kb.Enter)
	s.tabTo("form:has([value="+tea+"]) button", "カートに入れる")
	s.key(kb.Enter)
	s.arrive("/cart")
}

// registerByKeyboard goes on to the register page, with the last address and a Mastercard.
func (s *shopper) registerByKeyboard() {
	s.t.Helper()
	s.fillByKeyboard()
	s.tabTo("button[data-do=begin]", "Amazon")
	s.key(kb.Enter)
	s.arrive("amazon.localhost")
	s.tabTo("button", "山田 太郎")
	s.key(" ")
	s.tabTo("[name=address]", "")
	s.key(kb.ArrowUp) // around to the last one
	s.tabTo("[name=card]", "")
	s.key(kb.ArrowDown)
	if got := evaluate[string](s, `document.querySelector("[name=card]:checked").closest("label").textContent`); !strings.Contains(got, "4444") {
		s.fail("the arrow key chose " + got)
	}
	s.tabTo("button", "続行")
	s.key(kb.Enter)
	s.arrive(s.front() + "login")
	s.tabTo("a", "購入手続きへ進む")
	s.key(kb.Enter)
	s.isRegister()
}

// A whole purchase by keyboard alone; wherever the focus goes it is seen.
func TestX20_PurchaseByKeyboard(t *testing.T) {
	w, s := withKeyboard(t)
	s.registerByKeyboard()
	s.says("那覇市")
	s.says("Mastercard")
	s.tabTo("button", "確認画面へ進む")
	s.key(" ")
	s.isConfirm()
	s.tabTo("button[data-do=confirm]", "この内容で注文する")
	s.key(kb.Enter)
	s.isComplete()
	w.wantPaid(1)
	s.quiet()
}

// When the program takes over under the focus, and when ordering fails, the focus stays where it was, and a live region that
// stood there before says what happened; the same key tries again.
func TestX20_ErrorsByKeyboard(t *testing.T) {
	w, s := withKeyboard(t)
	s.registerByKeyboard()
	s.tabTo("button", "確認画面へ進む")
	s.key(kb.Enter)
	s.isConfirm()
	s.tabTo("button[data-do=confirm]", "この内容で注文する")
	s.wait("[data-noren-program=live] button[data-do=confirm]", "")
	s.hasFocus("button[data-do=confirm]", "")
	evaluate[bool](s, `(window.region = (`+find+`)("button[data-do=confirm]", "").getRootNode().querySelector("[role=status][aria-live=polite]"), !!region)`)
	s.block("*://*:*/embed/v1/confirm")
	s.key(kb.Enter)
	s.until(`region.isConnected && region.textContent.includes("通信できませんでした")`)
	s.hasFocus("button[data-do=confirm]", "")
	s.picture("keyboard-error")
	s.block()
	s.key(kb.Enter)
	s.isComplete()
	w.wantPaid(1)
}

// A form that the shop refuses comes back with the focus on the list of what to correct, whose links lead to the fields.
func TestX20_RefusedFormByKeyboard(t *testing.T) {
	_, s := withKeyboard(t)
	s.fillByKeyboard()
	s.tabTo("a", "購入手続きへ進む")
	s.key(kb.Enter)
	s.arrive("/register")
	s.tabTo("[name=payment]", "")
	s.key(kb.ArrowDown)
	s.tabTo("button", "確認画面へ進む")
	s.key(kb.Enter)
	s.hasFocus("[role=alert]", "ご入力内容をご確認ください")
	s.picture("keyboard-refused")
	s.tabTo("[role=alert] a", "")
	s.key(kb.Enter)
	field := evaluate[json.RawMessage](s, `document.querySelector("[role=alert] a").hash.slice(1)`)
	s.until(fmt.Sprintf(`document.activeElement.id === %s && document.activeElement.getAttribute("aria-invalid") === "true"`, field))
}
