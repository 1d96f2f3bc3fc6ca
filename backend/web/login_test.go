package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"noren/backend/checkout"
	"noren/backend/member"
	"noren/backend/merchant"
	"noren/backend/web/shopapi"
	"noren/shared/api"
	"noren/shared/button"
	"noren/shared/display"
)

const loginURL = shopOrigin + "/login/amazon?from=amazon"

// newLogins is a site whose shop has a login URL.
func newLogins(t *testing.T) *drawn {
	t.Helper()
	d := newDrawn(t)
	d.shop.LoginURL = loginURL
	d.must(d.shops.Update(t.Context(), "cli", d.shop))
	return d
}

// login is a press of the button on the shop's login page.
func (d *drawn) login(change func(r *api.BeginRequest)) api.BeginRequest {
	r := api.BeginRequest{
		Shop: d.shop.ID, Kind: button.Login, Placement: display.LoginPage, LoginState: "state-of-the-session", Site: button.PC,
		Device: button.PC, Leaving: leaving("/login"),
	}
	if change != nil {
		change(&r)
	}
	return r
}

// leave opens the launch page of a press, and gives the checkout that its code will be for, the one that Amazon knows of, and
// the browser's cookie.
func (d *drawn) leave(r api.BeginRequest) (visit, cookie string) {
	d.t.Helper()
	visit = strings.TrimPrefix(call(d.outward, api.Begin, r).Go, d.url+"/launch/")
	return visit, d.launch(visit)
}

// signs signs in at Amazon, and gives the address that Amazon leads back to.
func (d *drawn) signs(visit, buyer string) (back string) {
	d.t.Helper()
	launch, err := d.site.Flow.Launch(d.t.Context(), visit, "")
	d.must(err)
	id, err := d.amazon.Initiate(url.Values{
		"payloadJSON": {launch.Button.PayloadJSON}, "signature": {launch.Button.Signature}, "publicKeyId": {launch.Button.PublicKeyID},
		"algorithm": {launch.Button.Algorithm}, "merchantId": {launch.Account.MerchantID}, "productType": {launch.Checkout.Product},
		"ledgerCurrency": {"JPY"}, "environment": {"SANDBOX"}, "checkoutLanguage": {"ja_JP"}, "origin_url": {d.url},
	})
	d.must(err)
	back, err = d.amazon.SignIn(id, buyer)
	d.must(err)
	return back
}

// exchange is what the shop's server does with the code that its login URL was opened with.
func (d *drawn) exchange(code string) *shopapi.Login {
	d.t.Helper()
	response, err := d.client(d.key(merchant.ExchangeCodes)).ExchangeCodeWithResponse(d.t.Context(), shopapi.CodeExchange{Code: code})
	d.must(err)
	return response.JSON200
}

// From the login page: a visit that only signs in ends at the login URL, whose code tells the shop's server who it is and where
// to go on; the page there takes the visit up with its own code.
func TestR4_11_LoginPageLogsALinkedMemberIn(t *testing.T) {
	d := newLogins(t)
	for _, linked := range []bool{false, true} {
		visit, cookie := d.leave(d.login(nil))
		p := d.open(d.signs(visit, "taro"), cookie, api.Japanese)
		code, ok := strings.CutPrefix(p.location(), loginURL+"&noren_login=")
		if p.status != http.StatusSeeOther || !ok {
			t.Fatalf("%d, leads to %q: %s", p.status, p.location(), p.body)
		}
		anonymous(t, "the login URL", p.location())
		login := d.exchange(code)
		if login == nil || login.LoginState != "state-of-the-session" || login.Placement != "login" || login.Checkout != visit || login.Purchaser.Name != "山田 太郎" {
			t.Fatalf("login %+v", login)
		}
		if (login.MemberId != nil) != linked || linked && *login.MemberId != "m-1" {
			t.Errorf("linked %t: member %v", linked, login.MemberId)
		}
		browser := strings.TrimPrefix(login.Fragment, "noren-")
		if login.ReturnTo != shopOrigin+"/login#noren-"+browser {
			t.Errorf("returns to %s, code %s", login.ReturnTo, login.Fragment)
		}
		response := call(d.outward, api.Render, api.RenderRequest{Shop: d.shop.ID, Code: browser, Verifier: verifier})
		if response.Checkout == nil || response.Checkout.State != string(checkout.SignedIn) || response.Session == "" {
			t.Fatalf("taken up: %+v", response)
		}
		if status, body, _ := d.send(http.MethodGet, "/api/v1/checkouts/"+visit, "", bearer(d.key(merchant.ReadCheckouts))); status != http.StatusNotFound {
			t.Errorf("a visit that only signed in is a payment to the shop: %d %s", status, body)
		}
		if !linked {
			_, err := d.site.Members.Link(t.Context(), d.shop.ID, d.accountOf(visit), "m-1", member.MyPage, api.ConsentVersion)
			d.must(err)
		}
	}
}

