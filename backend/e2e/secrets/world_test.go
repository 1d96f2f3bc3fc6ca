package secrets

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/alicebob/miniredis/v2"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"

	"noren/backend"
	"noren/backend/e2e/market"
	"noren/backend/mail"
	"noren/backend/mail/mailbox"
	"noren/backend/merchant"
	"noren/backend/sandbox"
	"noren/backend/session"
	"noren/backend/store"
	"noren/backend/store/storetest"
	"noren/backend/telemetry"
)

func TestMain(m *testing.M) { os.Exit(storetest.Main(m)) }

// world is the whole product in this process, with everything that it writes within reach.
type world struct {
	*market.Market
	*plants

	t       *testing.T
	noren   *backend.Backend
	redis   *miniredis.Miniredis
	spans   *tracetest.InMemoryExporter
	seen    *telemetry.Telemetry
	url     string
	log     sink // as text
	json    sink // as JSON
	answers sink // what programs were told that something is wrong, and pages of the console before anybody signs in
	hooks   sink // what the shop's server was told by webhook
}

// sink takes text from anywhere at once.
type sink struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (s *sink) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.Write(p)
}

func (s *sink) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.String()
}

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

func newWorld(t *testing.T, database string) *world {
	t.Helper()
	w := &world{t: t, plants: newPlants(), redis: miniredis.RunT(t), spans: tracetest.NewInMemoryExporter(), Market: &market.Market{Amazon: sandbox.RunT(t)}}
	w.listen()
	w.redis.RequireAuth(redisPassword)
	w.Amazon.AddBuyer(person())
	err := w.key("Amazon's key", w.Amazon.Merchant().PrivateKey)
	w.must(err)
	w.Keyset, err = store.GenerateKeyset()
	w.must(err)
	w.add("keyset", w.Keyset[20:60])
	w.Database = database
	shop := httptest.NewServer(http.HandlerFunc(func(answer http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(&w.hooks, r.Body)
		w.Hear(answer, r)
	}))
	t.Cleanup(shop.Close)
	w.Client = &http.Client{Transport: &watcher{world: w}, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	w.must(w.Enter(t.Context(), shop.URL))
	box, err := mailbox.Open(mailbox.Config{Username: "noren", Password: mailPassword})
	w.must(err)
	t.Cleanup(func() { _ = box.Close() })
	w.seen, err = telemetry.New(telemetry.Config{Spans: w.spans, Metrics: true})
	w.must(err)
	w.noren, err = backend.New(t.Context(), backend.Config{
		Database: w.Database, Keyset: w.Keyset, PublicURL: market.PublicURL, Now: w.Amazon.Now, Telemetry: w.seen,
		Redis:  session.Config{Addrs: []string{w.redis.Addr()}, Password: redisPassword},
		Amazon: backend.Amazon{API: w.Amazon.URL, Pages: w.Amazon.URL},
		Mail:   &mail.Server{Address: box.Address(), Security: mail.Plain, Username: "noren", Password: mailPassword, From: "orders@pay.example"},
	})
	w.must(err)
	t.Cleanup(func() { _ = w.noren.Close() })
	settings := merchant.DefaultSettings()
	settings.Linking, settings.Version = true, 1
	settings.Methods = []merchant.Method{{ID: merchant.AmazonPay, Name: "Amazon Pay", Shown: true}}
	settings.Groups = []merchant.Group{{ID: "tea", Name: "茶", AmazonPay: true}}
	_, err = w.noren.Shops.SaveSettings(w.ctx(), "test", w.ID, settings)
	w.must(err)
	server := httptest.NewServer(w.noren.Handler)
	t.Cleanup(server.Close)
	w.url = server.URL
	w.Reach = func() string { return w.url }
	w.Amazon.SetNotificationURL(w.Amazon.Merchant().MerchantID, w.url+"/notifications/"+w.ID)
	return w
}

// listen takes the log, down to what only who seeks a fault reads.
func (w *world) listen() {
	before := slog.Default()
	w.t.Cleanup(func() { slog.SetDefault(before) })
	options := &slog.HandlerOptions{Level: slog.LevelDebug}
	slog.SetDefault(slog.New(telemetry.Log(slog.NewMultiHandler(slog.NewTextHandler(&w.log, options), slog.NewJSONHandler(&w.json, options)))))
}

// watcher sees what goes to browsers and shops' servers: it plants the secrets that they get, and keeps refusals.
type watcher struct{ world *world }

// made are secrets in answers, by what they are.
var made = map[string]*regexp.Regexp{
	"session token":    regexp.MustCompile(`"session":"([0-9a-f]{16}\.[^"]+)"`),
	"return code":      regexp.MustCompile(`#noren-chk_[0-9a-z]+-([A-Za-z0-9_-]{16,})`),
	"binding cookie":   regexp.MustCompile(`__Host-noren-chk_[0-9a-z]+=([^;]{16,})`),
	"console cookie":   regexp.MustCompile(`__Host-noren-console=([^;]{16,})`),
	"webhook secret":   regexp.MustCompile(`"secret":"whsec_([^"]+)"`),
	"launch signature": regexp.MustCompile(`"signature":"([A-Za-z0-9+/=]{100,})"`),
}

// RoundTrip sends one request of a shopper or a shop.
func (v *watcher) RoundTrip(r *http.Request) (*http.Response, error) {
	response, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	body, err := io.ReadAll(response.Body)
	_ = response.Body.Close()
	response.Body = io.NopCloser(bytes.NewReader(body))
	whole := fmt.Sprintf("%s\n%s\n%s\n%s", response.Header.Get("Location"), strings.Join(response.Header.Values("Set-Cookie"), "\n"), body, r.URL)
	for name, pattern := range made {
		for _, found := range pattern.FindAllStringSubmatch(whole, -1) {
			v.world.add(name, found[1])
		}
	}
	if response.StatusCode >= http.StatusBadRequest {
		told := response.Header.Clone()
		told.Del("Set-Cookie") // for this browser: it may bind itself, although Redis did not answer
		_, _ = fmt.Fprintf(&v.world.answers, "%s\n%v\n%s\n", r.Method, told, body)
	}
	return response, err
}

// api calls the server API, or anything else, with a key.
func (w *world) api(key, method, path, body string) (status int, answer string) {
	w.t.Helper()
	request, err := http.NewRequestWithContext(context.Background(), method, w.url+path, strings.NewReader(body))
	w.must(err)
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Origin", market.Origin)
	if key != "" {
		request.Header.Set("Authorization", "Bearer "+key)
	}
	reply, err := market.Send(w.Client, request)
	w.must(err)
	return reply.Status, string(reply.Body)
}

// ctx speaks for everybody: the tests look at all rows, as an operator does.
func (w *world) ctx() context.Context { return store.ForAll(w.t.Context()) }
