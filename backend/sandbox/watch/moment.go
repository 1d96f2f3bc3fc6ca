package watch

import (
	"time"
)

// Moment is a time of the sandbox's clock.
type Moment time.Time

var japan = time.FixedZone("JST", 9*60*60)

// day is 2026-01-15, in Japan.
func (m Moment) day() string { return time.Time(m).In(japan).Format(time.DateOnly) }

// clock is 12:00:00, in Japan.
func (m Moment) clock() string { return time.Time(m).In(japan).Format(time.TimeOnly) }

// machine is for the attribute datetime.
func (m Moment) machine() string { return time.Time(m).UTC().Format(time.RFC3339) }

// local is for an input of type datetime-local, in Japan.
func (m Moment) local() string { return time.Time(m).In(japan).Format("2006-01-02T15:04:05") }
