package e2e

import (
	"regexp"
	"testing"
	"time"

	"noren/backend/staff"
	"noren/backend/staff/oidctest"
)

// withLogin gives the demo a staff login on another site, where somebody is signed in.
func (w *world) withLogin(person oidctest.Person) *oidctest.Provider {
	w.t.Helper()
	p := oidctest.Start(w.t)
	p.Set(func(s *oidctest.Settings) { s.Person, s.Asks = person, true })
	w.Backend.Accounts.OIDC = &staff.OIDC{Issuer: p.URL, ClientID: oidctest.ClientID, ClientSecret: oidctest.ClientSecret, Name: "青凪ログイン"}
	w.must(w.Backend.Accounts.OIDC.Check())
	return p
}

// proves presses the button of the staff login, on whose site the browser is by then.
func (s *shopper) proves(p *oidctest.Provider, email string) {
	s.t.Helper()
	s.arrive(p.URL)
	s.press("button", email)
}

// mailedLink sends what is in the outbox and reads the link in the newest mail to somebody.
func (w *world) mailedLink(to string) string {
	w.t.Helper()
	_, err := w.Backend.Mails.Send(w.t.Context(), 16)
	w.must(err)
	for _, mail := range w.Mailbox.Mails() {
		if mail.EnvelopeTo[0] == to {
			return regexp.MustCompile(`http\S+/console/invitations/\S+`).FindString(mail.Text)
		}
	}
	w.t.Fatalf("no mail to %s", to)
	return ""
}

// An owner connects the operator's staff login, signs out, and in again by it; an old proof there is no fresh one here, and a fresh one
// is asked for and given.
func TestX20_SignedInByTheOperatorsOwnLogin(t *testing.T) {
	w, visitor := alone(t)
	const email = "owner@aonagi.example"
	p := w.withLogin(oidctest.Person{Subject: "1", Email: email, Verified: true, AuthTime: time.Now()})
	visitor.open(w.PayURL + "/console/sign-in?lang=ja")
	visitor.look("sign-in-oidc")
	visitor.press("button", "青凪ログインでログイン") // not connected, and not invited: nobody
	visitor.proves(p, email)
	visitor.says("青凪ログインではログインできませんでした")
	visitor.look("sign-in-oidc-refused")

	owner := w.atWork(manager, false)
	owner.open(w.PayURL + "/console/account")
	owner.press("button", "青凪ログインと接続する")
	owner.proves(p, email)
	owner.says("青凪ログインのアカウントを接続しました")
	owner.looks("account-oidc")
	owner.press("summary", manager)
	owner.press("button", "ログアウト")
	owner.says("ログアウトしました")

	p.Set(func(s *oidctest.Settings) { s.Person.AuthTime = time.Now().Add(-time.Hour) })
	owner.open(w.PayURL + "/console/sign-in?lang=ja&next=%2Fconsole%2Faccount")
	owner.press("button", "青凪ログインでログイン")
	owner.proves(p, email)
	owner.says("変更するには、本人確認が必要です")
	owner.press("a.button", "本人確認をして変更する")
	owner.press("button", "青凪ログインでログイン")
	owner.proves(p, email)
	owner.says("いまログインし直したことを確認できませんでした")
	owner.look("confirm-oidc")
	p.Set(func(s *oidctest.Settings) { s.Person.AuthTime = time.Now() })
	owner.press("button", "青凪ログインでログイン")
	owner.proves(p, email)
	owner.press("button", "接続を解除")
	owner.says("接続を解除しました")
	owner.quiet()
}

// Somebody is invited by mail, finds it, and accepts by the staff login with the address that they were invited by; an invitation is sent
// again, not twice within a minute, and withdrawn.
func TestX20_InvitedByMail(t *testing.T) {
	w, guest := alone(t)
	const email = "sakura@aonagi.example"
	p := w.withLogin(oidctest.Person{Subject: "2", Email: email, Verified: true, AuthTime: time.Now()})
	owner := w.atWork(manager, false)
	owner.inShop("/staff")
	owner.enter("name", newcomer)
	owner.enter("email", email)
	owner.press("button", "招待する")
	owner.wait("h1", "招待メールを送ります")
	owner.look("invited-by-mail")
	link := w.mailedLink(email)
	if n := len(w.Mailbox.Mails()); n != 1 {
		t.Errorf("%d mails", n)
	}
	owner.inShop("/staff")
	owner.says("送信済み")
	owner.looks("staff-invitations")
	owner.press("button", "もう一度送る")
	owner.says("招待メールは、さきほど受け付けたか")
	w.Amazon.Advance(2 * time.Minute)
	owner.press("button", "もう一度送る")
	owner.wait("h1", "招待メールを送ります")
	if again := w.mailedLink(email); again == link {
		t.Error("the link has not changed")
	} else {
		guest.open(link + "?lang=ja")
		guest.says("この招待は使えません")
		link = again
	}

	guest.open(w.PayURL + "/mailbox?lang=ja")
	guest.press(".list li a", "管理画面への招待")
	guest.says(manager + "さんから")
	guest.look("mail-invitation")
	guest.open(link)
	guest.look("invitation-oidc")
	guest.press("button", "青凪ログインで招待に応じる")
	guest.proves(p, email)
	guest.arrive("/console/shops/" + w.ShopID + "/")

	owner.inShop("/staff")
	owner.enter("name", "山崎 太郎")
	owner.enter("email", "taro@aonagi.example")
	owner.press("button", "招待する")
	owner.wait("h1", "招待メールを送ります")
	owner.inShop("/staff")
	owner.press("button.danger", "取り消す")
	owner.says("山崎 太郎さんへの招待を取り消しました")
	_, err := w.Backend.Mails.Send(t.Context(), 16)
	w.must(err)
	if n := len(w.Mailbox.Mails()); n != 2 {
		t.Errorf("%d mails: one was withdrawn before it went", n)
	}
	owner.quiet()
}
