package load

import (
	"database/sql"
	"errors"
	"flag"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"noren/backend/e2e/fleet"
	"noren/backend/e2e/market"
	"noren/backend/ledger"
	"noren/backend/session/sessiontest"
	"noren/backend/store/storetest"
)

var most = flag.Int("load.orders", 1_000_000, "orders at the end of the growth")

// steps are the clicks of a purchase, in their order.
var steps = []struct {
	name string
	from market.Place
}{{"begin and launch", market.InCart}, {"review", market.OnWayBack}, {"confirm", market.AtConfirm}, {"result", market.HavingPaid}}

// Shoppers buy, one at a time, while the shop's book grows from a thousand orders to a million, on PostgreSQL (issue 8). What it proves
// is that they come through; how long their steps take at each size is printed, for a person to judge.
func TestDesign11_PurchasesAmongManyOrders(t *testing.T) {
	counts, tries := []int{100, 1000}, 10
	if *all {
		tries = 60
		for counts = []int{1000}; counts[len(counts)-1] < *most; {
			counts = append(counts, 10*counts[len(counts)-1])
		}
	}
	database := storetest.NewOwn(t)
	f := fleet.Start(t, fleet.Config{Replicas: 1, Database: database, Redis: []string{sessiontest.Redis(t).Addr}})
	var text strings.Builder
	text.WriteString("\n| orders | begin and launch | review | confirm | result |\n|---:|---:|---:|---:|---:|\n")
	there := 0
	for _, many := range counts {
		fill(t, f, many-there)
		there = many
		took := make(map[market.Place][]time.Duration)
		for range tries + 5 { // the first ones warm caches
			walk(t, f.Shopper(), took)
		}
		fmt.Fprintf(&text, "| %d |", many)
		for _, step := range steps {
			times := slices.Sorted(slices.Values(took[step.from][5:]))
			fmt.Fprintf(&text, " %.1f ms |", ms(times[len(times)/2]))
		}
		text.WriteString("\n")
	}
	publish(t, text.String())
}

// walk is one purchase, to its end.
func walk(t *testing.T, buyer *market.Shopper, took map[market.Place][]time.Duration) {
	t.Helper()
	for buyer.At != market.Home {
		from, begun := buyer.At, time.Now()
		if err := buyer.Click(); err != nil {
			t.Fatal(err)
		}
		took[from] = append(took[from], time.Since(begun))
	}
}

// fill puts invented orders into the shop's book, and lets PostgreSQL do what it does in time by itself.
func fill(t *testing.T, f *fleet.Fleet, many int) {
	t.Helper()
	shops, err := f.Shops(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	book := ledger.Book{DB: shops.DB, Sealer: shops.Sealer, Now: time.Now}
	begun := time.Now()
	raw, err := sql.Open("pgx", f.Database)
	if err != nil {
		t.Fatal(err)
	}
	seedErr := book.Seed(t.Context(), f.ID, many)
	_, vacuumErr := raw.ExecContext(t.Context(), "VACUUM ANALYSE")
	if err := errors.Join(seedErr, vacuumErr, raw.Close(), shops.DB.Close()); err != nil {
		t.Fatal(err)
	}
	t.Logf("%d more orders in %s", many, time.Since(begun).Round(time.Second))
}
