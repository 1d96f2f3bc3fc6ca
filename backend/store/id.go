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
