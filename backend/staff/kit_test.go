package staff_test

import (
	"os"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"noren/backend/session"
	"noren/backend/staff"
	"noren/backend/store"
	"noren/backend/store/query"
	"noren/backend/store/storetest"
)

func TestMain(m *testing.M) { os.Exit(storetest.Main(m)) }

const address = "203.0.113.7"

// office is accounts with a clock that the test moves, and one shop.
type office struct {
	*staff.Accounts

	now  time.Time
	shop string
}

func newOffice(t *testing.T, db *store.DB) *office {
	t.Helper()
	sessions, err := session.Open(session.Config{})
	must(t, err)
	t.Cleanup(func() { must(t, sessions.Close()) })
	o := &office{now: time.Date(2026, 11, 27, 3, 0, 0, 0, time.UTC)}
	clock := func() time.Time { return o.now }
	o.Accounts = &staff.Accounts{
		DB: db, Sealer: storetest.Sealer(t), Sessions: sessions, Now: clock, Clock: clock, PublicURL: "https://pay.example",
	}
	o.shop = o.newShop(t)
	return o
}

func (o *office) newShop(t *testing.T) string {
	t.Helper()
	id := store.NewID("shop", o.now)
	must(t, o.DB.Tx(t.Context(), func(q *query.Queries) error {
		return q.InsertShop(t.Context(), query.InsertShopParams{ID: id, Name: "店", Now: 1})
	}))
	return id
}

// member is somebody with all that they sign in with.
type member struct {
	staff.Person

	secret   string
	recovery []string
}

const password = "correct horse battery"

// enter invites somebody and sets them up.
func (o *office) enter(t *testing.T, email string, invitation staff.Invitation) member {
	t.Helper()
	invitation.Email, invitation.Name, invitation.Lang = email, "山田 花子", "ja"
	p, link, err := o.Invite(t.Context(), "cli", invitation, false)
	must(t, err)
	return o.accept(t, p, link)
}

func (o *office) accept(t *testing.T, p staff.Person, link string) member {
	t.Helper()
	return o.acceptWith(t, p, link, password)
}

func (o *office) acceptWith(t *testing.T, p staff.Person, link, password string) member {
	t.Helper()
	app, err := o.NewAuthenticator(p)
	must(t, err)
	p, codes, err := o.AcceptByPassword(t.Context(), codeOf(link), staff.NewPassword{Password: password, Sealed: app.Sealed, Code: o.code(t, app.Secret)})
	must(t, err)
	return member{p, app.Secret, codes}
}

func codeOf(link string) string { return link[strings.LastIndex(link, "/")+1:] }

func (o *office) code(t *testing.T, secret string) string {
	t.Helper()
	code, err := totp.GenerateCode(secret, o.now)
	must(t, err)
	return code
}

func (o *office) signIn(t *testing.T, email, password, code string) error {
	t.Helper()
	_, err := o.SignIn(t.Context(), staff.Attempt{Email: email, Password: password, Code: code, Address: address})
	return err
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
