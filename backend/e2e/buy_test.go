package e2e

import "testing"

// on runs a journey on a PC and on a phone.
func on(t *testing.T, journey func(t *testing.T, w *world, s *shopper)) {
	t.Helper()
	for name, phone := range map[string]bool{"PC": false, "SP": true} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			journey(t, w, w.shopper(phone))
		})
	}
}

// front is the shop's front page for the shopper's device.
func (s *shopper) front() string {
	if s.phone {
		return s.world.ShopURL + "/sp/"
	}
	return s.world.ShopURL + "/"
}

// fill puts a thing into the cart and goes there.
func (s *shopper) fill() {
	s.t.Helper()
	s.open(s.front())
	s.picture("1-list")
	s.press("button", "カートに入れる")
	s.until(`document.body.textContent.replace(/\s/g, "").includes("カート1")`)
	s.open(s.front() + "cart")
	s.wait("noren-pay", "")
}

// atAmazon signs in and chooses at Amazon's pages.
func (s *shopper) atAmazon(card string) {
	s.t.Helper()
	s.arrive("amazon.localhost")
	s.picture("3-amazon-signin")
	s.press("button", "山田 太郎")
	s.wait("button", "続行")
	s.press("label", card)
	s.picture("4-amazon-choose")
	s.press("button", "続行")
}

// A guest buys from the cart to the complete page (R4-4, R4-7, R4-8).
func TestR4_8_GuestBuysFromCart(t *testing.T) {
	on(t, func(t *testing.T, w *world, s *shopper) {
		s.fill()
		s.wait("button[data-do=begin]", "Amazon")
		s.picture("2-cart")
		s.press("button[data-do=begin]", "Amazon")
		s.atAmazon("1111")
		s.arrive("/checkout")
		s.wait("noren-address", "")
		s.picture("5-register")
		s.press("button, a", "確認")
		s.wait("button[data-do=confirm]", "この内容で注文する")
		s.picture("6-confirm")
		s.press("button[data-do=confirm]", "この内容で注文する")
		s.arrive("complete")
		s.picture("7-complete")
		s.says("ありがとう")
		w.wantPaid(1)
		if problems := s.console(); len(problems) > 0 {
			t.Errorf("console: %q", problems)
		}
	})
}
