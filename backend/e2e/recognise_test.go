package e2e

import (
	"testing"

	"github.com/chromedp/cdproto/input"

	"noren/backend/sandbox"
)

// What the cart button knows of the shopper who comes back (R4-2 to R4-5), and where Amazon logs members in (R4-11).

// A linked member pays from the cart, is logged in at the same time, and lands on the next page with everything filled in (R4-2).
// Amazon has no telephone number of this buyer: the register page is not skipped, and the number is asked for before the order (R4-5).
func TestR4_2_LinkedMemberPaysFromTheCart(t *testing.T) {
	onMost(t, func(_ *testing.T, w *world, s *shopper) {
		w.Amazon.AddBuyer(withoutPhone(w))
		w.link("silent", hanako)
		s.fill()
		s.begin()
		s.chooses("silent", "1111")
		s.isRegister()
		s.isMember(hanako)
		for _, field := range []string{"name", "email", "phone", "postal_code", "region", "city", "line1"} {
			if s.valueOf(field) == "" {
				s.t.Errorf("%s is not filled in", field)
			}
		}
		s.picture("register-member")
		s.confirmPage()
		s.order()
		s.says("電話番号をご入力ください。")
		s.picture("confirm-question")
		s.press("input[data-field=phone]", "")
		call(s, input.InsertText, input.InsertTextParams{Text: "０７５−１２３４−５６７"})
		s.order()
		s.isComplete()
		if s.sees("button", "他サイトＩＤと連携する") {
			s.t.Error("a linked member is invited to link")
		}
		w.wantPaid(1)
	})
}

// withoutPhone is 山田 太郎 with nothing but one address and no telephone number.
func withoutPhone(w *world) sandbox.Buyer {
	buyer := w.Amazon.Buyers()[0]
	buyer.ID, buyer.Email, buyer.Phone = "silent", "silent@example.jp", ""
	buyer.Addresses = buyer.Addresses[:1:1]
	home := buyer.Addresses[0]
	home.PhoneNumber = nil
	buyer.Addresses[0] = home
	return buyer
}

// Quick purchase: what Amazon knows is enough, and the register page is skipped (R4-5, R4-2).
func TestR4_5_QuickPurchaseOfALinkedMember(t *testing.T) {
	onMost(t, func(_ *testing.T, w *world, s *shopper) {
		w.link(taro, umino)
		s.fill()
		s.begin()
		s.chooses(taro, "1111")
		s.isConfirm()
		s.isMember(umino)
		if asked := s.asked(s.front() + "register"); len(asked) > 0 {
			s.t.Errorf("the register page was asked for: %s", asked)
		}
		s.says("見本ビル5階")
		s.says("Visa")
		s.picture("confirm-quick")
		s.order()
		s.isComplete()
		w.wantPaid(1)
	})
}

// A member who is not linked gives the password once and goes on with everything filled in; afterwards the link is offered, and
// made without another trip to Amazon (R4-3, R4-9).
func TestR4_3_MemberNotLinkedGivesThePassword(t *testing.T) {
	onMost(t, func(_ *testing.T, w *world, s *shopper) {
		s.fill()
		s.begin()
		s.chooses(taro, "1111")
		s.arrive(s.front() + "login")
		s.isMember(account{})
		s.picture("guest-or-member")
		s.givePassword(umino)
		s.isConfirm()
		s.isMember(umino)
		s.says("見本ビル5階")
		s.order()
		s.isComplete()
		w.wantPaid(1)
		w.wantLinked(umino.ID, false)
	})
}

// Already logged in: no second password (R4-3).
func TestR4_3_MemberLoggedInIsNotAskedAgain(t *testing.T) {
	onAll(t, func(_ *testing.T, w *world, s *shopper) {
		s.logIn(umino)
		s.fill()
		s.begin()
		s.chooses(taro, "1111")
		s.isConfirm()
		s.isMember(umino)
		if asked := s.asked("login?next=amazon"); len(asked) > 0 {
			s.t.Errorf("the password was asked for: %s", asked)
		}
		w.wantLinked(umino.ID, false)
	})
}

// Who is no member goes on without an account, with everything filled in (R4-4).
func TestR4_4_GuestGoesOnWithoutAnAccount(t *testing.T) {
	onAll(t, func(_ *testing.T, _ *world, s *shopper) {
		s.fill()
		s.begin()
		s.chooses(taro, "1111")
		s.arrive(s.front() + "login")
		s.says("会員でない方")
		s.press("a", "購入手続きへ進む")
		s.isRegister()
		s.until(`document.getElementById("name").value`)
		for field, want := range map[string]string{
			"name": "山田 太郎", "email": "taro@example.jp", "phone": "0300000000", "postal_code": "100-0001", "region": "東京都",
			"city": "千代田区", "line1": "千代田1-2-3", "line2": "見本ビル5階",
		} {
			if got := s.valueOf(field); got != want {
				s.t.Errorf("%s is filled in as %q, want %q", field, got, want)
			}
		}
		s.isMember(account{})
	})
}

// Amazon logs a linked member in on the login page and in the cart; the register page's buttons do not (R4-11, R4-6).
func TestR4_11_WhereAmazonLogsIn(t *testing.T) {
	onMost(t, func(_ *testing.T, w *world, s *shopper) {
		w.link(taro, hanako)
		s.open(s.front() + "mypage") // leads to the login page
		s.picture("login")
		s.pressLogin()
		s.signsInAs(taro)
		s.consents()
		s.arrive(s.front() + "mypage")
		s.isMember(hanako)

		s.logOut()
		s.fill()
		s.press("a", "購入手続きへ進む")
		s.arrive(s.front() + "register")
		s.says("会員ログインは行われません")
		s.pressLogin()
		s.chooses(taro, "1111")
		s.isRegister()
		s.until(`document.getElementById("name").value === "山田 太郎"`)
		s.isMember(account{})
		if asked := s.asked("/noren/login"); len(asked) != 1 {
			s.t.Errorf("the shop's login URL was asked for %d times, want once, from the login page", len(asked))
		}
	})
}
