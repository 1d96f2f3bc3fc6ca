// Package headless starts the browser that tests look at pages with.
package headless

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/chromedp/chromedp"
)

// The programs: the whole Chromium, and the one without a window around the page. It is the same engine, and takes a quarter of
// the processor's time for the same journeys; but it keeps no page for the way back.
const (
	whole = "chromium"
	shell = "chromium-headless-shell"
)

// Start starts one browser for a whole test program, in Japanese; each test opens tabs or profiles of its own from the context.
// stop ends it.
func Start(more ...chromedp.ExecAllocatorOption) (browser context.Context, stop func(), err error) {
	return start(shell, more)
}

// StartWhole is Start for tests that need what surrounds the page: the back/forward cache.
func StartWhole(more ...chromedp.ExecAllocatorOption) (browser context.Context, stop func(), err error) {
	return start(whole, more)
}

func start(program string, more []chromedp.ExecAllocatorOption) (browser context.Context, stop func(), err error) {
	options := append(slices.Clone(chromedp.DefaultExecAllocatorOptions[:]), chromedp.ExecPath(program), chromedp.NoSandbox,
		chromedp.Flag("disable-gpu", true), chromedp.Flag("disable-component-update", true), chromedp.Flag("lang", "ja"))
	allocator, stopAllocator := chromedp.NewExecAllocator(context.Background(), append(options, more...)...)
	browser, stopBrowser := chromedp.NewContext(allocator)
	stop = func() { stopBrowser(); stopAllocator() }
	if err := chromedp.Do(browser); err != nil {
		stop()
		return nil, nil, fmt.Errorf("start %s, which «make tools» installs: %w", program, err)
	}
	return browser, stop, nil
}

// Becomes looks for two seconds whether an expression in the page becomes true; false is no news, since a navigation ends the look, too.
// The page itself looks again and again: each question from outside costs the browser more than the answer.
func Becomes(tab context.Context, expression string) (bool, error) {
	ctx, stop := context.WithTimeout(tab, 3*time.Second) // a page that is kept for the way back answers no more
	defer stop()
	return chromedp.Run(ctx, chromedp.Evaluate[bool](`(async () => {
		for (const end = performance.now() + 2000; performance.now() < end; await new Promise(again => setTimeout(again, 25))) {
			try { if (`+expression+`) return true; } catch {}
		}
		return false;
	})()`, chromedp.EvalAwaitPromise))
}
