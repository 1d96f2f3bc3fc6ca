package e2e

import (
	"net/url"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// Whoever has only the return address sees nothing of the shopper's (X-8, pitfall 20): another browser gets a neutral page.
func TestPitfall20_ReturnInAnotherBrowser(t *testing.T) {
	w, s := alone(t)
	s.register("1111")
	address := s.last("/review?")
	stranger := w.shopper(false)
	stranger.open(address)
	stranger.says("お客様の情報を守る")
	stranger.picture("9-neutral")
	stranger.silent("山田", "千代田区", "taro@example.jp", "0300000000", "Visa")
	s.confirmPage()
	s.order()
	s.isComplete()
	w.wantPaid(1)
}

// Somebody else's session id in the return address opens nothing (pitfall 28).
func TestPitfall28_ForeignSessionInReturnAddress(t *testing.T) {
	w, s := alone(t)
	s.register("1111")
	other := w.shopper(false)
	other.fill()
	other.begin()
	other.signIn()
	mine, err := url.Parse(s.last("/review?"))
	if err != nil {
		t.Fatal(err)
	}
	theirs := strings.Split(other.last("/launch/"), "/launch/")[1]
	mine.Path = "/return/" + theirs + "/review"
	other.open(mine.String())
	other.silent("千代田区", "Visa")
	s.confirmPage()
	s.order()
	s.isComplete()
	w.wantPaid(1)
}

// Reloading the return pages and the complete page pays nothing twice (pitfalls 1, 6).
func TestPitfall6_ReloadOfReturnPages(t *testing.T) {
	w, s := alone(t)
	s.register("1111")
	s.open(s.last("/review?"))
	s.isRegister()
	s.confirmPage()
	s.order()
	number := s.isComplete()
	s.open(s.last("/result?"))
	if again := s.isComplete(); again != number {
		t.Errorf("order %s became %s", number, again)
	}
	s.run(chromedp.Reload())
	s.isComplete()
	w.wantPaid(1)
}

// The back button from Amazon leads to the shop, not to Amazon again, and the button works (pitfall 23, design.md 4).
func TestBackButtonFromAmazon(t *testing.T) {
	onWhole(t, func(_ *testing.T, w *world, s *shopper) {
		s.fill()
		s.begin()
		s.wait("button", "山田 太郎")
		s.evaluateVoid("history.back()")
		s.arrive(s.front() + "cart")
		s.wait("button[data-do=begin]:not([aria-disabled=true])", "Amazon")
		s.begin()
		s.signIn()
		s.choose("1111")
		s.isRegister()
		s.confirmPage()
		s.order()
		s.isComplete()
		w.wantPaid(1)
	})
}

// A double click on either button is one step (pitfalls 6, 21).
func TestPitfall6_DoubleClicks(t *testing.T) {
	w, s := alone(t)
	s.fill()
	s.pressTwice("button[data-do=begin]", "Amazon")
	s.arrive("amazon.localhost")
	s.signIn()
	s.choose("1111")
	s.isRegister()
	s.confirmPage()
	s.pressTwice("button[data-do=confirm]", "")
	s.isComplete()
	if n := len(s.asked("/embed/v1/begin")) + len(s.asked("/embed/v1/confirm")); n != 2 {
		t.Errorf("%d calls for two steps", n)
	}
	w.wantPaid(1)
}

// Two tabs with one cart, both go the whole way: one payment, and the other tab is told (pitfalls 6, 21).
func TestPitfall6_TwoTabsOneCart(t *testing.T) {
	w, first := alone(t)
	first.register("1111")
	second := first.another()
	second.open(second.front() + "cart")
	second.begin()
	second.signIn()
	second.choose("4444")
	second.isRegister()
	first.confirmPage()
	second.confirmPage()
	first.lingers()
	first.order()
	first.isProcessing()
	second.order()
	second.isComplete()
	first.pay()
	first.arrive(w.ShopURL)
	w.sweep()
	w.wantPaid(1)
	if n := len(w.orders()); n != 1 {
		t.Errorf("%d orders, want one", n)
	}
}

// The cart grows in another tab while the shopper pays: what was confirmed is what is paid (design.md 4, pitfall 14).
func TestPitfall14_CartChangedWhileAtAmazon(t *testing.T) {
	w, s := alone(t)
	s.register("1111")
	s.confirmPage()
	s.lingers()
	s.order()
	s.isProcessing()
	other := s.another()
	other.put(book)
	s.pay()
	s.isComplete()
	w.wantPaid(1)
	if total := w.orders()[0].Total; total != 1956 {
		t.Errorf("paid %d yen, confirmed were 1956", total)
	}
	other.open(other.front() + "cart")
	other.says("¥550")
}

// Another address and another card: back at Amazon, and to the same page with what was typed (R4-7).
func TestR4_7_ChangeAddressAndCard(t *testing.T) {
	on(t, func(_ *testing.T, w *world, s *shopper) {
		s.register("1111")
		s.evaluateVoid(`(() => { const e = document.querySelector("textarea"); e.value = "熨斗をお願いします"; e.dispatchEvent(new Event("input", {bubbles: true})); e.dispatchEvent(new Event("change", {bubbles: true})); })()`)
		s.press("button[data-what=address]", "")
		s.arrive("amazon.localhost")
		s.press("label", "横浜市")
		s.press("button", "続行")
		s.isRegister()
		s.says("みなとみらい")
		if kept := evaluate[string](s, `document.querySelector("textarea").value`); kept != "熨斗をお願いします" {
			s.fail("typed text became " + kept)
		}
		s.press("button[data-what=payment]", "")
		s.arrive("amazon.localhost")
		s.press("label", "4444")
		s.press("button", "続行")
		s.isRegister()
		s.says("Mastercard")
		s.confirmPage()
		s.order()
		s.isComplete()
		w.wantPaid(1)
	})
}
