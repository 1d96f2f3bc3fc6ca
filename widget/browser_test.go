//go:build !js

package widget

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"noren/backend/e2e/headless"
	"noren/widget/wasm/trim"
)

// browser is one Chromium with one tab, started by the first test that asks, and the server of its page.
type browser struct {
	tab     context.Context //nolint:containedctx // it is the browser: chromedp keeps it there
	address string
	close   func()
}

var (
	shared     *browser
	sharedOnce sync.Once
	errShared  error
)

func TestMain(m *testing.M) {
	code := m.Run()
	if shared != nil {
		shared.close()
	}
	os.Exit(code)
}

// open shows the shop's page afresh, with the browser program running in it.
func open(t *testing.T) page {
	t.Helper()
	sharedOnce.Do(func() { shared, errShared = start() })
	if errShared != nil {
		t.Fatal(errShared)
	}
	p := page{t, shared.tab}
	p.run(chromedp.EmulateViewport(1280, 900), focused, chromedp.Navigate(shared.address))
	p.ask(`() => window.running`, new(any))
	return p
}

func start() (*browser, error) {
	files, err := build()
	if err != nil {
		return nil, err
	}
	server := httptest.NewServer(files)
	tab, stop, err := headless.Start(chromedp.Flag("js-flags", "--expose-gc"))
	if err != nil {
		server.Close()
		return nil, err
	}
	return &browser{tab, server.URL, func() { stop(); server.Close() }}, nil
}

// build makes the program as it will be delivered, and serves it with the page of testdata.
func build() (http.Handler, error) {
	ctx := context.Background()
	cache := filepath.Join("..", ".cache", "widget-test")
	program := filepath.Join(cache, "program.wasm")
	if err := trim.Build(ctx, "..", cache, program); err != nil {
		return nil, err
	}
	goroot, err := exec.CommandContext(ctx, "go", "env", "GOROOT").Output()
	if err != nil {
		return nil, err
	}
	start, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(goroot)), "lib", "wasm", "wasm_exec.js"))
	if err != nil {
		return nil, err
	}
	send := func(kind, text string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", kind)
			_, _ = w.Write([]byte(text))
		}
	}
	mux := http.NewServeMux()
	mux.HandleFunc("/{$}", func(w http.ResponseWriter, r *http.Request) { http.ServeFile(w, r, "testdata/shop.html") })
	mux.HandleFunc("/program.wasm", func(w http.ResponseWriter, r *http.Request) { http.ServeFile(w, r, program) })
	mux.HandleFunc("/exec.js", send("text/javascript", "export default (globalThis) => {"+string(start)+"\nreturn globalThis.Go;\n};"))
	mux.HandleFunc("/styles.css", send("text/css", Styles()))
	return mux, nil
}

// page is the shop's page in the browser.
type page struct {
	*testing.T
	tab context.Context //nolint:containedctx // as in browser
}

func (p page) run(actions ...chromedp.Action[chromedp.Void]) {
	p.Helper()
	ctx, stop := context.WithTimeout(p.tab, time.Minute)
	defer stop()
	if err := chromedp.Do(ctx, actions...); err != nil {
		p.Fatal(err)
	}
}

// focused makes the tab believe that it is the one in front.
var focused = chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
	_, err := cdp.Call(ctx, target, emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true})
	return err
})

// ask calls a function in the page with arguments, and reads what it returns, or what its promise brings, into answer.
func (p page) ask(function string, answer any, arguments ...any) {
	p.Helper()
	encoded, err := json.Marshal(append([]any{}, arguments...))
	if err != nil {
		p.Fatal(err)
	}
	call := "Promise.resolve((" + function + ")(..." + string(encoded) + ")).then((x) => JSON.stringify(x ?? null))"
	ctx, stop := context.WithTimeout(p.tab, time.Minute)
	defer stop()
	text, err := chromedp.Run(ctx, chromedp.Evaluate[string](call, chromedp.EvalAwaitPromise))
	if err != nil {
		p.Fatal(err)
	}
	if err := json.Unmarshal([]byte(text), answer); err != nil {
		p.Fatalf("%s: %v", text, err)
	}
}

// viewJSON is a view as the backend sends it.
func viewJSON(t *testing.T, view any) string {
	t.Helper()
	text, err := json.Marshal(view)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
