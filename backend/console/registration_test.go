package console

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/rsa"
	"errors"
	"html"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/labstack/echo/v4"

	"noren/backend/contract"
	"noren/backend/merchant"
	"noren/backend/registration"
	"noren/backend/sandbox"
	"noren/backend/session"
)

// counter is the console with an Amazon of its own behind it.
type counter struct {
	*door

	t      *testing.T
	amazon *sandbox.Sandbox
	site   *echo.Echo
}

var testKey = sync.OnceValue(func() *rsa.PrivateKey {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		panic(err)
	}
	return key
})

func newCounter(t *testing.T) *counter {
	t.Helper()
	d := newDoor(t)
	c := &counter{door: d, t: t, amazon: sandbox.RunT(t), site: echo.New()}
	d.Shops.Provider = &merchant.Provider{
		ID: "A1NORENPROVIDE", PublicKeyID: "SANDBOX-PROVIDER", Key: testKey(), Sandbox: true, Register: c.amazon.URL + "/register",
	}
	c.amazon.RegisterKey("A1NORENPROVIDE", "SANDBOX-PROVIDER", &testKey().PublicKey)
	d.Registration = &registration.Registrations{Shops: d.Shops, PublicURL: publicURL, API: c.amazon.URL}
	c.site.Use(func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(ctx echo.Context) error {
			ctx.Response().Header().Set("Content-Security-Policy", "default-src 'none'; form-action 'self'; style-src 'self'")
			return next(ctx)
		}
	})
	d.Routes(c.site)
	return c
}

// at is the address of a page of registration in the shop.
func (c *counter) at(rest string) string { return shopPath(c.shop, registerPath+rest) }

// ask sends a request as somebody; form nil is a GET.
func (c *counter) ask(who, path string, form url.Values) *httptest.ResponseRecorder {
	c.t.Helper()
	if form == nil {
		return c.send(who, http.MethodGet, path, "", nil)
	}
	form.Set("csrf", csrfOf(c.tokens[who]))
	return c.send(who, http.MethodPost, path, "application/x-www-form-urlencoded", []byte(form.Encode()))
}

func (c *counter) send(who, method, path, kind string, body []byte) *httptest.ResponseRecorder {
	c.t.Helper()
	request := httptest.NewRequestWithContext(c.t.Context(), method, path, bytes.NewReader(body))
	request.Header.Set("Sec-Fetch-Site", "same-origin")
	request.Header.Set("Content-Type", kind)
	request.Header.Set("Accept-Language", "ja")
	request.AddCookie(&http.Cookie{Name: sessionCookie, Value: c.tokens[who]})
	answer := httptest.NewRecorder()
	c.site.ServeHTTP(answer, request)
	return answer
}

// fromAmazon posts to us as a browser does on Amazon's page: without cookies, from another site.
func (c *counter) fromAmazon(id string, form url.Values) *httptest.ResponseRecorder {
	c.t.Helper()
	request := httptest.NewRequestWithContext(c.t.Context(), http.MethodPost, registration.ReturnPath(id), strings.NewReader(form.Encode()))
	request.Header.Set("Sec-Fetch-Site", "cross-site")
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	answer := httptest.NewRecorder()
	c.site.ServeHTTP(answer, request)
	return answer
}

// begin starts a registration, and gives its id and the form for Amazon as the page has it.
func (c *counter) begin() (id string, form url.Values) {
	c.t.Helper()
	answer := c.ask("owner", c.at("/start"), url.Values{})
	to := answer.Header().Get("Location")
	id, ok := strings.CutPrefix(to, c.at("/"))
	if answer.Code != http.StatusSeeOther || !ok {
		c.t.Fatalf("start: %d, to %q", answer.Code, to)
	}
	page := c.ask("owner", to, nil)
	form = url.Values{}
	for _, hidden := range regexp.MustCompile(`<input type="hidden" name="([^"]+)" value="([^"]*)">`).FindAllStringSubmatch(page.Body.String(), -1) {
		if hidden[1] != "csrf" && hidden[1] != "next" {
			form.Add(hidden[1], html.UnescapeString(hidden[2]))
		}
	}
	if policy := page.Header().Get("Content-Security-Policy"); !strings.Contains(policy, "form-action 'self' "+c.amazon.URL+" ") {
		c.t.Errorf("the browser may not go to Amazon: %s", policy)
	}
	return id, form
}

// atAmazon registers there, and gives what the browser brings back.
func (c *counter) atAmazon(form url.Values, email string) url.Values {
	c.t.Helper()
	r, err := c.amazon.Register(sandbox.RegistrationRequest{Form: form, Application: sandbox.ExampleApplication(email)})
	must(c.t, err)
	return r.Form
}

