package e2e

import (
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp/kb"
)

// choices are the ways to pay on the shop's register page as it is when it is opened now, in order.
func (s *shopper) choices() string {
	s.t.Helper()
	s.open(s.front() + "register")
	s.wait("#payment legend", "お支払い方法")
	return evaluate[string](s, `[...document.querySelectorAll("#payment [data-choice]")].map(e => e.dataset.choice).join(" ")`)
}

func (s *shopper) wantChoices(when, want string) {
	s.t.Helper()
	if got := s.choices(); got != want {
		s.t.Errorf("%s, the register page has %q, want %q", when, got, want)
	}
}

// The shop's payment methods are moved, hidden, added, renamed and removed in the console, and the register page follows at once (R3-10).
func TestR3_10_MethodsInTheConsoleAndAtTheShop(t *testing.T) {
	w, s := alone(t)
	s.put("tea-sencha")
	m := w.atWork(owner, false)
	call(m, emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true})
	m.inShop("/methods")
	m.says("決済グループの設定")
	s.wantChoices("at first", "amazon_pay bank_transfer cash_on_delivery")
	m.movesMethods(s)
	m.hidesMethods(s)
	m.twoChangeMethods()
	m.namesMethods(s)
	m.quiet()
}

// Groups and 「他サイトＩＤ連携設定」 decide about the shop's buttons (R3-11, R3-13).
func TestR3_11_GroupsAndLinkingInTheConsole(t *testing.T) {
	w, s := alone(t)
	s.put("tea-sencha")
	m := w.atWork(owner, false)
	m.inShop("/methods")
	m.ticksGroups(s)
	m.links(s)
	m.quiet()
}

// movesMethods works by keyboard: the focus stays on the method that moves, and what was chosen and not saved stays chosen.
func (s *shopper) movesMethods(buyer *shopper) {
	s.t.Helper()
	s.press(`[name="shown.bank"][value="0"]`, "")
	s.tabBackTo(`[id="up.bank"]`, "")
	s.key(kb.Enter)
	s.says("「銀行振込」を1番目に移動しました")
	s.says("まだ保存されていません")
	s.hasFocus(`[id="down.bank"]`, "下へ")
	s.until(`document.getElementById("up.bank").disabled && document.querySelector('[name="shown.bank"][value="0"]').checked`)
	s.look("methods-moved")
	buyer.wantChoices("after a move", "bank_transfer amazon_pay cash_on_delivery")
	s.key(kb.Enter)
	s.says("「銀行振込」を2番目に移動しました")
	s.hasFocus(`[id="down.bank"]`, "下へ")
	s.key(kb.Enter)
	s.says("「銀行振込」を3番目に移動しました")
	s.hasFocus(`[id="up.bank"]`, "上へ")
	buyer.wantChoices("after two more", "amazon_pay cash_on_delivery bank_transfer")
}

func (s *shopper) hidesMethods(buyer *shopper) {
	s.t.Helper()
	s.press("button.primary", "変更")
	s.says("決済方法の設定を変更しました")
	buyer.wantChoices("hidden", "amazon_pay cash_on_delivery")
	s.inShop("/methods") // without the message, which is to come again
	s.press(`[name="shown.bank"][value="1"]`, "")
	s.press(`[name="shown.amazonpay"][value="0"]`, "")
	s.pressTwice("button.primary", "変更")
	s.says("決済方法の設定を変更しました")
	buyer.wantChoices("Amazon Pay hidden", "cash_on_delivery bank_transfer")
	s.inShop("/methods")
	s.press(`[name="shown.amazonpay"][value="1"]`, "")
	s.press("button.primary", "変更")
	s.says("決済方法の設定を変更しました")
}

// twoChangeMethods saves in another tab what is open in this one.
func (s *shopper) twoChangeMethods() {
	s.t.Helper()
	other := s.another()
	other.inShop("/methods")
	other.press(`[name="shown.cod"][value="0"]`, "")
	other.press("button.primary", "変更")
	other.says("決済方法の設定を変更しました")
	s.press(`[name="shown.bank"][value="0"]`, "")
	s.press("button.primary", "変更")
	s.says(owner + "さんが、先に別の内容を保存しました")
	s.says("いまの保存内容：非表示")
	s.until(`document.querySelector('[name="shown.bank"][value="0"]').checked && document.querySelector('[name="shown.cod"][value="1"]').checked`)
	s.looks("methods-conflict")
	s.press(`[name="shown.bank"][value="1"]`, "")
	s.press("button.primary", "変更")
	s.says("決済方法の設定を変更しました")
}

func (s *shopper) namesMethods(buyer *shopper) {
	s.t.Helper()
	s.press("#method-id", "")
	s.writes("コンビニ")
	s.press("[aria-labelledby=add-method] button", "決済方法を追加する")
	s.says("使えない文字があるか、長すぎます")
	s.until(`document.activeElement.id === "method-id" && document.activeElement.value === "コンビニ"`)
	s.look("methods-wrong")
	s.until(`(document.activeElement.select(), true)`)
	s.writes("konbini")
	s.press("#method-name", "")
	s.writes(`<b onclick="alert(1)">コンビニ</b>`)
	s.pressTwice("[aria-labelledby=add-method] button", "決済方法を追加する")
	s.says(`「<b onclick="alert(1)">コンビニ</b>」を追加しました`)
	s.press(`a[href$="/methods/konbini"]`, "")
	s.says("決済方法の設定に戻る")
	s.look("method")
	s.enter("name", "コンビニ払い")
	s.press("button.primary", "名前を変更する")
	s.says("名前を「コンビニ払い」に変更しました")
	s.press(`a[href$="/methods/konbini"]`, "")
	s.press("a.danger", "削除")
	s.says("「コンビニ払い」を削除しますか")
	s.look("method-remove")
	s.pressTwice("button.danger", "削除する")
	s.says("「コンビニ払い」を削除しました")
	s.press(`a[href$="/methods/bank"]`, "")
	s.enter("name", "お振込")
	s.press("button.primary", "名前を変更する")
	s.says("名前を「お振込」に変更しました")
	buyer.choices()
	buyer.wait("label.choice", "お振込")
}

