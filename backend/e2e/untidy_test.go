package e2e

import (
	"fmt"
	"testing"
)

// What a buyer's untidy address book becomes in a Japanese form, and what is asked instead of guessed.

// The registration page has split fields: of a name without a blank nobody knows where it is cut; kana are asked. Both are marked
// beside the fields, told once, and gone when the shopper has looked at them; all of it can be undone.
func TestX6_UncertainIsMarkedInSplitFields(t *testing.T) {
	onMost(t, func(_ *testing.T, _ *world, s *shopper) {
		s.open(s.front() + "signup")
		s.pressLogin()
		s.signsInAs("untidy")
		s.consents()
		s.arrive(s.front() + "signup")
		filled := values{
			"family_name": "佐藤一郎", "given_name": "", "family_kana": "", "given_kana": "", "email": "ichiro@example.jp", "phone": "09000000000",
			"postal_1": "150", "postal_2": "0001", "region": "東京都", "city": "渋谷区", "line1": "神宮前1-2-3", "line2": "ミホンビル301",
		}
		s.holds(filled)
		s.wait("noren-hint", "")
		s.isMarked("family_name", "given_name")
		s.says("次の項目は、正しいかご確認ください")
		s.wait("[part~=check]", "姓")
		s.picture("signup-uncertain")
		s.accessible("signup-uncertain")

		s.types("family_name", "佐藤")
		s.types("given_name", "一郎")
		s.until(`![...document.querySelectorAll("noren-hint")].some(e => /^(family|given)_name$/.test(e.parentElement.querySelector("input")?.id))`)
		s.press("button[data-do=undo]", "元に戻す")
		s.holds(values{"email": "", "postal_1": "", "region": "", "city": "", "line1": "", "family_name": "佐藤", "given_name": "一郎"})
		s.until(`!document.querySelector("noren-hint")`)
	})
}

// isMarked waits until a word stands beside the fields, which assistive technology reads with them.
func (s *shopper) isMarked(fields ...string) {
	s.t.Helper()
	for _, field := range fields {
		s.until(fmt.Sprintf(`(document.getElementById(%q).getAttribute("aria-describedby") ?? "").split(" ")
			.some(id => document.getElementById(id)?.localName === "noren-hint" && document.getElementById(id).getClientRects().length)`, field))
	}
}

// One address book, four ways of writing: each becomes the shop's.
func TestX6_EveryWayOfWritingAnAddress(t *testing.T) {
	_, s := alone(t)
	s.fill()
	s.begin()
	s.signsInAs("untidy")
	s.press("label", "渋谷区")
	s.press("button", "続行")
	s.isRegister()
	s.holds(values{"name": "佐藤一郎", "region": "東京都", "city": "渋谷区", "line1": "神宮前1-2-3", "line2": "ミホンビル301", "phone": "09000000000"})
	s.changes("button[data-target=purchaser]", "札幌市")
	s.holds(values{"region": "北海道", "city": "札幌市中央区", "line1": "北一条西1-2", "line2": ""})
	s.changes("button[data-target=purchaser]", "名古屋市")
	s.holds(values{"region": "愛知県", "city": "名古屋市中区", "line1": "三の丸1丁目2番3号", "line2": ""})
	s.changes("button[data-target=purchaser]", "福岡市")
	s.holds(values{"region": "福岡県", "city": "福岡市博多区", "line1": "博多駅前1-2-3", "line2": ""})
	s.picture("register-untidy")
}

// What is wrong is said beside the field when the shopper leaves it, and gone when it is right: by the program where it lives,
// otherwise by our server, with the same words.
func TestX6_WrongInputIsSaidBesideTheField(t *testing.T) {
	onMost(t, func(_ *testing.T, _ *world, s *shopper) {
		s.toRegister()
		s.types("phone", "090-1234-567")
		s.types("postal_code", "15300645")
		s.types("email", "taro")
		s.types("name", "山田 太郎")
		for field, words := range map[string]string{
			"phone": "電話番号は市外局番から、10桁または11桁の数字で", "postal_code": "郵便番号は7桁の数字で", "email": "メールアドレスは",
		} {
			s.isMarked(field)
			s.wait("noren-hint", words)
			s.until(fmt.Sprintf(`document.getElementById(%q).getAttribute("aria-invalid") === "true"`, field))
		}
		s.picture("register-wrong")
		s.accessible("register-wrong")
		s.fits("register-wrong")
		s.types("phone", "090-1234-5678")
		s.types("postal_code", "〒153-0064")
		s.types("email", "taro@example.jp")
		s.press("#note", "")
		s.until(`!document.querySelector("noren-hint") && !document.querySelector("[aria-invalid=true]")`)
	})
}

// A buyer without a telephone number: what a purchase needs and Amazon does not know is asked beside the order button, wrong answers
// are told there, and the answer is part of the order (X-6, R4-5).
func TestX6_MissingPhoneIsAskedAtTheOrderButton(t *testing.T) {
	on(t, func(_ *testing.T, w *world, s *shopper) {
		w.Amazon.AddBuyer(withoutPhone(w))
		s.fill()
		s.begin()
		s.chooses("silent", "1111")
		s.isRegister()
		s.press("button", "確認画面へ進む")
		s.isConfirm()
		s.wait("[data-field=phone]", "")
		s.picture("confirm-question")
		s.accessible("confirm-question")
		s.fits("confirm-question")
		s.order()
		s.says("電話番号をご入力ください")
		w.wantPaid(0)
		s.answers("phone", "090-1234")
		s.order()
		s.says("10桁または11桁の数字で")
		s.picture("confirm-question-wrong")
		s.answers("phone", "090-1234-5678")
		s.order()
		s.isComplete()
		w.wantPaid(1)
	})
}
