package e2e

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/accessibility"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp/kb"
	"github.com/google/go-cmp/cmp"
)

// atAll is somebody without a mouse on a page with every element, back from Amazon.
func atAll(t *testing.T, phone bool) *shopper {
	t.Helper()
	t.Parallel()
	h := newHost(t)
	s := h.shopper(phone)
	call(s, emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true})
	address := h.page("every", plain("", all+`<a id="end" href="#end">終わり</a>`))
	s.open(address)
	s.areAll("noren-pay, noren-login, noren-guide, noren-reflect, noren-link", "ready")
	s.comesBack(address, "ja")
	s.areAll("noren-address, noren-payment, noren-order, noren-link", "ready")
	s.until(ours + `.every(e => e.getAttribute("state") === "hidden" || e.shadowRoot.querySelector("[data-noren-program=live]"))`)
	return s
}

// announced is what assistive technology is told of the controls in the page, sorted.
func (s *shopper) announced() []string {
	s.t.Helper()
	var lines []string
	text := func(value *accessibility.Value) (text string) {
		if value != nil {
			_ = json.Unmarshal(value.Value, &text)
		}
		return text
	}
	for _, node := range call(s, accessibility.GetFullAXTree, accessibility.GetFullAXTreeParams{}).Nodes {
		role := text(node.Role)
		if node.Ignored || role != "button" && role != "checkbox" {
			continue
		}
		words := []string{role, text(node.Name)}
		for _, property := range node.Properties {
			if property.Name == "disabled" || property.Name == "checked" {
				words = append(words, string(property.Name)+"="+strings.Trim(string(property.Value.Value), `"`))
			}
		}
		lines = append(lines, strings.Join(words, " "))
	}
	slices.Sort(lines)
	return lines
}

var controls = []string{
	"button Amazonのアドレス帳から選ぶ", "button Amazonのアドレス帳から選ぶ", "button Amazonアカウントでお支払い", "button Amazonアカウントでログイン",
	"button この内容で注文する", "button 別のクレジットカードを選ぶ", "button 連携する", "checkbox Amazonのアドレス帳の情報を購入者情報に反映する checked=true",
}

// What a screen reader is told: the canonical names, that a button may not be pressed, and in a live region what happens.
func TestX20_NamesAndStatesForScreenReaders(t *testing.T) {
	s := atAll(t, false)
	if diff := cmp.Diff(controls, s.announced()); diff != "" {
		t.Errorf("ready (-want +got):\n%s", diff)
	}
	s.forAll(`e.toggleAttribute("disabled", e.localName !== "noren-reflect")`)
	s.areAll("noren-pay, noren-login, noren-address, noren-payment, noren-link, noren-order", "disabled")
	disabled := slices.Clone(controls)
	for i, line := range disabled {
		if strings.HasPrefix(line, "button") {
			disabled[i] += " disabled=true"
		}
	}
	if diff := cmp.Diff(disabled, s.announced()); diff != "" {
		t.Errorf("disabled (-want +got):\n%s", diff)
	}
	s.forAll(`e.removeAttribute("disabled")`)
	s.areAll("noren-pay, noren-link", "ready")

	s.stall("begin", "change", "confirm", "link")
	for _, busy := range controls[1:7] {
		name := strings.TrimPrefix(busy, "button ")
		button := found("button", name)
		evaluate[bool](s, button+".click() ?? true")
		s.until(button + `.getRootNode().host.getAttribute("state") === "busy"`)
		if told := s.announced(); !slices.Contains(told, busy+" disabled=true") {
			t.Errorf("while %s is busy: %q", name, told)
		}
		if said := evaluate[string](s, button+`.getRootNode().querySelector("[role=status][aria-live=polite]").textContent`); said == "" {
			t.Errorf("nobody is told that %s is busy", name)
		}
		evaluate[bool](s, `dispatchEvent(new PageTransitionEvent("pageshow", {persisted: true}))`)
		s.until(button + `.getRootNode().host.getAttribute("state") === "ready"`)
	}
}

// The Tab key comes to every control in the order of reading, forth and back, and to nothing twice; all are large enough (X-20, WCAG 2.5.8).
func TestX20_TabOrderAndTargets(t *testing.T) {
	for name, phone := range map[string]bool{"PC": false, "SP": true} {
		t.Run(name, func(t *testing.T) {
			s := atAll(t, phone)
			reading := []string{
				"button Amazonアカウントでログイン", "input ", "button Amazonのアドレス帳から選ぶ", "button Amazonのアドレス帳から選ぶ", "button Amazonアカウントでお支払い",
				"button 別のクレジットカードを選ぶ", "button 連携する", "button この内容で注文する",
			}
			evaluate[bool](s, `(document.querySelector("h1").tabIndex = -1, document.querySelector("h1").focus(), true)`)
			var forth []string
			for range reading {
				s.key(kb.Tab)
				at := evaluate[stop](s, "("+focus+")(() => null)")
				forth = append(forth, at.Name)
				if !at.Visible || !at.InView || at.Jumps {
					t.Errorf("at %s the focus is visible: %t, in view: %t, out of order: %t", at.Name, at.Visible, at.InView, at.Jumps)
				}
			}
			if diff := cmp.Diff(reading, forth); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			s.key(kb.Tab)
			s.hasFocus("a", "終わり")
			small := evaluate[[]string](s, ours+`.flatMap(e => [...e.shadowRoot.querySelectorAll("button, input, select, a[href]")]).filter(c => c.checkVisibility()).map(c => c.closest("label") ?? c)
				.map(c => [c.textContent.trim().slice(0, 20), c.getBoundingClientRect()]).filter(([, r]) => r.width < 24 || r.height < 24).map(([n, r]) => n + " " + r.width + "×" + r.height)`)
			if len(small) > 0 {
				t.Errorf("too small for a finger: %q", small)
			}
		})
	}
}

// Keys do what they do everywhere: Space ticks; Enter and Space press, once, however long they are held; what is drawn anew keeps the
// focus, and what stands in the place of a pressed button takes it; Escape gives up unlinking.
func TestX20_KeysOnOurElements(t *testing.T) {
	s := atAll(t, false)
	focusOn := func(selector, words string) {
		s.t.Helper()
		evaluate[bool](s, found(selector, words)+".focus() ?? true")
		s.hasFocus(selector, words)
	}
	focusOn("input[type=checkbox]", "")
	s.key(" ")
	s.until(`!` + found("input[type=checkbox]", "") + `.checked`)
	s.key(" ")
	s.until(found("input[type=checkbox]", "") + `.checked`)

	focusOn("button", "連携する")
	s.forAll(`e.setAttribute("lang", "en")`)
	s.hasFocus("button", "Link")
	s.forAll(`e.setAttribute("lang", "ja")`)
	s.hasFocus("button", "連携する")
	s.key(kb.Enter)
	s.says("連携済み")
	s.hasFocus("button", "連携を解除する")
	s.key(" ")
	s.hasFocus("button", "連携を続ける")
	s.key(kb.Escape)
	s.hasFocus("button", "連携を解除する")
	if s.sees("button", "連携を続ける") {
		t.Error("the question still stands there")
	}

	focusOn("button[data-kind=pay]", "")
	held := true
	for range 5 {
		for _, event := range kb.Encode('\r')[:2] {
			event.AutoRepeat = &held
			call(s, input.DispatchKeyEvent, *event)
		}
	}
	s.until(`location.hostname === "amazon.localhost"`)
	if begins := s.asked("/embed/v1/begin"); len(begins) != 2 {
		t.Errorf("%d begins, one for each trip wanted", len(begins))
	}
}
