package mail_test

import (
	"context"
	"os"
	"sync"
	"testing"
	"time"

	"noren/backend/mail"
	"noren/backend/mail/mailbox"
	"noren/backend/store"
	"noren/backend/store/query"
	"noren/backend/store/storetest"
	"noren/shared/api"
)

func TestMain(m *testing.M) {
	if os.Getenv(childEnv) != "" {
		os.Exit(child())
	}
	os.Exit(storetest.Main(m))
}

var start = time.Date(2026, 11, 27, 3, 0, 0, 0, time.UTC)

var teaShop = mail.Shop{Name: "茶葉専門店 青凪", Guide: "お茶は、お早めに\r\nお召し上がりください。"}

// kit is an outbox with a clock that tests move, and a mail server that takes what comes.
type kit struct {
	t      *testing.T
	db     *store.DB
	box    *mailbox.Mailbox
	sender *mail.Sender
	email  string // of every reader

	mu    sync.Mutex
	clock time.Time
}

func newKit(t *testing.T, db *store.DB, config mailbox.Config) *kit {
	t.Helper()
	k := &kit{t: t, db: db, clock: start, email: "taro@buyer.example"}
	box, err := mailbox.Open(config)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = box.Close() })
	k.box = box
	k.sender = newSender(db, storetest.Sealer(t), k.now, box.Address())
	k.sender.Letter = func(_ context.Context, row query.Mail) (mail.Letter, error) { return letterOf(row, k.email), nil }
	k.addShop("shop_1")
	return k
}

func newSender(db *store.DB, sealer *store.Sealer, now func() time.Time, address string) *mail.Sender {
	return &mail.Sender{
		DB: db, Now: now,
		Templates: &mail.Templates{
			DB: db, Sealer: sealer, Now: now, Shop: func(context.Context, string) (mail.Shop, error) { return teaShop, nil },
		},
		Server: &mail.Server{Address: address, Security: mail.Plain, From: "orders@pay.example"},
	}
}

func letterOf(row query.Mail, email string) mail.Letter {
	letter := mail.Sample(mail.Kind(row.Kind), api.Lang(row.Lang), mail.Shop{}, start)
	letter.Shop, letter.Email, letter.OrderNumber = mail.Shop{}, email, row.Subject
	return letter
}

func (k *kit) now() time.Time {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.clock
}

func (k *kit) advance(d time.Duration) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.clock = k.clock.Add(d)
}

func (k *kit) addShop(id string) {
	k.t.Helper()
	k.tx(func(q *query.Queries) error {
		return q.InsertShop(k.t.Context(), query.InsertShopParams{ID: id, Name: "shop", Now: int64(store.At(start))})
	})
}

func (k *kit) tx(work func(q *query.Queries) error) {
	k.t.Helper()
	if err := k.db.Tx(k.t.Context(), work); err != nil {
		k.t.Fatal(err)
	}
}

func (k *kit) ask(wanted mail.Wanted) {
	k.t.Helper()
	k.tx(func(q *query.Queries) error { return mail.Ask(k.t.Context(), q, k.now(), wanted) })
}

func (k *kit) confirmation(order string) {
	k.t.Helper()
	k.ask(mail.Wanted{Shop: "shop_1", Kind: mail.OrderConfirmation, Subject: order, Lang: "ja"})
}

func (k *kit) send() int {
	k.t.Helper()
	n, err := k.sender.Send(k.t.Context(), 16)
	if err != nil {
		k.t.Fatal(err)
	}
	return n
}

// of is the one mail about an order.
func (k *kit) of(order string) query.Mail {
	k.t.Helper()
	rows, err := k.db.Read().MailsOf(k.t.Context(), query.MailsOfParams{ShopID: "shop_1", Subject: order})
	if err != nil || len(rows) != 1 {
		k.t.Fatalf("%d mails about %s, %v", len(rows), order, err)
	}
	return rows[0]
}

func (k *kit) want(order, state, problem string) query.Mail {
	k.t.Helper()
	row := k.of(order)
	if row.State != state || row.Error != problem {
		k.t.Errorf("the mail about %s is %s, %q; want %s, %q", order, row.State, row.Error, state, problem)
	}
	return row
}
