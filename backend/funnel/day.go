package funnel

import (
	"fmt"
	"time"

	"noren/backend/store"
)

// Day is a day in Japan, counted from 1970-01-01: days compare and add like numbers.
type Day int64

const aDay = 24 * time.Hour

// DayOf is the day in which a moment lies, in Japan.
func DayOf(t time.Time) Day {
	_, east := t.In(store.Japan).Zone()
	return Day((t.Unix() + int64(east)) / int64(aDay/time.Second))
}

// Begin is the day's first moment.
func (d Day) Begin() time.Time {
	return time.Date(1970, time.January, 1+int(d), 0, 0, 0, 0, store.Japan).UTC()
}

// End is the first moment after the day.
func (d Day) End() time.Time { return (d + 1).Begin() }

// String writes it as 2026-11-27.
func (d Day) String() string { return d.Begin().In(store.Japan).Format(time.DateOnly) }

// ParseDay reads what String writes.
func ParseDay(text string) (Day, error) {
	t, err := time.ParseInLocation(time.DateOnly, text, store.Japan)
	if err != nil || t.Year() < 1970 {
		return 0, fmt.Errorf("funnel: %q is no day as 2026-11-27", text)
	}
	return DayOf(t), nil
}
