package doctor_test

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/png"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"noren/backend/doctor"
	"noren/backend/merchant"
)

// Whatever the shop's server does, a page costs little and is told of, and nothing behind it is reached.
func TestX15_HostilePages(t *testing.T) {
	c := newClinic(t)
	inside := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("reached what is not the shop's") }))
	defer inside.Close()
	redirect := func(to string) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, to, http.StatusFound) }
	}
	for name, test := range map[string]struct {
		pages http.HandlerFunc
		want  string
	}{
		"metadata":         {redirect("http://169.254.169.254/latest/meta-data/"), "warn page_leads_away"},
		"this machine":     {redirect(inside.URL + "/admin"), "warn page_leads_away"},
		"another scheme":   {redirect("file:///etc/passwd"), "warn page_leads_away"},
		"with a password":  {redirect("http://user:password@" + strings.TrimPrefix(c.site.URL, "http://") + "/"), "warn page_leads_away"},
		"for ever":         {redirect("/again"), "warn page_loops"},
		"no page":          {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusTeapot) }, "warn page_status"},
		"not HTML":         {func(w http.ResponseWriter, _ *http.Request) { w.Header().Set("Content-Type", "application/pdf") }, "warn page_no_html"},
		"no type":          {func(w http.ResponseWriter, _ *http.Request) { w.Header()["Content-Type"] = nil }, "warn page_no_html"},
		"huge":             {endless("<p>"), "unknown page_large"},
		"one endless word": {endless("a"), "unknown page_large"},
		"one endless tag":  {endless("<a " + strings.Repeat("b", 100)), "unknown page_large"},
		"broken off": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			w.Header().Set("Content-Length", "1000")
			_, _ = w.Write([]byte("<p>"))
		}, "warn page_unreachable"},
		"broken markup": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			_, _ = w.Write([]byte(`<<<noren-pay placement="><table><svg><![CDATA[</script><!--` + strings.Repeat("<div>", 50_000) + "\x00\xff"))
		}, "ok page_read"},
	} {
		c.pages = test.pages
		t.Run(name, func(*testing.T) {
			c.wants(c.examine("/cart"), map[string]string{"pages": test.want})
		})
	}
}

// endless answers without an end.
func endless(with string) http.HandlerFunc {
	chunk := []byte(strings.Repeat(with, 10_000))
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		for {
			if _, err := w.Write(chunk); err != nil {
				return
			}
		}
	}
}

func TestX15_SlowPagesDoNotHoldUp(t *testing.T) {
	c := newClinic(t)
	c.pages = func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }
	ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancel()
	report, err := c.Examine(ctx, c.shop.ID, []string{c.site.URL + "/cart"}, func(doctor.Checked) {})
	must(t, err)
	c.wants(report, map[string]string{"pages": "warn page_slow", "script": "unknown pages_unread", "policy": "unknown pages_unread", "elements": "unknown pages_unread"})
}

// Only addresses of the shop's own are looked at, and outside of a demo none within our network.
func TestX15_OnlyTheShopsOwnPages(t *testing.T) {
	c := newClinic(t)
	for _, pages := range [][]string{
		{"https://other.example/"},
		{"http://169.254.169.254/"},
		{c.site.URL + ".evil.example/"},
		{strings.Replace(c.site.URL, "//", "//a@", 1)},
		{"cart"},
		{""},
		{c.site.URL, c.site.URL, c.site.URL, c.site.URL, c.site.URL, c.site.URL},
	} {
		if _, err := c.Examine(t.Context(), c.shop.ID, pages, func(doctor.Checked) {}); !errors.Is(err, doctor.ErrPages) {
			t.Errorf("%q: %v", pages, err)
		}
	}
	c.pages = func(http.ResponseWriter, *http.Request) { t.Error("a page on this machine was read") }
	c.AllowLoopback = false
	c.wants(c.examine("/cart"), map[string]string{"pages": "unknown page_blocked"})
}

