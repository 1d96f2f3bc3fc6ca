package e2e

import (
	"testing"
	"time"

	"github.com/chromedp/cdproto/network"

	"noren/backend/demo"
)

// What ends while the shopper is elsewhere, and browsers that allow little.

// The cart page stood open for twenty minutes: the token that says who is logged in is over. The button says so or does it; at
// most one more press leads to Amazon.
func TestX8_LoginTokenExpiredMeanwhile(t *testing.T) {
	on(t, func(_ *testing.T, w *world, s *shopper) {
		s.logIn(umino)
		s.fill()
		w.Amazon.Advance(20 * time.Minute)
		s.press("button[data-do=begin]", "Amazon")
		s.until(`location.hostname === "amazon.localhost" || (` + everything + `).includes("画面の有効期限が切れました") ||
			(` + everything + `).includes("もう一度お試しください")`)
		if s.address() == s.front()+"cart" {
			s.picture("cart-expired")
			s.press("button[data-do=begin]", "Amazon")
		}
		s.chooses(taro, "1111")
		s.isConfirm()
		s.isMember(umino)
		s.order()
		s.isComplete()
		w.wantPaid(1)
	})
}

// The member logs out in another tab while this one is at Amazon: the return logs nobody in, shows nothing of the member, and leads on.
func TestX8_LoggedOutWhileAtAmazon(t *testing.T) {
	_, s := alone(t)
	s.logIn(hanako)
	s.fill()
	s.begin()
	s.signIn()
	other := s.another()
	other.logOut()
	s.choose("1111")
	s.arrive(s.world.ShopURL)
	s.until(`document.querySelector("h1")`)
	s.isMember(account{})
	s.silent(hanako.Name, hanako.Email)
	s.picture("logged-out-meanwhile")
	s.wait("main a, main button", "")
}

// Registration with third-party cookies blocked, under a policy that allows no WebAssembly: filled in, registered, linked.
func TestX8_RegistrationInAStrictBrowser(t *testing.T) {
	t.Parallel()
	w := start(t, demo.Config{ManualTime: true, AroundShop: withoutWebAssembly})
	s := w.shopper(true)
	call(s, network.SetCookieControls, network.SetCookieControlsParams{EnableThirdPartyCookieRestriction: true})
	s.open(s.front() + "signup")
	s.pressLogin()
	s.signsInAs(taro)
	s.consents()
	s.arrive(s.front() + "signup")
	s.holds(values{"family_name": "山田", "postal_1": "100", "line1": "千代田1-2-3"})
	s.types("phone", "123")
	s.press("#line1", "")
	s.isMarked("phone")
	s.types("phone", "0300000000")
	s.signsUp()
	s.arrive(s.front() + "mypage")
	s.says("Amazonアカウントと連携済みです")
	s.isMember(account{Name: "山田 太郎"})
	if asked := s.asked(".wasm"); len(asked) > 0 {
		t.Errorf("downloaded although it may not run: %s", asked)
	}
	s.quiet()
}
