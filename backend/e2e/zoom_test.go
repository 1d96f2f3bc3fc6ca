package e2e

import (
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"noren/backend/sandbox"
)

// wide is JavaScript for whatever sticks out of the page to the right (lines of code scroll by themselves), and for elements of ours that
// stick out of their place in the shop's page.
const wide = `(() => {
	const width = document.documentElement.clientWidth, found = [];
	if (document.scrollingElement.scrollWidth > width) found.push("the page scrolls sideways: " + document.scrollingElement.scrollWidth + " px");
	const roots = [document, ...[...document.querySelectorAll("*")].filter(e => e.shadowRoot).map(e => e.shadowRoot)];
	for (const root of roots) for (const e of root.querySelectorAll("body *, .noren, .noren *")) {
		const r = e.getBoundingClientRect();
		if (r.width > 0 && r.right > width + 0.5 && getComputedStyle(e).visibility !== "hidden" && !e.closest("svg, pre"))
			found.push(e.localName + "." + e.className + " ends at " + Math.round(r.right));
	}
	for (const e of document.querySelectorAll("noren-pay, noren-address, noren-payment, noren-order")) {
		const inner = e.shadowRoot.querySelector("button"), place = e.parentElement.getBoundingClientRect();
		if (inner && inner.getBoundingClientRect().right > place.right + 0.5) found.push(e.localName + " sticks out of its place");
	}
	return found.slice(0, 5).join("\n");
})()`

// fits fails if the page is wider than the window.
func (s *shopper) fits(name string) {
	s.t.Helper()
	s.picture("zoom-" + name)
	if out := evaluate[string](s, wide); out != "" {
		s.t.Errorf("%s: %s", name, out)
	}
}

// A purchase at twice the size on a PC, and at the least width that anybody must be served with: nothing scrolls sideways
// (X-20; 320 px is 1280 px at 400 %).
func TestX20_NothingScrollsSideways(t *testing.T) {
	t.Parallel()
	for name, view := range map[string]struct {
		phone         bool
		width, height int64
	}{"PC at 200 %": {false, 640, 450}, "PC at 400 %": {false, 320, 400}, "SP of 320 px": {true, 320, 568}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			s := w.shopper(view.phone)
			s.run(chromedp.EmulateViewport(view.width, view.height, chromedp.EmulateScale(2)))
			s.wholeWay(strings.NewReplacer(" ", "", "%", "").Replace(name), (*shopper).fits)
			w.wantPaid(1)
		})
	}
}

// wholeWay looks at every page of a purchase, and at those that are seen when something is not as it should be.
func (s *shopper) wholeWay(name string, look func(s *shopper, name string)) {
	s.t.Helper()
	at := func(page string) { s.t.Helper(); look(s, name+"-"+page) }
	s.open(s.front())
	at("list")
	s.fill()
	at("cart")
	s.begin()
	s.wait("button", "山田 太郎")
	at("sign-in")
	s.signIn()
	at("choose")
	s.choose("1111")
	s.arrive(s.front() + "login")
	at("guest-or-member")
	s.isRegister()
	at("register")
	s.confirmPage()
	s.wait("[data-noren-program=live] button[data-do=confirm]", "") // or it takes over while the press is aimed
	at("confirm")
	s.block("*://*:*/embed/v1/confirm")
	s.order()
	s.says("通信できませんでした")
	at("offline")
	s.block()
	s.world.Amazon.Fault(sandbox.Fault{Kind: sandbox.Fail, Operation: "CompleteCheckoutSession", Count: 1})
	s.lingers()
	s.order()
	s.isProcessing()
	at("processing")
	s.pay()
	s.says("お支払いを確認しています")
	at("wait")
	s.open(s.world.PayURL + "/return/nobody/review")
	at("problem")
	s.world.Amazon.Advance(15 * time.Minute)
	s.world.sweep()
	s.open(s.last("/result?"))
	s.isComplete()
	at("complete")
}

// Who wants less motion gets none that lasts, in our elements and on our pages.
func TestX20_ReducedMotion(t *testing.T) {
	_, s := alone(t)
	s.prefers("prefers-reduced-motion", "reduce")
	s.fill()
	evaluate[bool](s, `(`+found("button[data-do=begin]", "")+`.closest("[data-state]").dataset.state = "busy", true)`)
	if moving := evaluate[[]string](s, moving); len(moving) > 0 {
		t.Errorf("in the cart: %q", moving)
	}
	s.block("*://*:*/checkout.js*")
	s.press("button[data-do=begin]", "Amazon")
	s.arrive("/launch/")
	s.evaluateVoid(`delete document.body.dataset.state`)
	if moving := evaluate[[]string](s, moving); len(moving) > 0 {
		t.Errorf("on the launch page: %q", moving)
	}
}

// moving is JavaScript for what is animated now.
const moving = `[document, ...[...document.querySelectorAll("*")].filter(e => e.shadowRoot).map(e => e.shadowRoot)]
	.flatMap(root => root.getAnimations()).filter(a => a.playState === "running").map(a => (a.animationName || a.transitionProperty) + " of " + a.effect.target.localName)`

// In forced colours the buttons keep a border that can be told from the ground, and the focus a ring.
func TestX20_ForcedColours(t *testing.T) {
	on(t, func(_ *testing.T, _ *world, s *shopper) {
		s.prefers("forced-colors", "active") //nolint:misspell // CSS spells it so
		s.fill()
		s.bordered("button[data-do=begin]")
		s.picture("forced-cart")
		s.wait("[data-noren-program=live] button[data-do=begin]", "") // the focus began it
		s.begin()
		s.signIn()
		s.choose("1111")
		s.isRegister()
		s.bordered("button[data-what=address]")
		s.confirmPage()
		s.bordered("button[data-do=confirm]")
		s.picture("forced-confirm")
	})
}

// prefers sets what the shopper has asked of the system.
func (s *shopper) prefers(name, value string) {
	s.t.Helper()
	call(s, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: name, Value: value}}})
}

// bordered fails unless a button's border and label can be told from what is around, and its focus from no focus.
func (s *shopper) bordered(selector string) {
	s.t.Helper()
	wrong := evaluate[string](s, `(() => {
		const e = `+found(selector, "")+`, style = getComputedStyle(e), ground = style.backgroundColor;
		if (style.borderTopStyle !== "solid" || parseFloat(style.borderTopWidth) < 1) return "no border";
		if (style.borderTopColor === ground || style.borderTopColor === "rgba(0, 0, 0, 0)") return "a border of the ground's colour " + ground;
		if (style.color === ground) return "a label of the ground's colour " + ground;
		if (style.backgroundImage !== "none") return "a picture " + style.backgroundImage;
		e.focus({focusVisible: true});
		if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2 || style.outlineColor === ground) return "no ring for the focus";
		return "";
	})()`)
	if wrong != "" {
		s.t.Errorf("%s has %s", selector, wrong)
	}
}
