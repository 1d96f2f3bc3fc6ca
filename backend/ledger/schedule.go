package ledger

import (
	"hash/fnv"
	"time"

	"noren/backend/store"
	"noren/backend/store/query"
)

// How often orders are read although nothing is expected: what is changed in Seller Central is found then, if no notification told
// us before. It can be changed for 180 days (R5-4).
const (
	day     = 24 * time.Hour
	often   = day     // in the first 30 days
	seldom  = 7 * day // later
	watched = 181 * day
)

// nextLook says when the sweeper comes to an order, as microseconds; 0 is never.
func nextLook(o query.Order, now time.Time) int64 {
	at := watch(o, now)
	if State(o.State) == Authorised && o.ExpiresAt > 0 { // it lapses then
		at = sooner(at, store.Micros(o.ExpiresAt).Time().Add(time.Minute), now)
	}
	if o.CaptureAt > 0 && capturable(State(o.State)) {
		at = sooner(at, store.Micros(o.CaptureAt).Time(), now)
	}
	if o.ShipOn > 0 && o.ShippedAt == 0 && capturable(State(o.State)) {
		if eve := store.Micros(o.ShipOn).Time().Add(-day); eve.After(now) {
			at = sooner(at, eve, now)
		}
	}
	if at.IsZero() {
		return 0
	}
	return int64(store.At(at))
}

// watch is the next look at an order of which nothing is expected but what others do.
func watch(o query.Order, now time.Time) time.Time {
	switch State(o.State) {
	case Pending, Capturing, Refunding:
		return now.Add(min(time.Minute<<min(o.Tries, 10), time.Hour))
	case Authorised, Captured, Lapsed, Declined, PartlyRefunded, Attention, Cancelled, Refunded, OrderCancelled:
		return spread(o, now, watched) // one that has ended here may still be charged in Seller Central
	case Awaiting:
		if o.ChargeID != "" { // accepted a moment ago
			return now.Add(time.Minute)
		}
	case Unpaid:
	}
	return time.Time{}
}

// spread gives every order its own moment of the day or week, by its id, so that a shop's orders are not all read at once. It is
// zero when the order is older than until.
func spread(o query.Order, now time.Time, until time.Duration) time.Time {
	born := store.Micros(max(o.PlacedAt, o.CreatedAt)).Time()
	age := now.Sub(born)
	if age > until {
		return time.Time{}
	}
	interval := often
	if age > 30*day {
		interval = seldom
	}
	hash := fnv.New32a()
	_, _ = hash.Write([]byte(o.ID))
	phase := time.Duration(float64(interval) * float64(hash.Sum32()) / (1 << 32))
	next := now.Truncate(interval).Add(phase)
	for !next.After(now.Add(interval / 24)) {
		next = next.Add(interval)
	}
	return next
}

func sooner(at, other, now time.Time) time.Time {
	if other.Before(now) {
		other = now
	}
	if at.IsZero() || other.Before(at) {
		return other
	}
	return at
}
