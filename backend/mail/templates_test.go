package mail_test

import (
	"errors"
	"strings"
	"testing"

	"noren/backend/audit"
	"noren/backend/mail"
	"noren/backend/mail/mailbox"
	"noren/backend/store"
	"noren/backend/store/storetest"
	"noren/shared/api"
	"noren/shared/validate"
)

// Templates are a shop's own, each save is kept, and nobody overwrites what somebody else has saved since.
func TestR3_4_TemplatesAreSavedWithTheirHistory(t *testing.T) {
	t.Parallel()
	storetest.OnEvery(t, func(t *testing.T, db *store.DB) {
		k := newKit(t, db, mailbox.Config{})
		k.addShop("shop_2")
		templates := k.sender.Templates
		first, err := templates.Get(t.Context(), "shop_1", mail.Refunded)
		if err != nil || first.Version != 0 || first != mail.Default(mail.Refunded) {
			t.Fatalf("%+v, %v", first, err)
		}
		first.Guide = true
		first.Japanese.Subject = "返金（{注文番号}）"
		second, err := templates.Save(t.Context(), "shop_1", "staff:1", first)
		if err != nil || second.Version != 1 {
			t.Fatalf("%+v, %v", second, err)
		}
		if _, err := templates.Save(t.Context(), "shop_1", "staff:2", first); !errors.Is(err, mail.ErrStale) {
			t.Errorf("saved over another's: %v", err)
		}
		broken := second
		broken.English.Text = "{nothing}"
		if _, err := templates.Save(t.Context(), "shop_1", "staff:1", broken); !errors.As(err, new(validate.Faults)) {
			t.Errorf("a broken one is saved: %v", err)
		}
		second.On = false
		if _, err := templates.Save(t.Context(), "shop_1", "staff:1", second); err != nil {
			t.Fatal(err)
		}
		read, err := templates.Get(t.Context(), "shop_1", mail.Refunded)
		if err != nil || read.Version != 2 || read.On || !read.Guide || read.Kind != mail.Refunded || read.Japanese.Subject != "返金（{注文番号}）" {
			t.Errorf("%+v, %v", read, err)
		}
		revisions, err := templates.Revisions(t.Context(), "shop_1", mail.Refunded)
		if err != nil || len(revisions) != 2 || !revisions[1].Template.On || revisions[0].Author != "staff:1" || !revisions[0].At.Equal(start) {
			t.Errorf("%+v, %v", revisions, err)
		}
		log, err := audit.Read(t.Context(), db, audit.Asked{Shop: "shop_1", Action: audit.TemplateSaved, Limit: 9})
		if err != nil || len(log) != 2 || log[0].Actor != "staff:1" || log[0].Subject != string(mail.Refunded) || log[0].BeforeText == log[1].BeforeText {
			t.Errorf("%+v, %v", log, err)
		}
		if other, err := templates.Get(t.Context(), "shop_2", mail.Refunded); err != nil || other.Version != 0 {
			t.Errorf("another shop has %+v, %v", other, err)
		}
		if _, err := templates.Save(t.Context(), "shop_3", "staff:1", first); !errors.Is(err, mail.ErrUnknown) {
			t.Errorf("a shop that does not exist: %v", err)
		}
		if _, err := templates.Save(t.Context(), "shop_1", "staff:1", mail.Template{Kind: "other", Japanese: first.Japanese, English: first.English}); err == nil {
			t.Error("a kind that does not exist is saved")
		}
	})
}

// R5-9: an individual mail is filled in, edited by a person, kept sealed until it goes, and sent in that person's words.
func TestR5_9_IndividualMailInThePersonsWords(t *testing.T) {
	t.Parallel()
	k := newKit(t, storetest.SQLite(t), mailbox.Config{})
	templates := k.sender.Templates
	letter := mail.Sample(mail.Individual, api.Japanese, mail.Shop{}, start)
	draft, err := templates.Draft(t.Context(), "shop_1", letter)
	if err != nil || !strings.Contains(draft.Text, "山田 太郎 様") || strings.Contains(draft.Text, "{") {
		t.Fatalf("%+v, %v", draft, err)
	}
	draft.Text = strings.Replace(draft.Text, "このたびは", "先日お電話でご相談の件、{承りました}。\r\nこのたびは", 1)
	sealed, err := templates.Seal("shop_1", draft)
	if err != nil || strings.Contains(string(sealed), "Amazon") {
		t.Fatal(err)
	}
	k.ask(mail.Wanted{Shop: "shop_1", Kind: mail.Individual, Subject: "A-1", Lang: "ja", Draft: sealed})
	k.ask(mail.Wanted{Shop: "shop_1", Kind: mail.Individual, Subject: "A-2", Lang: "ja", Draft: append([]byte("x"), sealed...)})
	k.send()
	mails := k.box.Mails()
	if len(mails) != 1 || !strings.Contains(mails[0].Text, "先日お電話でご相談の件、{承りました}。\nこのたびは") || mails[0].Header.Get("Auto-Submitted") != "" {
		t.Errorf("%d mails: %.300s", len(mails), mails[0].Text)
	}
	k.want("A-2", mail.Waiting, "not_composed")
	if _, err := templates.Seal("shop_1", mail.Wording{Subject: " \n ", Text: "x"}); !errors.As(err, new(validate.Faults)) {
		t.Errorf("a mail without a subject is sealed: %v", err)
	}
}

// A test mail goes to whoever wants to see it, past the outbox, also when the kind is switched off.
func TestTestMail(t *testing.T) {
	t.Parallel()
	k := newKit(t, storetest.SQLite(t), mailbox.Config{Recipient: func(to string) error {
		if to == "nobody@aonagi.example" {
			return mailbox.Refusal(550, 5, 1, 1)
		}
		return nil
	}})
	template := mail.Default(mail.ChangeCard)
	template.On = false
	if _, err := k.sender.Templates.Save(t.Context(), "shop_1", "staff:1", template); err != nil {
		t.Fatal(err)
	}
	for _, lang := range langs {
		if err := k.sender.Test(t.Context(), "shop_1", "staff:1", mail.ChangeCard, lang, "staff@aonagi.example"); err != nil {
			t.Error(err)
		}
	}
	if mails := k.box.Mails(); len(mails) != 2 || !strings.Contains(mails[0].Text, "Taro Yamada") || !strings.Contains(mails[1].Text, "山田 太郎") {
		t.Errorf("%d mails: %.300s", len(mails), mails[0].Text)
	}
	err := k.sender.Test(t.Context(), "shop_1", "staff:1", mail.ChangeCard, api.Japanese, "nobody@aonagi.example")
	if err == nil || strings.Contains(err.Error(), "aonagi") || mail.Problem(err) != "refused 550 5.1.1" {
		t.Errorf("a refusal: %v", err)
	}
	err = k.sender.Test(t.Context(), "shop_1", "staff:1", mail.ChangeCard, api.Japanese, "nobody")
	if mail.Problem(err) != "bad_address" {
		t.Errorf("a bad address: %v", err)
	}
}