func (d *drawn) accountOf(visit string) member.Account {
	d.t.Helper()
	row, err := d.site.Flow.Get(d.t.Context(), d.shop.ID, visit)
	d.must(err)
	return member.Account{MerchantID: row.MerchantID, BuyerID: d.buyerOf(visit)}
}

// The cart's button leads past the login URL too; the register page's and the registration's never do (R4-2, R4-6, R4-11), nor
// where the shop's page gave no state, has no login URL, or does not use linking (R3-13).
func TestR4_2_WhoIsHandedOver(t *testing.T) {
	for name, test := range map[string]struct {
		prepare func(d *drawn)
		change  func(r *api.BeginRequest)
		over    bool
	}{
		"cart":         {nil, func(*api.BeginRequest) {}, true},
		"register":     {nil, func(r *api.BeginRequest) { r.Placement = display.Checkout }, false},
		"registration": {nil, func(r *api.BeginRequest) { r.Kind, r.Placement = button.Login, display.Signup }, false},
		"no state":     {nil, func(r *api.BeginRequest) { r.LoginState = "" }, false},
		"linking off":  {func(d *drawn) { d.unlinked.Store(true) }, func(*api.BeginRequest) {}, false},
		"no login URL": {func(d *drawn) { d.shop.LoginURL = ""; d.must(d.shops.Update(d.t.Context(), "cli", d.shop)) }, func(*api.BeginRequest) {}, false},
	} {
		t.Run(name, func(t *testing.T) {
			d := newLogins(t)
			if test.prepare != nil {
				test.prepare(d)
			}
			r := d.beginRequest("cart-1")
			r.LoginState = "s"
			test.change(&r)
			visit, cookie := d.leave(r)
			_, back := d.choose(visit, "1111")
			p := d.open(back, cookie, api.Japanese)
			if over := strings.HasPrefix(p.location(), loginURL); over != test.over || !over && !strings.HasPrefix(p.location(), shopOrigin+"/cart#noren-") {
				t.Errorf("%d, leads to %s: %s", p.status, p.location(), p.body)
			}
		})
	}
}

// After a change of the address the shopper is not logged in again.
func TestR4_7_ChangeHandsNobodyOver(t *testing.T) {
	d := newLogins(t)
	r := d.beginRequest("cart-1")
	r.LoginState = "s"
	visit, cookie := d.leave(r)
	session, back := d.choose(visit, "1111")
	code := strings.TrimPrefix(d.exchange(strings.TrimPrefix(d.open(back, cookie, api.Japanese).location(), loginURL+"&noren_login=")).Fragment, "noren-")
	token := call(d.outward, api.Render, api.RenderRequest{Shop: d.shop.ID, Code: code, Verifier: verifier}).Session
	call(d.outward, api.Change, api.ChangeRequest{Shop: d.shop.ID, Session: token, What: api.ChangeAddress, Leaving: leaving("/register")})
	if p := d.open("/return/"+visit+"/review?amazonCheckoutSessionId="+session, cookie, api.Japanese); !strings.HasPrefix(p.location(), shopOrigin+"/register#noren-") {
		t.Errorf("leads to %s", p.location())
	}
}

