package e2e

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/network"
)

// The steps that journeys are made of.

// on runs a journey on a PC and on a phone.
func on(t *testing.T, journey func(t *testing.T, w *world, s *shopper)) {
	t.Helper()
	onEach(t, (*world).shopper, journey)
}

// onWhole is on with the whole browser.
func onWhole(t *testing.T, journey func(t *testing.T, w *world, s *shopper)) {
	t.Helper()
	onEach(t, (*world).wholeShopper, journey)
}

func onEach(t *testing.T, open func(w *world, phone bool) *shopper, journey func(t *testing.T, w *world, s *shopper)) {
	t.Helper()
	t.Parallel()
	for name, phone := range map[string]bool{"PC": false, "SP": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			journey(t, w, open(w, phone))
		})
	}
}

// alone is a world with one shopper on a PC, for what does not depend on the device.
func alone(t *testing.T) (*world, *shopper) {
	t.Helper()
	t.Parallel()
	w := newWorld(t)
	return w, w.shopper(false)
}

// front is the shop's front page for the shopper's device.
func (s *shopper) front() string {
	if s.phone {
		return s.world.ShopURL + "/sp/"
	}
	return s.world.ShopURL + "/"
}

// put puts a product into the cart, which is shown then.
func (s *shopper) put(sku string) {
	s.t.Helper()
	s.open(s.front())
	s.picture("1-list")
	s.press("form:has([value="+sku+"]) button", "カートに入れる")
	s.arrive("/cart")
}

const (
	tea  = "tea-sencha" // ¥1,296
	book = "book-irekata"
)

// fill puts tea into the cart, and waits for the button there.
func (s *shopper) fill() {
	s.t.Helper()
	s.put(tea)
	s.wait("button[data-do=begin]", "Amazon")
}

// begin presses the button in the cart and lands at Amazon.
func (s *shopper) begin() {
	s.t.Helper()
	s.picture("2-cart")
	s.postcard("cart", "button[data-do=begin]")
	s.press("button[data-do=begin]", "Amazon")
	s.arrive("amazon.localhost")
}

// signIn chooses a test buyer at Amazon.
func (s *shopper) signIn() {
	s.t.Helper()
	s.picture("3-amazon-signin")
	s.press("button", "山田 太郎")
	s.wait("button", "続行")
}

// choose picks a card at Amazon and comes back to the register page.
func (s *shopper) choose(card string) {
	s.t.Helper()
	s.press("label", card)
	s.picture("4-amazon-choose")
	s.postcard("amazon", "label")
	s.press("button", "続行")
}

// register goes the whole way to the register page, with address and card chosen at Amazon.
func (s *shopper) register(card string) {
	s.t.Helper()
	s.fill()
	s.begin()
	s.signIn()
	s.choose(card)
	s.isRegister()
}

// onward waits for the register page. A guest who comes from the cart says on the way that no account is wanted (R4-4).
func (s *shopper) onward() {
	s.t.Helper()
	s.until(fmt.Sprintf(`/(register|login)/.test(location.href) && location.href.startsWith(%q) && document.readyState === "complete"`, s.front()))
	if strings.Contains(s.address(), "/login") {
		s.picture("4-guest")
		s.press("a", "購入手続きへ進む")
	}
	s.arrive(s.front() + "register")
}

// isRegister waits for the register page with what was chosen at Amazon.
func (s *shopper) isRegister() {
	s.t.Helper()
	s.onward()
	s.wait("button[data-what=address]", "")
	s.wait("button[data-what=payment]", "")
}

// confirmPage goes on from the register page.
func (s *shopper) confirmPage() {
	s.t.Helper()
	s.picture("5-register")
	s.press("button", "確認画面へ進む")
	s.isConfirm()
}

func (s *shopper) isConfirm() {
	s.t.Helper()
	s.arrive(s.front() + "confirm")
	s.wait("button[data-do=confirm]", "この内容で注文する")
}

func (s *shopper) order() {
	s.t.Helper()
	s.picture("6-confirm")
	s.postcard("confirm", "button[data-do=confirm]")
	s.press("button[data-do=confirm]", "この内容で注文する")
}

// isComplete waits for the shop's thanks, and gives the order's number.
func (s *shopper) isComplete() string {
	s.t.Helper()
	s.arrive(s.front() + "complete")
	s.says("ご注文ありがとうございます")
	s.picture("7-complete")
	s.postcard("complete", "h1")
	return evaluate[string](s, `document.querySelector(".number b").textContent`)
}

// lingers makes the shopper read Amazon's processing page: it goes on only when pay is pressed.
func (s *shopper) lingers() {
	s.t.Helper()
	s.before(`if (location.hostname === "amazon.localhost") HTMLFormElement.prototype.requestSubmit = () => {}`)
}

func (s *shopper) isProcessing() {
	s.t.Helper()
	s.until(`location.hostname === "amazon.localhost" && document.getElementById("pay")`)
}

// pay finishes Amazon's processing page by hand.
func (s *shopper) pay() {
	s.t.Helper()
	s.press("#pay button.primary", "")
}

// block lets requests to matching addresses fail; the patterns are the browser's URL patterns. None unblocks.
func (s *shopper) block(patterns ...string) {
	s.t.Helper()
	params := network.SetBlockedURLsParams{URLPatterns: []*network.BlockPattern{}}
	for _, pattern := range patterns {
		params.URLPatterns = append(params.URLPatterns, &network.BlockPattern{URLPattern: pattern, Block: true})
	}
	call(s, network.SetBlockedURLs, params)
}

// quiet fails if the console complained.
func (s *shopper) quiet() {
	s.t.Helper()
	if problems := s.console(); len(problems) > 0 {
		s.t.Errorf("console: %q", problems)
	}
}