// The script tag, the elements and what else is in the page are told of as a developer must mend them.
func TestX15_PagesAreRead(t *testing.T) {
	c := newClinic(t)
	good := c.tag()
	for name, test := range map[string]struct {
		body string
		want map[string]string
	}{
		"all there": {good + `<noren-pay cart="x"></noren-pay><noren-pay placement="checkout" data-x @click="y"></noren-pay>`, map[string]string{
			"script": "ok script_good", "elements": "ok elements_good", "policy": "ok policy_none", "analytics": "ok analytics_none",
		}},
		"pinned":         {strings.Replace(good, "noren.js", "noren-0123abcd.js", 1), map[string]string{"script": "ok script_good", "elements": "unknown elements_none"}},
		"no script":      {"<noren-pay></noren-pay>", map[string]string{"script": "fail script_none", "elements": "ok elements_cart_only"}},
		"in a comment":   {"<!-- " + good + " --><template>" + good + "</template>", map[string]string{"script": "fail script_none"}},
		"another shop":   {strings.Replace(good, c.shop.ID, "shop_other", 1), map[string]string{"script": "fail script_other_shop"}},
		"no shop":        {strings.Replace(good, "data-shop", "data-store", 1), map[string]string{"script": "fail script_no_shop"}},
		"another Noren":  {strings.Replace(good, c.PublicURL, "https://pay.example", 1), map[string]string{"script": "fail script_elsewhere"}},
		"two shops":      {good + strings.Replace(good, c.shop.ID, "shop_other", 1), map[string]string{"script": "ok script_good, fail script_other_shop"}},
		"login only":     {good + `<noren-login></noren-login>`, map[string]string{"elements": "warn elements_no_button"}},
		"misspelt":       {good + `<noren-button></noren-button>`, map[string]string{"elements": "warn element_unknown"}},
		"unknown value":  {good + `<noren-pay placement="register" size="huge"></noren-pay>`, map[string]string{"elements": "warn attribute_value, warn attribute_value"}},
		"unknown name":   {good + `<noren-pay placment="cart"></noren-pay>`, map[string]string{"elements": "warn attribute_unknown"}},
		"hostile values": {good + `<noren-pay lang="'&quot;&gt;<script>alert(1)</script>` + strings.Repeat("x", 30_000) + `"></noren-pay>`, map[string]string{"script": "ok script_good"}},
		"analytics":      {good + `<script async src="https://www.googletagmanager.com/gtag/js?id=G-1"></script>`, map[string]string{"analytics": "unknown analytics_found"}},
	} {
		c.shows(test.body)
		t.Run(name, func(*testing.T) { c.wants(c.examine("/cart"), test.want) })
	}
	c.shows("")
	c.wants(c.examine(), map[string]string{"script": "unknown script_not_seen"}) // nobody has named the page that must have it
}

// Policies are found in headers and in the page, and all of them count.
func TestX15_PoliciesOfThePageAreRead(t *testing.T) {
	c := newClinic(t)
	const header = "Content-Security-Policy"
	for name, test := range map[string]struct {
		body, first, second string
		want                string
	}{
		"allows":      {"", "default-src 'none'; script-src 'self' OURS 'wasm-unsafe-eval'; connect-src OURS", "", "ok policy_good"},
		"no program":  {"", "default-src 'none'; script-src OURS; connect-src OURS", "", "ok policy_no_program"},
		"stops all":   {"", "default-src 'self'", "", "fail policy_script, fail policy_connect"},
		"second one":  {"", "script-src OURS 'unsafe-eval'", "connect-src 'self'", "fail policy_connect"},
		"in one line": {"", "script-src OURS, connect-src 'none'", "", "fail policy_connect"},
		"in the page": {`<meta http-equiv="content-security-policy" content="script-src 'self'">`, "", "", "fail policy_script"},
		"types":       {"", "require-trusted-types-for 'script'; trusted-types default", "", "fail policy_types"},
	} {
		headers := []string{}
		for _, value := range []string{test.first, test.second} {
			if value != "" {
				headers = append(headers, header, strings.ReplaceAll(value, "OURS", c.PublicURL))
			}
		}
		c.shows(test.body+c.tag(), headers...)
		t.Run(name, func(*testing.T) { c.wants(c.examine("/cart"), map[string]string{"policy": test.want}) })
	}
	var picture bytes.Buffer
	must(t, png.Encode(&picture, image.NewGray(image.Rect(0, 0, 40, 40))))
	saved, err := c.Shops.SaveImage(t.Context(), "cli", c.shop.ID, picture.Bytes())
	must(t, err)
	c.set(func(s *merchant.Settings) { s.PaymentImage = saved.ID })
	c.shows(c.tag(), header, "img-src 'self'")
	c.wants(c.examine("/cart"), map[string]string{"policy": "warn policy_image"})
	c.shows(c.tag(), header+"-Report-Only", "default-src 'none'")
	c.wants(c.examine("/cart"), map[string]string{"policy": "ok policy_none"}) // which stops nothing
}
