package merchant

import (
	"errors"
	"testing"
	"time"
)

func TestMemoryIsBounded(t *testing.T) {
	var m memory[int, int]
	at := time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)
	for i := range 3*memorySize + 1 {
		got, err := m.get(i, func() time.Time { return at }, func() (int, error) { return -i, nil })
		if got != -i || err != nil || len(m.known) > memorySize {
			t.Fatalf("%d: %d, %v, with %d known", i, got, err, len(m.known))
		}
	}
}

func TestMemoryForgets(t *testing.T) {
	var m memory[string, int]
	reads := 0
	read := func() (int, error) { reads++; return reads, nil }
	now := time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)
	for _, step := range []struct {
		later time.Duration
		want  int
	}{{0, 1}, {999 * time.Millisecond, 1}, {time.Millisecond, 2}, {-time.Minute, 3}, {time.Millisecond, 3}, {time.Hour, 4}} {
		now = now.Add(step.later)
		if got, err := m.get("key", func() time.Time { return now }, read); got != step.want || err != nil {
			t.Errorf("%s later: %d, %v; want %d", step.later, got, err, step.want)
		}
	}
}

// What took long to read is as old as its reading began.
func TestMemoryCountsFromBeforeReading(t *testing.T) {
	var m memory[string, int]
	at := time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)
	now := func() time.Time { return at }
	for want := range 2 {
		got, err := m.get("key", now, func() (int, error) {
			at = at.Add(time.Second)
			return want, nil
		})
		if got != want || err != nil {
			t.Errorf("%d, %v; want %d", got, err, want)
		}
	}
}

func TestMemoryKeepsNoErrors(t *testing.T) {
	var m memory[string, int]
	broken := errors.New("broken")
	if _, err := m.get("key", time.Now, func() (int, error) { return 1, broken }); !errors.Is(err, broken) {
		t.Error(err)
	}
	if got, err := m.get("key", time.Now, func() (int, error) { return 2, nil }); got != 2 || err != nil {
		t.Errorf("%d, %v", got, err)
	}
}
