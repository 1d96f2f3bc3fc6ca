package webhook_test

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"noren/backend/merchant"
	"noren/backend/store"
	"noren/backend/store/query"
	"noren/backend/store/storetest"
	"noren/backend/webhook"
)

func TestMain(m *testing.M) { os.Exit(storetest.Main(m)) }

var start = time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)

// message is what a shop's server heard.
type message struct {
	path, id, stamp, signature, contentType, body string
}

// kit is a sender with a clock that tests move, and shops whose server answers as told.
type kit struct {
	t      *testing.T
	db     *store.DB
	shops  *merchant.Shops
	sender *webhook.Sender
	url    string
	secret string // of endpoint

	shop, endpoint string

	mu      sync.Mutex
	clock   time.Time
	answers http.HandlerFunc
	heard   []message
}

func newKit(t *testing.T, db *store.DB) *kit {
	t.Helper()
	k := &kit{t: t, db: db, clock: start}
	k.shops = &merchant.Shops{DB: db, Sealer: storetest.Sealer(t), Now: k.now}
	k.answer(http.StatusNoContent)
	server := httptest.NewServer(k)
	t.Cleanup(server.Close)
	k.url = server.URL
	k.sender = k.newSender()
	k.shop = k.addShop()
	k.endpoint, k.secret = k.addEndpoint(k.shop, server.URL+"/noren")
	return k
}

func (k *kit) newSender() *webhook.Sender {
	return &webhook.Sender{DB: k.db, Now: k.now, Secrets: k.shops.EndpointSecrets, AllowLoopback: true}
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

func (k *kit) answer(status int) {
	k.answerWith(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(status) })
}

func (k *kit) answerWith(answers http.HandlerFunc) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.answers = answers
}

func (k *kit) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	text, err := io.ReadAll(r.Body)
	if err != nil {
		k.t.Error(err)
	}
	k.mu.Lock()
	k.heard = append(k.heard, message{
		r.URL.Path, r.Header.Get("Webhook-Id"), r.Header.Get("Webhook-Timestamp"), r.Header.Get("Webhook-Signature"), r.Header.Get("Content-Type"),
		string(text),
	})
	answers := k.answers
	k.mu.Unlock()
	answers(w, r)
}

func (k *kit) messages() []message {
	k.mu.Lock()
	defer k.mu.Unlock()
	return slices.Clone(k.heard)
}

func (k *kit) must(err error) {
	k.t.Helper()
	if err != nil {
		k.t.Fatal(err)
	}
}

func (k *kit) addShop() string {
	k.t.Helper()
	shop, err := k.shops.Create(k.t.Context(), "cli", merchant.Shop{Name: "店", Origins: []string{"https://shop.example"}})
	k.must(err)
	return shop.ID
}

func (k *kit) addEndpoint(shop, url string, kinds ...webhook.Kind) (id, secret string) {
	k.t.Helper()
	id, secret, err := k.shops.AddEndpoint(k.t.Context(), "cli", shop, url, kinds...)
	k.must(err)
	return id, secret
}

// tell writes an event about an order.
func (k *kit) tell(shop, subject string, kind webhook.Kind) {
	k.t.Helper()
	k.tx(func(q *query.Queries) error {
		return webhook.Tell(k.t.Context(), q, k.now(), webhook.Event{Shop: shop, Kind: kind, Subject: subject, Data: map[string]any{"order": subject}})
	})
}

func (k *kit) tx(work func(q *query.Queries) error) {
	k.t.Helper()
	k.must(k.db.Tx(k.t.Context(), work))
}

func (k *kit) send() int {
	k.t.Helper()
	n, err := k.sender.Send(k.t.Context(), 16)
	k.must(err)
	return n
}

// delivery is the one delivery of the events about a subject.
func (k *kit) delivery(subject string) webhook.Delivery {
	k.t.Helper()
	deliveries := k.deliveries(subject)
	if len(deliveries) != 1 {
		k.t.Fatalf("%d deliveries of %s", len(deliveries), subject)
	}
	return deliveries[0]
}

func (k *kit) deliveries(subject string) []webhook.Delivery {
	k.t.Helper()
	deliveries, err := webhook.DeliveriesOf(k.t.Context(), k.db, k.shop, subject)
	k.must(err)
	return deliveries
}

// state is the endpoint's row.
func (k *kit) state() merchant.Endpoint {
	k.t.Helper()
	endpoints, err := k.shops.Endpoints(k.t.Context(), k.shop)
	k.must(err)
	i := slices.IndexFunc(endpoints, func(e merchant.Endpoint) bool { return e.ID == k.endpoint })
	if i < 0 {
		k.t.Fatal("the endpoint is gone")
	}
	return endpoints[i]
}

// verify is what Standard Webhooks asks of a receiver, written without a look at the sender.
func verify(m message, secret string, now time.Time) error {
	key, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(secret, "whsec_"))
	if err != nil {
		return err
	}
	seconds, err := strconv.ParseInt(m.stamp, 10, 64)
	if err != nil || now.Sub(time.Unix(seconds, 0)).Abs() > 5*time.Minute {
		return fmt.Errorf("timestamp %q", m.stamp)
	}
	mac := hmac.New(sha256.New, key)
	_, _ = fmt.Fprintf(mac, "%s.%s.%s", m.id, m.stamp, m.body)
	for versioned := range strings.SplitSeq(m.signature, " ") {
		version, signature, _ := strings.Cut(versioned, ",")
		if got, err := base64.StdEncoding.DecodeString(signature); err == nil && version == "v1" && hmac.Equal(got, mac.Sum(nil)) {
			return nil
		}
	}
	return errors.New("no signature matches")
}
