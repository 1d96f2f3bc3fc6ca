package fleet

import (
	"context"
	"errors"
	"maps"
	"net/http"
	"slices"
	"sync"
	"time"

	"noren/backend/e2e/market"
)

// Load is what shoppers are sent to do.
type Load struct {
	PerSecond float64       // they arrive at this rate, whether those before are through or not
	For       time.Duration // so long
	Patience  time.Duration // how long one of them tries what does not work
	Pause     time.Duration // between two tries
	Think     time.Duration // between two clicks that lead on
}

// Told is what became of them.
type Told struct {
	Shoppers []*market.Shopper
	Times    map[market.Place][]time.Duration // of clicks that led on from there; from the arrival that was due, not the one that was late
	Troubles map[string]int                   // broken connections and refusals that shoppers saw, by code
	GaveUp   int                              // shoppers whose patience ended
	Begun    time.Time
	Done     map[time.Duration]int // purchases that were finished, by whole seconds since Begun

	mu sync.Mutex
}

// Carry sends the load and returns when the last shopper is home or has given up.
func (f *Fleet) Carry(ctx context.Context, load Load) *Told {
	f.Client = &http.Client{
		Timeout:       15 * time.Second,
		Transport:     &http.Transport{MaxIdleConnsPerHost: 512, IdleConnTimeout: time.Minute},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	told := &Told{Times: make(map[market.Place][]time.Duration), Troubles: map[string]int{}, Done: make(map[time.Duration]int), Begun: time.Now()}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	go f.notify(ctx)
	interval := time.Duration(float64(time.Second) / load.PerSecond)
	var shopping sync.WaitGroup
	for due := told.Begun; due.Sub(told.Begun) < load.For && ctx.Err() == nil; due = due.Add(interval) {
		time.Sleep(time.Until(due))
		buyer := f.Shopper()
		told.Shoppers = append(told.Shoppers, buyer)
		shopping.Go(func() { told.send(ctx, buyer, due, load) })
	}
	shopping.Wait()
	return told
}

// notify lets Amazon tell of what happens, several times a second.
func (f *Fleet) notify(ctx context.Context) {
	clock := time.NewTicker(200 * time.Millisecond)
	defer clock.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-clock.C:
			_ = f.Amazon.DeliverNotifications(ctx) // who does not take one gets it again
		}
	}
}

// send lets one shopper buy.
func (told *Told) send(ctx context.Context, buyer *market.Shopper, due time.Time, load Load) {
	begun := due
	for buyer.At != market.Home {
		from := buyer.At
		err := buyer.Click()
		told.note(from, buyer.At, time.Since(begun), err)
		if err == nil && buyer.At != from {
			time.Sleep(load.Think)
			begun = time.Now()
			continue
		}
		if time.Since(due) > load.Patience || ctx.Err() != nil {
			told.mu.Lock()
			told.GaveUp++
			told.mu.Unlock()
			return
		}
		time.Sleep(load.Pause)
		begun = time.Now()
	}
	told.mu.Lock()
	defer told.mu.Unlock()
	told.Done[time.Since(told.Begun).Truncate(time.Second)]++
}

func (told *Told) note(from, to market.Place, took time.Duration, err error) {
	told.mu.Lock()
	defer told.mu.Unlock()
	var refused *market.Refusal
	switch {
	case errors.As(err, &refused):
		told.Troubles[string(refused.Code)]++
	case errors.Is(err, market.ErrBroken):
		told.Troubles["broken connection"]++
	case err != nil:
		told.Troubles[err.Error()]++
	case from == to:
		told.Troubles["asked to wait"]++
	case to < from:
		told.Troubles["sent back to begin anew"]++
	default:
		told.Times[from] = append(told.Times[from], took)
	}
}

// Percentile is the time that a share of the clicks from a place took at most; 0.5 is the median.
func (told *Told) Percentile(from market.Place, share float64) time.Duration {
	all := slices.Sorted(slices.Values(told.Times[from]))
	if len(all) == 0 {
		return 0
	}
	return all[min(len(all)-1, int(share*float64(len(all))))]
}

// Recovered is how long after a moment the first second began in which a purchase was finished, whenever it was begun; -1 is never.
func (told *Told) Recovered(moment time.Time) time.Duration {
	for _, second := range slices.Sorted(maps.Keys(told.Done)) {
		if at := told.Begun.Add(second); at.After(moment) {
			return at.Sub(moment)
		}
	}
	return -1
}
