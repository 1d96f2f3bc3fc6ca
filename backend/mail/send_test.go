package mail_test

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"noren/backend/mail"
	"noren/backend/mail/mailbox"
	"noren/backend/store"
	"noren/backend/store/query"
	"noren/backend/store/storetest"
)

// Whoever asks, and however many send: each order gets each kind once.
func TestR3_4_OncePerOrderAndKind(t *testing.T) {
	t.Parallel()
	storetest.OnEvery(t, func(t *testing.T, db *store.DB) {
		k := newKit(t, db, mailbox.Config{})
		var group sync.WaitGroup
		for i := range 20 {
			group.Go(func() {
				err := db.Tx(t.Context(), func(q *query.Queries) error {
					return mail.Ask(t.Context(), q, start, mail.Wanted{Shop: "shop_1", Kind: mail.OrderConfirmation, Subject: "A-1", Lang: "ja", Seq: int64(i % 2)})
				})
				if err != nil {
					t.Error(err)
				}
			})
		}
		group.Wait()
		for range 2 {
			group.Go(func() {
				for range 3 {
					if _, err := k.sender.Send(t.Context(), 1); err != nil {
						t.Error(err)
					}
				}
			})
		}
		group.Wait()
		mails := k.box.Mails()
		if len(mails) != 2 || mails[0].MessageID() == mails[1].MessageID() {
			t.Errorf("%d mails for two wishes", len(mails))
		}
		rows, err := db.Read().Mails(t.Context(), query.MailsParams{ShopID: "shop_1", Before: "~", Size: 9})
		if err != nil || len(rows) != 2 || rows[0].State != mail.Sent || rows[0].SentAt == 0 || rows[0].NextAt != 0 {
			t.Errorf("%+v, %v", rows, err)
		}
	})
}

// What goes over the wire is a mail that every program reads.
func TestR3_4_JapaneseMailOnTheWire(t *testing.T) {
	t.Parallel()
	k := newKit(t, storetest.SQLite(t), mailbox.Config{})
	template := mail.Default(mail.OrderConfirmation)
	template.ReplyTo = "info@aonagi.example"
	if _, err := k.sender.Templates.Save(t.Context(), "shop_1", "staff:1", template); err != nil {
		t.Fatal(err)
	}
	k.email = "da..me.@docomo.example" // such addresses exist
	k.confirmation("A-1")
	k.send()
	row := k.want("A-1", mail.Sent, "")
	mails := k.box.Mails()
	if len(mails) != 1 {
		t.Fatalf("%d mails", len(mails))
	}
	m := mails[0]
	if m.Subject != "【茶葉専門店 青凪】ご注文ありがとうございます（注文番号：A-1）" {
		t.Errorf("subject %q", m.Subject)
	}
	for header, want := range map[string]string{
		m.From: `"茶葉専門店 青凪" <orders@pay.example>`, m.ReplyTo: `"茶葉専門店 青凪" <info@aonagi.example>`, m.Lang: "ja",
		m.MessageID(): "<" + row.ID + "@pay.example>", m.Header.Get("Auto-Submitted"): "auto-generated",
		m.Header.Get("Content-Type"): "text/plain; charset=UTF-8", m.EnvelopeFrom: "orders@pay.example", m.Header.Get("Date"): "Fri, 27 Nov 2026 03:00:00 +0000",
		strings.Join(m.EnvelopeTo, ","): `"da..me."@docomo.example`,
	} {
		if strings.ReplaceAll(header, `"`, "") != strings.ReplaceAll(want, `"`, "") {
			t.Errorf("%q, want %q", header, want)
		}
	}
	for _, part := range []string{"山田 太郎 様\n", "AmazonリファレンスID：P03-1234567-7654321", "　1,080円 × 2点 ＝ 2,160円", "割引：-410円\n合計（税込）：3,000円", "〒153-0064\n東京都目黒区下目黒1-8-1\n"} {
		if !strings.Contains(m.Text, part) {
			t.Errorf("%q is not in\n%s", part, m.Text)
		}
	}
	if i := bytes.IndexFunc(m.Raw, func(r rune) bool { return r > '~' }); i >= 0 {
		t.Errorf("byte %d is not ASCII", i)
	}
	for line := range bytes.Lines(m.Raw) {
		if len(line) > 300 || !bytes.HasSuffix(line, []byte("\r\n")) {
			t.Errorf("line %q", line)
		}
	}
}

