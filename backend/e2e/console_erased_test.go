package e2e

import (
	"testing"

	"noren/backend/ledger"
)

// An order whose people were erased says so, in the list and on its page; and who sets the rule reads what it does (issue 8).
func TestIssue8_ErasedPeopleInTheConsole(t *testing.T) {
	on(t, func(t *testing.T, w *world, s *shopper) {
		t.Helper()
		number, order := s.bought(), w.orders()[0].ID
		_, err := w.Backend.Book.Capture(t.Context(), w.ShopID, order, ledger.Act{By: ledger.Noren})
		w.must(err)
		_, err = w.Backend.Book.Forget(t.Context(), w.ShopID, order, ledger.Act{By: ledger.Noren})
		w.must(err)
		m := w.atWork(manager, s.phone)
		m.inShop("/orders")
		m.says("消去済み")
		m.look("orders-erased")
		m.picture("orders-erased")
		m.press("tbody th a", number)
		m.says("に消去されました")
		m.look("order-erased")
		m.picture("order-erased")
		m.inShop("/settings")
		m.says("消去した内容は元に戻せません")
		m.enter("orders.forgetDays", "29")
		m.press(".save button", "保存する")
		m.says("30～3660の日数を数字でご入力ください")
		m.look("settings-forget-wrong")
		m.picture("settings-forget-wrong")
	})
}
