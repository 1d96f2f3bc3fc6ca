package e2e

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"noren/backend/demo"
)

// Attacks on the member login and on the return from Amazon (design.md section 4).

// A stranger stops before the shop's login URL, and sends its address to somebody else: nobody is logged in as the stranger, and
// whoever was logged in stays. The code is used up by that, for everybody.
func TestR4_11_LoginCSRF(t *testing.T) {
	t.Parallel()
	stopped := make(chan string, 1)
	w := start(t, demo.Config{ManualTime: true, AroundShop: func(shop http.Handler) http.Handler {
		return http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
			if r.URL.Path != "/noren/login" || r.Header.Get("Sec-Fetch-Site") == "none" { // typed or followed from a mail
				shop.ServeHTTP(rw, r)
				return
			}
			stopped <- r.URL.RequestURI()
			rw.WriteHeader(http.StatusNoContent)
		})
	}})
	w.link(taro, umino)
	stranger := w.shopper(false)
	stranger.open(stranger.front() + "login")
	stranger.pressLogin()
	stranger.signsInAs(taro)
	stranger.consents()
	address := w.ShopURL + <-stopped

	victim := w.shopper(false)
	victim.logIn(hanako)
	victim.fill()
	victim.open(address)
	victim.says("ログインは行われていません")
	victim.picture("login-lost")
	victim.silent(umino.Name, umino.Email)
	victim.isMember(hanako)
	victim.press("a", "カートに戻る")
	victim.says("深蒸し煎茶")

	guest := w.shopper(true)
	for _, s := range []*shopper{guest, stranger} {
		s.open(address)
		s.says("ログインは行われていません")
		s.isMember(account{})
	}
	guest.picture("login-lost")
}

// A code that has logged a member in is good for nothing afterwards, in this browser and in another.
func TestR4_11_LoginCodeReplay(t *testing.T) {
	w, s := alone(t)
	w.link(taro, hanako)
	s.open(s.front() + "login")
	s.pressLogin()
	s.signsInAs(taro)
	s.consents()
	s.arrive(s.front() + "mypage")
	s.isMember(hanako)
	address := s.last("/noren/login?")
	s.logOut()
	for _, other := range []*shopper{s, w.shopper(true)} {
		other.open(address)
		other.says("ログインは行われていません")
		other.silent(hanako.Name, hanako.Email)
		other.isMember(account{})
	}
}

// Whoever has the address of a return sees nothing; the way on leads to Amazon, where another buyer gets no further and the same
// one does (pitfall 20).
func TestPitfall20_ReturnOfSomebodyElse(t *testing.T) {
	w, s := alone(t)
	w.link(taro, hanako)
	s.fill()
	s.begin()
	s.chooses(taro, "1111")
	s.isConfirm()
	s.logOut()
	s.open(s.front() + "login")
	s.pressLogin()
	s.signsInAs(taro)
	s.consents()
	s.arrive(s.front() + "mypage")
	private := []string{"山田", "千代田区", "taro@example.jp", "0300000000", "Visa", hanako.Name, hanako.Email}
	for _, address := range []string{s.last("/review?"), s.last("/signin?")} {
		for _, buyer := range []string{suzuki, taro} {
			other := w.shopper(true)
			other.open(address)
			other.says("お客様の情報を守る")
			other.silent(private...)
			other.isStranger()
			other.press("a", "Amazonアカウントでログインして続ける")
			other.signsInAs(buyer)
			other.mayConsent()
			if buyer == suzuki {
				other.says("お手続きを始めたときとは別のAmazonアカウントです")
				other.picture("other-buyer")
				other.silent(private...)
				other.press("a", "もう一度試す")
				other.signsInAs(taro)
			}
			other.arrive(w.ShopURL)
			other.until(`Object.keys(sessionStorage).some(key => key.startsWith("noren:shop_") && JSON.parse(sessionStorage[key]).session)`)
			other.picture("resumed")
			other.isMember(account{})
		}
	}
}

// mayConsent agrees at Amazon if it asks: it does so once for each buyer.
func (s *shopper) mayConsent() {
	s.t.Helper()
	s.until(`location.hostname !== "amazon.localhost" || ` + found("button", "同意して続行"))
	if s.sees("button", "同意して続行") {
		s.press("button", "同意して続行")
	}
}

// isStranger fails if the page has set a session of ours for the shop.
func (s *shopper) isStranger() {
	s.t.Helper()
	if got := evaluate[int](s, "Object.keys(sessionStorage).length"); got != 0 {
		s.fail("something is remembered")
	}
}

// The one-time code of the return is worth nothing without the verifier, which only the browser has that left; and it is still
// good there afterwards.
func TestPitfall20_CodeWithoutVerifier(t *testing.T) {
	w, s := alone(t)
	s.fill()
	s.begin()
	s.chooses(taro, "1111")
	s.arrive(s.front() + "login")
	address := evaluate[string](s, `document.querySelector("a[href*='#noren-']").href`)
	thief := w.shopper(false)
	thief.fill()
	thief.open(address)
	thief.arrive(thief.front() + "register")
	evaluate[bool](thief, "Noren.ready.then(() => true)")
	thief.says("お手続きを引き継げませんでした")
	thief.picture("code-stolen")
	thief.silent("山田", "千代田区千代田", "taro@example.jp", "0300000000", "Visa")
	if got := thief.valueOf("name"); got != "" {
		t.Errorf("filled in: %s", got)
	}
	s.press("a", "購入手続きへ進む")
	s.isRegister()
}

// Nobody is led to another site: not by a changed return-to, not by an address of the shop's that names one.
func TestOpenRedirectByReturnTo(t *testing.T) {
	_, s := alone(t)
	const evil = "https://evil.example/"
	s.fill()
	for page, element := range map[string]string{"cart": "noren-pay", "login": "noren-login", "signup": "noren-login"} {
		s.open(s.front() + page)
		s.wait("button[data-do=begin]", "Amazon")
		s.evaluateVoid(fmt.Sprintf(`document.querySelector(%q).setAttribute("return-to", %q)`, element, evil))
		s.press("button[data-do=begin]", "Amazon")
		s.says("お手続き後の戻り先を確認できませんでした")
	}
	s.open(s.front() + "login?next=" + evil + "&returnTo=" + evil)
	s.givePassword(hanako)
	s.arrive(s.front() + "mypage")
	s.open(s.world.ShopURL + "/noren/login?noren_login=A&returnTo=" + evil + "&next=" + evil)
	s.says("ログインは行われていません")
	s.silent(evil)
	for _, address := range s.asked(evil) {
		if strings.HasPrefix(address, evil) {
			t.Errorf("asked for %s", address)
		}
	}
}
