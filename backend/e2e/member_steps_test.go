package e2e

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/input"

	"noren/backend/amazonpay"
	"noren/backend/demoshop"
	"noren/backend/member"
	"noren/shared/api"
)

// The steps of members.

// onAll runs a journey on a PC and on a phone, and on the phone with the WebAssembly blocked too.
func onAll(t *testing.T, journey func(t *testing.T, w *world, s *shopper)) {
	t.Helper()
	on(t, quietly(journey))
	withoutProgram(t, journey)
}

// onMost is onAll for a long journey: on a PC with the program, on a phone without it.
func onMost(t *testing.T, journey func(t *testing.T, w *world, s *shopper)) {
	t.Helper()
	t.Parallel()
	t.Run("PC", func(t *testing.T) {
		t.Parallel()
		w := newWorld(t)
		quietly(journey)(t, w, w.shopper(false))
	})
	withoutProgram(t, journey)
}

// quietly is a journey during which the console does not complain. Without the program it says that a file did not come.
func quietly(journey func(t *testing.T, w *world, s *shopper)) func(t *testing.T, w *world, s *shopper) {
	return func(t *testing.T, w *world, s *shopper) {
		t.Helper()
		journey(t, w, s)
		s.quiet()
	}
}

func withoutProgram(t *testing.T, journey func(t *testing.T, w *world, s *shopper)) {
	t.Helper()
	t.Run("SP without program", func(t *testing.T) {
		t.Parallel()
		w := newWorld(t)
		s := w.shopper(true)
		s.block("*://*:*/*.wasm")
		journey(t, w, s)
		if s.sees("[data-noren-program=live]", "") {
			t.Error("the program is alive")
		}
	})
}

// account is a member of the demo shop.
type account struct{ ID, Name, Email string }

// The members with whom the shop starts; neither is linked.
var (
	hanako = account{"member-1001", "青山 花子", "hanako@example.jp"}
	umino  = account{"member-1002", "海野 太郎", "umino@example.jp"}
)

// Buyers at Amazon.
const (
	taro   = "taro"   // 山田 太郎
	suzuki = "hanako" // 鈴木 花子, whose e-mail address at Amazon is that of the shop's member hanako
)

// link is a link of before: it was made in another browser.
func (w *world) link(buyer string, m account) {
	w.t.Helper()
	ctx := w.t.Context()
	amazon, err := w.Backend.Flow.Account(ctx, w.ShopID, "")
	w.must(err)
	payload, err := amazonpay.Encode(amazonpay.SignInRequest{
		SignInReturnURL: w.PayURL + "/return/link/signin", StoreID: amazon.StoreID, SignInScopes: []amazonpay.Scope{amazonpay.ScopeName},
	})
	w.must(err)
	button, err := amazon.Client.SignInButton(payload)
	w.must(err)
	id, err := w.Amazon.Initiate(url.Values{
		"payloadJSON": {button.PayloadJSON}, "signature": {button.Signature}, "publicKeyId": {button.PublicKeyID}, "algorithm": {button.Algorithm},
		"merchantId": {amazon.MerchantID}, "productType": {"SignIn"}, "ledgerCurrency": {"JPY"}, "environment": {"SANDBOX"},
		"checkoutLanguage": {"ja_JP"}, "origin_url": {w.PayURL},
	})
	w.must(err)
	back, err := w.Amazon.SignIn(id, buyer)
	w.must(err)
	_, token, _ := strings.Cut(back, "buyerToken=")
	who, err := amazon.Client.GetBuyer(ctx, token)
	w.must(err)
	_, err = w.Backend.Members.Link(ctx, w.ShopID, member.Account{MerchantID: amazon.MerchantID, BuyerID: who.BuyerID}, m.ID, member.MyPage, api.ConsentVersion)
	w.must(err)
}

// linkOf gives the link of a member, if there is one.
func (w *world) linkOf(id string) (member.Link, bool) {
	w.t.Helper()
	amazon, err := w.Backend.Flow.Account(w.t.Context(), w.ShopID, "")
	w.must(err)
	link, found, err := w.Backend.Members.Linked(w.t.Context(), w.ShopID, amazon.MerchantID, id)
	w.must(err)
	return link, found
}

