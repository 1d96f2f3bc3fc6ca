package webhook_test

import (
	"context"
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

	"github.com/google/go-cmp/cmp"

	"noren/backend/store"
	"noren/backend/store/query"
	"noren/backend/store/storetest"
	"noren/backend/webhook"
)

func TestMain(m *testing.M) { os.Exit(storetest.Main(m)) }

const body = `{"type":"order.placed","data":{"checkout":"chk_1"}}`

var start = time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)

// message is what a shop's server heard.
type message struct {
	id, stamp, signature, contentType, body string
}

// kit is a sender with a clock that tests move, and a shop's server that answers as told.
type kit struct {
	t      *testing.T
	db     *store.DB
	sender *webhook.Sender

	mu      sync.Mutex
	clock   time.Time
	answers func(w http.ResponseWriter, r *http.Request)
	heard   []message
	hook    webhook.Endpoint
}

func newKit(t *testing.T, db *store.DB) *kit {
	t.Helper()
	k := &kit{t: t, db: db, clock: start}
	k.answer(http.StatusNoContent)
	server := httptest.NewServer(k)
	t.Cleanup(server.Close)
	k.hook = webhook.Endpoint{URL: server.URL + "/noren", Secrets: [][]byte{[]byte("0123456789abcdef0123456789abcdef")}}
	k.sender = k.newSender()
	k.addShop("shop_1")
	return k
}

