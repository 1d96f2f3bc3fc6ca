package e2e

import (
	"crypto/rand"
	"testing"

	"github.com/chromedp/cdproto/emulation"

	"noren/backend/amazonpay"
	"noren/backend/ledger"
	"noren/backend/store/query"
)

// The amount is changed in Seller Central while somebody looks at 「決済依頼」: pressed, it compares first, asks for nothing, and says
// what to do (R5-4). The papers are marked until their figures are corrected, and then print the new ones (R5-9). What was requested
// in Seller Central shows by itself.
func TestR5_4_AmountChangedInSellerCentral(t *testing.T) {
	w, s := alone(t)
	s.bought()
	order := w.orders()[0]
	m := w.atWork(worker, false)
	m.orderPage(order.ID, "/do/capture")
	m.says("決済依頼は取り消せません")
	w.must(w.Amazon.ChangeAmount(order.ChargeID, 1800))
	m.press("form button.primary", "決済依頼")
	m.says("操作は行っていません")
	m.says("セラーセントラルで金額が変更されています（受注台帳：¥1,956、Amazon：¥1,800）。受注台帳からは決済依頼できません。セラーセントラルで決済依頼を行ってください。")
	if m.sees("a.button", "決済依頼") {
		t.Error("決済依頼 is offered")
	}
	m.press("summary", "いまは行えない操作と理由")
	m.says("金額がセラーセントラルで変更されています")
	m.looks("differs")
	m.orderPage(order.ID, "/papers/invoice")
	m.says("送信・印刷の前に、金額を修正してください")
	m.looks("paper-differs")
	m.correctsPapers(order)
	m.inShop("/lists")
	m.wait("#amounts_differ ~ .table th a", order.Number)
	m.looks("lists-differ")

	w.must(w.Amazon.Capture(order.ChargeID, 1800))
	w.hear()
	m.orderPage(order.ID, "")
	m.says("商品を発送してください")
	m.looks("differs-captured")
	w.wantOrder(ledger.Captured)
	if order = w.orders()[0]; order.Captured != 1800 || order.Total != 1956 {
		t.Errorf("captured %d of %d yen", order.Captured, order.Total)
	}
}

// correctsPapers goes from the warning to the figures, adds them up, saves them, and finds them on every paper.
func (s *shopper) correctsPapers(order query.Order) {
	s.t.Helper()
	s.orderPage(order.ID, "")
	s.press(".message a", "金額を修正する")
	s.says("Amazonの金額は¥1,800、注文の金額は¥1,956です")
	s.looks("papers-edit")
	s.enter("total", "１，８００円")
	s.press("button", "保存する")
	s.wait(".fault", "")
	s.looks("papers-wrong")
	s.enter("adjustment", "▲156")
	s.enter("difference", "お値引き")
	s.press("button", "合計を計算する")
	s.says("内訳の合計は¥1,800です")
	s.press("button", "保存する")
	s.says("書類の金額を保存しました")
	for kind, title := range map[string]string{"delivery_note": "納品書", "invoice": "請求書", "receipt": "領収書"} {
		s.orderPage(order.ID, "/papers/"+kind)
		s.wait("h1", title)
		s.wait(".figures .total dd", "¥1,800")
		s.wait(".figures dt", "お値引き")
		s.silent("¥1,956", "金額を修正してください")
		s.looks("paper-" + kind)
		s.prints("paper-" + kind)
	}
	s.orderPage(order.ID, "/mail")
	s.until(`document.querySelector("[name=text]").value.includes("1,800円")`)
	s.silent("金額を修正してください")
	s.orderPage(order.ID, "")
	s.says("書類の金額は修正済みです")
}

// prints looks at the page as it comes out of the printer.
func (s *shopper) prints(name string) {
	s.t.Helper()
	call(s, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"})
	s.until(`getComputedStyle(document.querySelector(".tools")).display === "none" && document.querySelector(".sheet").getClientRects().length`)
	s.picture("print-" + name)
	s.daylight("light")
}

// A payment that Amazon took for an order that was cancelled is nobody's, until somebody accepts it after having read what that means
//
func TestX9_FoundPaymentIsAccepted(t *testing.T) {
	w, s := alone(t)
	s.bought()
	order := w.orders()[0]
	w.must(w.Amazon.CancelCharge(order.ChargeID, "在庫切れ"))
	w.hear()
	w.wantOrder(ledger.Cancelled)
	client, err := w.Backend.Book.Client(t.Context(), order.ShopID, order.MerchantID)
	w.must(err)
	body, err := amazonpay.Encode(amazonpay.ChargeRequest{ChargePermissionID: order.PermissionID, ChargeAmount: amazonpay.JPY(1200), CaptureNow: true})
	w.must(err)
	_, err = client.CreateCharge(t.Context(), amazonpay.IdempotencyKey(rand.Text()), body)
	w.must(err)
	w.hear()
	w.wantOrder(ledger.Attention)

	m := w.atWork(worker, false)
	m.inShop("/lists")
	m.wait("#paid_without_order ~ .table th a", order.Number)
	m.looks("lists-found")
	m.press("tbody th a", order.Number)
	m.says("注文のないお支払いです")
	m.looks("found")
	m.press("a.button", "このお支払いを受け付ける")
	m.says("行われること")
	m.looks("accept")
	m.pressTwice("form button.primary", "このお支払いを受け付ける")
	m.says("この注文のお支払いとして受け付けました")
	m.looks("accepted")
	w.wantOrder(ledger.Captured)
	m.inShop("/lists")
	m.wait("#amounts_differ ~ .table th a", order.Number)
}
