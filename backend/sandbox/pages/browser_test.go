package pages_test

import (
	"context"
	"fmt"
	"html"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/a-h/templ"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"noren/backend/e2e/headless"
	"noren/backend/sandbox/pages"
)

// chromium is one browser for all tests; each opens its own tab.
var chromium context.Context

func TestMain(m *testing.M) {
	var stop func()
	var err error
	if chromium, stop, err = headless.Start(chromedp.Flag("accept-lang", "ja")); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	code := m.Run()
	stop()
	os.Exit(code)
}

// newTab opens a tab that lives as long as the test.
func newTab(t *testing.T) *tab {
	t.Helper()
	ctx, cancel := chromedp.NewContext(chromium)
	t.Cleanup(cancel)
	ctx, cancelTimeout := context.WithTimeout(ctx, 5*time.Minute)
	t.Cleanup(cancelTimeout)
	return &tab{t: t, ctx: ctx}
}

type tab struct {
	t   *testing.T
	ctx context.Context //nolint:containedctx // in chromedp a tab is its context
}

func (b *tab) do(steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	if err := chromedp.Do(b.ctx, steps...); err != nil {
		b.t.Fatal(err)
	}
}

func (b *tab) open(address string) {
	b.t.Helper()
	b.do(chromedp.Navigate(address))
}

// eval gives the text of an expression; a string that the page throws comes back
// as «thrown: …».
func (b *tab) eval(expression string) string {
	b.t.Helper()
	wrapped := fmt.Sprintf("(async () => { try { return String(await (%s)); } catch (e) { return 'thrown: ' + e; } })()", expression)
	text, err := chromedp.Run(b.ctx, chromedp.Evaluate[string](wrapped, chromedp.EvalAwaitPromise))
	if err != nil {
		b.t.Fatalf("%s: %v", expression, err)
	}
	return text
}

// holdTimers keeps what pages opened from now on give to setTimeout in
// window.timers, so that the test decides when a moment has passed.
func (b *tab) holdTimers() {
	b.t.Helper()
	script := "window.timers = []; window.setTimeout = (f) => window.timers.push(f);"
	_, err := chromedp.Run(b.ctx, func(ctx context.Context, target *chromedp.Target) (chromedp.Void, error) {
		_, err := cdp.Call(ctx, target, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: script})
		return chromedp.Void{}, err
	})
	if err != nil {
		b.t.Fatal(err)
	}
}

// hosted is the sandbox's side of the wire: the assets, pages under test at
// /page/…, and a note of every form that was posted.
type hosted struct {
	*httptest.Server
	mux   *http.ServeMux
	posts chan post
}

type post struct {
	Path string
	Form url.Values
}

func newHosted(t *testing.T) *hosted {
	t.Helper()
	h := &hosted{mux: http.NewServeMux(), posts: make(chan post, 16)}
	h.mux.Handle("GET "+pages.AssetPath, http.StripPrefix(pages.AssetPath, http.FileServerFS(pages.Assets())))
	h.mux.HandleFunc("GET /checkout.js", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Access-Control-Allow-Origin", "*") // lets a page see what the script throws
		http.ServeFileFS(w, r, pages.Assets(), "checkout.js")
	})
	h.mux.HandleFunc("POST /", func(w http.ResponseWriter, r *http.Request) {
		if err := r.ParseForm(); err != nil {
			t.Errorf("form of %s: %v", r.URL.Path, err)
		}
		h.posts <- post{Path: r.URL.Path, Form: r.PostForm}
		w.WriteHeader(http.StatusNoContent) // the page stays, so that a second post would be seen
	})
	h.Server = httptest.NewServer(h.mux)
	t.Cleanup(h.Close)
	return h
}

// show serves a component under the policy of the hosted pages and opens it.
func (h *hosted) show(b *tab, component templ.Component) {
	b.t.Helper()
	path := "/page/" + strings.ReplaceAll(b.t.Name(), "/", "-")
	h.mux.HandleFunc("GET "+path, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", pages.ContentSecurityPolicy)
		if err := component.Render(r.Context(), w); err != nil {
			b.t.Errorf("render: %v", err)
		}
	})
	b.open(h.URL + path)
}

// posted waits for the next form.
func (h *hosted) posted(t *testing.T) post {
	t.Helper()
	select {
	case p := <-h.posts:
		return p
	case <-time.After(20 * time.Second):
		t.Fatal("no form was posted")
		return post{}
	}
}

func write(t *testing.T, w io.Writer, text string) {
	t.Helper()
	if _, err := io.WriteString(w, text); err != nil {
		t.Error(err)
	}
}

// newShop serves one shop page that loads checkout.js under a strict policy; body
// is its content. It is another site than the sandbox.
func newShop(t *testing.T, h *hosted, body string) string {
	t.Helper()
	shop := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Security-Policy", fmt.Sprintf(
			"default-src 'none'; script-src %[1]s; connect-src 'self' %[1]s; form-action %[1]s", h.URL))
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		write(t, w, fmt.Sprintf(`<!DOCTYPE html><html lang="ja"><title>見本商店</title><body>%s<script crossorigin src="%s/checkout.js"></script></body></html>`,
			body, html.EscapeString(h.URL)))
	}))
	t.Cleanup(shop.Close)
	return strings.Replace(shop.URL, "127.0.0.1", "localhost", 1) + "/cart?step=1"
}

// look keeps what a person sees on a PC and on a phone, if NOREN_SHOTS names a folder.
func (b *tab) look(lang, name string) {
	b.t.Helper()
	folder := os.Getenv("NOREN_SHOTS")
	if folder == "" {
		return
	}
	for device, width := range map[string]int64{"pc": 1280, "phone": 390} {
		b.do(chromedp.EmulateViewport(width, 844))
		png, err := chromedp.Run(b.ctx, chromedp.FullScreenshot(100))
		if err != nil {
			b.t.Fatal(err)
		}
		file := strings.ReplaceAll(name+"-"+lang+"-"+device+".png", " ", "")
		if err := os.WriteFile(filepath.Join(folder, file), png, 0o600); err != nil {
			b.t.Fatal(err)
		}
	}
}
