// Package market is a shop with its shoppers, an Amazon of its own, and the comparison of both sides' books. Tests that kill the
// product, cut its wires or load it all send the same people through the same doors: Noren is reached over HTTP only, wherever and
// as many times as it runs.
package market

import (
	"context"
	"encoding/base64"
	"errors"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"noren/backend/contract"
	"noren/backend/merchant"
	"noren/backend/sandbox"
	"noren/backend/store"
)

const (
	// Origin is the shop's, as browsers see it.
	Origin = "http://shop.localhost"
	// PublicURL is Noren's, as browsers see it. Where its processes really listen, Market.Reach says.
	PublicURL = "http://pay.localhost"
)

// Market is one shop, those who buy there, and Amazon. Fill in the exported fields, then call Enter.
type Market struct {
	Amazon   *sandbox.Sandbox
	Database string // as for `noren serve`
	Keyset   string
	Reach    func() string // address of a process of Noren's, for the next request of a shopper
	Client   *http.Client  // of the shoppers; it must not follow redirections. Enter sets one if there is none

	// Swept is when everything had been done that was due by then, for who compares the books while the clock goes on; zero is now.
	Swept time.Time

	ID string // of the shop; Enter sets it

	cartKeyID string
	cartKey   []byte
	shoppers  atomic.Int64 // so far

	mu     sync.Mutex
	told   map[string]int // how often the shop's server got a message, by Webhook-Id
	mailed map[string]int // how often the mail server took a mail, by Message-ID; nil where there is none
	hold   chan struct{}  // the shop's server answers when it is closed; nil is at once
	asked  chan struct{}  // a message has arrived there
}

// Enter writes the shop into the database, as an operator does before `noren serve`. Webhooks go to the given address, where
// Hear should listen.
func (m *Market) Enter(ctx context.Context, webhooks string) (err error) {
	m.told, m.asked = map[string]int{}, make(chan struct{}, 1)
	if m.Client == nil {
		m.Client = Client
	}
	shops, err := m.Shops(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, shops.DB.Close()) }()
	if err := shops.DB.Migrate(ctx); err != nil {
		return err
	}
	shop, err := shops.Create(ctx, "cli", merchant.Shop{Name: "見本商店", Origins: []string{Origin}})
	if err != nil {
		return err
	}
	m.ID = shop.ID
	account, settings := m.Amazon.Merchant(), merchant.DefaultSettings()
	settings.Methods = []merchant.Method{{ID: merchant.AmazonPay, Name: "Amazon Pay", Shown: true}}
	settings.Groups = []merchant.Group{{ID: "tea", Name: "茶", AmazonPay: true}}
	_, settingsErr := shops.SaveSettings(ctx, "test", m.ID, settings)
	_, hookErr := shops.SetWebhook(ctx, "cli", m.ID, webhooks)
	key, keyErr := shops.NewCartKey(ctx, "cli", m.ID)
	return errors.Join(settingsErr, hookErr, keyErr, m.keepCartKey(key), shops.Apply(ctx, "cli", m.ID, contract.Application{
		Kind: contract.Corporation, Company: "株式会社見本", CorporateNumber: "4011001098993", Terms: true, Reviewed: true,
	}),
		shops.SaveCredentials(ctx, "cli", m.ID, merchant.Credentials{
			MerchantID: account.MerchantID, StoreID: account.StoreID, PublicKeyID: account.PublicKeyID, Key: account.PrivateKey,
			Sandbox: true, Region: "jp",
		}))
}

// Shops works on the shop as an operator's commands do, past the product. Its database is to be closed.
func (m *Market) Shops(ctx context.Context) (*merchant.Shops, error) {
	sealer, err := store.NewSealer(m.Keyset)
	if err != nil {
		return nil, err
	}
	db, err := store.Open(store.ForAll(ctx), m.Database)
	if err != nil {
		return nil, err
	}
	return &merchant.Shops{DB: db, Sealer: sealer, Now: m.Amazon.Now}, nil
}

// keepCartKey takes a key of the form ck_{key id}_{base64url of 32 bytes} apart.
func (m *Market) keepCartKey(key string) (err error) {
	rest := strings.TrimPrefix(key, "ck_")
	at := len(rest) - base64.RawURLEncoding.EncodedLen(32) - 1
	m.cartKeyID = rest[:at]
	m.cartKey, err = base64.RawURLEncoding.DecodeString(rest[at+1:])
	return err
}

// Hear is the shop's server: it counts the messages that it gets.
func (m *Market) Hear(_ http.ResponseWriter, r *http.Request) {
	m.mu.Lock()
	m.told[r.Header.Get("Webhook-Id")]++
	held := m.hold
	m.mu.Unlock()
	select {
	case m.asked <- struct{}{}:
	default:
	}
	if held != nil {
		select {
		case <-held:
		case <-r.Context().Done():
		}
	}
}

func (m *Market) swept() time.Time {
	if m.Swept.IsZero() {
		return m.Amazon.Now()
	}
	return m.Swept
}

// HoldWebhooks lets the shop's server answer nothing more until release is called. A value arrives in asked for a message.
func (m *Market) HoldWebhooks() (asked <-chan struct{}, release func()) {
	held := make(chan struct{})
	m.mu.Lock()
	defer m.mu.Unlock()
	m.hold = held
	return m.asked, sync.OnceFunc(func() { close(held) })
}

// AnswerWebhooks lets the shop's server answer messages that come from now on.
func (m *Market) AnswerWebhooks() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.hold = nil
}

// Told is how often the shop's server got each message, by Webhook-Id.
func (m *Market) Told() map[string]int {
	m.mu.Lock()
	defer m.mu.Unlock()
	told := make(map[string]int, len(m.told))
	for id, times := range m.told {
		told[id] = times
	}
	return told
}
