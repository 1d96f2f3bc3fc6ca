package e2e

import (
	"context"
	"log/slog"
	"os"
	"testing"
	"time"

	"noren/backend/checkout"
	"noren/backend/demo"
	"noren/backend/e2e/headless"
	"noren/backend/e2e/market"
	"noren/backend/ledger"
	"noren/backend/store/query"
	"noren/static"
)

// chromium is one browser for all journeys; each gets a profile of its own.
var chromium context.Context

func TestMain(m *testing.M) {
	slog.SetDefault(slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelError})))
	code := func() int {
		if _, ok := static.BuiltManifest(); !ok {
			slog.Error("journeys need the browser's assets; «make test» builds them")
			return 1
		}
		var stop func()
		var err error
		if chromium, stop, err = headless.Start(); err != nil {
			slog.Error("journeys need a browser", "error", err)
			return 1
		}
		defer stop()
		return m.Run()
	}()
	os.Exit(code)
}

// world is a running demo whose background work and notifications a test does by hand.
type world struct {
	*demo.Demo

	t *testing.T
}

func newWorld(t *testing.T) *world {
	t.Helper()
	return start(t, demo.Config{ManualTime: true})
}

func start(t *testing.T, config demo.Config) *world {
	t.Helper()
	d, err := demo.Start(t.Context(), config)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	})
	return &world{d, t}
}

// sweep does all background work that is due.
func (w *world) sweep() {
	w.t.Helper()
	if err := market.Sweep(w.t.Context(), w.Backend); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) orders() []query.Order {
	w.t.Helper()
	orders, err := w.Backend.DB.Read().Orders(w.t.Context(), w.ShopID)
	if err != nil {
		w.t.Fatal(err)
	}
	return orders
}

// wantPaid fails unless the ledger has exactly so many orders that are paid, each with a live charge of its total at Amazon,
// and Amazon has no other.
func (w *world) wantPaid(n int) {
	w.t.Helper()
	charges := map[string]int64{}
	for _, charge := range w.Amazon.Books().Charges {
		if charge.State == "Authorized" || charge.State == "Captured" {
			charges[charge.ID] = charge.Amount
		}
	}
	paid := 0
	for _, order := range w.orders() {
		if !ledger.State(order.State).MayShip() {
			continue
		}
		paid++
		if charges[order.ChargeID] != order.Total {
			w.t.Errorf("order %s over %d yen: Amazon holds %d", order.Number, order.Total, charges[order.ChargeID])
		}
	}
	if paid != n || len(charges) != n {
		w.t.Errorf("%d paid orders, %d charges at Amazon, want %d", paid, len(charges), n)
	}
}

// wantState fails unless the newest order's checkout is in a state.
func (w *world) wantState(want checkout.State) {
	w.t.Helper()
	orders := w.orders()
	if len(orders) == 0 {
		w.t.Fatal("no order")
	}
	row, err := w.Backend.Flow.Get(w.t.Context(), w.ShopID, orders[len(orders)-1].CheckoutID)
	if err != nil {
		w.t.Fatal(err)
	}
	if got := checkout.State(row.State); got != want {
		w.t.Fatalf("checkout is %s, want %s", got, want)
	}
}

const journeyTime = 90 * time.Second
