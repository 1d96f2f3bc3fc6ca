package crash

import (
	"context"
	"encoding/base64"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"noren/backend/contract"
	"noren/backend/merchant"
	"noren/backend/sandbox"
	"noren/backend/session/sessiontest"
	"noren/backend/store"
	"noren/backend/store/storetest"
)

const origin = "http://shop.localhost"

// world is one shop with a database, an Amazon that outlives every crash, and the process that does not.
type world struct {
	t      *testing.T // the subtest that is running
	whole  *testing.T // with which the world ends
	amazon *sandbox.Sandbox
	config childConfig
	noren  atomic.Pointer[process]

	shop      string
	cartKeyID string
	cartKey   []byte
	shoppers  atomic.Int64 // so far

	mu       sync.Mutex
	told     map[string]int // how often the shop's server got a message, by Webhook-Id
	holdShop chan struct{}  // the shop's server answers when it is closed; nil is at once
	asked    chan struct{}  // a message has arrived there
}

// onEvery runs a test on both databases: SQLite with the embedded Redis, PostgreSQL with a server.
func onEvery(t *testing.T, name string, test func(w *world)) {
	t.Helper()
	t.Run(name+"/sqlite", func(t *testing.T) {
		t.Parallel()
		test(newWorld(t, childConfig{Database: storetest.SQLiteDSN(t)}))
	})
	t.Run(name+"/postgres", func(t *testing.T) {
		t.Parallel()
		test(newWorld(t, childConfig{Database: storetest.PostgresDSN(t), Redis: []string{sessiontest.Redis(t).Addr}}))
	})
}

func newWorld(t *testing.T, config childConfig) *world {
	t.Helper()
	w := &world{t: t, whole: t, amazon: sandbox.RunT(t), config: config, told: map[string]int{}, asked: make(chan struct{}, 1)}
	w.config.Amazon = w.amazon.URL
	var err error
	if w.config.Keyset, err = store.GenerateKeyset(); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(http.HandlerFunc(w.hear))
	t.Cleanup(server.Close)
	if err := w.enter(t.Context(), server.URL); err != nil {
		t.Fatal(err)
	}
	w.start()
	return w
}

// enter writes the shop into the database, as an operator does before `noren serve`.
func (w *world) enter(ctx context.Context, webhooks string) (err error) {
	sealer, err := store.NewSealer(w.config.Keyset)
	if err != nil {
		return err
	}
	db, err := store.Open(ctx, w.config.Database)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	if err := db.Migrate(ctx); err != nil {
		return err
	}
	shops := &merchant.Shops{DB: db, Sealer: sealer, Now: w.amazon.Now}
	shop, err := shops.Create(ctx, "cli", merchant.Shop{Name: "見本商店", Origins: []string{origin}})
	if err != nil {
		return err
	}
	w.shop = shop.ID
	account, settings := w.amazon.Merchant(), merchant.DefaultSettings()
	settings.Methods = []merchant.Method{{ID: merchant.AmazonPay, Name: "Amazon Pay", Shown: true}}
	settings.Groups = []merchant.Group{{ID: "tea", Name: "茶", AmazonPay: true}}
	_, settingsErr := shops.SaveSettings(ctx, "test", w.shop, settings)
	_, hookErr := shops.SetWebhook(ctx, "cli", w.shop, webhooks)
	key, keyErr := shops.NewCartKey(ctx, "cli", w.shop)
	return errors.Join(settingsErr, hookErr, keyErr, w.keepCartKey(key), shops.Apply(ctx, "cli", w.shop, contract.Application{
		Kind: contract.Corporation, Company: "株式会社見本", CorporateNumber: "4011001098993", Terms: true, Reviewed: true,
	}),
		shops.SaveCredentials(ctx, "cli", w.shop, merchant.Credentials{
			MerchantID: account.MerchantID, StoreID: account.StoreID, PublicKeyID: account.PublicKeyID, Key: account.PrivateKey,
			Sandbox: true, Region: "jp",
		}))
}

// keepCartKey takes a key of the form ck_{key id}_{base64url of 32 bytes} apart.
func (w *world) keepCartKey(key string) (err error) {
	rest := strings.TrimPrefix(key, "ck_")
	at := len(rest) - base64.RawURLEncoding.EncodedLen(32) - 1
	w.cartKeyID = rest[:at]
	w.cartKey, err = base64.RawURLEncoding.DecodeString(rest[at+1:])
	return err
}

// hear is the shop's server: it counts the messages that it gets.
func (w *world) hear(_ http.ResponseWriter, r *http.Request) {
	w.mu.Lock()
	w.told[r.Header.Get("Webhook-Id")]++
	held := w.holdShop
	w.mu.Unlock()
	select {
	case w.asked <- struct{}{}:
	default:
	}
	if held != nil {
		select {
		case <-held:
		case <-r.Context().Done():
		}
	}
}

// sub runs a part of a test in this world.
func (w *world) sub(name string, part func()) bool {
	defer func() { w.t = w.whole }()
	return w.whole.Run(name, func(t *testing.T) {
		w.t = t
		part()
	})
}

// start begins another life.
func (w *world) start() {
	w.t.Helper()
	p, err := launch(w.whole, w.config)
	if err != nil {
		w.t.Fatal(err)
	}
	w.noren.Store(p)
	w.amazon.SetNotificationURL(w.amazon.Merchant().MerchantID, p.url+"/notifications/"+w.shop)
}

// crash kills the process and starts it again. Calls that it had under way are over by then: one that was held before its
// effect never had it.
func (w *world) crash() {
	w.t.Helper()
	w.noren.Load().kill(w.t)
	w.forget()
	w.start()
}

// forget waits until Amazon has seen that nobody is at the other end of held calls, and takes all faults back.
func (w *world) forget() {
	w.t.Helper()
	for range 1000 {
		if len(w.amazon.Held()) == 0 {
			w.amazon.ClearFaults()
			return
		}
		time.Sleep(time.Millisecond) // the kernel closes the connections of a dead process by itself
	}
	w.t.Fatal("Amazon still holds calls of a dead process")
}

// advance moves everybody's clock.
func (w *world) advance(d time.Duration) {
	w.t.Helper()
	w.move(d)
	if err := w.noren.Load().order("clock", w.clock()); err != nil {
		w.t.Fatal(err)
	}
}

// move moves Amazon's clock, and that of lives to come.
func (w *world) move(d time.Duration) {
	w.config.Ahead += d
	w.amazon.Advance(d)
}

func (w *world) clock() url.Values {
	return url.Values{"ahead": {strconv.FormatInt(int64(w.config.Ahead), 10)}}
}

// pass lets time pass, and the background work do what falls due.
func (w *world) pass(d time.Duration) {
	w.t.Helper()
	w.move(d)
	if err := w.noren.Load().order("sweep", w.clock()); err != nil {
		w.t.Fatal(err)
	}
}

// passADay is 28 hours, by whose end every session of Amazon's is over. The sweepers come by less often than they do in
// earnest: who has paid must be found in the first hour and a half.
func (w *world) passADay() {
	w.t.Helper()
	const second, minute, hour = time.Second, time.Minute, time.Hour
	for _, step := range []time.Duration{25 * second, 25 * second, 11 * minute, 11 * minute, hour, 24 * hour, 3 * hour} {
		w.pass(step)
	}
}
