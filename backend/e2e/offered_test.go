package e2e

import (
	"testing"

	"noren/backend/ledger"
	"noren/backend/sandbox"
)

// When Amazon Pay is offered, and what Amazon and the seller do about an order.

// Amazon mails the shopper when the order is placed, and when payment was requested (R4-12).
func TestR4_12_AmazonMailsTheShopper(t *testing.T) {
	on(t, func(t *testing.T, w *world, s *shopper) {
		s.register("1111")
		if mails := w.mails("taro@example.jp"); len(mails) != 0 {
			t.Errorf("mails before the order: %v", mails)
		}
		s.confirmPage()
		s.order()
		s.isComplete()
		s.says("taro@example.jp 宛てに") // the shop's own confirmation
		w.wantMails("taro@example.jp", sandbox.MailOrderPlaced)
		order := w.orders()[0]
		_, err := w.Backend.Book.Capture(t.Context(), w.ShopID, order.ID, ledger.Act{By: "test"})
		w.must(err)
		w.wantMails("taro@example.jp", sandbox.MailOrderPlaced, sandbox.MailPaymentRequested)
	})
}

func (w *world) mails(to string) []sandbox.MailKind {
	var kinds []sandbox.MailKind
	for _, mail := range w.Amazon.Mails() {
		if mail.To == to {
			kinds = append(kinds, mail.Kind)
		}
	}
	return kinds
}

func (w *world) wantMails(to string, want ...sandbox.MailKind) {
	w.t.Helper()
	got := w.mails(to)
	if len(got) != len(want) {
		w.t.Errorf("mails %v, want %v", got, want)
		return
	}
	for i := range want {
		if got[i] != want[i] {
			w.t.Errorf("mails %v, want %v", got, want)
		}
	}
}

// The smartphone site on a PC: Amazon Pay is absent, and a text says to use a smartphone; the rest sells. The PC site works on a
// smartphone (R4-13).
func TestR4_13_SmartphoneSiteOnAPC(t *testing.T) {
	w, s := alone(t)
	s.open(w.ShopURL + "/sp/")
	s.press("form:has([value="+tea+"]) button", "カートに入れる")
	s.arrive("/sp/cart")
	s.says("スマートフォンでご利用いただけます")
	s.picture("sp-site-cart")
	s.press("a", "購入手続きへ進む")
	s.arrive("/sp/register")
	s.says("スマートフォンでご利用いただけます")
	s.picture("sp-site-register")
	if s.sees("label.choice", "Amazon Pay") || s.sees("button[data-do=begin]", "お支払い") {
		t.Error("Amazon Pay is offered")
	}
	s.press("label.choice", "代金引換")
	s.press("a", "パソコン版で見る")
	s.until(`!location.pathname.startsWith("/sp/") && document.readyState === "complete"`)
	s.open(w.ShopURL + "/register")
	s.wait("label.choice", "Amazon Pay")
}

func TestR4_13_PCSiteOnASmartphone(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	s := w.shopper(true)
	s.phone = false // the theme that the steps take; the device stays a phone
	s.register("1111")
	s.confirmPage()
	s.order()
	s.isComplete()
	w.wantPaid(1)
}

// The shop's points and coupons make the payment smaller; the rest is what Amazon is asked for. When nothing is left to pay Amazon
// Pay is not offered, and the reason is told (R4-14).
func TestR4_14_PointsAndCoupons(t *testing.T) {
	on(t, func(_ *testing.T, w *world, s *shopper) {
		s.logIn(hanako)
		s.fill()
		s.enters("coupon", "AONAGI")
		s.says("¥1,827") // 1,296 − 129 + 660
		s.enters("points", "500")
		s.says("¥1,327")
		s.wait("button[data-do=begin]", "Amazon")
		s.begin()
		s.chooses(taro, "1111")
		s.isConfirm()
		s.says("¥1,327")
		s.order()
		s.isComplete()
		w.wantPaid(1)
		if total := w.orders()[0].Total; total != 1327 {
			s.t.Errorf("paid %d yen, want 1327", total)
		}

		s.fill()
		s.enters("points", "2500")
		s.says("お支払いいただく金額がないため")
		s.picture("cart-nothing-to-pay")
		if s.sees("button[data-do=begin]", "Amazon") {
			s.t.Error("Amazon Pay is offered for nothing")
		}
		s.press("a", "購入手続きへ進む")
		s.arrive(s.front() + "register")
		s.wait("label.choice", "お支払いなし")
		if s.sees("label.choice", "Amazon Pay") {
			s.t.Error("Amazon Pay is a choice for nothing")
		}
		s.picture("register-nothing-to-pay")
	})
}

// enters types into the cart's form and leaves the field: the shop's script sends the form then.
func (s *shopper) enters(field, text string) {
	s.t.Helper()
	s.types(field, text)
	s.press("h1", "")
}

// The merchant's own account cannot buy: Amazon says so, no order comes of it, and the shopper goes on with another one (R4-15).
func TestR4_15_SellersOwnAccountCannotBuy(t *testing.T) {
	on(t, func(_ *testing.T, w *world, s *shopper) {
		s.fill()
		s.begin()
		s.signsInAs("seller")
		s.until(`!document.querySelector("button[name=buyer]")`)
		s.says("販売事業者")
		s.picture("amazon-seller")
		if s.sees("button", "続行") {
			s.t.Error("the seller may go on")
		}
		w.wantPaid(0)
		if n := len(w.orders()); n != 0 {
			s.t.Errorf("%d orders", n)
		}
	})
}
