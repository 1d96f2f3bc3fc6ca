package contract

import (
	"fmt"
	"time"

	"noren/backend/store"
)

// Month is a calendar month in Japan, counted from the year 0: months compare and add like numbers.
type Month int

const monthsOfYear = 12

// MonthOf is the month in which a moment lies, in Japan.
func MonthOf(t time.Time) Month {
	t = t.In(store.Japan)
	return Month(t.Year()*monthsOfYear + int(t.Month()) - 1)
}

// Begin is the month's first moment.
func (m Month) Begin() time.Time {
	return time.Date(0, time.January+time.Month(m), 1, 0, 0, 0, 0, store.Japan).UTC()
}

// End is the first moment after the month.
func (m Month) End() time.Time { return (m + 1).Begin() }

// String writes it as 2026-11.
func (m Month) String() string {
	return fmt.Sprintf("%04d-%02d", int(m)/monthsOfYear, int(m)%monthsOfYear+1)
}

// ParseMonth reads what String writes.
func ParseMonth(text string) (Month, error) {
	t, err := time.ParseInLocation("2006-01", text, store.Japan)
	if err != nil {
		return 0, fmt.Errorf("contract: %q is no month as 2026-11", text)
	}
	return MonthOf(t), nil
}
