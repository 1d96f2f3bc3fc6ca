package staff_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"noren/backend/audit"
	"noren/backend/mail"
	"noren/backend/mail/mailbox"
	"noren/backend/staff"
	"noren/backend/store"
	"noren/backend/store/query"
	"noren/backend/store/storetest"
)

// post is a sender of the office's mails, and where they arrive.
func (o *office) post(t *testing.T) (*mail.Sender, *mailbox.Mailbox) {
	t.Helper()
	box, err := mailbox.Open(mailbox.Config{})
	must(t, err)
	t.Cleanup(func() { must(t, box.Close()) })
	shop := func(context.Context, string) (mail.Shop, error) {
		return mail.Shop{Name: "青凪", Contact: "info@shop.example"}, nil
	}
	return &mail.Sender{
		DB: o.DB, Now: o.Now, Letter: o.Letter, Templates: &mail.Templates{DB: o.DB, Sealer: o.Sealer, Now: o.Now, Shop: shop},
		Server: &mail.Server{Address: box.Address(), Security: mail.Plain, From: "noren@pay.example"},
	}, box
}

func invitationTo(shop, email string) staff.Invitation {
	return staff.Invitation{Name: "茶谷 <b>", Email: email, Lang: "ja", Shop: shop, Role: staff.Viewer, Mail: true}
}

// An invitation goes by mail, once, in the language of whoever invites, and nothing of its link is kept afterwards.
func TestX20_InvitationsGoByMailOnce(t *testing.T) {
	storetest.OnEvery(t, func(t *testing.T, db *store.DB) {
		o := newOffice(t, db)
		sender, box := o.post(t)
		owner := o.enter(t, "owner@shop.example", staff.Invitation{Shop: o.shop, Role: staff.Owner})
		_, link, err := o.Invite(t.Context(), owner.Actor(), invitationTo(o.shop, "viewer@shop.example"), false)
		must(t, err)
		if link != "" {
			t.Error("whoever invites sees a link that goes by mail")
		}
		id := o.waiting(t, o.shop).ID
		for range 2 {
			_, err = sender.Send(t.Context(), 16)
			must(t, err)
		}
		mails := box.Mails()
		if len(mails) != 1 {
			t.Fatalf("%d mails", len(mails))
		}
		m := mails[0]
		for _, part := range []string{"茶谷 <b> 様", "山田 花子さん", "「店」", "閲覧のみ", "https://pay.example/console/invitations/", "2026年11月30日 12:00"} {
			if !strings.Contains(m.Text, part) {
				t.Errorf("no %q in\n%s", part, m.Text)
			}
		}
		if m.EnvelopeTo[0] != "viewer@shop.example" || !strings.Contains(m.Subject, "店") || m.ReplyTo == "" || m.Lang != "ja" {
			t.Errorf("%+v", m)
		}
		rows, err := db.Read().MailsOf(t.Context(), query.MailsOfParams{ShopID: o.shop, Subject: id})
		if err != nil || len(rows) != 1 || len(rows[0].Draft) > 0 {
			t.Errorf("kept: %+v, %v", rows, err)
		}
		last, ok, err := o.LastMail(t.Context(), o.shop, id)
		if err != nil || !ok || last.State != mail.Sent {
			t.Errorf("%+v %t %v", last, ok, err)
		}
	})
}

// A mail is not sent twice in a minute, nor for ever; each makes a new link, and a refused one leaves the link as it was.
func TestX20_InvitationMailsHaveAnEnd(t *testing.T) {
	o := newOffice(t, storetest.SQLite(t))
	english := invitationTo(o.shop, "viewer@shop.example")
	english.Lang = "en"
	_, link, err := o.Invite(t.Context(), "cli", english, false)
	must(t, err)
	_, _, err = o.Invite(t.Context(), "cli", english, false)
	if wait, ok := errors.AsType[*staff.WaitError](err); !ok || wait.After != time.Minute {
		t.Errorf("twice: %v", err)
	}
	if _, err = o.Invited(t.Context(), codeOf(link)); err != nil {
		t.Errorf("the first link: %v", err)
	}
	sent := 1
	for range 10 {
		o.now = o.now.Add(2 * time.Minute)
		if _, _, err = o.Invite(t.Context(), "cli", english, false); err != nil {
			break
		}
		sent++
	}
	if wait, ok := errors.AsType[*staff.WaitError](err); !ok || sent != 5 || wait.After < 23*time.Hour {
		t.Errorf("%d were sent, %v", sent, err)
	}
	sender, box := o.post(t)
	_, err = sender.Send(t.Context(), 16)
	must(t, err)
	if mails := box.Mails(); len(mails) != 1 || !strings.Contains(mails[0].Text, "The operator invites you") { // those before have old links
		t.Errorf("%d mails: %+v", len(mails), mails)
	}
}

// A withdrawn invitation leaves nothing: no link, no mail, no person; one that was followed cannot be withdrawn.
func TestX20_InvitationsAreWithdrawn(t *testing.T) {
	o := newOffice(t, storetest.SQLite(t))
	sender, box := o.post(t)
	owner := o.enter(t, "owner@shop.example", staff.Invitation{Shop: o.shop, Role: staff.Owner})
	p, link, err := o.Invite(t.Context(), "cli", invitationTo(o.shop, "viewer@shop.example"), false)
	must(t, err)
	id := o.waiting(t, o.shop).ID
	wants(t, "of another shop", o.Withdraw(t.Context(), "cli", o.newShop(t), id), staff.ErrInvitation)
	must(t, o.Withdraw(t.Context(), owner.Actor(), o.shop, id))
	wants(t, "twice", o.Withdraw(t.Context(), "cli", o.shop, id), staff.ErrInvitation)
	wants(t, "the link", second(o.Invited(t.Context(), codeOf(link))), staff.ErrInvitation)
	wants(t, "the person", second(o.Get(t.Context(), p.ID)), staff.ErrUnknown)
	_, err = sender.Send(t.Context(), 16)
	must(t, err)
	rows, err := o.DB.Read().MailsOf(t.Context(), query.MailsOfParams{ShopID: o.shop, Subject: id})
	if err != nil || len(box.Mails()) != 0 || rows[0].State != mail.Unwanted || rows[0].Error != string(mail.Withdrawn) || len(rows[0].Draft) > 0 {
		t.Errorf("%d mails, %+v, %v", len(box.Mails()), rows, err)
	}
	entries, err := audit.Read(t.Context(), o.DB, audit.Asked{Shop: o.shop, Action: audit.Withdrawn, Limit: 5})
	if err != nil || len(entries) != 1 || entries[0].Actor != string(owner.Actor()) {
		t.Errorf("%+v %v", entries, err)
	}
	_, link, err = o.Invite(t.Context(), "cli", invitationTo(o.shop, "b@shop.example"), false)
	must(t, err)
	id = o.waiting(t, o.shop).ID
	offer, err := o.Invited(t.Context(), codeOf(link))
	must(t, err)
	m := o.accept(t, offer.Person, link)
	wants(t, "one that was followed", o.Withdraw(t.Context(), "cli", o.shop, id), staff.ErrInvitation)
	wants(t, "a role", o.Withdraw(t.Context(), "cli", o.shop, m.ID), staff.ErrInvitation)
	if m, err := o.Get(t.Context(), m.ID); err != nil || !m.May(staff.View, o.shop) {
		t.Errorf("%+v %v", m, err)
	}
}
