package e2e

import (
	"testing"

	"noren/backend/ledger"
)

// The merchant's side of an order: every page of the order book is looked at, and what is pressed on one shows on the other.

const (
	worker  = "水野 あさひ" // staff
	manager = "青木 凪"   // owner
)

// bought is a paid order; it gives the order's number.
func (s *shopper) bought() string {
	s.t.Helper()
	s.register("1111")
	s.confirmPage()
	s.order()
	number := s.isComplete()
	s.world.sweep()
	return number
}

// atWork signs somebody of the shop in, in a browser of their own.
func (w *world) atWork(name string, phone bool) *shopper {
	w.t.Helper()
	s := w.shopper(phone)
	s.open(w.PayURL + "/console")
	s.press("button", name)
	s.arrive("/console/shops/" + w.ShopID + "/")
	return s
}

// inShop opens a page of the console.
func (s *shopper) inShop(path string) {
	s.t.Helper()
	s.open(s.world.PayURL + "/console/shops/" + s.world.ShopID + path)
}

// look is axe, and that nothing scrolls sideways.
func (s *shopper) look(name string) {
	s.t.Helper()
	s.accessible("console-" + name)
	s.fits("console-" + name)
}

// 決済依頼 asks first, is done once however often it is pressed, and the second tab sees what the first did; then a part of the money is
// returned, above the limit after a second question (R5-2, X-11, X-20).
func TestR5_2_CaptureAndRefundInTheConsole(t *testing.T) {
	on(t, func(_ *testing.T, w *world, s *shopper) {
		number := s.bought()
		m := w.atWork(worker, s.phone)
		m.inShop("/orders")
		m.says(number)
		m.look("orders")
		m.press("tbody th a", number)
		m.says("「決済依頼」を行ってください")
		m.look("order")

		m.press("a.button", "決済依頼")
		m.says("決済依頼は取り消せません")
		m.look("capture")
		other := m.another()
		other.open(m.address())
		other.wait("form button.primary", "決済依頼")
		m.pressTwice("form button.primary", "決済依頼")
		m.says("決済依頼を行いました")
		m.look("captured")
		other.press("form button.primary", "決済依頼")
		other.says("画面を開いたあとに変わっています")
		w.wantOrder(ledger.Captured)

		m.press("a.button", "返金")
		m.says("「返金」の確認")
		m.look("refund")
		m.evaluateVoid(`document.querySelector("[name=amount]").value = "９９９，９９９円"`)
		m.press("form button", "返金")
		m.says("までの金額を、数字で入力してください")
		m.look("refund-refused")
		m.evaluateVoid(`document.querySelector("[name=amount]").value = "２９６円"`)
		m.press("form button", "返金")
		m.says("返金を依頼しました")
		w.wantOrder(ledger.Refunding)
	})
}

// 「Amazon Payをキャンセル」 comes first, 「この注文をキャンセル」 after it (R5-3); who may only look is offered nothing.
func TestR5_3_CancelInTwoStepsInTheConsole(t *testing.T) {
	w, s := alone(t)
	number := s.bought()
	m := w.atWork(worker, false)
	m.inShop("/orders?number=" + number)
	m.press("tbody th a", number)
	m.press("summary", "いまは行えない操作と理由")
	m.says("先にお支払いのキャンセルが必要です")
	m.press("a.button", "Amazon Payをキャンセル")
	m.says("「Amazon Payをキャンセル」の確認")
	m.look("cancel")
	m.press("form button.danger", "Amazon Payをキャンセル")
	m.says("Amazon Payをキャンセルしました")
	m.press("a.button", "この注文をキャンセル")
	m.says("「この注文をキャンセル」の確認")
	m.look("cancel-order")
	m.press("form button.danger", "この注文をキャンセル")
	m.says("この注文をキャンセルしました")
	w.wantOrder(ledger.OrderCancelled)
	m.look("cancelled")

	viewer := w.atWork("茶谷 みのり", false)
	viewer.open(m.address())
	viewer.says("閲覧のみの権限")
	if viewer.sees("main form", "") {
		t.Error("who may only look is offered a form")
	}
}

// Every other page of the order book is fit for everybody, and does what it says (X-9, X-10, R5-6, R3-4, X-18).
func TestX20_PagesOfTheOrderBook(t *testing.T) {
	on(t, func(_ *testing.T, w *world, s *shopper) {
		number := s.bought()
		order := w.orders()[0].ID
		m := w.atWork(manager, s.phone)
		for _, page := range []struct{ name, path, says string }{
			{"lists", "/lists", "お支払いはあるが注文がない"},
			{"limits", "/limits", "オーソリの期限"},
			{"bulk-none", "/bulk", "まだ一括決済依頼はありません"},
			{"plan", "/orders/" + order + "/plan", "出荷予定日"},
			{"mail", "/orders/" + order + "/mail", "個別確認メール"},
			{"purchaser", "/orders/" + order + "/purchaser", "Amazonには送信されません"},
			{"mails", "/mails", "注文確認メール"},
			{"templates", "/mails/templates", "Amazonからもお客さまへメールが届きます"},
			{"template", "/mails/templates/order_confirmation", "差し込み項目"},
			{"hooks", "/hooks", "/webhooks/noren"},
			{"notifications", "/notifications", "Amazonから届いた通知"},
			{"search", "/orders?state=authorised&amount_from=1000", number},
			{"search-wrong", "/orders?amount_from=many", "金額（以上）"},
			{"search-empty", "/orders?number=nothing", "該当する注文はありません"},
		} {
			m.inShop(page.path)
			m.says(page.says)
			m.look(page.name)
		}
		m.editsPurchaser(order)
		m.requestsTogether(number)
		m.inShop("/hooks")
		m.press("tbody a", "/webhooks/noren")
		m.says("送信済み")
		m.look("hook")
	})
}

// editsPurchaser changes a name, first wrongly; the history shows it.
func (s *shopper) editsPurchaser(order string) {
	s.t.Helper()
	s.inShop("/orders/" + order + "/purchaser")
	s.evaluateVoid(`document.querySelector("[name=postalCode]").value = "12"`)
	s.press("form button.primary", "保存する")
	s.wait(".fault", "")
	s.look("purchaser-wrong")
	s.inShop("/orders/" + order + "/purchaser")
	s.evaluateVoid(`document.querySelector("[name=givenName]").value = "花子"`)
	s.press("form button.primary", "保存する")
	s.says("購入者情報を変更しました")
	s.inShop("/orders/" + order + "/purchaser")
	s.wait("ins", "花子")
	s.look("purchaser-history")
}

// requestsTogether makes a dry run of the list's one order, starts it, and sees its end.
func (s *shopper) requestsTogether(number string) {
	s.t.Helper()
	s.inShop("/orders?number=" + number)
	s.press("input[name=order]", "")
	s.press("button", "選んだ注文を一括決済依頼")
	s.says("まだ決済依頼は行われていません")
	s.look("bulk-draft")
	s.press("button.primary", "実行する")
	s.says("一括決済依頼を始めました")
	for range 2 {
		if _, err := s.world.Backend.Book.WorkBulks(s.t.Context(), 10); err != nil {
			s.t.Fatal(err)
		}
	}
	s.says("1件中1件が終わりました") // without a press: the page reads itself again
	s.wait(".badge.ok", "完了")
	s.look("bulk-done")
	s.world.wantOrder(ledger.Captured)
}

// wantOrder fails unless the one order is in a state.
func (w *world) wantOrder(want ledger.State) {
	w.t.Helper()
	if got := w.orders()[0].State; got != string(want) {
		w.t.Errorf("the order is %s, want %s", got, want)
	}
}
