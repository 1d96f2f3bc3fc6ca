package webhook

import (
	"math/rand/v2"
	"time"
)

// schedule is how long after each failed attempt the next one comes: ten attempts in three days (reliability.md 5, drawn out so that
// a weekend is covered). What a shop misses for longer it asks to be replayed, or reads from the server API.
var schedule = []time.Duration{
	5 * time.Second, 5 * time.Minute, 30 * time.Minute, 2 * time.Hour, 5 * time.Hour, 10 * time.Hour, 14 * time.Hour, 20 * time.Hour, 20 * time.Hour,
}

// nextTry says how long to wait after failed attempts, up to a tenth longer than planned, so that what failed together does not
// come back together; false means that there is no next try.
func nextTry(failed int64) (wait time.Duration, again bool) {
	if failed < 1 || failed > int64(len(schedule)) {
		return 0, false
	}
	wait = schedule[failed-1]
	return wait + rand.N(wait/10), true //nolint:gosec // jitter is no secret
}
