package demoshop

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"
)

func TestLogin(t *testing.T) {
	b := newTestShop(t).browser()
	b.add("tea-sencha", 1)
	wantIn(t, b.get("/mypage"), "ログインする")
	if page := b.post("/login", "email", "hanako@example.jp", "password", DemoPassword, "next", "register"); page.path != "/register" {
		t.Errorf("login leads to %s", page.path)
	}
	wantIn(t, b.get("/cart"), "深蒸し煎茶", "残高 3000") // the cart is still there
	if page := b.post("/logout"); page.path != "/" {
		t.Errorf("logout leads to %s", page.path)
	}
	wantIn(t, b.get("/mypage"), "ログインする")
}

func TestLoginClosesAfterTenMisses(t *testing.T) {
	b := newTestShop(t).browser()
	for range maxMisses {
		b.post("/login", "email", "hanako@example.jp", "password", "wrong")
	}
	if page := b.post("/login", "email", "hanako@example.jp", "password", DemoPassword); page.status != http.StatusUnprocessableEntity {
		t.Errorf("status %d", page.status)
	}
	b.later.Store(int64(lockTime))
	b.login()
}

var (
	memberAttribute = regexp.MustCompile(`\bmember="([^"]*)"`)
	stateAttribute  = regexp.MustCompile(`login-state="([^"]+)"`)
)

// memberToken takes the member token out of a page, and checks it as Noren does; nil for a guest's page.
func (b browser) memberToken(page answer) *memberClaims {
	b.t.Helper()
	found := memberAttribute.FindStringSubmatch(page.body)
	if found == nil {
		b.t.Fatalf("no member attribute on %s (status %d)", page.path, page.status)
	}
	if found[1] == "" {
		return nil
	}
	var claims memberClaims
	b.verify(found[1], "noren-member", &claims)
	return &claims
}

// state takes the login state out of a page.
func (b browser) state(page answer) string {
	b.t.Helper()
	found := stateAttribute.FindStringSubmatch(page.body)
	if found == nil {
		b.t.Fatalf("no login-state on %s (status %d)", page.path, page.status)
	}
	return found[1]
}

func (b browser) session() string {
	b.t.Helper()
	home, err := url.Parse(b.shop.URL)
	if err != nil {
		b.t.Fatal(err)
	}
	for _, cookie := range b.http.Jar.Cookies(home) {
		if cookie.Name == cookieName {
			return cookie.Value
		}
	}
	return ""
}

func TestX13_MemberTokenSaysWhoAndWhenThePasswordWasGiven(t *testing.T) {
	b := newTestShop(t).browser()
	b.add("tea-sencha", 1)
	if claims := b.memberToken(b.get("/cart")); claims != nil {
		t.Errorf("guest has the token %+v", claims)
	}
	b.login()
	b.later.Store(int64(20 * time.Minute))
	b.toConfirm()
	for _, path := range []string{"/cart", "/register", "/confirm", "/mypage", "/mypage/link", "/sp/mypage/link"} {
		claims := b.memberToken(b.get(path))
		if claims == nil || claims.Subject != "member-1001" || claims.Audience[0] != "noren" || claims.ID == "" {
			t.Fatalf("%s: %+v", path, claims)
		}
		if life := claims.ExpiresAt.Sub(claims.IssuedAt.Time); life <= 0 || life > 15*time.Minute {
			t.Errorf("%s: life %v", path, life)
		}
		if !claims.AuthTime.Equal(start) {
			t.Errorf("%s: auth_time %v, the password was given at %v", path, claims.AuthTime, start)
		}
	}
	if page := b.get("/mypage/link"); strings.Contains(page.body, "hanako@example.jp") {
		t.Error("the link page names the e-mail address")
	}
}

func TestX13_OnlyThePasswordRenewsAuthTime(t *testing.T) {
	b := newTestShop(t).browser()
	b.login()
	b.later.Store(int64(time.Hour))
	page := b.get("/login?again=1&next=link")
	wantIn(t, page, "もう一度パスワード", `value="hanako@example.jp"`)
	wantNotIn(t, page, "<noren-login")
	if page := b.post("/login", "email", "hanako@example.jp", "password", "wrong", "next", "link"); page.status != http.StatusUnprocessableEntity {
		t.Errorf("status %d", page.status)
	}
	if claims := b.memberToken(b.get("/mypage/link")); !claims.AuthTime.Equal(start) {
		t.Errorf("auth_time %v after a wrong password", claims.AuthTime)
	}
	page = b.post("/login", "email", "hanako@example.jp", "password", DemoPassword, "next", "link")
	if page.path != "/mypage/link" || !b.memberToken(page).AuthTime.Equal(b.now()) {
		t.Errorf("%s, auth_time %v", page.path, b.memberToken(page).AuthTime)
	}
}

func TestMemberTokenOfALongOpenPageIsRenewed(t *testing.T) {
	b := newTestShop(t).browser()
	if got := b.get("/member-token"); got.status != http.StatusForbidden || got.body != "" {
		t.Errorf("guest: status %d, %q", got.status, got.body)
	}
	b.login()
	var claims memberClaims
	b.verify(b.get("/member-token").body, "noren-member", &claims)
	if claims.Subject != "member-1001" {
		t.Errorf("%+v", claims)
	}
}

func TestSessionChangesAtLogin(t *testing.T) {
	b := newTestShop(t).browser()
	b.add("tea-sencha", 1)
	before := b.session()
	b.login()
	after := b.session()
	if before == "" || after == before {
		t.Errorf("session %q, then %q", before, after)
	}
	wantIn(t, b.get("/cart"), "深蒸し煎茶")
	fixed := b.browser() // somebody who knew the session before
	home, err := url.Parse(b.shop.URL)
	if err != nil {
		t.Fatal(err)
	}
	fixed.http.Jar.SetCookies(home, []*http.Cookie{{Name: cookieName, Value: before, Path: "/"}})
	wantIn(t, fixed.get("/mypage"), "ログインする")
	wantIn(t, fixed.get("/cart"), "カートはまだ空です")
}

func TestLoginLeadsOnlyToPagesOfTheShop(t *testing.T) {
	b := newTestShop(t).browser()
	for next, want := range map[string]string{
		"register": "/cart", "cart": "/cart", "link": "/mypage/link", "mypage": "/mypage", "amazon": "/mypage", "": "/mypage", // the register page of an empty cart is the cart
		"https://evil.example/": "/mypage", "//evil.example": "/mypage", "/evil": "/mypage",
	} {
		page := b.browser().post("/login", "email", "hanako@example.jp", "password", DemoPassword, "next", next)
		if page.path != want || page.finalRequest.URL.Host != strings.TrimPrefix(b.shop.URL, "http://") {
			t.Errorf("next %q leads to %s", next, page.finalRequest.URL)
		}
	}
}

func TestAnotherMembersLoginLeavesNothingBehind(t *testing.T) {
	b := newTestShop(t).browser()
	b.login()
	b.add("tea-sencha", 1)
	b.post("/register", bankForm...)
	b.post("/login", "email", "umino@example.jp", "password", DemoPassword)
	page := b.get("/register")
	wantIn(t, page, "海野 太郎")
	wantNotIn(t, page, "花子", "四条通", "hanako")
}
