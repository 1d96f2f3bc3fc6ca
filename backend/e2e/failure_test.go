package e2e

import (
	"testing"

	"github.com/chromedp/chromedp"
)

// Every way in which a browser can fail on the way. The shopper always has a next step.

// Left at Amazon without choosing: the same page, with what was typed and the box as it was; the next try goes through (R4-6).
func TestX8_CancelledAtAmazonKeepsTheForm(t *testing.T) {
	on(t, func(_ *testing.T, w *world, s *shopper) {
		s.toRegister()
		s.press("[part~=reflect]", "")
		s.types("name", "佐藤 次郎")
		s.types("note", "熨斗をお願いします")
		s.pressPay()
		s.signIn()
		s.press("button, a", "キャンセル")
		s.arrive(s.front() + "register")
		s.holds(values{"name": "佐藤 次郎", "note": "熨斗をお願いします", "email": ""})
		s.isTicked(false)
		s.says("Amazonアカウントでお支払い")
		s.picture("register-cancelled")
		s.pressPay()
		s.chooses(taro, "1111")
		s.isRegister()
		s.holds(values{"name": "佐藤 次郎", "note": "熨斗をお願いします"})
		s.isTicked(false)
		w.wantPaid(0)
	})
}

// What a tab remembers is lost after the return (pitfall 23): the shop's own form is still there, Amazon is asked once more, and
// the order is one.
func TestX8_LostSessionStorage(t *testing.T) {
	on(t, func(_ *testing.T, w *world, s *shopper) {
		s.register("1111")
		s.holds(taroAtHome)
		evaluate[bool](s, "(sessionStorage.clear(), true)")
		s.press("button", "確認画面へ進む")
		s.arrive(s.front() + "confirm")
		s.wait("h2", "お支払い方法を選び直す")
		s.says("山田 太郎")
		s.picture("confirm-lost")
		s.begin()
		s.signIn()
		s.choose("1111")
		s.arrive(s.front())
		s.toConfirm()
		s.order()
		s.isComplete()
		w.wantPaid(1)
		if n := len(w.orders()); n != 1 {
			s.t.Errorf("%d orders, want one", n)
		}
	})
}

// A browser that keeps nothing in sessionStorage cannot go on with Amazon: the button stands there again, the page works, and the
// shop's other ways to pay are open.
func TestX8_SessionStorageIsForbidden(t *testing.T) {
	_, s := alone(t)
	s.before(`Object.defineProperty(window, "sessionStorage", {get() { throw new DOMException("no", "SecurityError"); }})`)
	s.fill()
	s.begin()
	s.signIn()
	s.choose("1111")
	s.onward()
	s.wait("button[data-do=begin], button[data-what=payment]", "")
	s.press("label.choice", "代金引換")
	for field, text := range taroAtHome {
		if field != "region" {
			s.types(field, text)
		}
	}
	s.evaluateVoid(`(() => { const e = document.getElementById("region"); e.value = "東京都"; e.dispatchEvent(new Event("change", {bubbles: true})); })()`)
	s.press("button", "確認画面へ進む")
	s.arrive(s.front() + "confirm")
	s.says("代金引換")
}

// Back and forward after the return: nothing is lost, nothing is paid, and the order is one.
func TestX8_BackAndForwardAfterTheReturn(t *testing.T) {
	onWhole(t, func(_ *testing.T, w *world, s *shopper) {
		s.toRegister()
		s.pressLogin()
		s.chooses(taro, "1111")
		s.isRegister()
		s.holds(taroAtHome)
		s.evaluateVoid("history.back()")
		s.until(`location.hostname === "amazon.localhost" || document.readyState === "complete"`)
		s.evaluateVoid("history.forward()")
		s.isRegister()
		s.holds(values{"name": "山田 太郎", "city": "千代田区"})
		s.confirmPage()
		s.evaluateVoid("history.back()")
		s.isRegister()
		s.holds(values{"name": "山田 太郎", "city": "千代田区"})
		s.evaluateVoid("history.forward()")
		s.isConfirm()
		s.order()
		s.isComplete()
		s.evaluateVoid("history.back()")
		s.until(`document.readyState === "complete" && !location.pathname.includes("/complete")`)
		w.wantPaid(1)
		if n := len(w.orders()); n != 1 {
			s.t.Errorf("%d orders, want one", n)
		}
	})
}

// A reload at every page of the way changes nothing, the code in the address included (pitfall 23).
func TestX8_ReloadAtEveryPage(t *testing.T) {
	onMost(t, func(_ *testing.T, w *world, s *shopper) {
		again := func() { s.t.Helper(); s.run(chromedp.Reload()) }
		s.fill()
		again()
		s.begin()
		s.wait("button", "山田 太郎")
		again()
		s.signIn()
		again()
		s.choose("1111")
		s.arrive(s.front() + "login")
		again()
		s.isRegister()
		s.holds(taroAtHome)
		again()
		s.isRegister()
		s.holds(taroAtHome)
		s.confirmPage()
		again()
		s.isConfirm()
		s.order()
		number := s.isComplete()
		again()
		if now := s.isComplete(); now != number {
			s.t.Errorf("order %s became %s", number, now)
		}
		w.wantPaid(1)
	})
}

// The cart grows in another tab while this one shows the confirm page: what the page shows is what is paid, and the rest stays in
// the cart (design.md 4, pitfall 14).
func TestX8_CartChangedBeforeTheOrder(t *testing.T) {
	w, s := alone(t)
	s.register("1111")
	s.confirmPage()
	s.says("¥1,956")
	other := s.another()
	other.put(book)
	s.order()
	s.isComplete()
	w.wantPaid(1)
	if total := w.orders()[0].Total; total != 1956 {
		t.Errorf("paid %d yen, shown were 1956", total)
	}
	other.open(other.front() + "cart")
	other.says("¥550")
}

// The other tab has begun to pay the grown cart: the older page comes again with the new total, once, and that is paid then.
func TestX8_OlderCartIsShownAnew(t *testing.T) {
	on(t, func(_ *testing.T, w *world, s *shopper) {
		s.register("1111")
		s.confirmPage()
		s.says("¥1,956")
		other := s.another()
		other.put(book)
		other.begin()
		other.wait("button", "山田 太郎")
		s.order()
		s.says("¥2,506")
		s.wait("button[data-do=confirm]", "この内容で注文する")
		w.wantPaid(0)
		s.picture("confirm-cart-changed")
		s.order()
		s.isComplete()
		w.wantPaid(1)
		if total := w.orders()[0].Total; total != 2506 {
			s.t.Errorf("paid %d yen, shown were 2506", total)
		}
	})
}