func (k *kit) newSender() *webhook.Sender {
	return &webhook.Sender{
		DB: k.db, Now: k.now, AllowLoopback: true,
		Endpoint: func(context.Context, string) (webhook.Endpoint, error) {
			k.mu.Lock()
			defer k.mu.Unlock()
			return k.hook, nil
		},
	}
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

func (k *kit) answerWith(answers func(w http.ResponseWriter, r *http.Request)) {
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
		r.Header.Get("Webhook-Id"), r.Header.Get("Webhook-Timestamp"), r.Header.Get("Webhook-Signature"), r.Header.Get("Content-Type"), string(text),
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

func (k *kit) addShop(id string) {
	k.t.Helper()
	k.tx(func(q *query.Queries) error {
		return q.InsertShop(k.t.Context(), query.InsertShopParams{ID: id, Name: "shop", Now: int64(store.At(start))})
	})
}

func (k *kit) add(shop, id string) {
	k.t.Helper()
	k.tx(func(q *query.Queries) error {
		return q.InsertWebhook(k.t.Context(), query.InsertWebhookParams{
			ShopID: shop, ID: id, Kind: "order.placed", Subject: id, Body: []byte(body), Now: int64(store.At(k.now())),
		})
	})
}

func (k *kit) tx(work func(q *query.Queries) error) {
	k.t.Helper()
	if err := k.db.Tx(k.t.Context(), work); err != nil {
		k.t.Fatal(err)
	}
}

func (k *kit) send() int {
	k.t.Helper()
	n, err := k.sender.Send(k.t.Context(), 16)
	if err != nil {
		k.t.Fatal(err)
	}
	return n
}

func (k *kit) row(id string) query.Webhook {
	k.t.Helper()
	row, err := k.db.Read().GetWebhook(k.t.Context(), query.GetWebhookParams{ShopID: "shop_1", ID: id})
	if err != nil {
		k.t.Fatal(err)
	}
	return row
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
	for _, versioned := range strings.Split(m.signature, " ") {
		version, signature, _ := strings.Cut(versioned, ",")
		if got, err := base64.StdEncoding.DecodeString(signature); err == nil && version == "v1" && hmac.Equal(got, mac.Sum(nil)) {
			return nil
		}
	}
	return errors.New("no signature matches")
}

func whsec(key []byte) string { return "whsec_" + base64.StdEncoding.EncodeToString(key) }

func TestStandardWebhooks_SignedAndDeliveredOnce(t *testing.T) {
	storetest.OnEvery(t, func(t *testing.T, db *store.DB) {
		k := newKit(t, db)
		k.add("shop_1", "msg_1")
		if n := k.send(); n != 1 {
			t.Fatalf("claimed %d", n)
		}
		heard := k.messages()
		if len(heard) != 1 || heard[0].id != "msg_1" || heard[0].body != body || heard[0].contentType != "application/json" {
			t.Fatalf("heard %+v", heard)
		}
		if err := verify(heard[0], whsec(k.hook.Secrets[0]), k.now()); err != nil {
			t.Error(err)
		}
		if verify(heard[0], whsec([]byte("another secret, of another shop")), k.now()) == nil {
			t.Error("another secret verifies it")
		}
		row := k.row("msg_1")
		if row.State != webhook.Delivered || row.Status != 204 || row.DeliveredAt != int64(store.At(start)) || row.NextAt != 0 || row.Error != "" {
			t.Errorf("row %+v", row)
		}
		k.advance(100 * time.Hour)
		if n := k.send(); n != 0 {
			t.Errorf("claimed %d after delivery", n)
		}
	})
}

// The worked example in the specification of Standard Webhooks.
func TestStandardWebhooks_Vector(t *testing.T) {
	k := newKit(t, storetest.SQLite(t))
	secret, err := base64.StdEncoding.DecodeString("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
	if err != nil {
		t.Fatal(err)
	}
	k.hook.Secrets = [][]byte{secret}
	k.clock = time.Unix(1614265330, 0)
	k.tx(func(q *query.Queries) error {
		return q.InsertWebhook(t.Context(), query.InsertWebhookParams{
			ShopID: "shop_1", ID: "msg_p5jXN8AQM9LWM0D4loKWxJek", Kind: "test", Subject: "1", Body: []byte(`{"test": 2432232314}`), Now: 1,
		})
	})
	k.send()
	if got := k.messages()[0].signature; got != "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=" {
		t.Error(got)
	}
}

func TestStandardWebhooks_BothSecretsSignDuringRotation(t *testing.T) {
	k := newKit(t, storetest.SQLite(t))
	before := k.hook.Secrets[0]
	after := []byte("fedcba9876543210fedcba9876543210")
	k.hook.Secrets = [][]byte{after, before}
	k.add("shop_1", "msg_1")
	k.send()
	for _, secret := range [][]byte{before, after} {
		if err := verify(k.messages()[0], whsec(secret), k.now()); err != nil {
			t.Error(err)
		}
	}
}

// Eight attempts at the planned times, each signed afresh, then no more.
func TestReliability5_Schedule(t *testing.T) {
	storetest.OnEvery(t, func(t *testing.T, db *store.DB) {
		k := newKit(t, db)
		k.answer(http.StatusInternalServerError)
		k.add("shop_1", "msg_1")
		k.send()
		for i, wait := range []time.Duration{
			5 * time.Second, 5 * time.Minute, 30 * time.Minute, 2 * time.Hour, 5 * time.Hour, 10 * time.Hour, 10 * time.Hour,
		} {
			row := k.row("msg_1")
			due := store.Micros(row.NextAt).Time()
			if row.State != webhook.Waiting || row.Tries != int64(i+1) || row.Status != 500 {
				t.Fatalf("after attempt %d: %+v", i+1, row)
			}
			if planned := k.now().Add(wait); due.Before(planned) || due.After(planned.Add(wait/10)) {
				t.Errorf("attempt %d at %v, want %v and at most a tenth more", i+2, due, planned)
			}
			k.advance(wait - time.Second)
			if n := k.send(); n != 0 {
				t.Errorf("attempt %d came early", i+2)
			}
			k.advance(wait/10 + time.Second)
			k.send()
		}
		if row := k.row("msg_1"); row.State != webhook.Failed || row.NextAt != 0 || row.Tries != 8 || row.Error != "answered 500" {
			t.Errorf("in the end: %+v", row)
		}
		heard := k.messages()
		if len(heard) != 8 {
			t.Fatalf("%d attempts, want 8", len(heard))
		}
		if heard[0].id != heard[7].id || heard[0].stamp == heard[7].stamp || heard[0].signature == heard[7].signature {
			t.Error("each attempt has the same id, and a time and a signature of its own")
		}
	})
}

func TestReliability5_AnswersThatAreNoSuccess(t *testing.T) {
	elsewhere := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("followed a redirect") }))
	t.Cleanup(elsewhere.Close)
	tests := map[string]struct {
		answer func(w http.ResponseWriter, r *http.Request)
		state  string
		status int64
	}{
		"created":  {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusCreated) }, webhook.Delivered, 201},
		"redirect": {func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, elsewhere.URL, http.StatusFound) }, webhook.Waiting, 302},
		"refused":  {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusUnauthorized) }, webhook.Waiting, 401},
		"gone":     {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusGone) }, webhook.Failed, 410},
		"cut":      {func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, webhook.Waiting, 0},
		"endless": {func(w http.ResponseWriter, _ *http.Request) {
			for range 1 << 10 { // the sender reads 64 kB of it
				if _, err := w.Write(make([]byte, 1<<10)); err != nil {
					return
				}
			}
		}, webhook.Delivered, 200},
		"huge header": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("X-Large", strings.Repeat("x", 100<<10))
		}, webhook.Waiting, 0},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			k := newKit(t, storetest.SQLite(t))
			k.answerWith(test.answer)
			k.add("shop_1", "msg_1")
			k.send()
			row := k.row("msg_1")
			if row.State != test.state || row.Status != test.status || (row.Error == "") != (row.State == webhook.Delivered) {
				t.Errorf("row %+v", row)
			}
		})
	}
}

