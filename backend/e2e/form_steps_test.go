package e2e

import (
	"fmt"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
)

// The steps of forms that Amazon fills in.

// values are what fields of the shop's form hold, by their ids.
type values map[string]string

// What the register page knows of 山田 太郎.
var taroAtHome = values{
	"name": "山田 太郎", "email": "taro@example.jp", "phone": "0300000000",
	"postal_code": "100-0001", "region": "東京都", "city": "千代田区", "line1": "千代田1-2-3", "line2": "見本ビル5階",
}

// holds waits until the fields hold all that.
func (s *shopper) holds(want values) {
	s.t.Helper()
	for field, value := range want {
		s.until(fmt.Sprintf("document.getElementById(%q)?.value === %q", field, value))
	}
}

// still fails unless the fields hold all that now.
func (s *shopper) still(want values) {
	s.t.Helper()
	for field, value := range want {
		if got := s.valueOf(field); got != value {
			s.fail(fmt.Sprintf("%s holds %q, want %q", field, got, value))
		}
	}
}

// empty is the purchaser's or («delivery_») the delivery's part of the register page with nothing in it.
func empty(prefix string) values {
	nothing := values{}
	for _, field := range []string{"name", "phone", "postal_code", "region", "city", "line1", "line2"} {
		nothing[prefix+field] = ""
	}
	return nothing
}

// toRegister goes from the cart to the register page without Amazon.
func (s *shopper) toRegister() {
	s.t.Helper()
	s.fill()
	s.press("aside a, .summary a", "購入手続きへ進む")
	s.arrive(s.front() + "register")
	s.wait("[data-do=reflect]", "")
	s.wait("button[data-do=begin]", "Amazonアカウントでログイン")
}

// isTicked fails unless the check box of reflection stands so.
func (s *shopper) isTicked(want bool) {
	s.t.Helper()
	s.wait("[data-do=reflect]", "")
	if got := evaluate[bool](s, found("[data-do=reflect]", "")+".checked"); got != want {
		s.fail(fmt.Sprintf("the check box is ticked: %v, want %v", got, want))
	}
}

// isPaidByAmazon fails unless Amazon Pay is the chosen way to pay.
func (s *shopper) isPaidByAmazon() {
	s.t.Helper()
	s.until(`document.querySelector("[name=payment]:checked")?.value === "amazon_pay"`)
}

// pressPay presses 「Amazonアカウントでお支払い」 on the register page.
func (s *shopper) pressPay() {
	s.t.Helper()
	s.press("label.choice", "Amazon Pay")
	s.press("button[data-do=begin]", "Amazonアカウントでお支払い")
	s.arrive("amazon.localhost")
}

// changes goes to Amazon by a button of an element, chooses there, and comes back to the register page.
func (s *shopper) changes(button, choice string) {
	s.t.Helper()
	s.press(button, "")
	s.arrive("amazon.localhost")
	s.press("label", choice)
	s.press("button", "続行")
	s.arrive(s.front() + "register")
	s.wait(button, "")
}

// wantLogins fails unless Noren has led to the shop's login URL so many times.
func (s *shopper) wantLogins(n int) {
	s.t.Helper()
	if asked := s.asked("/noren/login"); len(asked) != n {
		s.t.Errorf("the shop's login URL was asked for %d times, want %d", len(asked), n)
	}
}

// isBrowser makes the browser call itself another one, such as that of an app.
func (s *shopper) isBrowser(agent string) {
	s.t.Helper()
	call(s, emulation.SetUserAgentOverride, emulation.SetUserAgentOverrideParams{
		UserAgent:         agent,
		UserAgentMetadata: &emulation.UserAgentMetadata{Platform: "Android", PlatformVersion: "10", Model: "K", Mobile: s.phone},
	})
}

// answers types into a field of one of our own elements.
func (s *shopper) answers(field, text string) {
	s.t.Helper()
	s.press("[data-field="+field+"]", "")
	evaluate[bool](s, "("+found("[data-field="+field+"]", "")+".select(), true)")
	call(s, input.InsertText, input.InsertTextParams{Text: text})
}
