package e2e

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"noren/backend/e2e/headless"
)

// patience is how long a journey waits for what must happen.
const patience = 30 * time.Second

// shopper is a person at a browser with a profile of their own.
type shopper struct {
	t     *testing.T
	world *world
	tab   context.Context //nolint:containedctx // chromedp's tab is a context
	phone bool

	mu       sync.Mutex
	problems []string // what the browser's console complained about
	trail    []string // every address that was asked for, oldest first; without fragments
}

// shopper opens a fresh profile on a PC (1280 px wide) or a phone (390 px).
func (w *world) shopper(phone bool) *shopper {
	w.t.Helper()
	return w.open(chromium, phone, chromedp.WithNewBrowserContext())
}

// wholeShopper is a shopper with the whole browser, which keeps pages for the way back.
func (w *world) wholeShopper(phone bool) *shopper {
	w.t.Helper()
	browser, stop, err := headless.StartWhole()
	if err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(stop)
	return w.open(browser, phone, chromedp.WithNewBrowserContext())
}

// another opens another tab of the same person's browser.
func (s *shopper) another() *shopper {
	s.t.Helper()
	return s.world.open(s.tab, s.phone, chromedp.WithNewWindow(true)) // a hidden tab draws nothing and cannot be clicked
}

func (w *world) open(parent context.Context, phone bool, option chromedp.ContextOption) *shopper {
	w.t.Helper()
	s := &shopper{t: w.t, world: w, phone: phone}
	tab, cancel := chromedp.NewContext(parent, option, chromedp.WithListener(s.hear))
	tab, stop := context.WithTimeout(tab, journeyTime)
	w.t.Cleanup(func() { stop(); cancel() })
	s.tab = tab
	s.device()
	return s
}

const phoneAgent = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Mobile Safari/537.36"

func (s *shopper) device() {
	s.t.Helper()
	if !s.phone {
		s.run(chromedp.EmulateViewport(1280, 900))
		return
	}
	s.run(chromedp.EmulateViewport(390, 844, chromedp.EmulateScale(2), chromedp.EmulateMobile, chromedp.EmulateTouch))
	call(s, emulation.SetUserAgentOverride, emulation.SetUserAgentOverrideParams{
		UserAgent:         phoneAgent,
		UserAgentMetadata: &emulation.UserAgentMetadata{Platform: "Android", PlatformVersion: "10", Model: "K", Mobile: true},
	})
}

// call sends one command of the browser's protocol.
func call[Params, Result any](s *shopper, command cdp.Command[Params, Result], params Params) (result Result) {
	s.t.Helper()
	s.run(chromedp.Func(func(ctx context.Context, target *chromedp.Target) (err error) {
		result, err = cdp.Call(ctx, target, command, params)
		return err
	}))
	return result
}

// hear collects what the console complains about.
func (s *shopper) hear(event any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		s.trail = append(s.trail, e.Request.URL)
	case *runtime.EventExceptionThrown:
		s.problems = append(s.problems, e.ExceptionDetails.Text)
	case *runtime.EventConsoleAPICalled:
		if e.Type == runtime.ConsoleAPICalledTypeError {
			for _, arg := range e.Args {
				s.problems = append(s.problems, string(arg.Value)+arg.Description)
			}
		}
	}
}

// console is what the browser complained about so far.
func (s *shopper) console() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.problems
}

// asked is every address with a text in it that the browser has asked for, oldest first.
func (s *shopper) asked(part string) []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var asked []string
	for _, address := range s.trail {
		if strings.Contains(address, part) {
			asked = append(asked, address)
		}
	}
	return asked
}

// last is the last address with a text in it that the browser has asked for.
func (s *shopper) last(part string) string {
	s.t.Helper()
	asked := s.asked(part)
	if len(asked) == 0 {
		s.fail("never asked for " + part)
	}
	return asked[len(asked)-1]
}

func (s *shopper) run(actions ...chromedp.Action[chromedp.Void]) {
	s.t.Helper()
	if err := chromedp.Do(s.tab, actions...); err != nil {
		s.fail(err.Error())
	}
}

// fail ends the journey with all that can be seen.
func (s *shopper) fail(why string) {
	s.t.Helper()
	s.picture("failed")
	s.t.Fatalf("%s\nat %s\nconsole: %q\npage: %.2000s", why, s.address(), s.console(), s.text())
}

func (s *shopper) open(address string) {
	s.t.Helper()
	s.run(chromedp.Navigate(address))
}

// before runs a script in every page before the page's own.
func (s *shopper) before(script string) {
	s.t.Helper()
	call(s, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: script})
}

// evaluate gives what an expression is in the page; a promise is awaited.
func evaluate[T any](s *shopper, expression string) T {
	s.t.Helper()
	value, err := chromedp.Run(s.tab, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		s.fail(expression + ": " + err.Error())
	}
	return value
}

// evaluateVoid runs a statement that gives nothing.
func (s *shopper) evaluateVoid(statement string) {
	s.t.Helper()
	evaluate[bool](s, "(() => { setTimeout(() => "+statement+"); return true; })()")
}

