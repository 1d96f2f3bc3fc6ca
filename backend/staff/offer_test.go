package staff_test

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"noren/backend/audit"
	"noren/backend/mail"
	"noren/backend/mail/mailbox"
	"noren/backend/session"
	"noren/backend/staff"
	"noren/backend/store"
	"noren/backend/store/storetest"
)

// waiting is the only invitation of a shop.
func (o *office) waiting(t *testing.T, shop string) staff.Offer {
	t.Helper()
	offers, err := o.Waiting(t.Context(), shop)
	must(t, err)
	if len(offers) != 1 {
		t.Fatalf("%d invitations", len(offers))
	}
	return offers[0]
}

// pair is two shops, each with an owner, and the mails of both.
type pair struct {
	*office

	t            *testing.T
	other        string // a shop, beside the office's own
	rival, owner member // of the office's shop, of the other
	sender       *mail.Sender
	box          *mailbox.Mailbox
}

const hanako = "hanako@shop.example"

func newPair(t *testing.T, db *store.DB) *pair {
	t.Helper()
	p := &pair{office: newOffice(t, db), t: t}
	p.other = p.newShop(t)
	p.sender, p.box = p.post(t)
	p.rival = p.enter(t, "rival@rival.example", staff.Invitation{Shop: p.shop, Role: staff.Owner})
	p.owner = p.enter(t, "owner@shop.example", staff.Invitation{Shop: p.other, Role: staff.Owner})
	return p
}

// invites lets an owner invite; the link is that which they see.
func (p *pair) invites(by member, shop, email string, byMail bool) (staff.Person, string) {
	p.t.Helper()
	i := staff.Invitation{Name: "花子", Email: email, Lang: "ja", Shop: shop, Role: staff.Staff, Mail: byMail}
	person, link, err := p.Invite(p.t.Context(), by.Actor(), i, false)
	must(p.t, err)
	return person, link
}

// mailed is the link of the only mail to an address.
func (p *pair) mailed(to string) string {
	p.t.Helper()
	_, err := p.sender.Send(p.t.Context(), 16)
	must(p.t, err)
	mails := slices.DeleteFunc(slices.Clone(p.box.Mails()), func(m mailbox.Mail) bool { return m.EnvelopeTo[0] != to })
	if len(mails) != 1 {
		p.t.Fatalf("%d mails to %s", len(mails), to)
	}
	return regexp.MustCompile(`https://\S+/console/invitations/\S+`).FindString(mails[0].Text)
}

func (p *pair) may(id, shop string, want bool) {
	p.t.Helper()
	person, err := p.Get(p.t.Context(), id)
	must(p.t, err)
	if got := person.May(staff.View, shop); got != want {
		p.t.Errorf("may see %s: %t; %+v", shop, got, person)
	}
}

func (p *pair) leads(link string, want staff.Way) {
	p.t.Helper()
	o, err := p.Invited(p.t.Context(), codeOf(link))
	must(p.t, err)
	if o.Way() != want {
		p.t.Errorf("leads to %s, want %s", o.Way(), want)
	}
}

// refuses that a link sets up an account.
func (p *pair) refuses(person staff.Person, link string) {
	p.t.Helper()
	app, err := p.NewAuthenticator(person)
	must(p.t, err)
	_, _, err = p.AcceptByPassword(p.t.Context(), codeOf(link), staff.NewPassword{Password: "another good battery", Sealed: app.Sealed, Code: p.code(p.t, app.Secret)})
	wants(p.t, "set up by "+link, err, staff.ErrInvitation)
}

