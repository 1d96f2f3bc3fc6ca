package e2e

import (
	"testing"

	"github.com/chromedp/cdproto/input"
)

// A pen comes down on the button from nowhere: what hovering would begin, the start of the program, must not take the button
// away from under it.
func TestPenPressesTheButton(t *testing.T) {
	_, s := alone(t)
	s.before(`const compile = WebAssembly.compileStreaming;
		WebAssembly.compileStreaming = async (...all) => { const module = await compile(...all); setTimeout(() => window.compiled = true); return module; }`)
	s.fill()
	s.until("window.compiled")
	evaluate[bool](s, `new Promise(done => requestIdleCallback(() => requestIdleCallback(() => done(true))))`) // now it starts as soon as somebody turns to the button
	at := s.place("button[data-do=begin]", "Amazon")
	for _, kind := range []input.DispatchMouseEventType{input.DispatchMouseEventTypeMousePressed, input.DispatchMouseEventTypeMouseReleased} {
		call(s, input.DispatchMouseEvent, input.DispatchMouseEventParams{
			Type: kind, X: at.X, Y: at.Y, Button: input.MouseButtonLeft, ClickCount: 1, PointerType: input.DispatchMouseEventPointerTypePen,
		})
	}
	s.arrive("amazon.localhost")
}
