package e2e

import (
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp/kb"

	"noren/backend/ledger"
)

// A day's work without a mouse: sign in, find an order, 決済依頼, refund a part of it with a second confirmation, sign out. Wherever the
// focus goes it is seen, and keys that are struck twice act once (X-20, R5-2, X-11).
func TestX20_OrdersByKeyboard(t *testing.T) {
	w, s := alone(t)
	w.asksTwiceAbove(500)
	number := s.bought()
	m := w.shopper(false)
	call(m, emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true})
	m.open(w.PayURL + "/console")
	m.tabTo("button", worker)
	m.key(kb.Enter)
	m.arrive("/console/shops/" + w.ShopID + "/orders")

	m.key(kb.Tab)
	m.hasFocus("a", "本文へ進む")
	m.key(kb.Enter)
	m.tabTo("[name=number]", "")
	m.writes(number)
	m.key(kb.Enter)
	m.arrive("number=" + number)
	m.tabTo("tbody th a", number)
	m.key(kb.Enter)
	m.tabTo("a.button", "決済依頼")
	m.key(kb.Enter)
	m.says("「決済依頼」の確認")
	m.tabTo("form button.primary", "決済依頼")
	m.key(kb.Enter)
	m.key(kb.Enter)
	m.says("決済依頼を行いました")
	w.wantOrder(ledger.Captured)

	m.tabTo("a.button", "返金")
	m.key(kb.Enter)
	m.tabTo("[name=amount]", "")
	m.writes("７００")
	m.key(kb.Enter)
	m.says("¥500を超える金額です")
	m.hasFocus("[name=confirm]", "")
	m.key(" ")
	m.until(`document.querySelector("[name=confirm]").checked`)
	m.tabBackTo("[name=reason]", "")
	m.writes("色違い")
	m.tabTo("form button.danger", "返金")
	m.key("  ")
	m.says("返金を依頼しました")
	w.wantOrder(ledger.Refunding)
	if books := w.Amazon.Books(); len(books.Refunds) != 1 || books.Refunds[0].Amount != 700 || books.Charges[0].Captured != 1956 {
		t.Errorf("Amazon's books: %+v", books)
	}

	m.tabTo("summary", "技術的な記録も表示する")
	m.key(kb.Enter)
	m.wait(".timeline .what", "Amazonが返金を受け付けました")
	m.tabBackTo("summary", worker)
	m.key(kb.Enter)
	m.tabTo("button", "ログアウト")
	m.key(kb.Escape)
	m.hasFocus("summary", worker)
	m.key(" ")
	m.tabTo("button", "ログアウト")
	m.key(kb.Enter)
	m.says("ログアウトしました")
	m.quiet()
}

// shift is the browser protocol's bit for the key.
const shift = 8

// tabBackTo goes the other way, as tabTo does.
func (s *shopper) tabBackTo(selector, words string) {
	s.t.Helper()
	s.walk(selector, words, func() {
		for _, kind := range []input.DispatchKeyEventType{input.DispatchKeyEventTypeRawKeyDown, input.DispatchKeyEventTypeKeyUp} {
			call(s, input.DispatchKeyEvent, input.DispatchKeyEventParams{
				Type: kind, Modifiers: shift, Key: "Tab", Code: "Tab", WindowsVirtualKeyCode: 9, NativeVirtualKeyCode: 9,
			})
		}
	})
}