func (c *counter) saved() string {
	c.t.Helper()
	account, err := c.Shops.Credentials(c.t.Context(), c.shop)
	if errors.Is(err, merchant.ErrNoCredentials) {
		return ""
	}
	must(c.t, err)
	return account.MerchantID + " " + account.PublicKeyID
}

// The way there and back: what goes to Amazon, what comes from another site without a session, and who accepts it (R1-2, R2-2).
func TestR2_2_RegistrationGoesToAmazonAndComesBack(t *testing.T) {
	c := newCounter(t)
	first := c.ask("owner", c.at(""), nil)
	for _, want := range []string{"お申し込み", "決済ページのドメイン", "shop.example", "プライバシー規約のURL", publicURL, "/notifications/" + c.shop} {
		if first.Code != http.StatusOK || !strings.Contains(first.Body.String(), want) {
			t.Errorf("the page does not say %q (%d)", want, first.Code)
		}
	}
	if a := c.ask("owner", c.at("/privacy"), url.Values{"privacyUrl": {"javascript:alert(1)"}}); a.Code != http.StatusUnprocessableEntity || !strings.Contains(a.Body.String(), `id="fault-privacyUrl"`) {
		t.Errorf("a wrong address: %d", a.Code)
	}
	if a := c.ask("owner", c.at("/privacy"), url.Values{"privacyUrl": {"https://shop.example/privacy"}}); a.Code != http.StatusSeeOther {
		t.Errorf("a right address: %d", a.Code)
	}

	id, form := c.begin()
	for field, want := range map[string]string{
		"spId": "A1NORENPROVIDE", "returnURL": publicURL + registration.ReturnPath(id), "merchantPrivacyNoticeURL": "https://shop.example/privacy", "locale": "ja_JP",
		"merchantSandboxIPNURL": publicURL + "/notifications/" + c.shop, "merchantStoreDescription": "店",
	} {
		if form.Get(field) != want {
			t.Errorf("%s is %q, want %q", field, form.Get(field), want)
		}
	}
	back := c.atAmazon(form, "merchant@shop.example")
	arrived := c.fromAmazon(id, back)
	if arrived.Code != http.StatusOK || arrived.Header().Get("Refresh") != "0; url="+c.at("/"+id) || strings.Contains(arrived.Body.String(), back.Get("MWSAuthToken")) {
		t.Errorf("arrived: %d %q", arrived.Code, arrived.Header().Get("Refresh"))
	}
	if c.saved() != "" {
		t.Error("saved before somebody accepted it")
	}
	if page := c.ask("owner", c.at("/"+id), nil).Body.String(); !strings.Contains(page, back.Get("merchantId")) || strings.Contains(page, back.Get("MWSAuthToken")) {
		t.Errorf("the page to accept:\n%s", page)
	}
	if a := c.ask("owner", c.at("/"+id+"/accept"), url.Values{}); a.Code != http.StatusSeeOther || c.saved() != back.Get("merchantId")+" SANDBOX-PROVIDER" {
		t.Errorf("accepted: %d, saved %q", a.Code, c.saved())
	}
	if page := c.ask("owner", c.at(""), nil).Body.String(); !strings.Contains(page, "審査中のようです") || !strings.Contains(page, "参考") {
		t.Error("the hint about the review is missing, or is not called one")
	}
}

// What was not started here, comes twice or belongs elsewhere is refused with a page, and nothing is saved (R2-2).
func TestR2_2_ForgedReturnsAreRefused(t *testing.T) {
	c := newCounter(t)
	id, form := c.begin()
	back := c.atAmazon(form, "merchant@shop.example")
	with := func(field, value string) url.Values {
		changed := url.Values{}
		for name, values := range back {
			changed[name] = values
		}
		changed.Set(field, value)
		return changed
	}
	refused := func(name string, answer *httptest.ResponseRecorder) {
		t.Helper()
		if answer.Code != http.StatusForbidden || !strings.Contains(answer.Body.String(), "<h1>") || answer.Header().Get("Refresh") != "" {
			t.Errorf("%s: %d %s", name, answer.Code, answer.Body)
		}
	}
	refused("another secret", c.fromAmazon(id, with("merchantUniqueId", strings.Repeat("A", 26))))
	refused("no secret", c.fromAmazon(id, with("merchantUniqueId", "")))
	refused("no start", c.fromAmazon("reg_01k00000000000000000000000", back))
	refused("hostile", c.fromAmazon(id, with("merchantId", `"><script>alert(1)</script>`)))
	refused("nothing", c.fromAmazon(id, url.Values{}))
	if a := c.send("owner", http.MethodGet, registration.ReturnPath(id)+"?"+back.Encode(), "", nil); a.Code < 400 {
		t.Errorf("by GET: %d", a.Code)
	}
	if a := c.fromAmazon(id, with("merchantId", strings.Repeat("A", maxReturn))); a.Code != http.StatusBadRequest {
		t.Errorf("endless: %d", a.Code)
	}
	if a := c.fromAmazon(id, back); a.Code != http.StatusOK {
		t.Fatalf("after all that the right one: %d", a.Code)
	}
	refused("replayed", c.fromAmazon(id, back))

	if a := c.ask("operator", c.at("/"+id), nil); a.Code != http.StatusSeeOther || a.Header().Get("Location") != c.at("") {
		t.Errorf("shown to somebody else: %d", a.Code)
	}
	c.ask("operator", c.at("/"+id+"/accept"), url.Values{})
	if c.saved() != "" {
		t.Errorf("accepted by somebody else: %s", c.saved())
	}
	if a := c.ask("foreign", c.at("/"+id), nil); a.Code != http.StatusNotFound {
		t.Errorf("shown to a foreign owner: %d", a.Code)
	}
	c.ask("owner", c.at("/"+id+"/drop"), url.Values{})
	c.ask("owner", c.at("/"+id+"/accept"), url.Values{})
	if c.saved() != "" {
		t.Errorf("accepted after it was given up: %s", c.saved())
	}
}

