// Package headless starts the browser that tests look at pages with.
package headless

import (
	"context"
	"fmt"
	"os"
	"slices"

	"github.com/chromedp/chromedp"
)

// shell is Chromium without the window around the page: the same engine, which takes a quarter of the processor's time that the
// whole Chromium takes for the same journeys.
const shell = "chromium-headless-shell"

// Start starts one browser for a whole test program, in Japanese; each test opens tabs or profiles of its own from the context.
// NOREN_BROWSER names another program, such as chromium. The browser finds this machine only: whatever a page asks of another
// fails at once. stop ends it.
func Start(more ...chromedp.ExecAllocatorOption) (browser context.Context, stop func(), err error) {
	program := os.Getenv("NOREN_BROWSER")
	if program == "" {
		program = shell
	}
	options := append(slices.Clone(chromedp.DefaultExecAllocatorOptions[:]), chromedp.ExecPath(program), chromedp.NoSandbox,
		chromedp.Flag("disable-gpu", true), chromedp.Flag("disable-component-update", true),
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE *.localhost, EXCLUDE 127.0.0.1"), chromedp.Flag("lang", "ja"))
	allocator, stopAllocator := chromedp.NewExecAllocator(context.Background(), append(options, more...)...)
	browser, stopBrowser := chromedp.NewContext(allocator)
	stop = func() { stopBrowser(); stopAllocator() }
	if err := chromedp.Do(browser); err != nil {
		stop()
		return nil, nil, fmt.Errorf("start %s, which «make tools» installs: %w", program, err)
	}
	return browser, stop, nil
}
