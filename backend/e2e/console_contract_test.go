package e2e

import (
	"testing"
	"time"

	"noren/backend/contract"
	"noren/backend/ledger"
)

// A contract over the end of a month, in the console and in the shop: cancelled, taken back, cancelled again, ended (R6). What was ordered
// before the end is captured and refunded after it; who is in the middle of paying is refused.
func TestR6_3_AContractEndsWithItsMonth(t *testing.T) {
	w, s := alone(t)
	now := w.Amazon.Now()
	w.Amazon.Advance(contract.MonthOf(now).End().Sub(now) - 15*time.Minute)
	s.bought()
	s.register("1111")
	s.confirmPage()

	m := w.atWork(manager, false)
	m.inShop("/contract")
	m.says("利用中")
	m.looks("contract")
	m.press("a.button", "解約手続きへ進む")
	m.says("注意事項に同意する")
	m.press("form button", "解約確認へ進む")
	m.says("注意事項への同意が必要です")
	m.hasFocus("[name=agree]", "")
	m.looks("contract-cancel")
	m.agrees()
	m.look("contract-reserved")
	m.press("a.button", "解約予約キャンセルする")
	m.says("解約を取りやめ")
	m.look("contract-revoke")
	m.press("form button", "OK")
	m.says("解約予約をキャンセルしました")
	w.wantContract(contract.InUse)
	m.inShop("/contract/cancel")
	m.agrees()

	w.Amazon.Advance(16 * time.Minute)
	m.inShop("/contract")
	m.says("解約済み")
	m.says("Amazon Payを登録する")
	if m.sees("a.button", "解約") {
		t.Error("what has ended can be cancelled")
	}
	s.order()
	s.says("現在Amazon")
	s.picture("contract-ended-meanwhile")
	s.put("tea-sencha")
	s.says("購入手続きへ進む")
	if s.sees("button[data-do=begin]", "") {
		t.Error("the cart still offers Amazon Pay")
	}
	w.wantPaid(1)
	w.afterTheEnd()
	m.quiet()
}

// agrees goes from the notes to the reserved end, with two presses in the end.
func (s *shopper) agrees() {
	s.t.Helper()
	s.press("[name=agree]", "")
	s.press("form button", "解約確認へ進む")
	s.wait("form button.danger", "解約する")
	s.look("contract-cancel-confirm")
	s.pressTwice("form button.danger", "解約する")
	s.says("解約予約中")
	s.world.wantContract(contract.Reserved)
}

// After the end the service is applied for anew, first with a form that is wrong; Amazon Pay is offered again at once (R2-3, R1-5).
func TestR2_3_AppliedForAnewInTheConsole(t *testing.T) {
	w, s := alone(t)
	w.must(w.Backend.Shops.Contracts().Reserve(t.Context(), "cli", w.ShopID))
	now := w.Amazon.Now()
	w.Amazon.Advance(contract.MonthOf(now).End().Sub(now))
	m := w.atWork(manager, false)
	m.inShop("/contract")
	m.says("解約済み")
	m.looks("contract-ended")
	m.press("a.button", "Amazon Pay対応機能の申込手続き")
	m.appliesForTheService()
	w.wantContract(contract.InUse)
	s.put("tea-sencha")
	s.wait("button[data-do=begin]", "Amazon")
	m.quiet()
}

// appliesForTheService fills the application in, first without the boxes, and presses twice in the end.
func (s *shopper) appliesForTheService() {
	s.t.Helper()
	s.says("サービス規約を読む")
	s.press("[name=kind][value=sole_trader]", "")
	s.press("form button", "お申し込み確認へ進む")
	s.says("個人事業主と個人の方はお申し込みいただけません")
	s.press("[name=kind][value=corporation]", "")
	s.enter("company", "株式会社青凪")
	s.enter("corporateNumber", "8000000000001")
	s.press("form button", "お申し込み確認へ進む")
	s.says("サービス規約への同意が必要です")
	s.hasFocus("[name=terms]", "")
	s.looks("contract-apply")
	s.press("[name=terms]", "")
	s.press("[name=reviewed]", "")
	s.press("form button", "お申し込み確認へ進む")
	s.says("まだお申し込みは完了していません")
	s.looks("contract-apply-confirm")
	s.pressTwice("form button.primary", "お申し込み")
	s.says("利用中")
}

// afterTheEnd captures the order that was placed before, and returns a part of it.
func (w *world) afterTheEnd() {
	w.t.Helper()
	order := w.orders()[0].ID
	_, err := w.Backend.Book.Capture(w.t.Context(), w.ShopID, order, ledger.Act{By: "cli"})
	w.must(err)
	w.wantOrder(ledger.Captured)
	_, err = w.Backend.Book.Refund(w.t.Context(), w.ShopID, order, ledger.Act{By: "cli"}, ledger.RefundWish{Amount: 100})
	w.must(err)
	w.wantOrder(ledger.Refunding)
}

func (w *world) wantContract(want contract.State) {
	w.t.Helper()
	shop, err := w.Backend.Shops.Get(w.t.Context(), w.ShopID)
	w.must(err)
	if shop.Contract != want {
		w.t.Errorf("the contract is %s, want %s", shop.Contract, want)
	}
}

// The operator sees every shop's contract, what is billed, and sets prices for a coming month (R1-4).
func TestR1_4_TheOperatorsPagesOfContracts(t *testing.T) {
	w, _ := alone(t)
	m := w.atWorkEverywhere()
	m.press("summary", "暖簾 はるか")
	m.press("a", "契約一覧")
	m.says("すべてのショップの契約の状態")
	m.looks("contracts")
	m.press(".tabs a", "請求")
	m.says("¥3,300")
	m.looks("contracts-bill")
	m.press(".tabs a", "料金")
	m.enter("monthly", "many")
	m.press("form button.primary", "確認へ進む")
	m.says("月額利用料は、0から10000000までの整数")
	m.hasFocus("[name=monthly]", "")
	m.looks("contracts-tariff")
	m.enter("monthly", "3500")
	m.press("form button.primary", "確認へ進む")
	m.says("すべてのショップに適用されます")
	m.looks("contracts-tariff-confirm")
	m.press("form button.primary", "料金を保存する")
	m.says("からの料金を保存しました")
	m.open(w.PayURL + "/console/shops/" + w.ShopID + "/contract/terms")
	m.looks("contract-terms")
	m.quiet()
}
