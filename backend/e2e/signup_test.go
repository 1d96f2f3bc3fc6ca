package e2e

import "testing"

// From the cart to the registration page, to Amazon and back: the form is filled in, and who registers is linked. The next login
// by Amazon is a member's (R4-1).
func TestR4_1_WhoRegistersByAmazonIsLinked(t *testing.T) {
	onMost(t, func(t *testing.T, _ *world, s *shopper) {
		s.fill()
		s.press("a", "会員登録して購入手続きへ進む")
		s.arrive(s.front() + "signup")
		s.says("会員登録すると、Amazonアカウントも同時に連携されます")
		s.says("会員登録の入力を省略できます")
		s.picture("signup")
		s.pressLogin()
		s.chooses(taro, "1111")
		s.arrive(s.front() + "signup")
		s.until(`document.getElementById("family_name").value`)
		s.isFilledIn()
		s.signsUp()
		s.arrive(s.front() + "cart")
		s.says("会員登録が完了しました")
		s.says("連携も済みました")
		s.says("深蒸し煎茶")
		s.picture("signup-cart")

		s.open(s.front() + "mypage")
		s.says("Amazonアカウントと連携済みです")
		if s.sees("noren-link button", "") || s.sees("button", "他サイトＩＤ連携") {
			t.Error("my page offers to link once more")
		}
		s.picture("mypage-linked")
		s.press("a", "連携の確認・解除")
		s.isLinked()

		s.logOut()
		s.open(s.front() + "login")
		s.pressLogin()
		s.signsInAs(taro)
		s.consents()
		s.arrive(s.front() + "mypage")
		s.isMember(account{Name: "山田 太郎"})
	})
}

// isFilledIn checks what the registration page knows from Amazon. Nobody's kana is invented.
func (s *shopper) isFilledIn() {
	s.t.Helper()
	for field, want := range map[string]string{
		"family_name": "山田", "given_name": "太郎", "family_kana": "", "given_kana": "", "email": "taro@example.jp", "phone": "0300000000",
		"postal_1": "100", "postal_2": "0001", "region": "東京都", "city": "千代田区", "line1": "千代田1-2-3", "line2": "見本ビル5階", "password": "",
	} {
		if got := s.valueOf(field); got != want {
			s.t.Errorf("%s is filled in as %q, want %q", field, got, want)
		}
	}
}

// The Amazon account belongs to another member: the registration stands, the page says neutrally that it was not linked, and
// offers the login (R4-1, X-13).
func TestR4_1_AccountOfAnotherMemberIsNotLinked(t *testing.T) {
	on(t, func(_ *testing.T, w *world, s *shopper) {
		w.link(taro, hanako)
		s.open(s.front() + "signup")
		s.pressLogin()
		s.signsInAs(taro)
		s.consents()
		s.arrive(s.front() + "signup")
		s.until(`document.getElementById("family_name").value`)
		s.silent(hanako.Name, hanako.Email, hanako.ID)
		s.signsUp()
		s.arrive(s.front() + "signup/complete")
		s.says("連携はできませんでした")
		s.picture("signup-conflict")
		s.silent(hanako.Name, hanako.Email, hanako.ID)
		s.isMember(account{Name: "山田 太郎"})
		w.wantLinked(hanako.ID, true)
		s.press("a", "別の会員 ID でログインする")
		s.givePassword(hanako)
		s.arrive(s.front() + "mypage")
		s.isMember(hanako)
	})
}

// The registration page without Amazon works as any other, and links nobody (R4-1).
func TestR4_1_RegistrationByHandLinksNobody(t *testing.T) {
	_, s := alone(t)
	s.block("*://*:*/embed/*")
	s.open(s.front() + "signup")
	for field, text := range map[string]string{
		"family_name": "山田", "given_name": "次郎", "email": "jiro@example.jp", "phone": "03-0000-0000", "postal_1": "100", "postal_2": "0001",
		"city": "千代田区", "line1": "千代田1-2-3",
	} {
		s.types(field, text)
	}
	s.evaluateVoid(`document.getElementById("region").value = "東京都"`)
	s.signsUp()
	s.arrive(s.front() + "mypage")
	s.says("会員登録が完了しました")
	s.silent("連携も済みました")
	s.isMember(account{Name: "山田 次郎"})
}
