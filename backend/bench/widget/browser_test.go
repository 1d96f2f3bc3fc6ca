package widget

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"os/exec"
	"slices"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// chromium is one browser for all loads. It finds this machine only: what the others' scripts ask of their own servers fails at
// once, and is seen.
var chromium context.Context

func TestMain(m *testing.M) {
	slog.SetDefault(slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelError})))
	code := func() int {
		options := append(slices.Clone(chromedp.DefaultExecAllocatorOptions[:]), chromedp.ExecPath("chromium"), chromedp.NoSandbox,
			chromedp.Flag("disable-gpu", true), chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true),
			chromedp.Flag("disable-sync", true), chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE *.localhost, EXCLUDE 127.0.0.1"))
		allocator, stop := chromedp.NewExecAllocator(context.Background(), options...)
		defer stop()
		var cancel context.CancelFunc
		chromium, cancel = chromedp.NewContext(allocator)
		defer cancel()
		if err := chromedp.Do(chromium); err != nil {
			if errors.Is(err, exec.ErrNotFound) {
				err = errors.New("the package chromium is missing; «make bench-widget» installs it")
			}
			slog.Error("the browser does not start", "error", err)
			return 1
		}
		return m.Run()
	}()
	os.Exit(code)
}

// device is what a shopper holds: how many times slower its processor is than this one, ms until an answer begins to arrive,
// and bytes a second. -1 is as fast as it goes.
type device struct {
	name    string
	slower  float64
	latency float64
	speed   float64
	touch   bool
}

var (
	computer = device{name: "PC, nothing throttled", slower: 1, speed: -1}
	phone    = device{name: "smartphone: CPU 4× slower, «slow 4G» (1.6 Mbit/s, 150 ms)", slower: 4, latency: 150, speed: 1.6e6 / 8, touch: true}
)

// tab is one page in a fresh profile, whose caches are empty.
type tab struct {
	t      testing.TB
	ctx    context.Context //nolint:containedctx // chromedp's tab is a context
	device device
	page   string // its address
	wire   wire
}

// patience is how long a page may take.
const patience = time.Minute

// open gives a tab on a device. The probe looks for the thing to press, a JavaScript expression; press says whether to press it
// as soon as it is seen.
func open(t testing.TB, d device, thing string, press bool) (_ *tab, closeTab func()) {
	t.Helper()
	b := &tab{t: t, device: d}
	ctx, cancel := chromedp.NewContext(chromium, chromedp.WithNewBrowserContext(), chromedp.WithListener(b.wire.hear))
	ctx, stop := context.WithTimeout(ctx, patience)
	b.ctx = ctx
	if d.touch {
		b.run(chromedp.EmulateViewport(390, 844, chromedp.EmulateScale(2), chromedp.EmulateMobile, chromedp.EmulateTouch))
	} else {
		b.run(chromedp.EmulateViewport(1280, 900))
	}
	call(b, emulation.SetCPUThrottlingRate, emulation.SetCPUThrottlingRateParams{Rate: d.slower})
	call(b, network.EmulateNetworkConditionsByRule, network.EmulateNetworkConditionsByRuleParams{
		MatchedNetworkConditions: []*network.Conditions{{Latency: d.latency, DownloadThroughput: d.speed, UploadThroughput: d.speed}},
	})
	call(b, network.OverrideNetworkState, network.OverrideNetworkStateParams{Latency: d.latency, DownloadThroughput: d.speed, UploadThroughput: d.speed})
	call(b, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: probe(thing, press)})
	return b, func() { stop(); cancel() }
}

func (b *tab) run(actions ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	if err := chromedp.Do(b.ctx, actions...); err != nil {
		b.t.Fatalf("%s: %v", b.page, err)
	}
}

// call sends one command of the browser's protocol.
func call[Params, Result any](b *tab, command cdp.Command[Params, Result], params Params) (result Result) {
	b.t.Helper()
	b.run(chromedp.Func(func(ctx context.Context, target *chromedp.Target) (err error) {
		result, err = cdp.Call(ctx, target, command, params)
		return err
	}))
	return result
}

// evaluate gives what an expression is in the page; a promise is awaited.
func evaluate[T any](b *tab, expression string) T {
	b.t.Helper()
	value, err := chromedp.Run(b.ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		b.t.Fatalf("%s: %s: %v", b.page, expression, err)
	}
	return value
}

// until waits for an expression to be true, also over navigations.
func (b *tab) until(expression string) {
	b.t.Helper()
	b.wait(expression, func() bool {
		is, err := chromedp.Run(b.ctx, chromedp.Evaluate[bool]("!!("+expression+")"))
		return err == nil && is
	})
}

// wait asks again and again until something is so.
func (b *tab) wait(what string, is func() bool) {
	b.t.Helper()
	again := time.NewTicker(10 * time.Millisecond)
	defer again.Stop()
	for !is() {
		select {
		case <-b.ctx.Done():
			b.t.Fatalf("%s: never: %s", b.page, what)
		case <-again.C:
		}
	}
}
