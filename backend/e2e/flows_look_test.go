package e2e

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// The pages of members and forms, looked at as those of a purchase are.

// axe finds nothing on them, on either site.
func TestX20_AxeOnMembersPages(t *testing.T) {
	on(t, func(_ *testing.T, w *world, s *shopper) {
		s.registrationWay("member", (*shopper).accessible)
		w.shopper(s.phone).formsWay("form", (*shopper).accessible)
	})
}

// Nothing scrolls sideways at twice the size on a PC, or at 320 px.
func TestX20_NoMembersPageScrollsSideways(t *testing.T) {
	t.Parallel()
	for name, view := range map[string]struct {
		phone         bool
		width, height int64
	}{"PC at 200 %": {false, 640, 450}, "PC at 400 %": {false, 320, 400}, "SP of 320 px": {true, 320, 568}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			name := strings.NewReplacer(" ", "", "%", "").Replace(name)
			for _, way := range []func(*shopper, string, func(*shopper, string)){(*shopper).registrationWay, (*shopper).formsWay} {
				s := w.shopper(view.phone)
				s.run(chromedp.EmulateViewport(view.width, view.height, chromedp.EmulateScale(2)))
				way(s, name, (*shopper).fits)
			}
		})
	}
}

// registrationWay looks at every page and state of registration and of a link.
func (s *shopper) registrationWay(name string, look func(s *shopper, name string)) {
	s.t.Helper()
	at := func(page string) { s.t.Helper(); look(s, name+"-"+page) }
	s.open(s.front() + "login")
	s.wait("button[data-do=begin]", "")
	at("login")

	s.open(s.front() + "signup")
	s.wait("button[data-do=begin]", "")
	at("signup")
	s.press("button", "会員登録する")
	s.says("ご入力内容をご確認ください")
	at("signup-refused")
	s.pressLogin()
	s.signsInAs("untidy")
	s.consents()
	s.arrive(s.front() + "signup")
	s.wait("noren-hint", "")
	at("signup-hints")
	for field, text := range map[string]string{"family_name": "佐藤", "given_name": "一郎"} {
		s.types(field, text)
	}
	s.signsUpLooking(at)
	s.arrive(s.front() + "mypage")
	s.says("Amazonアカウントと連携済みです")
	at("mypage-linked")
	s.linkPage()
	at("link-linked")
	s.press("button", "連携を解除する")
	s.wait("button", "連携を続ける")
	at("link-asking")
	s.press("button[data-do=unlink]", "解除する")
	s.wait("button", "連携する")
	at("link-unlinked")
	s.open(s.front() + "mypage")
	s.wait("button", "他サイトＩＤ連携")
	at("mypage-unlinked")
}

// formsWay looks at the register page's form in all its states, and at a guest's registration and link after the order.
func (s *shopper) formsWay(name string, look func(s *shopper, name string)) {
	s.t.Helper()
	at := func(page string) { s.t.Helper(); look(s, name+"-"+page) }
	s.toRegister()
	at("register")
	s.types("name", "佐藤 次郎")
	s.pressPay()
	s.chooses(taro, "1111")
	s.isRegister()
	s.wait("[part~=offer]", "佐藤 次郎")
	s.types("phone", "123")
	s.press("#note", "")
	s.isMarked("phone")
	at("register-offer")
	s.types("phone", "0300000000")
	s.press("button", "置き換える")
	s.holds(taroAtHome)
	s.confirmPage()
	s.order()
	s.isComplete()
	s.wait("#password", "")
	at("complete-guest")
	s.types("password", "long enough")
	s.press("label[for=terms]", "")
	s.press("button", "会員登録する")
	s.arrive(s.front() + "signup/complete")
	at("signup-complete")
	s.press("a", "他サイトＩＤ連携する")
	s.arrive(s.front() + "mypage/link")
	s.wait("button", "連携する")
	at("link-ready")
	s.open(s.world.ShopURL + "/noren/login?noren_login=nobodys")
	s.says("もう一度お手続きください")
	at("lost")
}

// signsUpLooking registers, and looks at the page that asks whether all is right.
func (s *shopper) signsUpLooking(at func(page string)) {
	s.t.Helper()
	for field, text := range map[string]string{"family_kana": "サトウ", "given_kana": "イチロウ", "password": "long enough"} {
		s.types(field, text)
	}
	s.press("label[for=terms]", "")
	s.press("button", "会員登録する")
	s.arrive(s.front() + "signup/confirm")
	at("signup-confirm")
	s.press("button", "この内容で登録する")
}
