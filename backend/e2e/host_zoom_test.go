package e2e

import (
	"strconv"
	"testing"

	"github.com/chromedp/chromedp"
)

// Every element at 200 % and 400 %, on a watch's width, with twice the text, in forced colours and with less motion.
func TestX20_EveryElementMagnified(t *testing.T) {
	s := atAll(t, false)
	s.stall("begin")
	evaluate[bool](s, found("button[data-kind=pay]", "")+".click() ?? true") // the only thing of ours that moves is what is busy
	s.until(`document.querySelector("noren-pay[state=busy]")`)
	for _, width := range []int64{640, 320, 240} {
		s.run(chromedp.EmulateViewport(width, 400))
		s.fits("every-" + strconv.FormatInt(width, 10))
	}
	evaluate[bool](s, `(document.documentElement.style.fontSize = "200%", true)`)
	s.fits("every-large-text")
	cut := evaluate[[]string](s, ours+`.flatMap(e => [...e.shadowRoot.querySelectorAll("button")]).filter(b => b.checkVisibility() && (b.scrollWidth > b.clientWidth + 1 || b.scrollHeight > b.clientHeight + 1)).map(b => b.textContent)`)
	if len(cut) > 0 {
		t.Errorf("labels are cut off: %q", cut)
	}
	s.run(chromedp.EmulateViewport(1280, 900))
	s.prefers("prefers-reduced-motion", "reduce")
	if moving := evaluate[[]string](s, moving); len(moving) > 0 {
		t.Errorf("moves: %q", moving)
	}
	s.prefers("forced-colors", "active") //nolint:misspell // CSS spells it so
	s.picture("every-forced")
	for _, selector := range []string{"button[data-kind=login]", "button[data-what=address]", "button[data-what=payment]", "button[data-do=link]", "button[data-do=confirm]"} {
		s.bordered(selector)
	}
}
