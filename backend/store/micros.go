package store

import "time"

// Micros is a time in microseconds since 1970 UTC: the one form that sorts and compares alike on both databases. 0 means
// «never», as the zero time does.
type Micros int64

// At converts a time, cut to microseconds.
func At(t time.Time) Micros {
	if t.IsZero() {
		return 0
	}
	return Micros(t.UnixMicro())
}

// Time converts back, in UTC.
func (m Micros) Time() time.Time {
	if m == 0 {
		return time.Time{}
	}
	return time.UnixMicro(int64(m)).UTC()
}

// Japan is the zone of everything that has a day: numbers of orders, days that shoppers read.
var Japan = time.FixedZone("JST", 9*60*60)