// Refusals: what is final, what is tried again, and what is kept of them.
func TestMailServerRefuses(t *testing.T) { //nolint:paralleltest // it listens to the one log
	var log bytes.Buffer
	defer slog.SetDefault(slog.Default())
	slog.SetDefault(slog.New(slog.NewTextHandler(&log, nil)))
	for name, c := range map[string]struct {
		recipient, taken error
		state, problem   string
	}{
		"unknown reader":     {recipient: mailbox.Refusal(550, 5, 1, 1), state: mail.Failed, problem: "refused 550 5.1.1"},
		"greylisting":        {recipient: mailbox.Refusal(451, 4, 7, 1), state: mail.Waiting, problem: "refused 451 4.7.1"},
		"taken for spam":     {taken: mailbox.Refusal(554, 5, 7, 1), state: mail.Failed, problem: "refused 554 5.7.1"},
		"disk full":          {taken: mailbox.Refusal(452, 4, 3, 1), state: mail.Waiting, problem: "refused 452 4.3.1"},
		"words with address": {recipient: errors.New("nobody named taro@buyer.example here"), state: mail.Waiting, problem: "refused 451 4.0.0"},
	} {
		k := newKit(t, storetest.SQLite(t), mailbox.Config{
			Recipient: func(string) error { return c.recipient }, Taken: func(mailbox.Mail) error { return c.taken },
		})
		k.confirmation("A-1")
		k.send()
		row := k.want("A-1", c.state, c.problem)
		if waits := row.NextAt >= int64(store.At(start.Add(time.Minute))); waits != (c.state == mail.Waiting) {
			t.Errorf("%s: next at %d", name, row.NextAt)
		}
		if k.send() != 0 {
			t.Errorf("%s: it is tried again at once", name)
		}
	}
	if text := log.String(); strings.Contains(text, "buyer.example") || !strings.Contains(text, "refused 550") {
		t.Errorf("the log says: %s", text)
	}
}

// A reader that the server does not know holds up nobody else.
func TestOthersAreSentAllTheSame(t *testing.T) {
	t.Parallel()
	k := newKit(t, storetest.SQLite(t), mailbox.Config{Taken: func(m mailbox.Mail) error {
		if strings.Contains(m.Subject, "A-2") {
			return mailbox.Refusal(554, 5, 6, 0)
		}
		return nil
	}})
	for i := range 4 {
		k.confirmation(fmt.Sprintf("A-%d", i))
	}
	k.send()
	for i, want := range []string{mail.Sent, mail.Sent, mail.Failed, mail.Sent} {
		if row := k.of(fmt.Sprintf("A-%d", i)); row.State != want {
			t.Errorf("A-%d is %s, %s", i, row.State, row.Error)
		}
	}
}

// A mail server that is away for hours costs nothing but time; one that is away for a day is shown, and people send again.
func TestMailServerAway(t *testing.T) {
	t.Parallel()
	k := newKit(t, storetest.SQLite(t), mailbox.Config{})
	address := k.sender.Server.Address
	k.sender.Server.Address = "127.0.0.1:1"
	k.confirmation("A-1")
	var waits []time.Duration
	for k.of("A-1").State == mail.Waiting {
		next := store.Micros(k.of("A-1").NextAt).Time()
		if len(waits) > 20 || next.IsZero() {
			t.Fatal("it never ends")
		}
		waits = append(waits, next.Sub(k.now()))
		k.advance(next.Sub(k.now()))
		if k.send() != 1 {
			t.Fatal("nothing is due")
		}
	}
	k.want("A-1", mail.Failed, "unreachable")
	if spent := k.now().Sub(start); len(waits) != 8 || spent < 23*time.Hour || spent > 27*time.Hour {
		t.Errorf("%d attempts in %s", len(waits), spent)
	}
	k.sender.Server.Address = address
	if err := k.sender.Repeat(t.Context(), "shop_1", "staff:1", k.of("A-1").ID); err != nil {
		t.Fatal(err)
	}
	k.send()
	row := k.want("A-1", mail.Sent, "")
	if err := k.sender.Repeat(t.Context(), "shop_1", "staff:1", row.ID); !errors.Is(err, mail.ErrUnknown) {
		t.Errorf("a mail that was sent is repeated: %v", err)
	}
	if err := k.sender.Repeat(t.Context(), "shop_2", "staff:1", row.ID); !errors.Is(err, mail.ErrUnknown) {
		t.Errorf("another shop repeats it: %v", err)
	}
}

// What is not to be sent stays visible, with the reason.
func TestUnwanted(t *testing.T) {
	t.Parallel()
	k := newKit(t, storetest.SQLite(t), mailbox.Config{})
	k.email = ""
	k.confirmation("no address")
	k.send()
	k.want("no address", mail.Unwanted, "no_address")
	k.email = "nobody"
	k.confirmation("bad address")
	k.send()
	k.want("bad address", mail.Unwanted, "bad_address")
	k.email = "taro@buyer.example"
	template := mail.Default(mail.OrderConfirmation)
	template.On = false
	if _, err := k.sender.Templates.Save(t.Context(), "shop_1", "staff:1", template); err != nil {
		t.Fatal(err)
	}
	k.confirmation("switched off")
	k.send()
	k.want("switched off", mail.Unwanted, "switched_off")
	k.sender.Server = nil
	k.confirmation("no server")
	k.send()
	k.want("no server", mail.Unwanted, "no_server")
	if n := len(k.box.Mails()); n != 0 {
		t.Errorf("%d mails were sent", n)
	}
}
