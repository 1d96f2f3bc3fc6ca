package e2e

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/network"

	"noren/backend/demo"
)

// A guest buys from the cart to the complete page (R4-4, R4-7, R4-8), and the program has taken over on the way.
func TestR4_8_GuestBuysFromCartWithTheProgramAlive(t *testing.T) {
	on(t, func(_ *testing.T, w *world, s *shopper) {
		s.register("1111")
		s.wait("[data-noren-program=live] button[data-what=address]", "")
		s.confirmPage()
		s.wait("[data-noren-program=live] button[data-do=confirm]", "")
		s.order()
		s.isComplete()
		w.wantPaid(1)
		s.quiet()
	})
}

// The register page's button leads to Amazon and back to the same page (R4-6).
func TestR4_6_GuestBuysFromRegisterPage(t *testing.T) {
	on(t, func(_ *testing.T, w *world, s *shopper) {
		s.fill()
		s.press("a", "購入手続きへ進む")
		s.arrive("/register")
		s.press("label.choice", "Amazon Pay")
		s.begin()
		s.signIn()
		s.choose("4444")
		s.isRegister()
		if !evaluate[bool](s, `document.querySelector("[name=payment][value=amazon_pay]").checked`) {
			t.Error("Amazon Pay is not chosen on return")
		}
		s.confirmPage()
		s.says("Amazon Pay (Mastercard **)")
		s.order()
		s.isComplete()
		w.wantPaid(1)
		s.quiet()
	})
}

// All four elements stand in the shop's own form on the confirm page, and none of their buttons sends it.
func TestElementsInTheShopsForm(t *testing.T) {
	on(t, func(t *testing.T, w *world, s *shopper) {
		s.register("1111")
		s.confirmPage()
		inside := evaluate[[]string](s, `[...document.querySelectorAll("form noren-pay, form noren-address, form noren-payment, form noren-order")]
			.filter(e => e.shadowRoot.querySelector("button")).map(e => e.localName).sort()`)
		if got := strings.Join(inside, " "); got != "noren-address noren-order noren-pay noren-payment" {
			t.Errorf("drawn in the form: %s", got)
		}
		for _, heading := range []string{"お届け先", "お支払い方法"} {
			if n := strings.Count(s.text(), heading+"\n") + strings.Count(s.text(), heading+"山"); n > 1 {
				t.Errorf("%s stands there %d times", heading, n)
			}
		}
		if s.sees("h2", "お支払い方法を選び直す") {
			t.Error("another way to pay is offered beside the order button")
		}
		s.before(`addEventListener("submit", () => localStorage.setItem("submitted", location.href), true)`)
		s.order()
		s.isComplete()
		if sent := evaluate[string](s, `localStorage.getItem("submitted") ?? ""`); sent != "" {
			t.Errorf("the shop's form was sent at %s", sent)
		}
		w.wantPaid(1)
	})
}

// Without the WebAssembly everything sells: the file does not come.
func TestWithoutWebAssembly_Blocked(t *testing.T) {
	on(t, func(_ *testing.T, w *world, s *shopper) {
		s.block("*://*:*/*.wasm")
		s.buysWithServersHTML()
		w.wantPaid(1)
	})
}

// Without the WebAssembly everything sells: the shop's policy does not allow it, and then it is not even downloaded.
func TestWithoutWebAssembly_Policy(t *testing.T) {
	t.Parallel()
	w := start(t, demo.Config{ManualTime: true, AroundShop: withoutWebAssembly})
	s := w.shopper(false)
	s.buysWithServersHTML()
	w.wantPaid(1)
	if asked := s.asked(".wasm"); len(asked) > 0 {
		t.Errorf("downloaded although it may not run: %s", asked)
	}
}

// withoutWebAssembly takes 'wasm-unsafe-eval' out of the shop's Content-Security-Policy.
func withoutWebAssembly(shop http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		shop.ServeHTTP(&stricter{w}, r)
	})
}

type stricter struct{ http.ResponseWriter }

func (s *stricter) WriteHeader(status int) {
	const name = "Content-Security-Policy"
	s.Header().Set(name, strings.ReplaceAll(s.Header().Get(name), " 'wasm-unsafe-eval'", ""))
	s.ResponseWriter.WriteHeader(status)
}

func (s *shopper) buysWithServersHTML() {
	s.t.Helper()
	s.register("1111")
	s.confirmPage()
	s.order()
	if s.sees("[data-noren-program=live]", "") {
		s.t.Error("the program is alive")
	}
	s.isComplete()
}

// Third-party cookies are blocked: we set none in the shop's page.
func TestThirdPartyCookiesBlocked(t *testing.T) {
	on(t, func(t *testing.T, w *world, s *shopper) {
		call(s, network.SetCookieControls, network.SetCookieControlsParams{EnableThirdPartyCookieRestriction: true})
		if s.sendsThirdPartyCookies() {
			t.Fatal("the browser does not block third-party cookies")
		}
		s.register("1111")
		s.confirmPage()
		s.order()
		s.isComplete()
		w.wantPaid(1)
		s.quiet()
	})
}

// sendsThirdPartyCookies tries it: a page of one site asks another site twice, with cookies.
func (s *shopper) sendsThirdPartyCookies() bool {
	s.t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Access-Control-Allow-Origin", r.Header.Get("Origin"))
		w.Header().Set("Access-Control-Allow-Credentials", "true")
		http.SetCookie(w, &http.Cookie{Name: "seen", Value: "yes", Secure: true, HttpOnly: true, SameSite: http.SameSiteNoneMode})
		_, _ = w.Write([]byte(r.Header.Get("Cookie")))
	}))
	s.t.Cleanup(server.Close)
	_, port, _ := strings.Cut(strings.TrimPrefix(server.URL, "http://"), ":")
	s.open("http://one.localhost:" + port)
	ask := `fetch("http://two.localhost:` + port + `", {credentials: "include"}).then(a => a.text())`
	return strings.Contains(evaluate[string](s, ask+".then(() => "+ask+")"), "seen")
}

// «あと払い（ペイディ）» and gift cards are means of payment like others; digital goods need no address.
func TestR4_14_PaidyAndGiftCardPay(t *testing.T) {
	for name, card := range map[string]string{"Paidy": "ペイディ", "gift card": "ギフトカード"} {
		t.Run(name, func(t *testing.T) {
			w, s := alone(t)
			s.put(book)
			s.begin()
			s.signIn()
			s.press("label", card)
			s.press("button", "続行")
			s.onward()
			s.wait("button[data-what=payment]", "")
			if s.sees("button[data-what=address]", "") {
				t.Error("an address is asked for a book to download")
			}
			s.confirmPage()
			s.order()
			s.isComplete()
			w.wantPaid(1)
		})
	}
}
