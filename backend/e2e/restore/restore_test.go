package restore

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"

	"noren/backend"
	"noren/backend/checkout"
	"noren/backend/e2e/market"
	"noren/backend/ledger"
	"noren/backend/mail"
	"noren/backend/sandbox"
	"noren/backend/session"
	"noren/backend/store"
	"noren/backend/store/storetest"
)

func TestMain(m *testing.M) { os.Exit(storetest.Main(m)) }

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// world is a market whose database is lost.
type world struct {
	*market.Market

	t      *testing.T
	noren  *backend.Backend
	server *httptest.Server
	mails  *mail.Server
}

func newWorld(t *testing.T, database string) *world {
	t.Helper()
	w := &world{t: t, Market: &market.Market{Amazon: sandbox.RunT(t), Database: database}}
	var err error
	w.Keyset, err = store.GenerateKeyset()
	must(t, err)
	shop := httptest.NewServer(http.HandlerFunc(w.Hear))
	t.Cleanup(shop.Close)
	must(t, w.Enter(store.ForAll(t.Context()), shop.URL))
	w.Reach = func() string { return w.server.URL }
	w.mails = w.MailServer(t)
	w.start(false)
	t.Cleanup(w.stop)
	return w
}

// start is the start of the program, with --hold or without it.
func (w *world) start(hold bool) {
	w.t.Helper()
	var err error
	w.noren, err = backend.New(store.ForAll(w.t.Context()), backend.Config{
		Database: w.Database, Redis: session.Config{}, Keyset: w.Keyset, PublicURL: market.PublicURL, Proxies: 1,
		Amazon: backend.Amazon{API: w.Amazon.URL, Pages: w.Amazon.URL}, Now: w.Amazon.Now, Mail: w.mails, Hold: hold,
	})
	must(w.t, err)
	w.server = httptest.NewServer(w.noren.Handler)
	w.Amazon.SetNotificationURL(w.Amazon.Merchant().MerchantID, w.server.URL+"/notifications/"+w.ID)
}

func (w *world) stop() {
	if w.server == nil {
		return
	}
	w.server.Close()
	w.server = nil
	if err := w.noren.Close(); err != nil {
		w.t.Error(err)
	}
}

// walk lets a shopper go as far as a place.
func (w *world) walk(s *market.Shopper, to market.Place) *market.Shopper {
	w.t.Helper()
	for s.At < to {
		must(w.t, s.Click())
	}
	return s
}

// sweep does what is due in the background.
func (w *world) sweep() {
	w.t.Helper()
	must(w.t, market.Sweep(store.ForAll(w.t.Context()), w.noren))
}

// sent is how many messages shops and mails people have got.
func (w *world) sent() (messages, mails int) { return len(w.Told()), w.Mailed() }

// kept is a backup of a database, and how one goes back to it.
type kept struct {
	dsn    func(t *testing.T) string
	backup func(t *testing.T, dsn, file string)
	goBack func(t *testing.T, file string) (dsn string)
}

var engines = map[string]kept{
	"sqlite": {
		dsn:    func(t *testing.T) string { return storetest.SQLiteDSN(t) },
		backup: func(t *testing.T, dsn, file string) { must(t, store.Backup(t.Context(), dsn, file)) }, // while Noren has the file
		goBack: func(t *testing.T, file string) string {
			copied, err := os.ReadFile(file)
			must(t, err)
			path := filepath.Join(t.TempDir(), "noren.db")
			must(t, os.WriteFile(path, copied, 0o600))
			return "sqlite:" + path
		},
	},
	"postgres": {
		dsn: func(t *testing.T) string { return storetest.PostgresDSN(t) },
		backup: func(t *testing.T, dsn, file string) {
			storetest.Run(t, "pg_dump", "--enable-row-security", "--format=custom", "--file="+file, "--dbname="+dsn)
		},
		goBack: func(t *testing.T, file string) string {
			dsn := storetest.PostgresDSN(t)
			storetest.Run(t, "pg_restore", "--no-owner", "--exit-on-error", "--single-transaction", "--dbname="+dsn, file)
			return dsn
		},
	},
}

