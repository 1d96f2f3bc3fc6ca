package demoshop

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"noren/backend/demoshop/norenapi"
)

// comeBack is a return from Amazon that began at a page with this login state.
func (b browser) comeBack(a norenapi.Login) answer {
	b.t.Helper()
	b.noren.issue("CODE", a)
	return b.get("/noren/login?noren_login=CODE")
}

// fromCart is a return from the cart's button in a theme.
func (b browser) fromCart(theme site, memberID string, missing ...norenapi.Field) norenapi.Login {
	b.t.Helper()
	return norenapi.Login{
		MemberId: new(memberID), LoginState: b.state(b.get(theme.path("/cart"))), Placement: norenapi.LoginPlacementCart,
		ReturnTo: b.shop.URL + theme.path("/register") + "#noren-chk_1-SECRET", Fragment: "noren-chk_1-SECRET", Missing: missing,
	}
}

// at is where a browser stands, with the fragment.
func (a answer) at() string {
	u := *a.finalRequest.URL
	return strings.TrimPrefix(u.String(), "http://"+u.Host)
}

func TestR4_2_LinkedMemberIsLoggedInFromTheCart(t *testing.T) {
	for _, theme := range []site{pc, sp} {
		b := newTestShop(t).browser()
		b.add("tea-sencha", 2)
		before := b.session()
		page := b.comeBack(b.fromCart(theme, "member-1001", "phone"))
		if want := theme.path("/register") + "#noren-chk_1-SECRET"; page.at() != want {
			t.Errorf("leads to %s, want %s", page.at(), want)
		}
		wantIn(t, page, "青山 花子", "深蒸し煎茶", "data-returned", `value="amazon_pay" checked`, `value="075`)
		if b.session() == before {
			t.Error("the session is the one from before the login")
		}
		if claims := b.memberToken(page); claims == nil || claims.Subject != "member-1001" || !claims.AuthTime.Equal(never) {
			t.Errorf("%+v: a login by Amazon is no proof of membership", claims)
		}
	}
}

func TestR4_5_QuickPurchase(t *testing.T) {
	for _, test := range []struct {
		name    string
		sku     string
		missing []norenapi.Field
		want    string
	}{
		{"all is there", "tea-sencha", nil, "/confirm#noren-chk_1-SECRET"},
		{"something is missing", "tea-sencha", []norenapi.Field{"phone"}, "/register#noren-chk_1-SECRET"},
		{"goods that Amazon Pay does not pay", "cup-meoto", nil, "/register#noren-chk_1-SECRET"},
	} {
		t.Run(test.name, func(t *testing.T) {
			b := newTestShop(t).browser()
			b.add(test.sku, 1)
			page := b.comeBack(b.fromCart(pc, "member-1001", test.missing...))
			if page.at() != test.want {
				t.Errorf("leads to %s, want %s", page.at(), test.want)
			}
			if strings.HasPrefix(test.want, "/confirm") {
				wantIn(t, page, "<noren-order", "<noren-address", "<noren-payment", "青山 花子")
			}
		})
	}
}

func TestR4_3_MemberWhoIsNotLinkedGivesThePasswordAndGoesOn(t *testing.T) {
	for _, theme := range []site{pc, sp} {
		b := newTestShop(t).browser()
		b.add("tea-sencha", 1)
		page := b.comeBack(b.fromCart(theme, "", "phone"))
		if page.path != theme.path("/login") {
			t.Fatalf("leads to %s", page.at())
		}
		wantIn(t, page, "会員 ID", "パスワード", `name="next" value="amazon"`, `class="site-`+string(theme))
		wrong := b.post(theme.path("/login"), "email", "umino@example.jp", "password", "wrong", "next", "amazon")
		wantIn(t, wrong, "正しくありません", "購入手続きへ進む")
		page = b.post(theme.path("/login"), "email", "umino@example.jp", "password", DemoPassword, "next", "amazon")
		if want := theme.path("/register") + "#noren-chk_1-SECRET"; page.at() != want {
			t.Errorf("leads to %s, want %s", page.at(), want)
		}
		wantIn(t, page, "海野 太郎", "data-returned")
	}
}

func TestR4_3_NoSecondPasswordForWhoIsLoggedIn(t *testing.T) {
	b := newTestShop(t).browser()
	b.login()
	b.add("tea-sencha", 1)
	if page := b.comeBack(b.fromCart(pc, "")); page.at() != "/confirm#noren-chk_1-SECRET" {
		t.Errorf("leads to %s", page.at())
	}
	if claims := b.memberToken(b.get("/cart")); claims.Subject != "member-1001" || !claims.AuthTime.Equal(start) {
		t.Errorf("%+v", claims)
	}
}

