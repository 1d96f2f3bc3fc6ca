package bench

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

const (
	saturating   = 4 * time.Second // closed loop: how many payments a second there can be
	halved       = 8 * time.Second // open loop: half of that
	mostShoppers = 256             // at once
	mostPayments = 5000            // in all
)

// load sends shoppers over loopback through whole payments: as many as can be, then half as many, whose times count.
// Shoppers, Noren and Amazon share the processors; only Amazon's time at the wire is taken off.
func load(b *testing.B) {
	config, _ := redis(b)
	named := databases(b)
	for _, name := range slices.Backward(slices.Sorted(maps.Keys(named))) {
		k := open(b, named[name], config)
		ctx, cancel := context.WithCancel(b.Context())
		k.noren.Start(ctx)
		server := httptest.NewServer(k.noren.Handler)
		shoppers := newBrowsers(server.URL)
		full := k.saturate(b, shoppers)
		barest := k.watch(b)
		times := k.arrive(b, shoppers, full/2)
		bare := barest()
		shoppers.http.CloseIdleConnections()
		server.Close()
		cancel()
		note := fmt.Sprintf("of %d payments at %.0f /s; a bare signature and fsync meanwhile: p99 %.3g ms", len(times), full/2, millis(percentile(bare, 0.99)))
		for i, step := range []string{"begin", "confirm", "complete"} {
			all := make([]time.Duration, 0, len(times))
			for _, s := range times {
				all = append(all, []time.Duration{s.begin, s.confirm, s.complete}[i])
			}
			figures.add(b, row{
				what: "p99 of " + step + ", " + name, figure: millis(percentile(all, 0.99)), goal: 50, unit: "ms",
				note: fmt.Sprintf("median %.3g ms, %s", millis(percentile(all, 0.5)), note),
			})
		}
	}
}

// saturate lets a few shoppers buy without a pause, and gives the payments per second.
func (k *kit) saturate(b *testing.B, shoppers *browsers) float64 {
	b.Helper()
	var done atomic.Int64
	var group sync.WaitGroup
	begun := time.Now()
	for i := range 4 * runtime.NumCPU() {
		group.Go(func() {
			for n := 0; time.Since(begun) < saturating && n < mostPayments; n++ {
				if _, err := k.buy(b.Context(), shoppers, fmt.Sprintf("full-%d-%d", i, n)); err != nil {
					b.Error(err)
					return
				}
				done.Add(1)
			}
		})
	}
	group.Wait()
	return float64(done.Load()) / time.Since(begun).Seconds()
}

// watch times the barest work now and then, one signature and one page on the disk, until it is asked for the times: what even
// that waits for is the machine's doing, not Noren's.
func (k *kit) watch(b *testing.B) (times func() []time.Duration) {
	b.Helper()
	file, err := os.Create(filepath.Join(b.TempDir(), "page"))
	must(b, err)
	ctx, stop := context.WithCancel(b.Context())
	var all []time.Duration
	var group sync.WaitGroup
	group.Go(func() {
		clock := time.NewTicker(25 * time.Millisecond)
		defer clock.Stop()
		for ctx.Err() == nil {
			all = append(all, mean(1, wallClock, func() {
				k.sign()
				_, err := file.WriteAt(make([]byte, 4096), 0)
				must(b, errors.Join(err, file.Sync()))
			}))
			<-clock.C
		}
	})
	return func() []time.Duration {
		stop()
		group.Wait()
		must(b, file.Close())
		return all
	}
}

// arrive lets shoppers come at a steady pace, whether those before are through or not. More than mostShoppers at once would
// mean that it is too much, and ends it.
func (k *kit) arrive(b *testing.B, shoppers *browsers, perSecond float64) []steps {
	b.Helper()
	var mu sync.Mutex
	var all []steps
	var group sync.WaitGroup
	var inside atomic.Int64
	clock := time.NewTicker(time.Duration(float64(time.Second) / max(perSecond, 1)))
	defer clock.Stop()
	begun := time.Now()
	for n := 0; time.Since(begun) < halved && n < mostPayments; n++ {
		<-clock.C
		if inside.Add(1) > mostShoppers {
			b.Error("half of the saturating load saturates: the machine is busy with something else")
			break
		}
		group.Go(func() {
			defer inside.Add(-1)
			s, err := k.buy(b.Context(), shoppers, "half-"+strconv.Itoa(n))
			if err != nil {
				b.Error(err)
				return
			}
			mu.Lock()
			defer mu.Unlock()
			all = append(all, s)
		})
	}
	group.Wait()
	return all
}
