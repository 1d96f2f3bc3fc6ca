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

// A shop's steps take no longer because it has sold much: from a thousand orders to a million in its book (issue 8). One shopper at a
// time, on PostgreSQL.
func TestDesign11_StepsDoNotGrow(t *testing.T) {
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
	var buyers []*market.Shopper
	for _, many := range counts {
		fill(t, f, many-there)
		there = many
		took := make(map[market.Place][]time.Duration)
		for range tries + 5 { // the first ones warm caches
			buyers = append(buyers, f.Shopper())
			walk(t, buyers[len(buyers)-1], took)
		}
		fmt.Fprintf(&text, "| %d |", many)
		for _, step := range steps {
			all := slices.Sorted(slices.Values(took[step.from][5:]))
			fmt.Fprintf(&text, " %.1f ms |", ms(all[len(all)/2]))
		}
		text.WriteString("\n")
	}
	publish(t, text.String())
	for _, buyer := range buyers {
		if buyer.At != market.Home {
			t.Errorf("a shopper is still at %d", buyer.At)
		}
	}
}

// walk is one purchase.
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
