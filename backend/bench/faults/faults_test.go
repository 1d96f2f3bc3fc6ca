package faults

import (
	"cmp"
	"flag"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"noren/backend/e2e/fleet"
	"noren/backend/store/storetest"
)

var (
	all      = flag.Bool("faults.all", false, "every fault, and longer")
	rate     = flag.Float64("faults.rate", 6, "shoppers a second")
	markdown = flag.String("faults.markdown", "", "file for the table, as Markdown")
)

func TestMain(m *testing.M) { os.Exit(storetest.Main(m)) }

// fault is something that breaks, and is mended after a while.
type fault struct {
	name   string
	brief  bool // «make test» has it too
	stores func(t *testing.T) *stores
	lasts  time.Duration
	rate   float64       // shoppers a second; 0 is the flag's
	pause  time.Duration // how long a shopper waits before trying again; 0 is a second
	strike func(f *fleet.Fleet, s *stores)
	mend   func(f *fleet.Fleet, s *stores)
}

// row is one line of the table.
type row struct {
	fault     string
	shoppers  int
	bought    int
	gaveUp    int
	recovered time.Duration
	troubles  map[string]int
}

// Whatever breaks, and whenever: no order is lost, none is double, and both sides' books are equal to the yen (design.md 5).
func TestDesign5_BooksBalanceWhateverBreaks(t *testing.T) {
	var table []row
	for _, f := range faults {
		if !*all && !f.brief {
			continue
		}
		t.Run(f.name, func(t *testing.T) { table = append(table, f.run(t)) })
	}
	show(t, table)
}

func (f fault) run(t *testing.T) row {
	t.Helper()
	before, after := 3*time.Second, 6*time.Second
	if *all {
		before, after = 8*time.Second, 20*time.Second
	}
	if f.rate == 0 {
		f.rate = *rate
	}
	f.pause = cmp.Or(f.pause, time.Second)
	s := f.stores(t)
	machines := fleet.Start(t, s.config)
	var mended time.Time
	done := make(chan struct{})
	go func() {
		defer close(done)
		time.Sleep(before)
		f.strike(machines, s)
		time.Sleep(f.lasts)
		f.mend(machines, s)
		mended = time.Now()
	}()
	told := machines.Carry(t.Context(), fleet.Load{
		PerSecond: f.rate, For: before + f.lasts + after, Patience: f.lasts + 30*f.pause, Pause: f.pause, Think: time.Second,
	})
	<-done
	for _, r := range machines.Replicas {
		r.Stop()
	}
	machines.Reckon(t, told.Shoppers)
	if told.GaveUp > 0 {
		t.Errorf("%d of %d shoppers gave up: %v", told.GaveUp, len(told.Shoppers), told.Troubles)
	}
	return row{f.name, len(told.Shoppers), len(told.Shoppers) - told.GaveUp, told.GaveUp, told.Recovered(mended), told.Troubles}
}

// show prints the table, and writes it where it is wanted.
func show(t *testing.T, table []row) {
	t.Helper()
	var text strings.Builder
	text.WriteString("| what breaks | shoppers | bought | gave up | first purchase after it | what shoppers met |\n|---|---:|---:|---:|---:|---|\n")
	for _, r := range table {
		var met []string
		for _, trouble := range slices.Sorted(maps.Keys(r.troubles)) {
			met = append(met, fmt.Sprintf("%s %d", trouble, r.troubles[trouble]))
		}
		fmt.Fprintf(&text, "| %s | %d | %d | %d | %.0f s | %s |\n", r.fault, r.shoppers, r.bought, r.gaveUp, r.recovered.Seconds(), strings.Join(met, ", "))
	}
	t.Log("\n" + text.String())
	if *markdown != "" {
		if err := os.WriteFile(*markdown, []byte(text.String()), 0o600); err != nil {
			t.Error(err)
		}
	}
}
