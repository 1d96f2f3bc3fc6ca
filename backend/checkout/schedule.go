package checkout

import (
	"time"

	"noren/backend/store"
	"noren/backend/store/query"
)

// sessionLife is how long Amazon keeps a session open (protocol 4.1), and a little more.
const sessionLife = 24*time.Hour + 10*time.Minute

// lastLook is when a session that was begun at once is looked at for the last time before it ends: whoever paid and closed the
// tab must not be lost to a long pause.
const lastLook = 24*time.Hour - 10*time.Minute

// firstLook says when the sweeper looks at a checkout that has just come into a state, in microseconds; 0 is never. Return
// page and notifications are quicker in the ordinary case.
func firstLook(s State, now, created time.Time) int64 {
	end := created.Add(sessionLife)
	if end.Before(now) {
		end = now.Add(10 * time.Minute)
	}
	switch s {
	case Begun, Reviewing, Superseded, SignedIn: // nothing can be paid before it ends at Amazon
		return int64(store.At(end))
	case Confirming:
		return int64(store.At(now.Add(inFlight)))
	case AtAmazon: // from 10 minutes on, ever more seldom; once more before Amazon's 24 hours are over
		look := now.Add(min(max(10*time.Minute, now.Sub(created)/2), 2*time.Hour))
		if last := created.Add(lastLook); now.Before(last) && look.After(last) {
			look = last
		}
		return int64(store.At(look))
	case Completing:
		return int64(store.At(now.Add(inFlight)))
	case Placed, Declined, Cancelled, Expired, Attention:
	}
	return 0
}

// nextLook says when to look again at a checkout where nothing could be learnt: after 30 seconds, doubling up to an hour
// (pitfall 26).
func nextLook(c query.Checkout, now time.Time) int64 {
	wait := min(30*time.Second<<min(c.Tries, 10), time.Hour)
	return max(int64(store.At(now.Add(wait))), firstLook(State(c.State), now, time.UnixMicro(c.CreatedAt)))
}
