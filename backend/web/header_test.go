package web_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"github.com/labstack/echo/v4"

	"noren/backend/checkout"
	"noren/backend/store/storetest"
	"noren/shared/api"
)

// unsafePolicy is what no policy of ours may say, framing what one must.
var (
	unsafePolicy = regexp.MustCompile(`unsafe-|\*|data: *;? *script|script-src[^;]* (data|http|https|blob):( |;|$)`)
	framing      = regexp.MustCompile(`frame-ancestors '(none|self)'|sandbox`)
)

// Every answer of every route, good or bad, has the headers that keep browsers from doing more with it than is meant
// (reliability.md 6; ASVS 3.4).
func TestIssue8_HeadersOfEveryAnswer(t *testing.T) {
	w := newWhole(t)
	s := w.returned("cart-1")
	ids := map[string]string{"id": s.id, "shop": w.shop.ID}
	seen := 0
	for _, r := range w.routes {
		d, _ := doorOf(r)
		if r.Method == echo.RouteNotFound {
			continue
		}
		for _, origin := range []string{"https://evil.test", "null", shopOrigin} {
			status, _, h := w.send(r.Method, w.asked(r, ids), "", map[string]string{"Origin": origin})
			what, policy := r.Method+" "+r.Path, h.Get("Content-Security-Policy")
			seen++
			if h.Get("X-Content-Type-Options") != "nosniff" || h.Get("Referrer-Policy") == "" || policy == "" || unsafePolicy.MatchString(policy) || !framing.MatchString(policy) {
				t.Errorf("%s: %d %v", what, status, h)
			}
			if allowed := h.Get("Access-Control-Allow-Origin"); h.Get("Access-Control-Allow-Credentials") != "" || allowed == origin || allowed != "" && allowed != "*" {
				t.Errorf("%s from %s: CORS %v", what, origin, h)
			}
			if d.who != everybody && !strings.Contains(h.Get("Cache-Control"), "no-store") && status != http.StatusNoContent && d.who != amazon {
				t.Errorf("%s: %d may be kept: %q", what, status, h.Get("Cache-Control"))
			}
			if d.who != everybody && d.who != shopPage && h.Get("Access-Control-Allow-Origin") != "" {
				t.Errorf("%s may be read by scripts of others", what)
			}
			for _, name := range []string{"Server", "X-Powered-By", "Via"} {
				if h.Get(name) != "" {
					t.Errorf("%s tells %s", what, h.Get(name))
				}
			}
		}
	}
	if seen < 600 {
		t.Errorf("%d answers", seen)
	}
}

// Whether browsers must come by TLS is said by our own address, whatever a request says about its way (X-Forwarded-Proto).
func TestIssue8_TLSIsAskedForByOurOwnAddress(t *testing.T) {
	o := newOutward(t, storetest.SQLite(t))
	for address, want := range map[string]string{"https://pay.example": "max-age=31536000; includeSubDomains", "http://pay.localhost": ""} {
		o.site.PublicURL = address
		handler := o.site.Handler()
		for _, said := range []string{"", "http", "https"} {
			r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/livez", nil)
			r.Header.Set("X-Forwarded-Proto", said)
			answer := httptest.NewRecorder()
			handler.ServeHTTP(answer, r)
			if got := answer.Header().Get("Strict-Transport-Security"); got != want {
				t.Errorf("%s, %q: %q", address, said, got)
			}
		}
	}
}

// Live, too, where the rest of the policy is only reported, the page that leads to Amazon stands in no frame.
func TestIssue8_LiveLaunchPageIsNotFramed(t *testing.T) {
	o := newOutward(t, storetest.SQLite(t))
	for _, sandbox := range []bool{true, false} {
		o.site.Flow.Account = func(ctx context.Context, shop, id string) (checkout.Account, error) {
			account, err := o.account(ctx, shop, id)
			account.Sandbox = sandbox
			return account, err
		}
		p := o.open("/launch/"+o.begin("cart-1"), "", api.Japanese)
		policy := p.header.Get("Content-Security-Policy")
		for _, part := range []string{"frame-ancestors 'none'", "base-uri 'none'"} {
			if p.status != http.StatusOK || !strings.Contains(policy, part) {
				t.Errorf("sandbox %t: %d %q", sandbox, p.status, policy)
			}
		}
		if reported := p.header.Get("Content-Security-Policy-Report-Only"); sandbox != (reported == "") || unsafePolicy.MatchString(reported) {
			t.Errorf("sandbox %t: report-only %q", sandbox, reported)
		}
	}
}

// No host that a request names gets into an address of ours, a redirect or a decision about origins.
func TestIssue8_NobodyNamesOurHost(t *testing.T) {
	w := newWhole(t)
	s := w.returned("cart-1")
	ids := map[string]string{"id": s.id, "shop": w.shop.ID}
	const evil = "evil.test"
	for _, r := range w.routes {
		if r.Method == echo.RouteNotFound {
			continue
		}
		request, err := http.NewRequestWithContext(t.Context(), r.Method, w.url+w.asked(r, ids), strings.NewReader("{}"))
		w.must(err)
		request.Host = evil
		for _, name := range []string{"X-Forwarded-Host", "X-Host", "X-Forwarded-Server", "X-Original-Host"} {
			request.Header.Set(name, evil)
		}
		request.Header.Set("X-Forwarded-Proto", "javascript")
		request.Header.Set("Forwarded", "host="+evil+";proto=https")
		request.Header.Set("Origin", "https://"+evil)
		if !strings.Contains(r.Path, "/register") && !strings.Contains(r.Path, "/mails/") { // this console has neither
			request.Header.Set("Cookie", w.cookie)
		}
		response, err := direct.Do(request)
		w.must(err)
		var text strings.Builder
		w.must(response.Write(&text))
		_ = response.Body.Close()
		if strings.Contains(text.String(), evil) || strings.Contains(response.Header.Get("Location"), "javascript:") {
			t.Errorf("%s %s: %.600s", r.Method, r.Path, text.String())
		}
	}
	departure := w.departure(evil)
	if !strings.HasPrefix(departure, w.url+"/launch/") {
		t.Errorf("begin leads to %s", departure)
	}
}

// departure is where Begin leads who says that our host has another name.
func (w whole) departure(host string) string {
	w.t.Helper()
	_, body, _ := w.post(api.Begin.Path, encode(w.outward, w.beginRequest("cart-7")), map[string]string{"X-Forwarded-Host": host, "Forwarded": "host=" + host})
	return between(body, `"go":"`)
}
