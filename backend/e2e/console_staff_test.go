package e2e

import (
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/webauthn"
)

// newcomer is who is invited.
const newcomer = "海野 さくら"

// authenticator gives the tab a device that keeps passkeys, whose owner touches it and is recognised.
func (s *shopper) authenticator() webauthn.AuthenticatorID {
	s.t.Helper()
	call(s, webauthn.Enable, webauthn.EnableParams{})
	return call(s, webauthn.AddVirtualAuthenticator, webauthn.AddVirtualAuthenticatorParams{Options: &webauthn.VirtualAuthenticatorOptions{
		Protocol: webauthn.AuthenticatorProtocolCtap2, Transport: webauthn.AuthenticatorTransportInternal, HasResidentKey: true, HasUserVerification: true,
		AutomaticPresenceSimulation: true, IsUserVerified: true,
	}}).AuthenticatorID
}

// byNight looks at the page once more in the dark.
func (s *shopper) byNight(name string) {
	s.t.Helper()
	scheme := func(value string) {
		call(s, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: value}, {Name: "prefers-reduced-motion", Value: "reduce"}},
		})
	}
	scheme("dark")
	s.look(name + "-night")
	scheme("light")
	s.look(name)
}

// An owner invites somebody, who sets up a passkey on a phone by the link, works, signs in again by it, and is out as soon as the owner
// removes them.
func TestX20_InvitedByLinkSignedInByPasskeyRemovedAtOnce(t *testing.T) {
	w, visitor := alone(t)
	visitor.open(w.PayURL + "/console/sign-in?lang=ja")
	visitor.says("パスキーでログイン")
	visitor.byNight("sign-in")

	owner := w.atWork(manager, false)
	owner.inShop("/staff")
	owner.byNight("staff")
	owner.evaluateVoid(`document.querySelector("[name=name]:not([type=hidden])").value = "` + newcomer + `"`)
	owner.evaluateVoid(`document.querySelector("[name=email]:not([type=hidden])").value = "sakura@aonagi.example"`)
	owner.press("button", "招待する")
	owner.wait("h1", "招待メールを送ります")
	owner.says("リンクを開くと、スタッフとして登録されます")
	owner.look("invited")
	link := w.mailedLink("sakura@aonagi.example")

	guest := w.shopper(true)
	device := guest.authenticator()
	guest.open(link)
	guest.says(newcomer + "さん、ようこそ")
	guest.byNight("invitation")
	guest.press("summary", "パスワードと認証アプリを設定する")
	guest.look("invitation-password")
	guest.press("button", "パスキーを設定する")
	guest.arrive("/console/shops/" + w.ShopID + "/")
	guest.open(w.PayURL + "/console/account")
	guest.says("ログイン中の端末")
	guest.byNight("account")
	guest.press("summary", newcomer)
	guest.look("menu")
	guest.press("button", "ログアウト")
	guest.says("ログアウトしました")

	guest.open(link + "?lang=ja")
	guest.says("この招待は使えません")
	guest.open(w.PayURL + "/console/sign-in?lang=ja&next=%2Fconsole%2Faccount")
	call(guest, webauthn.SetUserVerified, webauthn.SetUserVerifiedParams{AuthenticatorID: device, IsUserVerified: false})
	guest.press("button", "パスキーでログイン")
	guest.says("パスキーを確認できませんでした")
	call(guest, webauthn.SetUserVerified, webauthn.SetUserVerifiedParams{AuthenticatorID: device, IsUserVerified: true})
	guest.press("button", "パスキーでログイン")
	guest.says("ログイン中の端末")

	owner.inShop("/staff")
	owner.press("a.button", "削除")
	owner.says("スタッフから外しますか")
	owner.look("remove")
	owner.open(w.PayURL + "/console/shops/" + w.ShopID + "/staff/" + w.staffOf("sakura@aonagi.example") + "/remove")
	owner.press("button", "スタッフから外す")
	owner.says(newcomer + "さんをスタッフから外しました")
	guest.open(w.PayURL + "/console/account")
	guest.wait("[data-passkey=get] button", "")

	owner.inShop("/audit")
	owner.says("スタッフの削除")
	owner.press("summary", "詳細")
	owner.byNight("audit")
	pocket := w.atWork(manager, true)
	for _, page := range []string{"staff", "audit"} {
		pocket.inShop("/" + page)
		pocket.look(page)
	}
	operator := w.atWorkEverywhere()
	operator.look("shops")
}

// staffOf finds the id of somebody by their address.
func (w *world) staffOf(email string) string {
	w.t.Helper()
	person, err := w.Backend.Accounts.OfEmail(w.t.Context(), email)
	if err != nil {
		w.t.Fatal(err)
	}
	return person.ID
}

// atWorkEverywhere signs the operator in, who sees all shops.
func (w *world) atWorkEverywhere() *shopper {
	w.t.Helper()
	s := w.shopper(false)
	s.open(w.PayURL + "/console")
	s.press("button", "暖簾 はるか")
	s.says("ショップ一覧")
	return s
}
