package e2e

import (
	"testing"
)

// The check box 「Amazonのアドレス帳の情報を購入者情報に反映する」 and the two buttons of the register page (R4-6).

// A guest: ticked at first. 「Amazonアカウントでログイン」 fills in the purchaser's fields and logs nobody in, although the account is
// linked. Amazon Pay is chosen on return; another way to pay may be chosen, and the data stay.
func TestR4_6_LoginButtonFillsInAndLogsNobodyIn(t *testing.T) {
	onMost(t, func(_ *testing.T, w *world, s *shopper) {
		w.link(taro, hanako)
		s.toRegister()
		s.says("会員ログインは行われません")
		s.isTicked(true)
		s.still(empty(""))
		s.picture("register-guest")
		s.pressLogin()
		s.chooses(taro, "1111")
		s.arrive(s.front() + "register")
		s.holds(taroAtHome)
		s.says("Amazonの情報を")
		s.still(empty("delivery_"))
		s.isTicked(true)
		s.isPaidByAmazon()
		s.isMember(account{})
		s.wantLogins(0)
		s.picture("register-filled")
		s.press("label.choice", "銀行振込")
		s.still(taroAtHome)
		s.press("button", "確認画面へ進む")
		s.arrive(s.front() + "confirm")
		s.says("千代田1-2-3")
		s.press("form button.primary", "この内容で注文する")
		s.arrive(s.front() + "complete")
		s.says("銀行振込")
		w.wantPaid(0)
	})
}

// Ticked, and the shopper has typed: on return empty fields are filled in, what was typed is replaced only after it was shown, and
// every step is undone again.
func TestR4_6_TypedIsShownBeforeItIsReplaced(t *testing.T) {
	onMost(t, func(_ *testing.T, w *world, s *shopper) {
		typed := values{"name": "佐藤 次郎", "phone": "090-1111-2222"}
		s.toRegister()
		for field, text := range typed {
			s.types(field, text)
		}
		s.isTicked(true)
		s.pressPay()
		s.chooses(taro, "4444")
		s.isRegister()
		s.isPaidByAmazon()
		s.isTicked(true)
		s.holds(values{"email": "taro@example.jp", "city": "千代田区", "line1": "千代田1-2-3"})
		s.wait("[part~=offer]", "佐藤 次郎")
		s.still(typed)
		for _, words := range []string{"お名前", "佐藤 次郎", "山田 太郎", "電話番号", "090-1111-2222", "0300000000"} {
			s.wait("[part~=offer]", words)
		}
		s.picture("register-offer")
		s.press("button", "置き換える")
		s.holds(taroAtHome)
		s.picture("register-replaced")
		s.press("button[data-do=undo]", "元に戻す")
		s.holds(typed)
		s.holds(values{"email": "", "city": "", "line1": ""})
		s.isTicked(false)
		s.says("入力を元に戻しました")

		s.press("[part~=reflect]", "") // once more
		s.wait("[part~=offer]", "佐藤 次郎")
		s.press("button", "入力した内容を残す")
		s.holds(values{"email": "taro@example.jp", "city": "千代田区"})
		s.still(typed)
		s.until(`!` + found("[part~=offer]", ""))
		s.confirmPage()
		s.says("佐藤 次郎")
		s.order()
		s.isComplete()
		w.wantPaid(1)
	})
}

// Unticked: the purchaser's fields are untouched, the box is still unticked after the trip, and Amazon's address may go into the
// fields of another delivery address. Ticking it now fills in the purchaser's; unticking takes that back.
func TestR4_6_UntickedLeavesThePurchaserAlone(t *testing.T) {
	onMost(t, func(_ *testing.T, w *world, s *shopper) {
		s.toRegister()
		s.press("[part~=reflect]", "")
		s.isTicked(false)
		s.types("name", "佐藤 次郎")
		s.pressPay()
		s.chooses(taro, "1111")
		s.isRegister()
		s.isTicked(false)
		s.wait("button[data-do=fill-delivery]", "別のお届け先の欄に入力する")
		s.still(values{"name": "佐藤 次郎", "email": "", "postal_code": "", "city": ""})
		s.picture("register-unticked")
		s.press("button[data-do=fill-delivery]", "")
		s.holds(values{"delivery_name": "山田 太郎", "delivery_region": "東京都", "delivery_city": "千代田区", "delivery_line1": "千代田1-2-3"})
		s.until(`document.querySelector("[name=deliver]:checked").value === "elsewhere"`)
		s.still(values{"name": "佐藤 次郎", "email": "", "postal_code": "", "city": ""})
		s.picture("register-delivery")
		s.press("[part~=reflect]", "")
		s.holds(values{"email": "taro@example.jp", "city": "千代田区"})
		s.still(values{"name": "佐藤 次郎"})
		s.press("[part~=reflect]", "")
		s.holds(values{"email": "", "city": ""})
		s.still(values{"name": "佐藤 次郎", "delivery_city": "千代田区"})
		s.types("email", "jiro@example.jp")
		s.types("phone", "09011112222")
		s.confirmPage()
		s.says("佐藤 次郎")
		s.says("千代田1-2-3")
		s.order()
		s.isComplete()
		w.wantPaid(1)
	})
}

// A member who is logged in: unticked at first, and the shop's own data stay. Ticked before the trip, the box is still ticked after it,
// also when Amazon was left without choosing; the shop's data are replaced only after they were shown.
func TestR4_6_MembersBeginUnticked(t *testing.T) {
	onMost(t, func(_ *testing.T, w *world, s *shopper) {
		s.logIn(hanako)
		s.toRegister()
		s.isTicked(false)
		s.wait("#city", "")
		own := values{"name": hanako.Name, "email": hanako.Email, "city": "京都市下京区", "line1": "四条通1-2-3"}
		s.still(own)
		s.picture("register-member-unticked")
		s.pressLogin()
		s.chooses(taro, "1111")
		s.isRegister()
		s.isTicked(false)
		s.wait("button[data-do=fill-delivery]", "")
		s.still(own)

		s.press("[part~=reflect]", "")
		s.wait("[part~=offer]", hanako.Name)
		s.still(own)
		s.press("button", "入力した内容を残す")
		s.press("button[data-what=payment]", "")
		s.arrive("amazon.localhost")
		s.press("button, a", "キャンセル")
		s.arrive(s.front() + "register")
		s.isTicked(true)
		s.holds(own)
		s.isMember(hanako)
		w.wantLinked(hanako.ID, false)
	})
}
