package e2e

import (
	"testing"
	"time"

	"noren/backend/checkout"
)

// A declined card leads back to the shop, which says so; another card pays, and there is one order (R4-14, pitfall 9).
func TestPitfall9_DeclinedThenPaidWithAnotherCard(t *testing.T) {
	on(t, func(_ *testing.T, w *world, s *shopper) {
		s.register("3434")
		s.confirmPage()
		s.order()
		s.givesUp()
		s.arrive(s.front() + "confirm")
		s.says("お選びのお支払い方法をご利用いただけませんでした")
		s.picture("8-declined")
		w.wantPaid(0)
		s.begin()
		s.signIn()
		s.choose("1111")
		s.arrive(s.front())
		s.toConfirm()
		s.order()
		s.isComplete()
		w.wantPaid(1)
		if n := len(w.orders()); n != 1 {
			w.t.Errorf("%d orders, want one", n)
		}
	})
}

// givesUp leaves Amazon's page that offers another card after a decline.
func (s *shopper) givesUp() {
	s.t.Helper()
	s.wait("form button, a", "支払わずにショップに戻る")
	s.picture("8-amazon-declined")
	s.press("form button, a", "支払わずにショップに戻る")
}

// toConfirm goes on to the confirm page from wherever the shop takes up a return.
func (s *shopper) toConfirm() {
	s.t.Helper()
	s.until(found("button[data-do=confirm]", "この内容で注文する") + " || " + found("button", "確認画面へ進む"))
	if !s.sees("button[data-do=confirm]", "") {
		s.press("button", "確認画面へ進む")
	}
	s.isConfirm()
}

// Cancelling on Amazon's first page changes nothing: the cart is still there, and its button works (pitfall 2).
func TestPitfall2_CancelledWhileChoosing(t *testing.T) {
	on(t, func(_ *testing.T, w *world, s *shopper) {
		s.fill()
		s.begin()
		s.signIn()
		s.press("button, a", "キャンセル")
		s.arrive(w.ShopURL)
		s.wait("button[data-do=begin], noren-pay", "")
		w.wantPaid(0)
		s.register("1111")
		s.confirmPage()
		s.order()
		s.isComplete()
		w.wantPaid(1)
	})
}

// Cancelling on the processing page ends this try, not the cart (pitfall 2).
func TestPitfall2_CancelledWhilePaying(t *testing.T) {
	on(t, func(_ *testing.T, w *world, s *shopper) {
		s.lingers()
		s.register("1111")
		s.confirmPage()
		s.order()
		s.isProcessing()
		s.press("button, a", "キャンセル")
		s.arrive(s.front() + "confirm")
		s.says("Amazonでのお手続きが中止されました")
		w.wantPaid(0)
	})
}

// The shopper closes the tab at Amazon after paying: the sweeper places the order, and the shop hears of it (pitfalls 3, 4).
func TestPitfall4_TabClosedAfterPaying(t *testing.T) {
	w, s := alone(t)
	s.register("1111")
	s.confirmPage()
	s.lingers()
	s.order()
	s.isProcessing()
	session := w.Amazon.Books().Sessions[0].ID
	s.open("about:blank")
	if _, err := w.Amazon.Pay(session); err != nil {
		t.Fatal(err)
	}
	w.wantState(checkout.AtAmazon)
	w.Amazon.Advance(15 * time.Minute)
	w.sweep()
	w.wantState(checkout.Placed)
	w.sweep() // the webhook that this asked for
	s.open(s.front() + "cart")
	s.says("カートはまだ空です")
}
