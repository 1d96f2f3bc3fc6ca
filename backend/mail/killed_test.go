package mail_test

import (
	"context"
	"os"
	"os/exec"
	"testing"
	"time"

	"noren/backend/mail"
	"noren/backend/mail/mailbox"
	"noren/backend/store"
	"noren/backend/store/query"
	"noren/backend/store/storetest"
)

// The test binary started with these sends what is in a database, and nothing else.
const (
	childEnv  = "NOREN_TEST_MAIL_DATABASE"
	serverEnv = "NOREN_TEST_MAIL_SERVER"
)

func child() int {
	ctx := context.Background()
	db, err := store.Open(store.ForAll(ctx), os.Getenv(childEnv))
	if err != nil {
		return 1
	}
	sender := newSender(db, nil, func() time.Time { return start }, os.Getenv(serverEnv))
	sender.Letter = func(_ context.Context, row query.Mail) (mail.Letter, error) {
		return letterOf(row, "taro@buyer.example"), nil
	}
	if _, err := sender.Send(ctx, 16); err != nil {
		return 1
	}
	return 0
}

// The process is killed when the mail server has the mail and before that is noted: the mail comes again, under the same Message-ID,
// so that it can be recognised; it is not lost.
func TestKilledBetweenTakenAndNoted(t *testing.T) {
	t.Parallel()
	dsn := storetest.SQLiteDSN(t)
	open := func() *store.DB {
		db, err := store.Open(store.ForAll(t.Context()), dsn)
		if err != nil {
			t.Fatal(err)
		}
		if err := db.Migrate(t.Context()); err != nil {
			t.Fatal(err)
		}
		return db
	}
	taken, held := make(chan struct{}, 1), make(chan struct{})
	config := mailbox.Config{Taken: func(mailbox.Mail) error {
		taken <- struct{}{}
		<-held
		return nil
	}}
	db := open()
	k := newKit(t, db, config)
	k.confirmation("A-1")
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}

	process := exec.CommandContext(t.Context(), os.Args[0])
	process.Env = append(os.Environ(), childEnv+"="+dsn, serverEnv+"="+k.box.Address())
	if err := process.Start(); err != nil {
		t.Fatal(err)
	}
	<-taken
	_ = process.Process.Kill()
	_ = process.Wait()
	close(held)

	db = open()
	defer db.Close()
	k.db = db
	sender := newSender(db, storetest.Sealer(t), k.now, k.box.Address())
	sender.Letter, k.sender = k.sender.Letter, sender
	k.want("A-1", mail.Waiting, "")
	if k.send() != 0 {
		t.Error("the mail is another process's while its lease lasts")
	}
	k.advance(3 * time.Minute)
	if k.send() != 1 {
		t.Error("the mail is lost")
	}
	k.want("A-1", mail.Sent, "")
	mails := k.box.Mails()
	if len(mails) != 2 || mails[0].MessageID() != mails[1].MessageID() || mails[0].MessageID() == "" {
		t.Errorf("%d mails, %q", len(mails), mails[0].MessageID())
	}
}

// A sender that was away for longer than its lease writes nothing over the outcome of the one who took over.
func TestLeaseLost(t *testing.T) {
	t.Parallel()
	storetest.OnEvery(t, func(t *testing.T, db *store.DB) {
		first := true
		taken, held := make(chan struct{}), make(chan struct{})
		k := newKit(t, db, mailbox.Config{Taken: func(mailbox.Mail) error {
			if !first {
				return nil
			}
			first = false
			close(taken)
			<-held
			return mailbox.Refusal(554, 5, 0, 0)
		}})
		k.confirmation("A-1")
		late := make(chan error)
		go func() {
			_, err := k.sender.Send(t.Context(), 1)
			late <- err
		}()
		<-taken
		k.advance(3 * time.Minute)
		k.send()
		k.want("A-1", mail.Sent, "")
		close(held)
		if err := <-late; err != nil {
			t.Error(err)
		}
		k.want("A-1", mail.Sent, "")
	})
}
