package e2e

import (
	"fmt"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// The steps that journeys in the console are made of.

// looks sees the page on a PC by day and on a phone by night: axe finds nothing, and nothing scrolls sideways. Whoever keeps
// pictures gets the other two as well.
func (s *shopper) looks(name string) {
	s.t.Helper()
	s.look(name)
	s.daylight("dark")
	s.picture("night-" + name)
	s.narrowly(func() {
		s.look(name + "-night")
		s.daylight("light")
		s.picture("day-" + name)
	})
}

// narrowly does something while the window is as wide as a phone.
func (s *shopper) narrowly(do func()) {
	s.t.Helper()
	s.phone = true
	s.run(chromedp.EmulateViewport(390, 844, chromedp.EmulateScale(2)))
	do()
	s.phone = false
	s.device()
}

// daylight is how bright the system is: "light" or "dark".
func (s *shopper) daylight(scheme string) {
	s.t.Helper()
	call(s, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}, {Name: "prefers-reduced-motion", Value: "reduce"}},
	})
}

// enter writes over what is in a field of the page.
func (s *shopper) enter(field, text string) {
	s.t.Helper()
	s.press(fmt.Sprintf("main [name=%q]:not([type=hidden])", field), "")
	s.until(fmt.Sprintf(`document.activeElement.name === %q && (document.activeElement.select(), true)`, field))
	s.writes(text)
}

// reload reads the page again.
var reload = chromedp.Reload()

// orderPage opens a page of an order.
func (s *shopper) orderPage(order, rest string) {
	s.t.Helper()
	s.inShop("/orders/" + order + rest)
}

// hear lets Amazon's notifications arrive, and what follows from them be done.
func (w *world) hear() {
	w.t.Helper()
	w.must(w.Amazon.DeliverNotifications(w.t.Context()))
	w.sweep()
}
