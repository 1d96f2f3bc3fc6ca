package web_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"noren/shared/api"
)

// Addresses and methods that there are not: programs hear so in JSON, people on a page, each in their language.
func TestC_UnknownRoutesChangeNothing(t *testing.T) {
	w := newWatched(t)
	s := w.returned("cart-1")
	for _, test := range []struct {
		method, path string
		status       int
		code         api.Code
		people       bool
	}{
		{http.MethodGet, api.Begin.Path, 405, api.Method, false},
		{http.MethodGet, api.Render.Path, 405, api.Method, false},
		{http.MethodPut, api.Change.Path, 405, api.Method, false},
		{http.MethodDelete, api.Confirm.Path, 405, api.Method, false},
		{http.MethodPost, "/embed/v1/nothing", 404, api.NotFound, false},
		{http.MethodGet, "/embed/v2/render", 404, api.NotFound, false},
		{http.MethodGet, "/nothing", 404, api.NotFound, false},
		{http.MethodGet, "/.git/config", 404, api.NotFound, false},
		{http.MethodGet, "/launch/", 404, api.NotFound, true},
		{http.MethodGet, "/launch/" + s.id + "/change-name", 404, api.NotFound, true},
		{http.MethodGet, "/return/" + s.id, 404, api.NotFound, true},
		{http.MethodGet, "/return/" + s.id + "/pay", 404, api.NotFound, true},
		{http.MethodPost, "/launch/" + s.id, 405, api.Method, true},
		{http.MethodPost, "/return/" + s.id + "/cancel", 405, api.Method, true},
		{http.MethodPost, "/return/" + s.id + "/result", 405, api.Method, true},
		{http.MethodGet, "/launch/chk_nobody", 404, api.CheckoutUnknown, true},
		{http.MethodGet, "/launch/%2e%2e%2fapi", 404, api.CheckoutUnknown, true},
		{http.MethodGet, "/return/chk_nobody/review?amazonCheckoutSessionId=" + s.amazon, 404, api.CheckoutUnknown, true},
		{http.MethodGet, "/return/chk_nobody/result?amazonCheckoutSessionId=" + s.amazon, 404, api.CheckoutUnknown, true},
		{http.MethodGet, "/return/chk_nobody/cancel", 404, api.CheckoutUnknown, true},
		{http.MethodGet, "/return/chk_nobody/status", 404, api.CheckoutUnknown, true},
	} {
		name := test.method + " " + test.path
		for _, lang := range []api.Lang{api.Japanese, api.English} {
			w.unchanged(name, nothing, func() {
				status, body, header := w.send(test.method, test.path, "{}", map[string]string{"Accept-Language": string(lang), "Origin": shopOrigin, "Cookie": s.cookie})
				if status != test.status {
					t.Errorf("%s: %d %s, want %d", name, status, body, test.status)
				}
				if test.people {
					p := page{status, body, header}
					p.says(t, name, lang, test.code)
					return
				}
				if !strings.HasPrefix(header.Get("Content-Type"), "application/problem+json") || problemCode(t, body) != test.code {
					t.Errorf("%s: %s %s", name, header.Get("Content-Type"), body)
				}
			})
		}
	}
}

// says proves that a page explains a problem, and nothing else, in a language.
func (p page) says(t *testing.T, name string, lang api.Lang, code api.Code) {
	t.Helper()
	text := problemText(lang, code)
	for _, part := range []string{`<html lang="` + string(lang) + `"`, "<h1>" + escaped(text.Title) + "</h1>", "<p>" + escaped(text.Remedy) + "</p>"} {
		if !strings.Contains(p.body, part) {
			t.Errorf("%s: page does not say %q in %s: %s", name, part, lang, p.body)
		}
	}
	if got := p.header.Get("Content-Type"); got != "text/html; charset=utf-8" && got != "text/html; charset=UTF-8" {
		t.Errorf("%s: Content-Type %q", name, got)
	}
	if found := inside.FindString(p.body); found != "" {
		t.Errorf("%s says too much (%q): %s", name, found, p.body)
	}
	anonymous(t, name, p.body)
}

var escaped = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&#34;", "'", "&#39;").Replace

// A preflight gets no permission: the loader needs none, and a request that needs one is not the loader's.
func TestC_PreflightsAreNotAllowed(t *testing.T) {
	w := newWatched(t)
	_, _, header := w.send(http.MethodOptions, api.Begin.Path, "", map[string]string{
		"Origin": shopOrigin, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type",
	})
	for name := range header {
		if strings.HasPrefix(name, "Access-Control-Allow-") {
			t.Errorf("%s: %s", name, header.Get(name))
		}
	}
}

// What is far above a person's pace is refused, for one endpoint, shop and address; others are served.
func TestC_BrowsersAreLimited(t *testing.T) {
	w := newWatched(t)
	w.redis.SetTime(time.Now()) // for ever: nothing is allowed again meanwhile
	body := w.begins(func(*api.BeginRequest) {})
	refused := 0
	for range 100 {
		status, answer, header := w.post(api.Begin.Path, body, map[string]string{"Accept-Language": "en"})
		if status == http.StatusOK {
			continue
		}
		refused++
		if p := problemIn(t, "limit", answer, header); status != http.StatusTooManyRequests || p.Code != api.TooMany || p.Title != problemText(api.English, api.TooMany).Title {
			t.Fatalf("%d %s", status, answer)
		}
		if header.Get("Retry-After") == "" {
			t.Fatalf("nobody knows how long to wait: %v", header)
		}
	}
	if refused == 0 {
		t.Error("100 calls at once are not too many")
	}
	w.refused(api.Begin.Path, []wrong{{"too often", body, nil, 429, api.TooMany, ""}})
	if status, answer, _ := w.post(api.Render.Path, encode(w.outward, api.RenderRequest{Shop: w.shop.ID}), nil); status != http.StatusOK {
		t.Errorf("another endpoint pays for it: %d %s", status, answer)
	}
}
