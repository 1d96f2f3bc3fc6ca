package market

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"noren/backend"
)

// Day is 28 hours in the steps in which sweepers come by, by whose end every session of Amazon's is over. They come by less often
// than they do in earnest: who has paid must be found in the first hour and a half.
var Day = []time.Duration{
	25 * time.Second, 25 * time.Second, 11 * time.Minute, 11 * time.Minute, time.Hour, 24 * time.Hour, 3 * time.Hour,
}

// Sweep does all background work that is due, until none is: what [backend.Backend.Start] does all the time, but one after the other,
// in the same order every time.
func Sweep(ctx context.Context, b *backend.Backend) error {
	work := b.Work()
	if work["webhooks"] != nil {
		work["webhooks"] = b.Sender.Send // waits for the shops' answers, and says what went wrong
	}
	for again := true; again; {
		again = false
		for _, name := range slices.Sorted(maps.Keys(work)) {
			n, err := work[name](ctx, 16)
			if err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
			again = again || n > 0
		}
	}
	return nil
}