// The newest payments are lost with the database. What was under way is found by itself; the rest is exactly the difference of the
// books, and lies on the list «paid without order» as soon as Amazon speaks of it.
func TestIssue8_GoingBackToABackup(t *testing.T) {
	for name, engine := range engines {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, engine.dsn(t))
			before := w.walk(w.Shopper(), market.Home)
			paying := w.walk(w.Shopper(), market.AtAmazon)
			w.sweep() // the shop has heard of the first
			file := filepath.Join(t.TempDir(), "backup")
			engine.backup(t, w.Database, file)
			w.walk(paying, market.Home)
			later := w.walk(w.Shopper(), market.Home)
			must(t, w.Amazon.DeliverNotifications(t.Context()))
			w.sweep()
			told, mailed := w.sent()

			w.stop()
			w.Database = engine.goBack(t, file)
			w.start(true)
			for _, step := range market.Day[:5] { // an hour and a half
				w.Amazon.Advance(step)
				w.sweep()
			}
			books := w.Read(t)
			w.WantPaid(t, books, before, true)
			w.WantPaid(t, books, paying, true)
			if order, known := books.Order(later.Cart.ID); known {
				t.Errorf("it knows what came after the backup: %+v", order)
			}
			if nowTold, nowMailed := w.sent(); nowTold != told || nowMailed != mailed {
				t.Errorf("%d messages and %d mails were sent before anybody had looked", nowTold-told, nowMailed-mailed)
			}
			w.wantDifference(books, later)

			w.announce(later)
			w.sweep()
			list, err := w.noren.Book.List(store.ForAll(t.Context()), w.ID, ledger.PaidWithoutOrder, "", 10)
			must(t, err)
			if len(list.Parked) == 0 {
				t.Error("Amazon spoke of a payment that nobody knows, and nobody is told")
			}
			w.wantDifference(w.Read(t), later)

			w.stop()
			w.start(false)
			w.sweep()
			if nowTold, nowMailed := w.sent(); nowTold <= told || nowMailed <= mailed {
				t.Errorf("what was held back was never sent: %d messages and %d mails, as before", nowTold-told, nowMailed-mailed)
			}
			next := w.walk(w.Shopper(), market.Home)
			w.WantPaid(t, w.Read(t), next, true)
		})
	}
}

// wantDifference compares the books: what Amazon has and we have not is what the one shopper paid.
func (w *world) wantDifference(books market.Books, missing *market.Shopper) {
	w.t.Helper()
	var amazons, ours int64
	for _, charge := range w.Amazon.Books().Charges {
		amazons += charge.Amount
	}
	for _, order := range books.Orders {
		if ledger.State(order.State).Placed() {
			ours += order.Total
		}
	}
	if amazons-ours != int64(missing.Cart.Total) {
		w.t.Errorf("Amazon has %d yen, we %d; missing should be %d", amazons, ours, missing.Cart.Total)
	}
	for _, row := range books.Checkouts {
		if checkout.State(row.State) == checkout.Attention {
			w.t.Errorf("%s needs attention", row.CartID)
		}
	}
}

// announce lets Amazon speak once more of a shopper's payment, as it does when the charge is captured, refunded or expires.
func (w *world) announce(s *market.Shopper) {
	w.t.Helper()
	for _, charge := range w.Amazon.Books().Charges {
		if charge.Amount != int64(s.Cart.Total) {
			continue
		}
		for _, n := range w.Amazon.Notifications() {
			if n.ChargePermissionID == charge.PermissionID {
				must(w.t, w.Amazon.Duplicate(n.ID))
			}
		}
	}
	must(w.t, w.Amazon.DeliverNotifications(w.t.Context()))
}