// A visit that came back in another browser goes on there for the same buyer only, by a press on the neutral page (pitfall 20).
func TestX8_AnotherBrowserGoesOnForTheSameBuyerOnly(t *testing.T) {
	d := newLogins(t)
	s := shopper{id: d.begin("cart-1")}
	d.launch(s.id)
	s.amazon, s.back = d.choose(s.id, "1111")
	p := d.open(s.back, "", api.Japanese)
	d.neutral("review", p, shopOrigin+"/cart")
	if !strings.Contains(p.body, shopOrigin+"/cart#noren-resume-"+s.id+`"`) {
		t.Errorf("no way on: %s", p.body)
	}
	resume := d.login(func(r *api.BeginRequest) { r.Resume, r.LoginState = s.id, "" })
	if departure := call(d.outward, api.Begin, resume); departure.Checkout != s.id {
		t.Errorf("the verifier is kept for %s", departure.Checkout)
	}

	visit, cookie := d.leave(resume)
	if p := d.open(d.signs(visit, "hanako"), cookie, api.Japanese); p.status != http.StatusConflict || p.location() != "" {
		t.Errorf("another buyer: %d %s", p.status, p.location())
	} else {
		p.says(t, "another buyer", api.Japanese, api.OtherBuyer)
	}

	visit, cookie = d.leave(resume)
	back := d.signs(visit, "taro")
	d.neutral("sign-in in a third browser", d.open(back, "", api.Japanese), shopOrigin+"/login")
	p = d.open(back, cookie, api.Japanese)
	code, ok := strings.CutPrefix(p.location(), shopOrigin+"/cart#noren-")
	if !ok || !strings.HasPrefix(code, s.id+"-") {
		t.Fatalf("%d, leads to %s: %s", p.status, p.location(), p.body)
	}
	response := call(d.outward, api.Render, api.RenderRequest{Shop: d.shop.ID, Code: code, Verifier: verifier})
	if response.Checkout == nil || response.Checkout.ID != s.id || response.Checkout.Name != "山田 太郎" {
		t.Errorf("taken up: %+v", response.Checkout)
	}
	if d.stateOf(s.id) != checkout.Reviewing {
		t.Errorf("the checkout is %s", d.stateOf(s.id))
	}
	if status, _, _ := d.post(api.Begin.Path, encode(d.outward, d.login(func(r *api.BeginRequest) { r.Resume = "chk_unknown" })), nil); status != http.StatusNotFound {
		t.Errorf("an unknown checkout: %d", status)
	}
}

// A member who agrees to a link before leaving for Amazon is linked on return, in the page of that very member (R4-10); proof is
// a fresh login.
func TestR4_10_LinkFromMyPage(t *testing.T) {
	d := newLogins(t)
	begin := func(member string, change func(r *api.BeginRequest)) api.BeginRequest {
		return d.login(func(r *api.BeginRequest) {
			r.Placement, r.Member, r.Consent, r.ReturnTo = display.MyPage, member, api.ConsentVersion, shopOrigin+"/mypage/link"
			if change != nil {
				change(r)
			}
		})
	}
	refused := func(r api.BeginRequest, want api.Code) {
		t.Helper()
		if status, body, _ := d.post(api.Begin.Path, encode(d.outward, r), nil); status < 400 || problemCode(t, body) != want {
			t.Errorf("%d %s, want %s", status, body, want)
		}
	}
	old := d.loggedIn("m-1")
	d.advance(12 * time.Minute)
	refused(begin(old, nil), api.ProofStale)
	refused(begin("", nil), api.MemberInvalid)
	refused(begin(d.token("cart-1"), nil), api.MemberInvalid)
	refused(begin(d.loggedIn("m-1"), func(r *api.BeginRequest) { r.Consent = "2025-01" }), api.ConsentMissing)

	back := func(as string) api.Rendered {
		t.Helper()
		visit, cookie := d.leave(begin(d.loggedIn("m-1"), nil))
		_, code, ok := strings.Cut(d.open(d.signs(visit, "taro"), cookie, api.Japanese).location(), shopOrigin+"/mypage/link#noren-")
		if !ok {
			t.Fatal("not led back to the page")
		}
		response := call(d.outward, api.Render, api.RenderRequest{
			Shop: d.shop.ID, Code: code, Verifier: verifier,
			Elements: []api.Element{{ID: "1", Name: api.LinkElement, Placement: display.MyPage, Member: d.loggedIn(as)}},
		})
		return response.Elements[0]
	}
	if drawn := back("m-2"); drawn.View == nil || drawn.View.Link.State == api.LinkMade {
		t.Errorf("somebody else's page: %+v", drawn)
	}
	drawn := back("m-1")
	if drawn.View == nil || drawn.View.Link.State != api.LinkMade {
		t.Errorf("after the return: %+v", drawn)
	}

	unlink := func(token string) (int, string) {
		status, body, _ := d.post(api.Unlink.Path, encode(d.outward, api.UnlinkRequest{Shop: d.shop.ID, Member: token}), nil)
		return status, body
	}
	if status, body := unlink(old); status != http.StatusUnauthorized && status != http.StatusConflict {
		t.Errorf("unlinked by an old login: %d %s", status, body)
	}
	if status, body := unlink(d.loggedIn("m-2")); status < 400 || problemCode(t, body) != api.LinkUnknown {
		t.Errorf("a member without a link: %d %s", status, body)
	}
	call(d.outward, api.Unlink, api.UnlinkRequest{Shop: d.shop.ID, Member: d.loggedIn("m-1")})
	if d.draw("", api.Element{Name: api.LinkElement, Placement: display.MyPage, Member: d.loggedIn("m-1")}).View.Link.State != api.LinkNone {
		t.Error("still linked")
	}
}

