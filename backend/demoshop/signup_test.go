package demoshop

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"noren/backend/demoshop/norenapi"
)

// signupForm is a registration without faults; set changes one field of it.
func signupForm(set ...string) []string {
	return append([]string{
		"family_name", "白石", "given_name", "海", "family_kana", "シライシ", "given_kana", "ウミ", "email", "Umi@example.jp", "phone", "075-123-4567",
		"postal_1", "600", "postal_2", "8001", "region", "京都府", "city", "京都市下京区", "line1", "四条通1", "line2", "", "password", "long enough", "terms", "yes",
	}, set...)
}

func TestR4_1_RegistrationIsConfirmedAndLinked(t *testing.T) {
	for _, theme := range []site{pc, sp} {
		b := newTestShop(t).browser()
		b.add("tea-sencha", 1)
		wantIn(t, b.get(theme.path("/cart")), `href="`+theme.path("/signup")+`"`, "会員登録して")
		wantIn(t, b.get(theme.path("/signup")), `<noren-login placement="signup" cart="ey`, `data-noren-field="visit"`, `data-noren-field="postal-code-1"`, `autocomplete="family-name"`)
		confirm := b.post(theme.path("/signup"), signupForm("visit", "SESSION")...)
		wantIn(t, confirm, "この内容で登録する", "白石 海", "シライシ ウミ", "〒600-8001 京都府京都市下京区四条通1", "umi@example.jp")
		wantNotIn(t, confirm, "long enough", "SESSION")
		wantIn(t, b.get(theme.path("/mypage")), "ログインする") // not yet
		back := b.get(theme.path("/signup"))
		wantIn(t, back, `value="シライシ"`, `value="8001"`)
		wantNotIn(t, back, "long enough")
		before := b.session()
		done := b.post(theme.path("/signup/confirm"))
		if done.path != theme.path("/cart") || b.session() == before {
			t.Errorf("leads to %s", done.path)
		}
		wantIn(t, done, "会員登録が完了しました", "連携も済みました", "残高 100")
		claims := b.memberToken(done)
		want := map[string]string{"visit": "SESSION", "memberId": claims.Subject, "consent": "2026-11"}
		if diff := cmp.Diff(want, b.noren.linked(claims.Subject)); diff != "" {
			t.Error(diff)
		}
		if page := b.post(theme.path("/signup/confirm")); page.path != theme.path("/mypage") { // pressed twice
			t.Errorf("second press leads to %s", page.path)
		}
		wantIn(t, b.get(theme.path("/register")), `value="四条通1"`, `value="umi@example.jp"`)
	}
}

func TestR4_1_AccountOfAnotherMemberIsToldNeutrally(t *testing.T) {
	b := newTestShop(t).browser()
	b.noren.conflict(true)
	b.post("/signup", signupForm("visit", "SESSION")...)
	page := b.post("/signup/confirm")
	wantIn(t, page, "会員登録が完了しました", "連携はできませんでした", `href="/login?again=1"`)
	wantIn(t, b.get("/login?again=1"), "<noren-login", "ログインする")
}

func TestR4_1_RegistrationHoldsWhenNorenIsAway(t *testing.T) {
	b := newTestShop(t).browser()
	b.post("/signup", signupForm("visit", "SESSION")...)
	b.noren.fail(true)
	wantIn(t, b.post("/signup/confirm"), "会員登録が完了しました", "まだ済んでいません", `href="/mypage/link"`)
	wantIn(t, b.get("/mypage"), "白石 海")
}

func TestSignupByHandLinksNothing(t *testing.T) {
	b := newTestShop(t).browser()
	b.post("/signup", signupForm()...)
	page := b.post("/signup/confirm")
	if page.path != "/mypage" {
		t.Errorf("leads to %s", page.path)
	}
	wantIn(t, page, "白石 海", "<b>100</b>", "会員登録が完了しました")
	wantNotIn(t, page, "連携も済みました")
	wantNotIn(t, b.get("/mypage"), "会員登録が完了しました") // said once
	if sent := b.noren.linked(b.memberToken(page).Subject); sent != nil {
		t.Errorf("sent %v", sent)
	}
	wantIn(t, b.browser().post("/signup", signupForm()...), "ご登録いただけません")
	again := b.browser()
	if page := again.post("/login", "email", "umi@example.jp", "password", "long enough"); page.path != "/mypage" {
		t.Errorf("login leads to %s", page.path)
	}
	if page := again.get("/signup"); page.path != "/mypage" {
		t.Errorf("a member who registers again stands at %s", page.path)
	}
}