func TestR4_2_LoginByAmazonTakesNothingFromWhoGaveThePassword(t *testing.T) {
	b := newTestShop(t).browser()
	b.login()
	b.add("tea-sencha", 1)
	b.later.Store(int64(time.Minute))
	if claims := b.memberToken(b.comeBack(b.fromCart(pc, "member-1001"))); !claims.AuthTime.Equal(start) {
		t.Errorf("%+v", claims)
	}
	page := b.comeBack(b.fromCart(pc, "member-1002", "phone")) // the Amazon account of somebody else in the house
	if claims := b.memberToken(page); claims.Subject != "member-1002" || !claims.AuthTime.Equal(never) {
		t.Errorf("%+v", claims)
	}
	wantNotIn(t, page, "花子", "四条通")
}

func TestR4_4_GuestGoesOnWithoutAnAccount(t *testing.T) {
	b := newTestShop(t).browser()
	b.add("tea-sencha", 1)
	page := b.comeBack(b.fromCart(pc, ""))
	onward := b.shop.URL + "/register#noren-chk_1-SECRET"
	wantIn(t, page, "会員でない方", `href="`+onward+`"`, "購入手続きへ進む")
	wantIn(t, b.get("/register"), "data-returned", `value="amazon_pay" checked`)
	if claims := b.memberToken(b.get("/register")); claims != nil {
		t.Errorf("logged in as %+v", claims)
	}
}

func TestR4_11_LoginPageLogsALinkedMemberIn(t *testing.T) {
	b := newTestShop(t).browser()
	login := b.get("/mypage")
	a := norenapi.Login{MemberId: new("member-1002"), LoginState: b.state(login), Placement: "login", ReturnTo: b.shop.URL + "/mypage#noren-chk_1-SECRET"}
	wantIn(t, login, `return-to="`+b.shop.URL+`/mypage"`, `placement="login"`)
	page := b.comeBack(a)
	if page.path != "/mypage" {
		t.Errorf("leads to %s", page.at())
	}
	wantIn(t, page, "海野 太郎", "<noren-link")
}

func TestR4_11_AccountThatIsNotLinkedIsToldNeutrally(t *testing.T) {
	b := newTestShop(t).browser()
	for _, memberID := range []string{"", "member-that-left"} {
		a := norenapi.Login{MemberId: new(memberID), LoginState: b.state(b.get("/sp/login?next=link")), Placement: "login", ReturnTo: b.shop.URL + "/sp/mypage/link#noren-chk_1-SECRET"}
		page := b.comeBack(a)
		wantIn(t, page, "まだ当店の会員 ID と連携されていません", "会員登録", `class="site-sp"`)
		wantNotIn(t, page, "<noren-login", "購入手続きへ進む")
	}
	if page := b.post("/sp/login", "email", "umino@example.jp", "password", DemoPassword, "next", "amazon"); page.at() != "/sp/mypage/link#noren-chk_1-SECRET" {
		t.Errorf("leads to %s", page.at())
	}
}

func TestLoginCSRF_CodeOfAnotherBrowserLogsNobodyIn(t *testing.T) {
	s := newTestShop(t)
	attacker, victim := s.browser(), s.browser()
	attacker.add("tea-sencha", 1)
	victim.add("tea-hojicha", 1)
	foreign := attacker.fromCart(pc, "member-1001")
	victim.state(victim.get("/cart"))
	own := victim.session()
	for name, b := range map[string]browser{"with a session": victim, "without one": s.browser()} {
		page := b.comeBack(foreign)
		wantIn(t, page, "もう一度お手続きください", "ログインは行われていません")
		wantNotIn(t, page, "花子", "SECRET")
		wantIn(t, b.get("/mypage"), "ログインする")
		if page := b.post("/login", "email", "umino@example.jp", "password", DemoPassword, "next", "amazon"); strings.Contains(page.at(), "noren-chk") {
			t.Errorf("%s: a later login leads to %s", name, page.at())
		}
	}
	if own == "" {
		t.Error("victim had no session")
	}
	empty := foreign
	empty.LoginState = ""
	wantIn(t, s.browser().comeBack(empty), "もう一度お手続きください", "/assets/pc.css")
}

func TestLoginCodeAndStateCountOnce(t *testing.T) {
	b := newTestShop(t).browser()
	b.add("tea-sencha", 1)
	a := b.fromCart(pc, "member-1001", "phone")
	b.comeBack(a)
	wantIn(t, b.get("/noren/login?noren_login=CODE"), "もう一度お手続きください") // the same code
	b.post("/logout")
	b.add("tea-sencha", 1)
	wantIn(t, b.comeBack(a), "もう一度お手続きください") // the state of a session that is over
	for _, code := range []string{"", "?noren_login=", "?noren_login=UNKNOWN", "?noren_login=%22%3E%3Cscript%3E"} {
		page := b.get("/noren/login" + code)
		wantIn(t, page, "もう一度お手続きください", "カートに戻る")
	}
}

