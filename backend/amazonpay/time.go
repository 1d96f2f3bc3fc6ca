package amazonpay

import (
	"encoding/json"
	"fmt"
	"strconv"
	"time"
)

// compactTime is how Amazon writes times in answers, and how a signature is dated (protocol 0.1).
const compactTime = "20060102T150405Z"

// timeLayouts are the forms of a time that answers were seen to carry as a string.
var timeLayouts = []string{compactTime, time.RFC3339Nano, "2006-01-02T15:04:05Z0700", "20060102T150405Z0700"}

// Time is an instant in UTC. The zero Time means that Amazon named none.
type Time struct{ time.Time }

// UnmarshalJSON reads 20260115T030405Z, 2026-01-15T03:04:05Z, milliseconds since 1970, or null.
func (t *Time) UnmarshalJSON(text []byte) error {
	if string(text) == "null" {
		*t = Time{}
		return nil
	}
	value := string(text)
	if text[0] == '"' {
		if err := json.Unmarshal(text, &value); err != nil {
			return fmt.Errorf("amazonpay: time: %w", err)
		}
		for _, layout := range timeLayouts {
			if parsed, err := time.Parse(layout, value); err == nil {
				return t.set(parsed)
			}
		}
	}
	milliseconds, err := strconv.ParseInt(value, 10, 64)
	if err != nil {
		return fmt.Errorf("amazonpay: %q is not a time", value)
	}
	return t.set(time.UnixMilli(milliseconds))
}

// set refuses years that cannot be meant: seconds or a bare date taken for milliseconds end up in 1970.
func (t *Time) set(instant time.Time) error {
	utc := instant.UTC()
	if utc.Year() < 2000 || utc.Year() > 9999 {
		return fmt.Errorf("amazonpay: year %d is not a time of Amazon's", utc.Year())
	}
	*t = Time{utc}
	return nil
}

// MarshalJSON writes the form of Amazon's answers, whole seconds, and null for the zero Time.
func (t Time) MarshalJSON() ([]byte, error) {
	if t.IsZero() {
		return []byte("null"), nil
	}
	return []byte(t.UTC().Format(`"` + compactTime + `"`)), nil
}
