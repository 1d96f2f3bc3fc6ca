package bench

import (
	"slices"
	"syscall"
	"testing"
	"time"
)

// Every loop ends after so many rounds or so much time, whichever comes first.
const (
	rounds    = 9
	roundTime = 300 * time.Millisecond
)

// medians times pieces of work in turns, so that whatever else the machine does meets all of them alike, and gives the median
// over the rounds of each one's mean.
func medians(most int, works ...func()) []time.Duration {
	times := make([][]time.Duration, len(works))
	for range rounds {
		for i, work := range works {
			times[i] = append(times[i], mean(most, wallClock, work))
		}
	}
	found := make([]time.Duration, len(works))
	for i, all := range times {
		slices.Sort(all)
		found[i] = all[len(all)/2]
	}
	return found
}

// mean runs work up to so many times, and gives what one costs by a clock.
func mean(most int, clock func() time.Duration, work func()) time.Duration {
	begun, from := time.Now(), clock()
	done := 0
	for done < most && time.Since(begun) < roundTime {
		work()
		done++
	}
	return (clock() - from) / time.Duration(done)
}

var started = time.Now()

func wallClock() time.Duration { return time.Since(started) }

// processorClock is the time that this process has kept processors busy. Other programs do not count, unless they spoil the
// caches.
func processorClock(t testing.TB) func() time.Duration {
	return func() time.Duration {
		t.Helper()
		var used syscall.Rusage
		must(t, syscall.Getrusage(syscall.RUSAGE_SELF, &used))
		return time.Duration(used.Utime.Nano() + used.Stime.Nano())
	}
}

// percentile is the smallest time that this part of all are not above.
func percentile(all []time.Duration, part float64) time.Duration {
	if len(all) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(all))
	return sorted[min(int(part*float64(len(sorted))), len(sorted)-1)]
}
