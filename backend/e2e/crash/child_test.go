package crash

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"strconv"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"modernc.org/sqlite"

	"noren/backend"
	"noren/backend/e2e/market"
	"noren/backend/ledger"
	"noren/backend/session"
	"noren/backend/store"
	"noren/backend/store/storetest"
)

// childVariable holds the configuration of the process that this binary is to be, instead of a test.
const childVariable = "NOREN_CRASH_CHILD"

func TestMain(m *testing.M) {
	if text := os.Getenv(childVariable); text != "" {
		slog.SetDefault(slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn})))
		slog.Error("child ended", "error", live(text))
		os.Exit(1)
	}
	os.Exit(storetest.Main(m))
}

// childConfig is what a test tells the process.
type childConfig struct {
	Database, Keyset string
	Redis            []string
	Amazon           string
	Ahead            time.Duration // of Amazon's clock before the machine's
}

// child is the product, wired as `noren serve` wires it, but that its clock is moved and its background work begun from outside.
type child struct {
	*backend.Backend

	ahead atomic.Int64
	left  atomic.Int64 // commits that are left to live; 0 is for ever
}

func live(text string) error {
	var config childConfig
	if err := json.Unmarshal([]byte(text), &config); err != nil {
		return err
	}
	c := &child{}
	c.ahead.Store(int64(config.Ahead))
	c.watchCommits()
	var err error
	c.Backend, err = backend.New(store.ForAll(context.Background()), backend.Config{
		Database: config.Database, Redis: session.Config{Addrs: config.Redis}, Keyset: config.Keyset, PublicURL: market.PublicURL, Proxies: 1,
		Amazon: backend.Amazon{API: config.Amazon, Pages: config.Amazon}, Now: c.now,
	})
	if err != nil {
		return err
	}
	listener, err := (&net.ListenConfig{}).Listen(context.Background(), "tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	fmt.Println("http://" + listener.Addr().String())
	return (&http.Server{Handler: c.handler(), ReadHeaderTimeout: 5 * time.Second}).Serve(listener)
}

func (c *child) now() time.Time { return time.Now().Add(time.Duration(c.ahead.Load())) }

// watchCommits lets SQLite ask before each commit whether the process still lives. What was written by then is not committed.
func (c *child) watchCommits() {
	sqlite.RegisterConnectionHook(func(connection sqlite.ExecQuerierContext, _ string) error {
		hooks, ok := connection.(sqlite.HookRegisterer)
		if !ok {
			return errors.New("crash: this SQLite has no commit hook")
		}
		hooks.RegisterCommitHook(func() int32 {
			if c.left.Load() > 0 && c.left.Add(-1) == 0 {
				_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
				select {} // until it arrives
			}
			return 0
		})
		return nil
	})
}

// handler is the product's own, and what a test orders by hand.
func (c *child) handler() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/", c.Handler)
	mux.HandleFunc("POST /crash/clock", func(_ http.ResponseWriter, r *http.Request) { c.ahead.Store(number(r, "ahead")) })
	mux.HandleFunc("POST /crash/doom", func(_ http.ResponseWriter, r *http.Request) { c.left.Store(number(r, "commits")) })
	mux.HandleFunc("POST /crash/sweep", func(w http.ResponseWriter, r *http.Request) {
		c.ahead.Store(number(r, "ahead"))
		answer(w, market.Sweep(r.Context(), c.Backend))
	})
	mux.HandleFunc("POST /crash/sweep/one", func(w http.ResponseWriter, r *http.Request) {
		work := map[string]func(context.Context, int) (int, error){"checkout": c.Flow.Sweep, "notification": c.Site.WorkNotifications}
		n, err := work[r.FormValue("of")](r.Context(), 1)
		if err == nil && n == 0 {
			err = errors.New("nothing is due")
		}
		answer(w, err)
	})
	for deed, do := range c.deeds() {
		mux.HandleFunc("POST /crash/"+deed, func(w http.ResponseWriter, r *http.Request) {
			err := do(r.Context(), r.FormValue("shop"), r.FormValue("order"))
			if errors.Is(err, ledger.ErrNotAllowed) || errors.Is(err, ledger.ErrBusy) { // it is done already, or the test finds out that it is not
				err = nil
			}
			answer(w, err)
		})
	}
	return mux
}

// deeds are what the merchant does with an order.
func (c *child) deeds() map[string]func(ctx context.Context, shop, order string) error {
	act := ledger.Act{By: "test"}
	return map[string]func(ctx context.Context, shop, order string) error{
		"capture": func(ctx context.Context, shop, order string) error {
			_, err := c.Book.Capture(ctx, shop, order, act)
			return err
		},
		"cancel": func(ctx context.Context, shop, order string) error {
			_, err := c.Book.CancelPayment(ctx, shop, order, act, "x", false)
			return err
		},
		"refund": func(ctx context.Context, shop, order string) error {
			_, err := c.Book.Refund(ctx, shop, order, act, ledger.RefundWish{Amount: refundYen})
			return err
		},
	}
}

func number(r *http.Request, name string) int64 {
	n, err := strconv.ParseInt(r.FormValue(name), 10, 64)
	if err != nil {
		panic(err) // the test is wrong
	}
	return n
}

func answer(w http.ResponseWriter, err error) {
	if err != nil {
		http.Error(w, err.Error(), http.StatusConflict)
	}
}