// until waits for an expression to be true, also over navigations.
func (s *shopper) until(expression string) {
	s.t.Helper()
	for deadline := time.Now().Add(patience); ; {
		if is, _ := headless.Becomes(s.tab, expression); is {
			return
		}
		if time.Now().After(deadline) {
			s.fail("never true: " + expression)
		}
	}
}

// find is JavaScript that finds the first visible element for a selector, also inside our shadow roots, whose text, value or
// accessible name contains words.
const find = `(selector, words) => {
	const seen = e => { const r = e.getBoundingClientRect(); return r.width > 0 && r.height > 0 && getComputedStyle(e).visibility !== "hidden"; };
	const roots = [document, ...[...document.querySelectorAll("*")].filter(e => e.shadowRoot).map(e => e.shadowRoot)];
	for (const root of roots) for (const e of root.querySelectorAll(selector)) {
		const said = [e.textContent, e.value, e.getAttribute("aria-label")].join(" ");
		if (seen(e) && (!words || said.replace(/\s+/g, "").includes(words.replace(/\s+/g, "")))) return e;
	}
	return null;
}`

func found(selector, words string) string { return fmt.Sprintf("(%s)(%q, %q)", find, selector, words) }

// wait waits until something is there.
func (s *shopper) wait(selector, words string) {
	s.t.Helper()
	s.until(found(selector, words))
}

// sees reports whether something is there now.
func (s *shopper) sees(selector, words string) bool {
	s.t.Helper()
	return evaluate[bool](s, found(selector, words)+" !== null")
}

type point struct{ X, Y float64 }

// press clicks, as a person would, in the middle of what is there.
func (s *shopper) press(selector, words string) {
	s.t.Helper()
	s.click(s.place(selector, words), 1)
}

// pressTwice is a double click.
func (s *shopper) pressTwice(selector, words string) {
	s.t.Helper()
	at := s.place(selector, words)
	s.click(at, 1)
	s.click(at, 2)
}

// place waits until something stands still in the middle of the window with nothing over it, and gives its middle. The browser throws
// presses away before a page was first painted, and a press aimed at what still moves hits its neighbour. It is found anew in each frame,
// because the program may take over meanwhile.
func (s *shopper) place(selector, words string) point {
	s.t.Helper()
	s.wait(selector, words)
	return evaluate[point](s, "(async () => { const there = () => "+found(selector, words)+`;
		const drawn = () => new Promise(done => requestAnimationFrame(done));
		const hit = (root, x, y) => { const e = root.elementFromPoint(x, y); return e && e.shadowRoot && e.shadowRoot !== root ? hit(e.shadowRoot, x, y) : e; };
		const rests = (a, b) => a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height;
		let at = {}, still = 0;
		for (let frame = 0; still < 3 && frame < 300; frame++) {
			await drawn();
			const e = there();
			if (!e) continue;
			e.scrollIntoView({block: "center", behavior: "instant"});
			const r = e.getBoundingClientRect(), top = hit(document, r.x + r.width / 2, r.y + r.height / 2);
			const free = top && (e === top || e.contains(top) || top.contains(e) || top.control === e);
			still = rests(r, at) && free && performance.getEntriesByType("paint").length ? still + 1 : 0;
			at = r;
		}
		return {X: at.x + at.width / 2, Y: at.y + at.height / 2}; })()`)
}

// click moves there first, as a hand does.
func (s *shopper) click(at point, count int) {
	s.t.Helper()
	s.run(chromedp.MouseEvent(input.DispatchMouseEventTypeMouseMoved, at.X, at.Y))
	for _, kind := range []input.DispatchMouseEventType{input.DispatchMouseEventTypeMousePressed, input.DispatchMouseEventTypeMouseReleased} {
		s.run(chromedp.MouseEvent(kind, at.X, at.Y, chromedp.ButtonLeft, chromedp.ClickCount(count)))
	}
}

// arrive waits until the address contains a text and its page is there.
func (s *shopper) arrive(part string) {
	s.t.Helper()
	s.until(fmt.Sprintf("location.href.includes(%q) && document.readyState === 'complete'", part))
}

func (s *shopper) address() string {
	address, _ := chromedp.Run(s.tab, chromedp.Evaluate[string]("location.href"))
	return address
}

// everything is all that can be read in the page, our shadow roots included.
const everything = `[document.body.innerText, ...[...document.querySelectorAll("*")].filter(e => e.shadowRoot && e.getClientRects().length)
	.map(e => e.shadowRoot.textContent)].join("\n")`

func (s *shopper) text() string {
	text, _ := chromedp.Run(s.tab, chromedp.Evaluate[string](everything))
	return text
}

// says waits until the page says something.
func (s *shopper) says(words string) {
	s.t.Helper()
	s.until(fmt.Sprintf("(%s).includes(%q)", everything, words))
}

// silent fails if the page, its source included, says any of the words.
func (s *shopper) silent(words ...string) {
	s.t.Helper()
	said := s.text() + evaluate[string](s, "document.documentElement.outerHTML")
	for _, word := range words {
		if strings.Contains(said, word) {
			s.fail("the page says " + word)
		}
	}
}