// While the visit of the order is fresh, no second trip is needed (R4-9). A conflict tells nothing about anybody.
func TestR4_9_LinkAfterTheOrder(t *testing.T) {
	d := newLogins(t)
	_, session := d.visit("taro", "cart-1")
	ask := func(session, member string) (int, string) {
		r := api.LinkRequest{Shop: d.shop.ID, Session: session, Member: d.loggedIn(member), Consent: api.ConsentVersion}
		status, body, _ := d.post(api.Link.Path, encode(d.outward, r), nil)
		return status, body
	}
	if status, body := ask(session, "m-1"); status != http.StatusOK || body != `{"linked":true}` {
		t.Errorf("%d %s", status, body)
	}
	status, body := ask(session, "m-2")
	if status != http.StatusConflict || problemCode(t, body) != api.LinkConflict || strings.Contains(body, "m-1") {
		t.Errorf("%d %s", status, body)
	}
	if status, body := ask("0123456789abcdef.none", "m-2"); status != http.StatusUnauthorized {
		t.Errorf("without a visit: %d %s", status, body)
	}
	d.unlinked.Store(true)
	if status, body := ask(session, "m-1"); status != http.StatusConflict || problemCode(t, body) != api.Hidden(display.LinkingOff) {
		t.Errorf("linking off: %d %s", status, body)
	}
}

// What a visit has shown is not for the next person at the same computer: another cart, or another member, has no visit, and an
// older one speaks for nobody.
func TestX13_VisitIsNotForTheNextPerson(t *testing.T) {
	d := newLogins(t)
	id, session := d.visit("taro", "cart-1")
	ask := func(e api.Element) api.RenderResponse {
		t.Helper()
		e.ID = "1"
		return call(d.outward, api.Render, api.RenderRequest{Shop: d.shop.ID, Session: session, Device: button.PC, Elements: []api.Element{e}})
	}
	if got := ask(api.Element{Name: api.AddressElement, Cart: d.token("cart-1")}); got.Checkout == nil || got.Checkout.ID != id || got.Elements[0].HTML == "" {
		t.Fatalf("the same cart: %+v", got)
	}
	got := ask(api.Element{Name: api.AddressElement, Cart: d.token("cart-2")})
	if got.Checkout != nil || got.Session != "" || got.Elements[0].HTML != "" || got.Problem == nil || got.Problem.Code != api.SessionExpired {
		t.Errorf("another cart: %+v", got)
	}
	link := func(member string) api.LinkState {
		t.Helper()
		return ask(api.Element{Name: api.LinkElement, Placement: display.Complete, Member: d.loggedIn(member)}).Elements[0].View.Link.State
	}
	if state := link("m-1"); state != api.LinkReady {
		t.Errorf("a guest's own visit: %s", state)
	}
	first := session
	mine := d.back(func(r *api.BeginRequest) { r.Member = d.loggedIn("m-1") })
	session = mine
	if got := ask(api.Element{Name: api.AddressElement, Member: d.loggedIn("m-1")}); got.Checkout == nil {
		t.Error("the member's own visit is not shown")
	}
	if got := ask(api.Element{Name: api.AddressElement, Member: d.loggedIn("m-2")}); got.Checkout != nil || got.Session != "" {
		t.Errorf("another member: %+v", got)
	}
	_, err := d.site.Members.Link(t.Context(), d.shop.ID, d.accountOf(id), "m-2", member.MyPage, api.ConsentVersion)
	d.must(err)
	if got := ask(api.Element{Name: api.AddressElement, Member: d.loggedIn("m-2")}); got.Checkout == nil {
		t.Error("the member whose account it is does not see the visit")
	}
	d.must(d.site.Members.Unlink(t.Context(), d.shop.ID, "", d.accountOf(id).MerchantID, "m-2", member.MyPage))

	session = first
	d.advance(61 * time.Minute)
	if state := link("m-1"); state != api.LinkNone {
		t.Errorf("an old visit: %s", state)
	}
	r := api.LinkRequest{Shop: d.shop.ID, Session: session, Member: d.loggedIn("m-1"), Consent: api.ConsentVersion}
	if status, body, _ := d.post(api.Link.Path, encode(d.outward, r), nil); status != http.StatusUnauthorized || problemCode(t, body) != api.SessionExpired {
		t.Errorf("linked by an old visit: %d %s", status, body)
	}
}