// Whoever sets up an account with a stranger's address, by a link that they were shown, gets nothing of what another shop or the operator
// gives to that address; and they are out when its holder follows the link of the mail.
func TestX20_AnOwnersInvitationOpensNoOtherShop(t *testing.T) {
	storetest.OnEvery(t, func(t *testing.T, db *store.DB) {
		p := newPair(t, db)
		person, link := p.invites(p.rival, p.shop, hanako, false)
		theirs := p.accept(t, person, link) // the rival, with the link that they were shown
		token, err := p.Begin(t.Context(), theirs.Person, session.StaffSession{}, "password")
		must(t, err)
		if _, link := p.invites(p.owner, p.other, hanako, true); link != "" {
			t.Errorf("shown to the owner: %s", link)
		}
		p.may(theirs.ID, p.other, false)
		link = p.mailed(hanako)
		p.leads(link, staff.SetUp)
		wants(t, "accepted by who is signed in", p.Join(t.Context(), codeOf(link), theirs.Person), staff.ErrInvitation)

		hers := p.acceptWith(t, theirs.Person, link, "a wholly other battery")
		p.may(hers.ID, p.other, true)
		wants(t, "the session of before", second(p.Sessions.Staff(t.Context(), token)), session.ErrExpired)
		p.now = p.now.Add(staff.InvitationLife / 72)
		wants(t, "the password of before", p.signIn(t, hanako, password, p.code(t, theirs.secret)), staff.ErrRefused)
		wants(t, "a recovery code of before", p.signIn(t, hanako, password, theirs.recovery[0]), staff.ErrRefused)
		must(t, p.signIn(t, hanako, "a wholly other battery", p.code(t, hers.secret)))
		wants(t, "a session that was begun before", second(p.Begin(t.Context(), theirs.Person, session.StaffSession{}, "password")), staff.ErrRefused)
		wants(t, "recovery codes that were asked for before", second(p.NewRecoveryCodes(t.Context(), theirs.Person)), staff.ErrRefused)
	})
}

func TestX20_AnOwnersInvitationMakesNoOperator(t *testing.T) {
	storetest.OnEvery(t, func(t *testing.T, db *store.DB) {
		p := newPair(t, db)
		person, link := p.invites(p.rival, p.shop, hanako, false)
		theirs := p.accept(t, person, link)
		wants(t, "at once", p.SetOperator(t.Context(), "cli", theirs.ID, true), staff.ErrUnproved)
		_, link, err := p.Invite(t.Context(), "cli", staff.Invitation{Name: "花子", Email: hanako, Lang: "ja", Operator: true}, true)
		must(t, err)
		p.may(theirs.ID, p.other, false)
		p.acceptWith(t, theirs.Person, link, "a wholly other battery")
		p.may(theirs.ID, p.other, true)
		p.now = p.now.Add(staff.InvitationLife / 72)
		wants(t, "the password of before", p.signIn(t, hanako, password, p.code(t, theirs.secret)), staff.ErrRefused)
	})
}

// Without a mail server owners see their links: these set up an account that is new, and nothing else.
func TestX20_AShownLinkOpensNewAccountsOnly(t *testing.T) {
	p := newPair(t, storetest.SQLite(t))
	person, first := p.invites(p.rival, p.shop, hanako, false)
	_, other := p.invites(p.owner, p.other, hanako, false)
	p.leads(other, staff.SetUp) // nobody has come
	theirs := p.accept(t, person, first)
	p.leads(other, staff.Closed)
	p.refuses(person, other)
	wants(t, "joined", p.Join(t.Context(), codeOf(other), theirs.Person), staff.ErrInvitation)
	p.may(theirs.ID, p.other, false)

	// By the operator's link they are whom the operator means, and sign in to accept others.
	_, link, err := p.Invite(t.Context(), "cli", staff.Invitation{Name: "花子", Email: hanako, Lang: "ja", Shop: p.other, Role: staff.Viewer}, true)
	must(t, err)
	hers := p.accept(t, person, link)
	p.may(hers.ID, p.other, true)
	third := p.newShop(t)
	_, link = p.invites(p.owner, third, hanako, false)
	p.leads(link, staff.Join)
	p.refuses(person, link)
	wants(t, "joined by somebody else", p.Join(t.Context(), codeOf(link), p.owner.Person), staff.ErrInvitation)
	must(t, p.Join(t.Context(), codeOf(link), hers.Person))
	p.may(hers.ID, third, true)
	wants(t, "joined again", p.Join(t.Context(), codeOf(link), hers.Person), staff.ErrInvitation)
}

