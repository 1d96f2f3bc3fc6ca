package market

import (
	"context"
	"time"

	"noren/backend"
)

// Day is 28 hours in the steps in which sweepers come by, by whose end every session of Amazon's is over. They come by less often
// than they do in earnest: who has paid must be found in the first hour and a half.
var Day = []time.Duration{
	25 * time.Second, 25 * time.Second, 11 * time.Minute, 11 * time.Minute, time.Hour, 24 * time.Hour, 3 * time.Hour,
}

// Sweep does all background work that is due, until none is.
func Sweep(ctx context.Context, b *backend.Backend) error {
	for again := true; again; {
		again = false
		for _, work := range []func(context.Context, int) (int, error){b.Site.WorkNotifications, b.Flow.Sweep, b.Book.Sweep, b.Sender.Send, b.Mails.Send} {
			n, err := work(ctx, 16)
			if err != nil {
				return err
			}
			again = again || n > 0
		}
	}
	return nil
}
