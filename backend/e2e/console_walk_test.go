package e2e

import (
	"strings"
	"testing"
	"time"

	"noren/backend/contract"
	"noren/backend/ledger"
	"noren/backend/sandbox"
	"noren/backend/staff"
	"noren/backend/store/query"
)

// A new merchant walks from the invitation to the first sale, on a PC and on a smartphone, through the console only: registers at Amazon,
// waits for the review, applies for the service, shows Amazon Pay, gives the shop its keys, and finds the order in the ledger (R1-2, R2-1
// to R2-3, R3-10, R3-11).
func TestR2_1_ANewMerchantsWalkToTheFirstSale(t *testing.T) {
	t.Parallel()
	for name, phone := range map[string]bool{"PC": false, "SP": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			there := w.founds()
			m := w.invitedOwner(phone)
			m.says("注文はまだありません")
			m.look("walk-orders")
			m.registers()

			w.Amazon.Advance(7 * 24 * time.Hour)
			w.wantMails(applicant, sandbox.MailVerification, sandbox.MailAccepted)
			m.goes("契約情報・各種手続き")
			m.press("a.button", "Amazon Pay対応機能の申込手続き")
			m.applies("株式会社潮騒", "8000000000001")
			m.says("申込済み")
			w.wantContract(contract.Applied)
			m.press("a.button.primary", "決済方法の設定")
			m.showsAmazonPay()
			w.wantContract(contract.InUse)
			w.opens(there, m.makesKey("シークレットキー"), m.makesKey("署名キー"), m.addsHook(w.ShopURL+"/webhooks/noren"))

			number := w.shopper(phone).bought()
			w.wantPaid(1)
			m.goes("受注台帳")
			m.press("tbody th a", number)
			m.acts("決済依頼", "form button.primary", "決済依頼を行いました")
			w.wantOrder(ledger.Captured)
			w.soldByItself()
			m.quiet()
		})
	}
}

// invitedOwner is a new shop's owner, who comes by the link in a mail and sets a passkey up.
func (w *world) invitedOwner(phone bool) *shopper {
	w.t.Helper()
	const email = "minato@shiosai.example"
	_, _, err := w.Backend.Accounts.Invite(w.t.Context(), "cli", staff.Invitation{
		Name: "湊 なぎさ", Email: email, Lang: "ja", Shop: w.ShopID, Role: staff.Owner, Mail: true,
	}, false)
	w.must(err)
	m := w.shopper(phone)
	m.authenticator()
	m.open(w.mailedLink(email))
	m.press("button", "パスキーを設定する")
	m.arrive("/console/shops/" + w.ShopID + "/orders")
	return m
}

// goes goes to a page by the menu, which a phone has in a drawer.
func (s *shopper) goes(page string) {
	s.t.Helper()
	if !s.phone {
		s.press("nav.side a", page)
	} else {
		s.press("details.drawer > summary", "")
		s.press("details.drawer a", page)
	}
	s.wait("main h1", page)
}

// registers registers the shop at Amazon, and takes over the credentials that come back.
func (s *shopper) registers() {
	s.t.Helper()
	shop := s.world.ShopURL
	s.goes("契約情報・各種手続き")
	s.says("未申込")
	s.look("walk-contract-new")
	s.press("a.button.primary", "Amazon Payを登録する")
	s.enter("privacyUrl", shop+"/privacy")
	s.press("button", "保存する")
	s.says("プライバシー規約のURLを保存しました")
	s.press("form button.primary", "お申し込み")
	s.press("form button.primary", "Amazonへ進む")
	s.appliesAtAmazon(strings.TrimPrefix(shop, "http://"), shop+"/privacy")
	s.press("button.primary", "この認証情報を登録する")
	s.says("審査中のようです")
	s.look("walk-registered")
}

// applies fills 「Amazon Pay対応機能の申込手続き」 in (R2-3).
func (s *shopper) applies(company, number string) {
	s.t.Helper()
	s.press("[name=kind][value=corporation]", "")
	s.enter("company", company)
	s.enter("corporateNumber", number)
	s.press("[name=terms]", "")
	s.press("[name=reviewed]", "")
	s.press("form button", "お申し込み確認へ進む")
	s.says("まだお申し込みは完了していません")
	s.press("form button.primary", "お申し込み")
	s.says("お申し込みが完了しました")
}

// showsAmazonPay enters the payment group of the shop's goods and ticks it, and switches Amazon Pay to 「表示」.
func (s *shopper) showsAmazonPay() {
	s.t.Helper()
	s.says("決済グループの設定")
	s.look("walk-methods-new")
	s.press("#group-id", "")
	s.writes("standard")
	s.press("#group-name", "")
	s.writes("通常の商品")
	s.press("[aria-labelledby=add-group] button", "決済グループを追加する")
	s.says("「通常の商品」を追加しました")
	s.press(`[name=amazonPay][value=standard]`, "")
	s.press(`form[action$="/groups"] button.primary`, "変更")
	s.says("決済グループの設定を変更しました")
	s.press(`[name="shown.amazonpay"][value="1"]`, "")
	s.press(`form[action$="/methods"] button.primary`, "変更")
	s.says("決済方法の設定を変更しました")
}