func TestSignupNamesWhatIsWrongInTheOrderOfTheFields(t *testing.T) {
	b := newTestShop(t).browser()
	fields := regexp.MustCompile(`<li><a href="#([a-z_0-9]+)">`)
	for _, test := range []struct {
		name string
		form []string
		want string
	}{
		{"empty", nil, "family_name given_name family_kana given_kana email phone postal_1 region city line1 password terms"},
		{"hiragana", signupForm("family_kana", "しらいし"), "family_kana"},
		{"short postcode", signupForm("postal_2", "80"), "postal_1"},
		{"password", signupForm("password", "short"), "password"},
		{"terms", signupForm("terms", ""), "terms"},
	} {
		page := b.post("/signup", test.form...)
		var got []string
		for _, found := range fields.FindAllStringSubmatch(page.body, -1) {
			got = append(got, found[1])
			if !strings.Contains(page.body, `id="`+found[1]+`"`) {
				t.Errorf("%s: the list leads to %s, which is not there", test.name, found[1])
			}
		}
		if strings.Join(got, " ") != test.want || page.status != http.StatusUnprocessableEntity {
			t.Errorf("%s: status %d, faults %v", test.name, page.status, got)
		}
	}
}

// guestOrder is an order that a guest has paid with Amazon Pay, and its complete page.
func (b browser) guestOrder() (number string, page answer) {
	b.t.Helper()
	b.add("tea-sencha", 1)
	c := b.toConfirm()
	b.noren.set("chk_1", norenapi.CheckoutStatePlaced, c.ID, c.OrderNumber, c.Total)
	return c.OrderNumber, b.get(back("chk_1", c))
}

func TestR4_9_GuestRegistersAfterTheOrder(t *testing.T) {
	for _, theme := range []site{pc, sp} {
		b := newTestShop(t).browser()
		number, page := b.guestOrder()
		wantIn(t, page, "会員 ID", "パスワード", "会員規約", "会員登録する", `name="order" value="`+number+`"`)
		wantNotIn(t, page, "<noren-link")
		for _, wrong := range [][]string{{"email", "x", "password", "long enough", "terms", "yes"}, {"email", "u@example.jp", "password", "short", "terms", "yes"}, {"email", "u@example.jp", "password", "long enough"}, {"email", "hanako@example.jp", "password", "long enough", "terms", "yes"}} {
			if page := b.post(theme.path("/complete/signup"), append(wrong, "order", number)...); page.status != http.StatusUnprocessableEntity || !strings.Contains(page.body, number) {
				t.Errorf("%v: status %d", wrong, page.status)
			}
		}
		done := b.post(theme.path("/complete/signup"), "order", number, "email", "U@example.jp", "password", "long enough", "terms", "yes")
		if done.path != theme.path("/signup/complete") {
			t.Fatalf("leads to %s", done.path)
		}
		wantIn(t, done, "会員登録が完了しました", "山田 太郎", "他サイトＩＤ連携する", `href="`+theme.path("/mypage/link")+`"`)
		link := b.get(theme.path("/mypage/link"))
		wantIn(t, link, `<noren-link placement="mypage"`, `return-to="`+b.shop.URL+theme.path("/mypage/link")+`"`, `login="`+b.shop.URL+theme.path("/login?again=1&amp;next=link")+`"`)
		if claims := b.memberToken(link); !claims.AuthTime.Equal(start) || b.noren.linked(claims.Subject) != nil {
			t.Errorf("%+v, linked: %v", claims, b.noren.linked(claims.Subject))
		}
		wantIn(t, b.get(theme.path("/mypage")), number, "四条通1")
	}
}

func TestR4_9_OnlyTheOrdersOwnGuestRegistersWithIt(t *testing.T) {
	s := newTestShop(t)
	owner, stranger := s.browser(), s.browser()
	number, _ := owner.guestOrder()
	page := stranger.post("/complete/signup", "order", number, "email", "x@example.jp", "password", "long enough", "terms", "yes")
	wantIn(t, page, "ご注文を表示できません")
	wantNotIn(t, page, "山田")
	wantIn(t, stranger.get("/mypage"), "ログインする")
}

func TestR4_9_MemberIsInvitedToLinkAfterTheOrder(t *testing.T) {
	b := newTestShop(t).browser()
	b.login()
	_, page := b.guestOrder()
	wantIn(t, page, `<noren-link placement="complete"`, `href="`+b.shop.URL+`/mypage/link"`)
	wantNotIn(t, page, "会員登録する")
}

func TestR4_10_LinkIsOfferedAtTheFootOfMyPage(t *testing.T) {
	for _, theme := range []site{pc, sp} {
		b := newTestShop(t).browser()
		if page := b.get(theme.path("/mypage/link")); page.path != theme.path("/login") || !strings.Contains(page.body, `value="link"`) {
			t.Errorf("a guest stands at %s", page.at())
		}
		b.login()
		page := b.get(theme.path("/mypage"))
		wantIn(t, page, `<noren-link placement="mypage" member="ey`, `href="`+b.shop.URL+theme.path("/mypage/link")+`"`)
		if strings.Index(page.body, "<noren-link") < strings.Index(page.body, "ログアウト") {
			t.Error("it stands above other things of my page")
		}
	}
}