func TestX8_SecondReturnGoesOnAndLogsNobodyIn(t *testing.T) {
	b := newTestShop(t).browser()
	b.add("tea-sencha", 1)
	a := b.fromCart(pc, "")
	b.comeBack(a)
	a.MemberId, a.ReturnTo = new("member-1001"), b.shop.URL+"/register#noren-chk_1-ANOTHER" // linked meanwhile
	page := b.comeBack(a)
	wantIn(t, page, "会員でない方", "noren-chk_1-ANOTHER")
	wantIn(t, b.get("/mypage"), "ログインする")
}

func TestTwoTabsComeBackFromAmazon(t *testing.T) {
	b := newTestShop(t).browser()
	b.add("tea-sencha", 1)
	first, second := b.fromCart(pc, "member-1001", "phone"), b.fromCart(sp, "member-1001", "phone")
	if first.LoginState == second.LoginState {
		t.Fatal("two pages share a state")
	}
	for _, a := range []norenapi.Login{second, first} {
		if page := b.comeBack(a); !strings.HasSuffix(page.path, "/register") {
			t.Errorf("leads to %s", page.at())
		}
	}
}

func TestLoginStatesOfOldPagesEnd(t *testing.T) {
	b := newTestShop(t).browser()
	b.add("tea-sencha", 1)
	a := b.fromCart(pc, "")
	for range maxStates {
		b.get("/cart")
	}
	wantIn(t, b.comeBack(a), "もう一度お手続きください")
}

func TestOpenRedirect_OnlyNorenSaysWhereToGoOn(t *testing.T) {
	b := newTestShop(t).browser()
	b.add("tea-sencha", 1)
	b.noren.issue("CODE", b.fromCart(pc, "member-1001", "phone"))
	page := b.get("/noren/login?noren_login=CODE&returnTo=https://evil.example/&return-to=https://evil.example/&next=https://evil.example/")
	if page.at() != "/register#noren-chk_1-SECRET" {
		t.Errorf("leads to %s", page.finalRequest.URL)
	}
}

func TestNorenUnreachableOnReturnIsTriedAgain(t *testing.T) {
	b := newTestShop(t).browser()
	b.add("tea-sencha", 1)
	b.noren.issue("CODE", b.fromCart(sp, "member-1001", "phone"))
	b.noren.fail(true)
	page := b.get("/noren/login?noren_login=CODE")
	if page.status != http.StatusServiceUnavailable {
		t.Errorf("status %d", page.status)
	}
	wantIn(t, page, `href="/noren/login?noren_login=CODE"`, "もう一度確認する", "カートに戻る", `class="site-sp"`)
	b.noren.fail(false)
	if page := b.get("/noren/login?noren_login=CODE"); page.at() != "/sp/register#noren-chk_1-SECRET" {
		t.Errorf("leads to %s", page.at())
	}
}

func TestX7_ResumeLinkOpensACopyOfTheCartOnce(t *testing.T) {
	s := newTestShop(t)
	app := s.browser()
	app.login()
	app.add("tea-sencha", 2)
	app.add("cup-yunomi", 1)
	app.post("/cart", "quantity_tea-sencha", "2", "coupon", "AONAGI", "gift", "yes", "points", "500")
	app.post("/register", bankForm...)
	link := func(path string) string {
		_, rest, _ := strings.Cut(app.get(path).body, `cart-url="`+s.shop.URL)
		found, _, _ := strings.Cut(rest, `"`)
		return strings.ReplaceAll(found, "&amp;", "&")
	}
	first := link("/sp/cart")
	if !strings.HasPrefix(first, "/sp/cart/resume?token=") {
		t.Fatalf("link %q", first)
	}
	proper := s.browser()
	page := proper.get(first)
	if page.path != "/sp/cart" {
		t.Errorf("leads to %s", page.at())
	}
	wantIn(t, page, "カートの中身を引き継ぎました")
	wantNotIn(t, page, "花子", "残高")
	wantNotIn(t, proper.get("/sp/register"), "花子", "四条通", "hanako")
	mine, copied := app.token(app.get("/cart")).Cart, proper.token(proper.get("/cart")).Cart
	if mine.ID == copied.ID || !cmp.Equal(mine.Items, copied.Items) || copied.Total != mine.Total+500 {
		t.Errorf("copy %+v of %+v", copied, mine)
	}
	for _, again := range []browser{proper, s.browser()} {
		wantIn(t, again.get(first), "このリンクはご利用いただけません", "カート")
	}
	late, other := link("/cart"), s.browser()
	s.later.Store(int64(resumeLife + time.Second))
	for _, bad := range []string{late, "/cart/resume", "/cart/resume?token=" + strings.Repeat("x", 40), first[:len(first)-3] + "abc"} {
		wantIn(t, other.get(bad), "このリンクはご利用いただけません", "商品を見る")
	}
	wantIn(t, other.get("/cart"), "カートはまだ空です")
}