// opensUntil opens a page of the shop until an element is in a state: Noren hears of a setting within a second.
func (s *shopper) opensUntil(page, element, state string) {
	s.t.Helper()
	for end := time.Now().Add(patience); ; {
		s.open(s.front() + page)
		s.areAll(element, "ready hidden")
		if evaluate[string](s, `document.querySelector("`+element+`").getAttribute("state")`) == state {
			return
		}
		if time.Now().After(end) {
			s.fail(element + " is never " + state)
		}
	}
}

// ticksGroups takes Amazon Pay out of the group of what is in the cart, and puts it in again.
func (s *shopper) ticksGroups(buyer *shopper) {
	s.t.Helper()
	tick := func() {
		s.press(`[name=amazonPay][value=standard]`, "")
		s.press(`form[action$="/groups"] button.primary`, "変更")
		s.says("決済グループの設定を変更しました")
	}
	tick()
	buyer.opensUntil("cart", "noren-pay", "hidden")
	tick()
	buyer.opensUntil("cart", "noren-pay", "ready")
	s.press("#group-id", "")
	s.writes("冷蔵/生 & #1")
	s.press("#group-name", "")
	s.writes("冷蔵")
	s.press("[aria-labelledby=add-group] button", "決済グループを追加する")
	s.says("「冷蔵」を追加しました")
	s.press(`[aria-label="冷蔵 名前の変更・削除"]`, "")
	s.says("グループ「冷蔵」の設定")
	s.look("group")
	s.press("a.danger", "削除")
	s.says("グループ「冷蔵」を削除しますか")
	s.press("button.danger", "削除する")
	s.says("「冷蔵」を削除しました")
}

// links switches 「他サイトＩＤ連携設定」 off: the login page offers Amazon no more.
func (s *shopper) links(buyer *shopper) {
	s.t.Helper()
	s.inShop("/linking")
	s.says("他サイトＩＤ連携設定")
	s.looks("linking")
	s.press(`[name=linking][value="0"]`, "")
	s.press("button.primary", "設定を保存する")
	s.says("他サイトＩＤ連携の設定を保存しました")
	buyer.opensUntil("login", "noren-login", "hidden")
}

// The shop's own data, keys, and the domains for analytics (R1-9, R3-12, X-18).
func TestR1_9_TheShopsOwnDataAndKeys(t *testing.T) {
	w, _ := alone(t)
	m := w.atWork(owner, false)
	m.inShop("/shop")
	m.says("ショップＩＤ")
	m.says(w.ShopID)
	m.says("support@noren.example")
	m.looks("shop")
	m.enter("loginUrl", "https://elsewhere.example/login")
	m.enter("issuer.postalCode", "１５００－０４１")
	m.press(".save button", "保存する")
	m.says("次の1項目をご確認ください")
	m.until(`document.activeElement.name === "loginUrl" && document.activeElement.value === "https://elsewhere.example/login"`)
	m.look("shop-wrong")
	m.enter("loginUrl", w.ShopURL+"/noren/login")
	m.enter("name", `青凪 <i>本店</i>`)
	m.pressTwice(".save button", "保存する")
	m.says("ショップ情報を保存しました")
	m.says("青凪 <i>本店</i>")
	m.makesKeys()
	m.inShop("/analytics")
	for _, host := range []string{"payments.amazon.co.jp", "pay-v2.amazon.co.jp", "pay.localhost"} {
		m.wait("th .code", host)
	}
	m.looks("analytics")
	m.quiet()
}

func (s *shopper) makesKeys() {
	s.t.Helper()
	s.inShop("/keys")
	s.says("すべての権限")
	s.press("form button.primary", "シークレットキーを発行する")
	s.says("権限を一つ以上選んでください")
	s.press(`[name=scope][value="orders:read"]`, "")
	s.pressTwice("form button.primary", "シークレットキーを発行する")
	s.says("いま一度だけ表示されます")
	s.looks("keys-made")
	made := evaluate[string](s, `document.getElementById("made").textContent`)
	if !strings.HasPrefix(made, "sk_") || evaluate[int](s, `document.querySelectorAll("main table:first-of-type tbody tr").length`) != 3 {
		s.t.Errorf("made %.3q, and the list is wrong", made)
	}
	s.inShop("/keys")
	s.says("未使用")
	if strings.Contains(s.text(), made) {
		s.t.Error("the key is shown again")
	}
	s.press("a.danger", "失効させる")
	s.says("このキーを失効させますか")
	s.look("key-revoke")
	s.pressTwice("button.danger", "失効させる")
	s.says("キーを失効させました")
	if _, _, err := s.world.Backend.Shops.ShopOfSecretKey(s.t.Context(), made); err == nil {
		s.t.Error("the key still opens")
	}
	s.press("a.button", "署名キーを発行する")
	s.says("一つ前の鍵は")
	s.press("button.primary", "発行する")
	s.says("署名キーを発行しました")
}
