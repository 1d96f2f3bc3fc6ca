package e2e

import (
	"testing"

	"noren/backend/audit"
	"noren/backend/merchant"
	"noren/backend/staff"
)

// invited mails somebody an invitation of a shop, and has the link of that mail.
func (w *world) invited(shop, email string) (link string) {
	w.t.Helper()
	_, link, err := w.Backend.Accounts.Invite(w.t.Context(), audit.CLI, staff.Invitation{
		Name: newcomer, Email: email, Lang: "ja", Shop: shop, Role: staff.Viewer, Mail: true,
	}, false)
	w.must(err)
	_, err = w.Backend.Mails.Send(w.t.Context(), 16)
	w.must(err)
	return link
}

// Somebody who works for a shop already is invited by a second one: the link asks them to sign in, tells whoever is signed in as somebody
// else to sign out, and is accepted by one press, once.
func TestX20_AnInvitationForSomebodyWhoHasAnAccount(t *testing.T) {
	const email = "sakura@aonagi.example"
	w, _ := alone(t)
	guest := w.shopper(false)
	guest.authenticator()
	guest.open(w.invited(w.ShopID, email))
	guest.press("button", "パスキーを設定する")
	guest.arrive("/console/shops/" + w.ShopID + "/")

	other, err := w.Backend.Shops.Create(t.Context(), audit.CLI, merchant.Shop{Name: "青凪のうつわ", Origins: []string{"https://utsuwa.example"}})
	w.must(err)
	link := w.invited(other.ID, email)

	owner := w.atWork(manager, false)
	owner.open(link + "?lang=ja")
	owner.says("別の方としてログインしています")
	owner.looks("join-other")

	guest.press("summary", newcomer)
	guest.press("button", "ログアウト")
	guest.says("ログアウトしました")
	guest.open(link + "?lang=ja")
	guest.says("「青凪のうつわ」のスタッフになりますか")
	guest.looks("join-signed-out")
	guest.press("a.button", "ログイン")
	guest.press("button", "パスキーでログイン")
	guest.wait("button", "招待に応じる")
	guest.looks("join")
	guest.press("button", "招待に応じる")
	guest.says("招待に応じました")
	guest.says("青凪のうつわ")
	guest.look("joined")

	guest.open(link + "?lang=ja")
	guest.says("この招待は使えません")
	guest.quiet()
}
