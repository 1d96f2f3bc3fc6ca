package store

import (
	"crypto/rand"
	"strings"
	"time"

	"github.com/oklog/ulid/v2"
)

// NewID makes an identifier that sorts by the time of its making (in milliseconds) and cannot be guessed: prefix, "_", and a
// ULID in lower case with 80 random bits.
func NewID(prefix string, now time.Time) string {
	id := ulid.MustNew(ulid.Timestamp(now), rand.Reader) // fails only after the year 10889
	return prefix + "_" + strings.ToLower(id.String())
}

// FirstID is what no identifier made at this moment or later comes before.
func FirstID(prefix string, at time.Time) string {
	var id ulid.ULID
	if id.SetTime(ulid.Timestamp(at)) != nil {
		panic("store: after the year 10889")
	}
	return prefix + "_" + strings.ToLower(id.String())
}
