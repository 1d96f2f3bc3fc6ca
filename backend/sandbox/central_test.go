package sandbox_test

import (
	"html"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"noren/backend/sandbox"
)

// clerk works at Seller Central without a browser: pages as text, forms as fields.
type clerk struct {
	t    testing.TB
	s    *sandbox.Sandbox
	root string // of the account's pages
	lang string
}

func newClerk(t testing.TB, s *sandbox.Sandbox) *clerk {
	return &clerk{t: t, s: s, root: "/sellercentral/" + s.Merchant().MerchantID + "/", lang: "ja"}
}

// page is what came back, with its text as a reader sees it.
type page struct {
	status int
	path   string // after redirects
	source string
	text   string
	header http.Header
}

var (
	tags   = regexp.MustCompile(`<[^>]*>`)
	blanks = regexp.MustCompile(`\s+`)
)

func (k *clerk) request(method, path string, form url.Values) *http.Request {
	k.t.Helper()
	if !strings.HasPrefix(path, "/") {
		path = k.root + path
	}
	r, err := http.NewRequestWithContext(k.t.Context(), method, k.s.URL+path, strings.NewReader(form.Encode()))
	if err != nil {
		k.t.Fatal(err)
	}
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	r.Header.Set("Accept-Language", k.lang)
	return r
}

func (k *clerk) do(r *http.Request) page {
	k.t.Helper()
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		k.t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		k.t.Fatal(err)
	}
	text := blanks.ReplaceAllString(html.UnescapeString(tags.ReplaceAllString(string(body), " ")), " ")
	return page{
		status: response.StatusCode, path: response.Request.URL.RequestURI(), source: string(body), text: text, header: response.Header,
	}
}

func (k *clerk) get(path string) page {
	k.t.Helper()
	return k.do(k.request(http.MethodGet, path, nil))
}

func (k *clerk) post(path string, pairs ...string) page {
	k.t.Helper()
	form := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		form.Set(pairs[i], pairs[i+1])
	}
	return k.do(k.request(http.MethodPost, path, form))
}

// is fails unless the page has the status and all the texts.
func (p page) is(t testing.TB, status int, texts ...string) page {
	t.Helper()
	if p.status != status {
		t.Fatalf("%s: status %d, want %d: %.600s", p.path, p.status, status, p.text)
	}
	for _, text := range texts {
		if !strings.Contains(p.text, text) && !strings.Contains(p.source, text) {
			t.Errorf("%s: %q is not there: %.1500s", p.path, text, p.text)
		}
	}
	return p
}

func (p page) lacks(t testing.TB, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if strings.Contains(p.source, text) {
			t.Errorf("%s: %q is there", p.path, text)
		}
	}
}

// Accounts are listed with their status; who calls from elsewhere sees nothing.
func TestSellerCentralPages_Accounts(t *testing.T) {
	s := sandbox.RunT(t)
	k := newClerk(t, s)
	registered, err := s.Register(sandbox.RegistrationRequest{Form: hostedForm(), Application: sandbox.ExampleApplication("mihon@example.jp")})
	if err != nil {
		t.Fatal(err)
	}
	k.get("/sellercentral").is(t, 200, "パスワードは不要です", "見本商店", "利用中", "株式会社見本", registered.MerchantID, "審査中", "審査結果の予定")
	if err := s.DecideReview(registered.MerchantID, false); err != nil {
		t.Fatal(err)
	}
	k.get("/sellercentral/").is(t, 200, "審査否決")
	k.get("/sellercentral/A0NOBODY/orders").is(t, 404, "お探しのページはありません", "見本商店")
	k.get("/sellercentral/a/b/c").is(t, 404, "お探しのページはありません")
	k.get("orders/S03-0000000-0000000").is(t, 404, "お探しのページはありません")

	rebound := k.request(http.MethodGet, "orders", nil)
	rebound.Host = "attacker.example"
	k.do(rebound).is(t, 403).lacks(t, "見本商店")
	foreign := k.request(http.MethodPost, "origins", url.Values{"origin": {"https://attacker.example"}})
	foreign.Header.Set("Origin", "https://attacker.example")
	k.do(foreign).is(t, 403)
	k.get("integration").lacks(t, "attacker.example")
}

// English by switch, and it is remembered.
func TestSellerCentralPages_Language(t *testing.T) {
	s := sandbox.RunT(t)
	k := newClerk(t, s)
	k.get("orders").is(t, 200, `<html lang="ja">`, "取引管理")
	k.lang = "en-US,en"
	k.get("orders").is(t, 200, `<html lang="en">`, "Transactions")
	r := k.request(http.MethodGet, "orders?q=x&lang=ja", nil)
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	response, err := client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if got := response.Header.Get("Location"); got != k.root+"orders?q=x" {
		t.Errorf("leads to %q", got)
	}
	next := k.request(http.MethodGet, "orders", nil)
	for _, cookie := range response.Cookies() {
		next.AddCookie(cookie)
	}
	k.do(next).is(t, 200, `<html lang="ja">`)
}
