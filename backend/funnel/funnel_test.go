package funnel_test

import (
	"context"
	"fmt"
	"maps"
	"os"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"noren/backend/funnel"
	"noren/backend/store"
	"noren/backend/store/query"
	"noren/backend/store/storetest"
	"noren/shared/api"
	"noren/shared/button"
	"noren/shared/display"
)

func TestMain(m *testing.M) { os.Exit(storetest.Main(m)) }

// shop enters a shop of its own.
func shop(t *testing.T, db *store.DB) string {
	t.Helper()
	id := store.NewID("shp", time.Now())
	err := db.Tx(t.Context(), func(q *query.Queries) error {
		return q.InsertShop(t.Context(), query.InsertShopParams{ID: id, Name: "見本商店"})
	})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// whatever is counted by several processes, flushed in between, stopped and begun anew, is there in the end, once, in its place.
func TestX19_CountsAddUp(t *testing.T) {
	storetest.OnEvery(t, func(t *testing.T, db *store.DB) {
		begin := time.Date(2026, 11, 27, 0, 0, 0, 0, store.Japan)
		rapid.Check(t, func(r *rapid.T) {
			id, now := shop(t, db), begin
			replicas := make([]*funnel.Funnel, 3)
			for i := range replicas {
				replicas[i] = &funnel.Funnel{DB: db, Now: func() time.Time { return now }}
			}
			flush := func(f *funnel.Funnel) {
				if err := f.Flush(t.Context()); err != nil {
					r.Fatal(err)
				}
			}
			want := map[string]int64{}
			for range rapid.IntRange(1, 40).Draw(r, "steps") {
				f := replicas[rapid.IntRange(0, 2).Draw(r, "replica")]
				place := funnel.Place{
					Trip: rapid.SampledFrom(funnel.Trips()).Draw(r, "trip"), Placement: rapid.SampledFrom([]display.Placement{display.Cart, display.Signup}).Draw(r, "placement"),
					Site: button.SP, Style: rapid.SampledFrom([]button.Style{button.Default, {}}).Draw(r, "style"),
				}
				earlier := now.Add(-time.Duration(rapid.IntRange(0, 30).Draw(r, "hours")) * time.Hour)
				count := func(day funnel.Day, event any) { want[key(day, place, event)]++ }
				switch rapid.IntRange(0, 5).Draw(r, "what") {
				case 0:
					f.View(id, place, "")
					count(funnel.DayOf(now), funnel.Seen)
				case 1:
					f.View(id, place, display.BelowLimit)
					count(funnel.DayOf(now), funnel.Loss{End: funnel.Hidden, Code: string(display.BelowLimit)})
				case 2:
					f.Launch(id, place, earlier)
					count(funnel.DayOf(earlier), funnel.Launched)
				case 3:
					f.Unconfirm(id, place, earlier, api.CartStale)
					count(funnel.DayOf(earlier), funnel.Loss{End: funnel.Unconfirmed, Code: string(api.CartStale)})
				case 4:
					now = now.Add(5 * time.Hour)
				case 5:
					flush(f)
				}
			}
			for _, f := range replicas {
				flush(f)
			}
			got := map[string]int64{}
			for _, trip := range funnel.Trips() {
				report, err := replicas[0].Report(t.Context(), id, funnel.DayOf(begin)-2, funnel.DayOf(now), funnel.Filter{Trip: trip})
				if err != nil {
					r.Fatal(err)
				}
				maps.Copy(got, flat(report))
				for _, sum := range sums(report)[1:] {
					if diff := cmp.Diff(sums(report)[0], sum, cmpopts.EquateEmpty()); diff != "" {
						r.Errorf("sums differ: %s", diff)
					}
				}
			}
			if diff := cmp.Diff(want, got); diff != "" {
				r.Error(diff)
			}
		})
	})
}

// flat is everything in a report, by day, place and what it is.
func flat(r funnel.Report) map[string]int64 {
	all := map[string]int64{}
	for _, row := range r.Rows {
		for step, times := range row.Steps {
			all[key(row.Day, row.Place, step)] += times
		}
		for loss, times := range row.Losses {
			all[key(row.Day, row.Place, loss)] += times
		}
	}
	return all
}

func key(day funnel.Day, place funnel.Place, what any) string {
	return fmt.Sprintf("%s %v %v", day, place, what)
}

// sums are a report's totals, counted up from its rows, its days and its places.
func sums(r funnel.Report) []map[string]int64 {
	all := make([]map[string]int64, 4)
	add := func(i int, f funnel.Figures) {
		if all[i] == nil {
			all[i] = map[string]int64{}
		}
		for step, times := range f.Steps {
			all[i][string(step)] += times
		}
		for loss, times := range f.Losses {
			all[i][fmt.Sprint(loss)] += times
		}
	}
	add(0, r.Total)
	for _, row := range r.Rows {
		add(1, row.Figures)
	}
	for _, day := range r.Days {
		add(2, day)
	}
	for _, row := range r.Places {
		add(3, row.Figures)
	}
	return all
}

// a day is Japan's, and every moment is in exactly one.
func TestX19_Days(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		at := time.UnixMicro(rapid.Int64Range(0, 4e15).Draw(r, "at"))
		day := funnel.DayOf(at)
		if at.Before(day.Begin()) || !at.Before(day.End()) || day.String() != at.In(store.Japan).Format(time.DateOnly) {
			r.Errorf("%s is in %s, from %s to %s", at, day, day.Begin(), day.End())
		}
		if back, err := funnel.ParseDay(day.String()); err != nil || back != day {
			r.Errorf("%s read as %s, %v", day, back, err)
		}
	})
	for _, text := range []string{"", "2026-02-30", "1969-12-31", "2026/11/27", "tomorrow"} {
		if day, err := funnel.ParseDay(text); err == nil {
			t.Errorf("%q is %s", text, day)
		}
	}
}

// what could not be written is not forgotten.
func TestX19_FlushFails(t *testing.T) {
	db := storetest.SQLite(t)
	f, id := &funnel.Funnel{DB: db, Now: time.Now}, shop(t, db)
	place := funnel.Place{Trip: funnel.Payment, Placement: display.Cart, Site: button.PC, Style: button.Default}
	f.View(id, place, "")
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if err := f.Flush(ended); err == nil {
		t.Fatal("flushed without a database")
	}
	f.View(id, place, "")
	if err := f.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	today := funnel.DayOf(time.Now())
	report, err := f.Report(t.Context(), id, today-1, today, funnel.Filter{Trip: funnel.Payment})
	if err != nil || report.Total.Steps[funnel.Seen] != 2 {
		t.Errorf("%v, %v", report.Total, err)
	}
}
