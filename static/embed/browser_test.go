package embed_test

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"noren/backend/e2e/headless"
)

// One browser serves all tests of this package; each test has its own tab and, by its servers' ports, its own storage.
var browser context.Context

func TestMain(m *testing.M) {
	var stop func()
	var err error
	if browser, stop, err = headless.Start(chromedp.WindowSize(1280, 900)); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	code := m.Run()
	stop()
	os.Exit(code)
}

// patience is how long a test waits for what must happen.
const patience = 15 * time.Second

// tab is one page of the shop, as its shopper sees it.
type tab struct {
	t   *testing.T
	ctx context.Context //nolint:containedctx // chromedp's tab is a context

	mu  sync.Mutex
	log []string
}

func newTab(t *testing.T) *tab {
	t.Helper()
	shopper := &tab{t: t}
	var done context.CancelFunc
	shopper.ctx, done = chromedp.NewContext(browser, chromedp.WithNewBrowserContext(), chromedp.WithListener(shopper.hear))
	t.Cleanup(done)
	shopper.run()
	t.Cleanup(func() {
		if t.Failed() {
			t.Log("console:\n" + shopper.console())
		}
	})
	return shopper
}

func (s *tab) hear(event any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch event := event.(type) {
	case *runtime.EventConsoleAPICalled:
		for _, arg := range event.Args {
			text := string(arg.Value)
			_ = json.Unmarshal(arg.Value, &text) // what is no string stays as it is
			s.log = append(s.log, text+arg.Description)
		}
	case *runtime.EventExceptionThrown:
		s.log = append(s.log, "uncaught: "+event.ExceptionDetails.Text)
	}
}

func (s *tab) console() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return strings.Join(s.log, "\n")
}

func (s *tab) run(actions ...chromedp.Action[chromedp.Void]) {
	s.t.Helper()
	if err := chromedp.Do(s.ctx, actions...); err != nil {
		s.t.Fatal(err)
	}
}

func (s *tab) open(url string) {
	s.t.Helper()
	s.run(chromedp.Navigate(url))
}

// before runs a script in every page of the tab before the page's own.
func (s *tab) before(script string) {
	s.t.Helper()
	s.run(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: script})
		return err
	}))
}

// eval returns what an expression is in the page; a promise is awaited.
func eval[T any](s *tab, expression string) T {
	s.t.Helper()
	value, err := chromedp.Run(s.ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		s.t.Fatalf("%s: %v", expression, err)
	}
	return value
}

// do runs a statement in the page.
func (s *tab) do(statement string) {
	s.t.Helper()
	eval[bool](s, "(() => {"+statement+"\n; return true})()")
}

// until waits for an expression to be true, also over navigations.
func (s *tab) until(expression string) {
	s.t.Helper()
	deadline := time.Now().Add(patience)
	for {
		is, err := headless.Becomes(s.ctx, expression)
		if is {
			return
		}
		if time.Now().After(deadline) {
			s.t.Fatalf("never true: %s (%v)", expression, err)
		}
	}
}

// untilSaid waits for the console to say something.
func (s *tab) untilSaid(text string) {
	s.t.Helper()
	deadline := time.NewTimer(patience)
	defer deadline.Stop()
	again := time.NewTicker(10 * time.Millisecond)
	defer again.Stop()
	for !s.logged(text) {
		select {
		case <-deadline.C:
			s.t.Fatalf("never said: %s", text)
		case <-again.C:
		}
	}
}

// rest lets the page do whatever it was about to do.
func (s *tab) rest() {
	s.t.Helper()
	eval[bool](s, `new Promise(done => setTimeout(() => done(true), 200))`)
}

// action finds an action inside an element's shadow root.
func action(selector string) string {
	return fmt.Sprintf("document.querySelector(%q).shadowRoot.querySelector('[data-do]')", selector)
}

type point struct{ X, Y float64 }

func (s *tab) where(element string) point {
	s.t.Helper()
	return eval[point](s, "(() => { const box = "+element+".getBoundingClientRect(); return {X: box.x + box.width/2, Y: box.y + box.height/2} })()")
}

func (s *tab) mouse(kind input.DispatchMouseEventType, at point) {
	s.t.Helper()
	if kind == input.DispatchMouseEventTypeMouseMoved {
		s.run(chromedp.MouseEvent(kind, at.X, at.Y))
		return
	}
	s.run(chromedp.MouseEvent(kind, at.X, at.Y, chromedp.ButtonLeft, chromedp.ClickCount(1)))
}

func (s *tab) click(element string) {
	s.t.Helper()
	at := s.where(element)
	s.mouse(input.DispatchMouseEventTypeMousePressed, at)
	s.mouse(input.DispatchMouseEventTypeMouseReleased, at)
}

func (s *tab) logged(text string) bool {
	return strings.Contains(s.console(), text)
}

// reload loads the page anew, as the browser's button does.
var reload = chromedp.Reload()

// typeText presses keys in whatever has the focus.
func typeText(text string) chromedp.Action[chromedp.Void] { return chromedp.KeyEvent(text) }
