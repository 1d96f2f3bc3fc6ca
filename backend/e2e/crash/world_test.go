package crash

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"sync/atomic"
	"testing"
	"time"

	"noren/backend/e2e/market"
	"noren/backend/sandbox"
	"noren/backend/session/sessiontest"
	"noren/backend/store"
	"noren/backend/store/storetest"
)

// world is a market with the process that dies; its Amazon outlives every crash.
type world struct {
	*market.Market

	t      *testing.T // the subtest that is running
	whole  *testing.T // with which the world ends
	config childConfig
	noren  atomic.Pointer[process]
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
	w := &world{t: t, whole: t, config: config, Market: &market.Market{Amazon: sandbox.RunT(t), Database: config.Database}}
	w.Reach = func() string { return w.noren.Load().url }
	w.config.Amazon = w.Amazon.URL
	var err error
	if w.Keyset, err = store.GenerateKeyset(); err != nil {
		t.Fatal(err)
	}
	w.config.Keyset = w.Keyset
	server := httptest.NewServer(http.HandlerFunc(w.Hear))
	t.Cleanup(server.Close)
	if err := w.Enter(t.Context(), server.URL); err != nil {
		t.Fatal(err)
	}
	w.start()
	return w
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
	w.Amazon.SetNotificationURL(w.Amazon.Merchant().MerchantID, p.url+"/notifications/"+w.ID)
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
		if len(w.Amazon.Held()) == 0 {
			w.Amazon.ClearFaults()
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
	w.Amazon.Advance(d)
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

// passADay lets so much time pass that everything comes to its end.
func (w *world) passADay() {
	w.t.Helper()
	for _, step := range market.Day {
		w.pass(step)
	}
}