// In another browser than the one that began, even the same person proves anew who they are.
func TestR2_2_AnotherSessionAsksWhoItIs(t *testing.T) {
	c := newCounter(t)
	id, form := c.begin()
	c.fromAmazon(id, c.atAmazon(form, "merchant@shop.example"))
	person, err := c.Accounts.OfEmail(t.Context(), "owner@example.jp")
	must(t, err)
	c.tokens["elsewhere"], err = c.Accounts.Begin(t.Context(), person, session.StaffSession{}, "test")
	must(t, err)
	c.redis.FastForward(session.StaffFresh + time.Second)
	for who, want := range map[string]int{"owner": http.StatusOK, "elsewhere": http.StatusSeeOther} {
		if a := c.ask(who, c.at("/"+id), nil); a.Code != want {
			t.Errorf("%s: %d, want %d", who, a.Code, want)
		}
		if a := c.ask(who, c.at("/"+id+"/accept"), url.Values{}); !strings.HasPrefix(a.Header().Get("Location"), "/console/confirm") || c.saved() != "" {
			t.Errorf("%s accepts without a fresh proof: %d %q", who, a.Code, a.Header().Get("Location"))
		}
	}
}

// Another account wants a word, and while a contract is in force there is none (R2-5).
func TestR2_5_AnotherAccountIsConfirmed(t *testing.T) {
	c := newCounter(t)
	m := c.amazon.Merchant()
	must(t, c.Registration.Save(t.Context(), c.registered(), "cli", merchant.Credentials{
		MerchantID: m.MerchantID, StoreID: m.StoreID, PublicKeyID: m.PublicKeyID, Key: m.PrivateKey, Sandbox: true, Region: "jp",
	}))
	id, form := c.begin()
	back := c.atAmazon(form, "second@shop.example")
	c.fromAmazon(id, back)
	if page := c.ask("owner", c.at("/"+id), nil).Body.String(); !strings.Contains(page, "連携は引き継がれません") || !strings.Contains(page, `name="understood"`) {
		t.Error("the page does not say what another account means")
	}
	if a := c.ask("owner", c.at("/"+id+"/accept"), url.Values{}); a.Code != http.StatusUnprocessableEntity || !strings.HasPrefix(c.saved(), m.MerchantID) {
		t.Errorf("without the word: %d, saved %q", a.Code, c.saved())
	}
	must(t, c.Shops.Apply(t.Context(), "cli", c.shop, contract.Application{
		Kind: contract.Corporation, Company: "見本", CorporateNumber: "8000000000001", Terms: true, Reviewed: true,
	}))
	c.ask("owner", c.at("/"+id+"/accept"), url.Values{"understood": {"on"}})
	if !strings.HasPrefix(c.saved(), m.MerchantID) {
		t.Errorf("while the contract is in force: saved %q", c.saved())
	}
	pasted := url.Values{
		"merchantId": {back.Get("merchantId")}, "storeId": {back.Get("lwaClientId")}, "publicKeyId": {"SANDBOX-SECOND"}, "environment": {"sandbox"},
		"privateKey": {pemOf(testKey())}, "understood": {"on"},
	}
	c.amazon.RegisterKey(back.Get("merchantId"), "SANDBOX-SECOND", &testKey().PublicKey)
	if a := c.ask("owner", c.at("/paste"), pasted); a.Code != http.StatusUnprocessableEntity || !strings.Contains(a.Body.String(), "fault-merchantId") {
		t.Errorf("pasted while in force: %d", a.Code)
	}
}

func (c *counter) registered() merchant.Shop {
	c.t.Helper()
	shop, err := c.Shops.Get(context.WithoutCancel(c.t.Context()), c.shop)
	must(c.t, err)
	return shop
}
