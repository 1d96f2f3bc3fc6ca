package e2e

import (
	"strings"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp/kb"
)

// Members' pages and forms without a mouse.

// Registration and linking by keyboard alone; wherever the focus goes it is seen.
func TestX20_RegistrationAndLinkingByKeyboard(t *testing.T) {
	_, s := withKeyboard(t)
	s.open(s.front() + "signup")
	s.tabTo("button[data-do=begin]", "Amazonアカウントでログイン")
	s.key(kb.Enter)
	s.arrive("amazon.localhost")
	s.tabTo("button", "山田 太郎")
	s.key(" ")
	s.tabTo("button", "同意して続行")
	s.key(kb.Enter)
	s.arrive(s.front() + "signup")
	s.holds(values{"family_name": "山田", "line1": "千代田1-2-3"})
	s.hasFocus("button[data-do=begin]", "Amazonアカウントでログイン") // where the shopper left
	for _, each := range [][2]string{{"family_kana", "ヤマダ"}, {"given_kana", "タロウ"}, {"password", "long enough"}} {
		s.tabTo("#"+each[0], "")
		s.writes(each[1])
	}
	s.tabTo("#terms", "")
	s.key(" ")
	s.tabTo("button", "会員登録する")
	s.key(kb.Enter)
	s.arrive(s.front() + "signup/confirm")
	s.tabTo("button", "この内容で登録する")
	s.key(kb.Enter)
	s.arrive(s.front() + "mypage")
	s.says("Amazonアカウントと連携済みです")

	s.tabTo("a", "連携の確認・解除")
	s.key(kb.Enter)
	s.arrive(s.front() + "mypage/link")
	s.tabTo("button[data-do=unlink-ask]", "連携を解除する")
	s.key(kb.Enter)
	s.hasFocus("button[data-do=unlink-keep]", "")
	s.key(kb.Enter)
	s.hasFocus("button[data-do=unlink-ask]", "")
	s.key(kb.Enter)
	s.hasFocus("button[data-do=unlink-keep]", "")
	s.tabTo("button[data-do=unlink]", "解除する")
	s.key(kb.Enter)
	s.wait("button", "連携する")
	s.tabTo("button", "連携する")
	s.key(kb.Enter)
	s.until(`location.hostname === "amazon.localhost" || (` + everything + `).includes("連携済みです")`)
	if !strings.Contains(s.address(), s.front()) {
		s.tabTo("button", "山田 太郎")
		s.key(kb.Enter)
	}
	s.isLinked()
	s.quiet()
}

// The offer of the register page by keyboard: replaced and undone, and the focus is never lost to the page (X-20, R4-6).
func TestX20_OfferByKeyboard(t *testing.T) {
	_, s := withKeyboard(t)
	s.toRegister()
	s.tabTo("#name", "")
	s.writes("佐藤 次郎")
	s.tabTo("[name=payment]", "")
	s.key(" ")
	s.pressLogin()
	s.chooses(taro, "1111")
	s.isRegister()
	s.wait("[part~=offer]", "佐藤 次郎")
	s.tabTo("button[data-do=fill-replace]", "")
	s.key(kb.Enter)
	s.holds(values{"name": "山田 太郎"})
	s.until("!" + found("[part~=offer]", "") + " && " + deepest + `.closest("[data-do]")?.getClientRects().length`)
	s.tabTo("button[data-do=undo]", "")
	s.key(kb.Enter)
	s.holds(values{"name": "佐藤 次郎", "city": ""})
	s.until(deepest + `.closest("[data-do]")`)
	s.isTicked(false)
}

// writes types into what has the focus.
func (s *shopper) writes(text string) {
	s.t.Helper()
	call(s, input.InsertText, input.InsertTextParams{Text: text})
}
