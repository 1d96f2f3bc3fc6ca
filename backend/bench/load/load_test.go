package load

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"noren/backend/e2e/fleet"
	"noren/backend/e2e/market"
	"noren/backend/session/sessiontest"
	"noren/backend/store/storetest"
)

var (
	all      = flag.Bool("load.all", false, "1, 2 and 4 replicas, and longer")
	markdown = flag.String("load.markdown", "", "file for the tables, as Markdown")
)

func TestMain(m *testing.M) { os.Exit(storetest.Main(m)) }

// figures are those of one number of replicas.
type figures struct {
	replicas   int
	saturated  float64       // payments a second when shoppers wait for nothing
	each, base time.Duration // processor's time of one payment in all replicas, and in PostgreSQL
	told       *fleet.Told   // at half of that
	rate       float64       // payments a second then
	signature  time.Duration // one RSA-2048 PSS signature, meanwhile idle
	commit     time.Duration // one commit of one row
}

// Every payment of a load that comes at its own pace ends well, on any number of replicas (design.md 11). How fast is printed.
func TestDesign11_LoadOnReplicas(t *testing.T) {
	counts, span := []int{2}, 500*time.Millisecond
	if *all {
		counts, span = []int{1, 2, 4}, 20*time.Second
	}
	var text strings.Builder
	for _, replicas := range counts {
		text.WriteString(measure(t, replicas, span).String())
	}
	publish(t, text.String())
}

// publish prints a table, and adds it to those of the file that is wanted.
func publish(t *testing.T, table string) {
	t.Helper()
	t.Log("\n" + table)
	if *markdown == "" {
		return
	}
	file, err := os.OpenFile(*markdown, os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	_, err = file.WriteString(table)
	if err := errors.Join(err, file.Close()); err != nil {
		t.Error(err)
	}
}

func measure(t *testing.T, replicas int, span time.Duration) figures {
	t.Helper()
	database := storetest.NewOwn(t)
	f := fleet.Start(t, fleet.Config{Replicas: replicas, Database: database, Redis: []string{sessiontest.Redis(t).Addr}})
	found := figures{replicas: replicas, signature: signature(t), commit: commit(t, database)}
	saturate(t, f, span/4) // warm
	before, baseBefore := cpu(f), fleet.CPUOf(database.Process())
	done := saturate(t, f, span)
	found.saturated = float64(done) / span.Seconds()
	found.each, found.base = (cpu(f)-before)/time.Duration(done), (fleet.CPUOf(database.Process())-baseBefore)/time.Duration(done)
	found.rate = found.saturated / 2
	found.told = f.Carry(t.Context(), fleet.Load{PerSecond: found.rate, For: span, Patience: time.Minute, Pause: time.Second})
	if found.told.GaveUp > 0 || len(found.told.Troubles) > 0 {
		t.Errorf("%d gave up; troubles: %v", found.told.GaveUp, found.told.Troubles)
	}
	for _, r := range f.Replicas {
		r.Stop()
	}
	f.Reckon(t, found.told.Shoppers)
	return found
}

func cpu(f *fleet.Fleet) (sum time.Duration) {
	for _, r := range f.Replicas {
		sum += r.CPU()
	}
	return sum
}

// saturate lets a few shoppers buy without a pause, and counts the payments.
func saturate(t *testing.T, f *fleet.Fleet, span time.Duration) int64 {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), span)
	defer cancel()
	var done atomic.Int64
	var buying sync.WaitGroup
	for range 8 {
		buying.Go(func() {
			for ctx.Err() == nil {
				buyer := f.Shopper()
				for buyer.At != market.Home {
					if err := buyer.Click(); err != nil {
						t.Error(err)
						return
					}
				}
				done.Add(1)
			}
		})
	}
	buying.Wait()
	return max(done.Load(), 1)
}

// String is the figures as Markdown.
func (f figures) String() string {
	var text strings.Builder
	fmt.Fprintf(&text, "\n%d replicas: %.0f payments a second at most, shoppers, Amazon, PostgreSQL and Redis on the same processors. "+
		"One payment keeps Noren's processors busy for %.1f ms (%.1f signatures of %.2f ms) and PostgreSQL's for %.1f ms; a commit takes %.2f ms.\n\n",
		f.replicas, f.saturated, ms(f.each), float64(f.each)/float64(f.signature), ms(f.signature), ms(f.base), ms(f.commit))
	fmt.Fprintf(&text, "| at %.0f a second | median | p99 | p99.9 |\n|---|---:|---:|---:|\n", f.rate)
	for _, step := range steps {
		fmt.Fprintf(&text, "| %s | %.1f ms | %.1f ms | %.1f ms |\n", step.name,
			ms(f.told.Percentile(step.from, 0.5)), ms(f.told.Percentile(step.from, 0.99)), ms(f.told.Percentile(step.from, 0.999)))
	}
	return text.String()
}

func ms(d time.Duration) float64 { return d.Seconds() * 1000 }