// makesKey makes a key of a kind, and reads it, as it is shown this once.
func (s *shopper) makesKey(kind string) string {
	s.t.Helper()
	s.goes("APIキー")
	if kind == "署名キー" {
		s.press("a.button", "署名キーを発行する")
		s.press("button.primary", "発行する")
	} else {
		s.press("[name=all]", "")
		s.press("form button.primary", "シークレットキーを発行する")
	}
	s.says("いま一度だけ表示されます")
	return evaluate[string](s, `document.getElementById("made").textContent`)
}

// addsHook adds an endpoint of webhooks, and reads its secret.
func (s *shopper) addsHook(url string) string {
	s.t.Helper()
	s.goes("Webhook")
	s.enter("url", url)
	s.press("form button", "通知先を追加する")
	s.says("通知先を追加しました")
	return evaluate[string](s, `document.querySelector(".message .code").textContent`)
}

// acts does one thing with the order that is open, which asks first.
func (s *shopper) acts(what, button, said string) {
	s.t.Helper()
	s.press("a.button", what)
	s.press(button, what)
	s.says(said)
}

// soldByItself fails unless the sale was made with the account that came from Amazon by itself (R1-2).
func (w *world) soldByItself() {
	w.t.Helper()
	account, err := w.Backend.Shops.Credentials(w.t.Context(), w.ShopID)
	w.must(err)
	if order := w.orders()[0]; !account.Hosted() || order.MerchantID != account.MerchantID || account.MerchantID == w.Amazon.Merchant().MerchantID {
		w.t.Errorf("sold with account %s, registered is %s (hosted %t)", order.MerchantID, account.MerchantID, account.Hosted())
	}
}

// The contract ends with the month and is revived, on a PC and on a smartphone: after the end a cart that is still open is refused at
// Begin, orders from before are captured, refunded and cancelled in the ledger, and after a new application the shop sells again (R2-5,
// R6-1, R6-3).
func TestR6_3_EndedAndRevivedThroughTheConsole(t *testing.T) {
	on(t, func(t *testing.T, w *world, s *shopper) {
		now := w.Amazon.Now()
		w.Amazon.Advance(contract.MonthOf(now).End().Sub(now) - 15*time.Minute)
		captured, cancelled := s.bought(), s.bought()
		s.fill()
		m := w.atWork(manager, s.phone)
		m.goes("契約情報・各種手続き")
		m.press("a.button", "解約手続きへ進む")
		m.press("[name=agree]", "")
		m.press("form button", "解約確認へ進む")
		m.press("form button.danger", "解約する")
		m.says("解約予約中")
		w.Amazon.Advance(16 * time.Minute)

		s.press("button[data-do=begin]", "Amazon") // the page is from before the end
		s.says("現在Amazon")
		s.put(tea)
		s.areAll("noren-pay", "ready hidden")
		if s.sees("button[data-do=begin]", "") {
			t.Error("the cart still offers Amazon Pay")
		}
		m.actsOnOldOrders(captured, cancelled)

		m.goes("契約情報・各種手続き")
		m.says("解約済み")
		m.press("a.button", "Amazon Pay対応機能の申込手続き")
		m.applies("株式会社青凪", "8000000000001")
		w.wantContract(contract.InUse)
		m.look("walk-revived")
		third := w.shopper(s.phone).bought()
		if state := w.orderOf(third).State; state != string(ledger.Authorised) {
			t.Errorf("the order after the revival is %s", state)
		}
		m.quiet()
	})
}

// actsOnOldOrders captures and refunds one order and cancels the other, after the contract's end.
func (s *shopper) actsOnOldOrders(captured, cancelled string) {
	s.t.Helper()
	s.goes("受注台帳")
	s.press("tbody th a", captured)
	s.acts("決済依頼", "form button.primary", "決済依頼を行いました")
	s.press("a.button", "返金")
	s.enter("amount", "100")
	s.press("form button", "返金")
	s.says("返金を依頼しました")
	s.goes("受注台帳")
	s.press("tbody th a", cancelled)
	s.acts("Amazon Payをキャンセル", "form button.danger", "Amazon Payをキャンセルしました")
	for number, want := range map[string]ledger.State{captured: ledger.Refunding, cancelled: ledger.Cancelled} {
		if got := s.world.orderOf(number).State; got != string(want) {
			s.t.Errorf("the order is %s, want %s", got, want)
		}
	}
}

// orderOf is the order with a number.
func (w *world) orderOf(number string) query.Order {
	w.t.Helper()
	for _, order := range w.orders() {
		if order.Number == number {
			return order
		}
	}
	w.t.Fatalf("no order %s", number)
	return query.Order{}
}
