package sandbox_test

import (
	"errors"
	"html"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"noren/backend/sandbox"
)

// browser walks the hosted pages as a browser without script does: follows redirects within the sandbox, keeps
// cookies, posts forms to the addresses that the pages name.
type browser struct {
	t        *testing.T
	s        *sandbox.Sandbox
	client   *http.Client
	origin   string // sent as Origin, if there is one
	language string // sent as Accept-Language
	at       string // where it is; a page of the shop ends the walk
	page     string
	status   int
	header   http.Header
}

func newBrowser(t *testing.T, s *sandbox.Sandbox) *browser {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &browser{t: t, s: s, client: &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error {
		return http.ErrUseLastResponse
	}}}
}

func (b *browser) send(method, target string, form url.Values) {
	b.t.Helper()
	r, err := http.NewRequestWithContext(b.t.Context(), method, target, strings.NewReader(form.Encode()))
	if err != nil {
		b.t.Fatal(err)
	}
	if form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	if b.origin != "" {
		r.Header.Set("Origin", b.origin)
	}
	r.Header.Set("Accept-Language", b.language)
	response, err := b.client.Do(r)
	if err != nil {
		b.t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	b.at, b.page, b.status, b.header = target, string(body), response.StatusCode, response.Header
	if to, err := response.Location(); err == nil {
		if strings.HasPrefix(to.String(), b.s.URL) {
			b.send(http.MethodGet, to.String(), nil)
			return
		}
		b.at, b.page = to.String(), ""
	} else if !errors.Is(err, http.ErrNoLocation) {
		b.t.Fatal(err)
	}
}

// submit posts to the form whose action ends in name, with the page's own checked choices under form.
func (b *browser) submit(name string, form url.Values) {
	b.t.Helper()
	for _, m := range regexp.MustCompile(`(?:form)?action="([^"]*)"`).FindAllStringSubmatch(b.page, -1) {
		if action := html.UnescapeString(m[1]); strings.HasSuffix(action, "/"+name) {
			if form == nil {
				form = url.Values{}
			}
			b.send(http.MethodPost, b.s.URL+action, form)
			return
		}
	}
	b.t.Fatalf("no form %q on %s:\n%s", name, b.at, b.page)
}

func (b *browser) shows(texts ...string) {
	b.t.Helper()
	for _, text := range texts {
		if !strings.Contains(html.UnescapeString(b.page), text) {
			b.t.Errorf("%s (%d) does not show %q:\n%s", b.at, b.status, text, b.page)
		}
	}
}

// press is a press of the shop's button.
func (b *browser) press(c *client, payloadJSON string) {
	b.t.Helper()
	b.send(http.MethodPost, b.s.URL+"/checkout/initiate", c.form(payloadJSON, "PayAndShip"))
}

func (b *browser) sessionID() string {
	b.t.Helper()
	u, err := url.Parse(b.at)
	if err != nil {
		b.t.Fatal(err)
	}
	return u.Query().Get("amazonCheckoutSessionId")
}