func (w *world) wantLinked(id string, want bool) {
	w.t.Helper()
	if _, found := w.linkOf(id); found != want {
		w.t.Errorf("member %s linked: %v, want %v", id, found, want)
	}
}

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

// types writes into a field of the shop's as a person would.
func (s *shopper) types(field, text string) {
	s.t.Helper()
	s.press("#"+field, "")
	evaluate[bool](s, fmt.Sprintf(`(document.getElementById(%q).select(), true)`, field))
	call(s, input.InsertText, input.InsertTextParams{Text: text})
}

func (s *shopper) valueOf(field string) string {
	s.t.Helper()
	return evaluate[string](s, fmt.Sprintf(`document.getElementById(%q)?.value ?? "no such field"`, field))
}

// logIn logs in at the login page with the password.
func (s *shopper) logIn(m account) {
	s.t.Helper()
	s.open(s.front() + "login")
	s.givePassword(m)
	s.arrive(s.front() + "mypage")
}

// givePassword fills in the login form that is there.
func (s *shopper) givePassword(m account) {
	s.t.Helper()
	s.wait("#password", "")
	s.until(`window.Noren || !document.querySelector("noren-login")`)
	evaluate[bool](s, "window.Noren ? Noren.ready.then(() => true) : true") // an element that is hidden or drawn now moves the button
	s.types("email", m.Email)
	s.types("password", demoshop.DemoPassword)
	s.press("button", "ログインする")
}

func (s *shopper) logOut() {
	s.t.Helper()
	s.open(s.front() + "mypage")
	s.press("button", "ログアウト")
	s.until(fmt.Sprintf("location.href === %q && document.readyState === 'complete'", s.front()))
}

// isMember fails unless the shop knows the shopper as this member; the zero account is nobody. The page that is there stays.
func (s *shopper) isMember(want account) {
	s.t.Helper()
	got := evaluate[string](s, fmt.Sprintf(`fetch(%q).then(a => a.text()).then(text => new DOMParser().parseFromString(text, "text/html")
		.querySelector("aside.summary address p")?.textContent.replace(" 様", "").trim() ?? "")`, s.front()+"mypage"))
	if got != want.Name {
		s.fail(fmt.Sprintf("the shop knows the shopper as %q, want %q", got, want.Name))
	}
}

// signsInAs signs in at Amazon, whoever was there before.
func (s *shopper) signsInAs(buyer string) {
	s.t.Helper()
	s.arrive("amazon.localhost")
	s.press("button[name=buyer][value="+buyer+"]", "")
}

// chooses goes through Amazon as a buyer, with address and card.
func (s *shopper) chooses(buyer, card string) {
	s.t.Helper()
	s.signsInAs(buyer)
	s.press("label", card)
	s.press("button", "続行")
}

// consents agrees at Amazon that the shop gets to know who it is. Amazon asks once.
func (s *shopper) consents() {
	s.t.Helper()
	s.wait("button", "同意して続行")
	s.picture("amazon-consent")
	s.press("button", "同意して続行")
}

// pressLogin presses 「Amazonアカウントでログイン」.
func (s *shopper) pressLogin() {
	s.t.Helper()
	s.press("button[data-do=begin]", "Amazonアカウントでログイン")
	s.arrive("amazon.localhost")
}

// linkPage opens the page of the link.
func (s *shopper) linkPage() {
	s.t.Helper()
	s.open(s.front() + "mypage/link")
	s.wait("button[data-do]", "")
}

// isLinked waits for the page of the link to say so.
func (s *shopper) isLinked() {
	s.t.Helper()
	s.arrive(s.front() + "mypage/link")
	s.says("連携済みです")
	s.wait("button", "連携を解除する")
	if s.sees("button", "連携する") {
		s.fail("linking is offered once more")
	}
}

// signsUp fills in what Amazon does not know, and sends the registration.
func (s *shopper) signsUp() {
	s.t.Helper()
	s.types("family_kana", "ヤマダ")
	s.types("given_kana", "タロウ")
	s.types("password", "long enough")
	s.press("label[for=terms]", "")
	s.picture("signup-filled")
	s.press("button", "会員登録する")
	s.arrive(s.front() + "signup/confirm")
	s.picture("signup-confirm")
	s.press("button", "この内容で登録する")
}
