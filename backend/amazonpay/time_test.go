package amazonpay

import (
	"encoding/json"
	"testing"
	"time"
)

func TestProtocol3_Times(t *testing.T) {
	want := time.Date(2026, 1, 15, 3, 4, 5, 0, time.UTC)
	for text, want := range map[string]time.Time{
		`"20260115T030405Z"`:          want,
		`"2026-01-15T03:04:05Z"`:      want,
		`"2026-01-15T12:04:05+09:00"`: want,
		`"2026-01-15T12:04:05+0900"`:  want,
		`"2026-01-15T03:04:05.250Z"`:  want.Add(250 * time.Millisecond),
		`1768446245000`:               want,
		`"1768446245000"`:             want,
		`null`:                        {},
	} {
		var got Time
		if err := json.Unmarshal([]byte(text), &got); err != nil || !got.Equal(want) || got.Location() != time.UTC {
			t.Errorf("%s: %v, %v; want %v", text, got, err, want)
		}
	}
	for _, text := range []string{`""`, `"yesterday"`, `"20260115"`, `"20261315T030405Z"`, `1e3`, `0`, `1768446245`, `"0001-01-01T00:00:00Z"`, `true`, `{}`, `9223372036854775807`} {
		if err := json.Unmarshal([]byte(text), new(Time)); err == nil {
			t.Errorf("%s is a time", text)
		}
	}
}

func FuzzProtocol3_Time(f *testing.F) {
	for _, seed := range []string{`"20260115T030405Z"`, `"2026-01-15T03:04:05.250+09:00"`, `1768446245000`, `null`, `-62135596800000`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		var first, second Time
		if json.Unmarshal(text, &first) != nil {
			return
		}
		written, err := json.Marshal(first)
		if err != nil {
			t.Fatalf("%s cannot be written again: %v", text, err)
		}
		if err := json.Unmarshal(written, &second); err != nil {
			t.Fatalf("%s was written as %s: %v", text, written, err)
		}
		if lost := first.Sub(second.Time); lost < 0 || lost >= time.Second {
			t.Fatalf("%s came back as %s", text, written)
		}
	})
}
