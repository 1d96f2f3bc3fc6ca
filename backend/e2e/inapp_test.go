package e2e

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

const (
	lineOnAndroid     = phoneAgent + " Line/14.0.0/IAB"
	instagramOnIPhone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/22A3354 Instagram 350.0.0.0.0 (iPhone15,2; iOS 18_0; ja_JP)"
)

// In an app's own browser the shopper is offered the way into a real one. LINE opens the address by itself when it is told to; the
// cart comes along, once, and nothing about whose it is.
func TestX7_OutOfLINEWithTheCart(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	s := w.shopper(true)
	s.fill()
	if s.sees("button[data-do=open-browser]", "") {
		t.Error("offered in a real browser")
	}
	s.isBrowser(lineOnAndroid)
	s.logIn(umino)
	s.fill()
	s.says("アプリ内ブラウザでは、Amazonの画面が正しく表示されないことがあります")
	s.picture("line")
	s.accessible("line")
	s.fits("line")
	s.before(`navigation.addEventListener("navigate", e => { if (e.destination.url.includes("openExternalBrowser=1")) { localStorage.outside = e.destination.url; e.preventDefault(); } })`)
	s.run(chromedp.Reload())
	s.press("button[data-do=open-browser]", "ブラウザで開く")
	s.until("localStorage.outside")
	address := evaluate[string](s, "localStorage.outside")

	safari := w.shopper(true)
	safari.open(address)
	safari.arrive("/sp/cart")
	safari.says("カートの中身を引き継ぎました")
	safari.says("深蒸し煎茶")
	safari.isMember(account{})
	safari.silent(umino.Name, umino.Email)
	safari.picture("line-resumed")
	safari.wait("button[data-do=begin]", "Amazon")
	safari.begin()
	safari.signIn()
	safari.choose("1111")
	safari.isRegister()
	safari.confirmPage()
	safari.order()
	safari.isComplete()
	w.wantPaid(1)

	late := w.shopper(false)
	late.open(address)
	late.says("リンクの期限（30分）が過ぎたか、すでに使われています")
	late.picture("line-spent")
	late.accessible("line-spent")
	late.silent("深蒸し煎茶", umino.Name)
	late.wait("a", "商品を見る")
}

// Instagram on an iPhone cannot be left by a link: there either button copies it, and says what to do with it.
func TestX7_OutOfInstagramByCopying(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	s := w.shopper(true)
	s.isBrowser(instagramOnIPhone)
	s.before(`Object.defineProperty(navigator, "clipboard", {value: {writeText: async text => { localStorage.copied = text; }}})`)
	s.fill()
	s.press("button[data-do=copy-link]", "リンクをコピー")
	s.until("localStorage.copied")
	s.says("リンクをコピーしました")
	s.picture("instagram-copied")
	copied := evaluate[string](s, "localStorage.copied")
	if !strings.HasPrefix(copied, w.ShopURL+"/sp/cart/resume?token=") {
		t.Fatalf("copied %s", copied)
	}
	here := s.address()
	s.press("button[data-do=open-browser]", "")
	s.says("リンクをコピーしました")
	if s.address() != here {
		t.Errorf("the app's own browser opened %s", s.address())
	}
	safari := w.shopper(true)
	safari.open(copied)
	safari.arrive("/sp/cart")
	safari.says("深蒸し煎茶")
}

// A browser that lets nobody write to the clipboard still shows the link.
func TestX7_ClipboardIsClosed(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	s := w.shopper(true)
	s.isBrowser(instagramOnIPhone)
	s.before(`Object.defineProperty(navigator, "clipboard", {value: undefined}); document.execCommand = () => false`)
	s.fill()
	s.press("button[data-do=copy-link]", "リンクをコピー")
	s.says(w.ShopURL + "/sp/cart/resume?token=")
	s.picture("instagram-not-copied")
	s.fits("instagram-not-copied")
	s.silent("通信できませんでした")
}
