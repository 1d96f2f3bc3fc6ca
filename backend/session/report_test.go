package session

import (
	"testing"
	"time"
)

// A report grows part by part; parts of the one before are too late, and no other shop has it.
func testReport(t *testing.T, s *Store) {
	shop := "shop_report"
	is(t, s.BeginReport(t.Context(), shop, "one", []byte("first")), nil)
	is(t, s.AddToReport(t.Context(), shop, "one", "a", []byte("A")), nil)
	is(t, s.BeginReport(t.Context(), shop, "two", []byte("second")), nil)
	is(t, s.AddToReport(t.Context(), shop, "one", "b", []byte("late")), nil)
	is(t, s.AddToReport(t.Context(), shop, "two", "id", []byte("no name breaks it")), nil)
	head, parts, err := s.Report(t.Context(), shop)
	if err != nil || string(head) != "second" || len(parts) != 1 || string(parts["id"]) != "no name breaks it" {
		t.Errorf("%s, %q, %v", head, parts, err)
	}
	if head, _, err := s.Report(t.Context(), "shop_other"); head != nil || err != nil {
		t.Errorf("another shop's: %s, %v", head, err)
	}
	at := time.Date(2026, 11, 27, 1, 2, 3, 4000, time.UTC)
	is(t, s.NoteTest(t.Context(), shop, at), nil)
	if got, err := s.Tested(t.Context(), shop); err != nil || !got.Equal(at) {
		t.Errorf("tested at %s, %v", got, err)
	}
	if got, err := s.Tested(t.Context(), "shop_other"); err != nil || !got.IsZero() {
		t.Errorf("another shop's test: %s, %v", got, err)
	}
}