func TestUnwantedWithoutAddress(t *testing.T) {
	k := newKit(t, storetest.SQLite(t))
	k.hook.URL = ""
	k.add("shop_1", "msg_1")
	k.send()
	if row := k.row("msg_1"); row.State != webhook.Unwanted || row.NextAt != 0 || len(k.messages()) != 0 {
		t.Errorf("row %+v", row)
	}
}

func TestNeverSentUnsigned(t *testing.T) {
	k := newKit(t, storetest.SQLite(t))
	k.hook.Secrets = nil
	k.add("shop_1", "msg_1")
	k.send()
	if row := k.row("msg_1"); row.State != webhook.Waiting || row.Error == "" || len(k.messages()) != 0 {
		t.Errorf("row %+v", row)
	}
}

// While the shop's server thinks, the lease runs out and another process delivers: the late outcome changes nothing.
func TestLostLease(t *testing.T) {
	storetest.OnEvery(t, func(t *testing.T, db *store.DB) {
		k := newKit(t, db)
		k.add("shop_1", "msg_1")
		k.answerWith(func(w http.ResponseWriter, _ *http.Request) {
			k.answer(http.StatusOK)
			k.advance(time.Minute + time.Second)
			if n, err := k.newSender().Send(context.Background(), 16); n != 1 || err != nil {
				k.t.Errorf("second sender: %d, %v", n, err)
			}
			w.WriteHeader(http.StatusInternalServerError)
		})
		k.send()
		if row := k.row("msg_1"); row.State != webhook.Delivered || row.Status != 200 || row.NextAt != 0 || row.Tries != 1 {
			t.Errorf("row %+v", row)
		}
	})
}

// A shop's dead server costs one attempt at a time, and its other messages lose none of theirs.
func TestSilentServerHoldsNobodyUp(t *testing.T) {
	k := newKit(t, storetest.SQLite(t))
	k.addShop("shop_2")
	alive := k.hook
	k.sender.Endpoint = func(_ context.Context, shop string) (webhook.Endpoint, error) {
		if shop == "shop_2" {
			return alive, nil
		}
		return webhook.Endpoint{URL: "http://127.0.0.1:1/", Secrets: alive.Secrets}, nil
	}
	for i := range 3 {
		k.add("shop_1", fmt.Sprintf("msg_dead_%d", i))
		k.add("shop_2", fmt.Sprintf("msg_alive_%d", i))
	}
	k.send()
	if got := len(k.messages()); got != 3 {
		t.Errorf("%d messages to the living shop, want 3", got)
	}
	var tries int64
	for i := range 3 {
		tries += k.row(fmt.Sprintf("msg_dead_%d", i)).Tries
	}
	if tries != 1 {
		t.Errorf("%d attempts on the dead server, want 1", tries)
	}
	k.advance(time.Minute)
	if n := k.send(); n != 3 {
		t.Errorf("%d messages due again, want 3", n)
	}
}

func TestOneShopsTroubleIsReported(t *testing.T) {
	k := newKit(t, storetest.SQLite(t))
	trouble := errors.New("sealed with another key")
	k.sender.Endpoint = func(context.Context, string) (webhook.Endpoint, error) { return webhook.Endpoint{}, trouble }
	k.add("shop_1", "msg_1")
	if n, err := k.sender.Send(t.Context(), 16); n != 1 || !errors.Is(err, trouble) {
		t.Errorf("%d, %v", n, err)
	}
	if row := k.row("msg_1"); row.State != webhook.Waiting || row.Tries != 0 || row.NextAt != int64(store.At(start.Add(time.Minute))) {
		t.Errorf("our own trouble must not cost the message an attempt: %+v", row)
	}
}

// Four processes send at once: the shop hears each message once.
func TestConcurrentSendersDeliverEachOnce(t *testing.T) {
	storetest.OnEvery(t, func(t *testing.T, db *store.DB) {
		const messages = 60
		k := newKit(t, db)
		k.addShop("shop_2")
		for i := range messages {
			k.add([]string{"shop_1", "shop_2"}[i%2], fmt.Sprintf("msg_%02d", i))
		}
		var group sync.WaitGroup
		for range 4 {
			group.Go(func() {
				sender := k.newSender()
				for empty := 0; empty < 2; {
					n, err := sender.Send(context.Background(), 7)
					if err != nil {
						t.Error(err)
						return
					}
					if n == 0 {
						empty++
					}
				}
			})
		}
		group.Wait()
		k.send()
		heard := map[string]int{}
		for _, m := range k.messages() {
			heard[m.id]++
		}
		want := map[string]int{}
		for i := range messages {
			want[fmt.Sprintf("msg_%02d", i)] = 1
		}
		if diff := cmp.Diff(want, heard); diff != "" {
			t.Error(diff)
		}
	})
}