// Of two who follow two links at once, whoever has seen theirs does not take the account from whoever reads its mails.
func TestX20_AShownLinkDoesNotOvertakeAMail(t *testing.T) {
	storetest.OnEvery(t, func(t *testing.T, db *store.DB) {
		p := newPair(t, db)
		for n := range 3 {
			email := strconv.Itoa(n) + hanako
			person, shown := p.invites(p.rival, p.shop, email, false)
			p.invites(p.owner, p.other, email, true)
			byMail := p.mailed(email)
			app, err := p.NewAuthenticator(person)
			must(t, err)
			set := func(link, password string) func() error {
				return func() error {
					_, _, err := p.AcceptByPassword(t.Context(), codeOf(link), staff.NewPassword{Password: password, Sealed: app.Sealed, Code: p.code(t, app.Secret)})
					return err
				}
			}
			errs := both(set(shown, password), set(byMail, "a wholly other battery"))
			must(t, errs[1])
			p.now = p.now.Add(staff.InvitationLife / 72)
			wants(t, "the password by the shown link", p.signIn(t, email, password, p.code(t, app.Secret)), staff.ErrRefused)
			must(t, p.signIn(t, email, "a wholly other battery", p.code(t, app.Secret)))
		}
	})
}

// Whether an address is known, and whose it is, is not to be told from what inviting gives.
func TestX20_InvitingTellsNothingOfAnAccount(t *testing.T) {
	for _, byMail := range []bool{true, false} {
		p := newPair(t, storetest.SQLite(t))
		known := p.enter(t, hanako, staff.Invitation{Shop: p.shop, Role: staff.Staff})
		for _, email := range []string{hanako, "nobody@shop.example"} {
			p.now = p.now.Add(time.Minute)
			person, link := p.invites(p.owner, p.other, email, byMail)
			if person.Name != "花子" || person.Invited.IsZero() || (link == "") != byMail {
				t.Errorf("%s: %+v, link %q", email, person, link)
			}
			o := p.waiting(t, p.other)
			if o.Name != "花子" || o.Person.Email != email || strings.Contains(o.ID, known.ID) || !strings.HasPrefix(o.ID, "inv_") {
				t.Errorf("%+v", o)
			}
			rows, err := audit.Read(t.Context(), p.DB, audit.Asked{Shop: p.other, Action: audit.Invited, Actor: p.owner.Actor(), Limit: 1})
			must(t, err)
			if rows[0].Subject != o.ID || strings.Contains(rows[0].BeforeText+rows[0].AfterText, known.ID) {
				t.Errorf("%+v", rows[0])
			}
			must(t, p.Withdraw(t.Context(), p.owner.Actor(), p.other, o.ID))
		}
		if still, err := p.Get(t.Context(), known.ID); err != nil || still.Name != known.Name {
			t.Errorf("%+v %v", still, err)
		}
	}
}

// Whoever is invited and removed by one shop stays signed in for the others; who is nowhere any more is signed out.
func TestX20_RemovedInOneShopSignedInForTheOthers(t *testing.T) {
	storetest.OnEvery(t, func(t *testing.T, db *store.DB) {
		p := newPair(t, db)
		m := p.enter(t, hanako, staff.Invitation{Shop: p.other, Role: staff.Staff})
		token, err := p.Begin(t.Context(), m.Person, session.StaffSession{}, "password")
		must(t, err)
		p.invites(p.rival, p.shop, hanako, false)
		must(t, p.Withdraw(t.Context(), p.rival.Actor(), p.shop, p.waiting(t, p.shop).ID))
		must(t, second(p.Sessions.Staff(t.Context(), token)))
		_, link := p.invites(p.rival, p.shop, hanako, false)
		must(t, p.Join(t.Context(), codeOf(link), m.Person))
		_, again, err := p.Invite(t.Context(), "cli", staff.Invitation{Name: "花子", Email: hanako, Lang: "ja", Shop: p.shop, Role: staff.Staff}, true)
		must(t, err)
		must(t, p.Remove(t.Context(), p.rival.Actor(), p.shop, m.ID))
		p.may(m.ID, p.shop, false)
		p.may(m.ID, p.other, true)
		must(t, second(p.Sessions.Staff(t.Context(), token)))
		wants(t, "back by a link of before", second(p.Invited(t.Context(), codeOf(again))), staff.ErrInvitation)
		must(t, p.Remove(t.Context(), p.owner.Actor(), p.other, m.ID))
		wants(t, "of no shop", second(p.Sessions.Staff(t.Context(), token)), session.ErrExpired)
	})
}
