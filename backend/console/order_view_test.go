package console

import (
	"testing"
	"time"

	"noren/backend/ledger"
	"noren/backend/store"
	"noren/backend/store/query"
	"noren/shared/timeline"
)

// An order's limits are Amazon's, and counted from the order until they have been read; a begun day counts.
func TestX10_Limits(t *testing.T) {
	t.Parallel()
	placed := time.Date(2026, 3, 1, 3, 0, 0, 0, time.UTC)
	at := func(days int) int64 { return int64(store.At(placed.Add(time.Duration(days) * aDay))) }
	for name, test := range map[string]struct {
		order query.Order
		after time.Duration
		want  map[string]int
	}{
		"just placed":       {query.Order{State: "authorised", PlacedAt: at(0)}, 0, map[string]int{"7": 7, "30": 30, "180": 180}},
		"a second later":    {query.Order{State: "authorised", PlacedAt: at(0)}, time.Second, map[string]int{"7": 7, "30": 30, "180": 180}},
		"the last day":      {query.Order{State: "authorised", PlacedAt: at(0)}, 30*aDay - time.Second, map[string]int{"7": 0, "30": 1, "180": 151}},
		"over":              {query.Order{State: "lapsed", PlacedAt: at(0)}, 30 * aDay, map[string]int{"30": 0, "180": 150}},
		"authorised anew":   {query.Order{State: "authorised", PlacedAt: at(0), AuthorisedAt: at(40), ExpiresAt: at(70)}, 40 * aDay, map[string]int{"7": 7, "30": 30, "180": 140}},
		"Amazon says other": {query.Order{State: "declined", PlacedAt: at(0), PermissionExpiresAt: at(100)}, 0, map[string]int{"180": 100}},
		"captured":          {query.Order{State: "captured", PlacedAt: at(0)}, 0, map[string]int{}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := limitsOf(test.order, placed.Add(test.after))
			if len(got) != len(test.want) {
				t.Fatalf("%+v, want %v", got, test.want)
			}
			for _, l := range got {
				if l.left != test.want[l.days] {
					t.Errorf("%s days: %d left, want %d", l.days, l.left, test.want[l.days])
				}
			}
		})
	}
}

// A refusal is shown until something else has come of the order (R5-7).
func TestR5_7_RefusalIsShownUntilSomethingElseHappens(t *testing.T) {
	t.Parallel()
	happened := func(codes ...ledger.Event) (entries []timeline.Entry) {
		for _, code := range codes {
			entries = append(entries, timeline.Entry{Kind: timeline.Order, Code: string(code)}, timeline.Entry{Kind: timeline.Mail, Code: "report"})
		}
		return entries
	}
	for name, test := range map[string]struct {
		entries []timeline.Entry
		shown   bool
	}{
		"refused":            {happened(ledger.WasLapsed, ledger.ReauthoriseAsked, ledger.Refusal), true},
		"and people told":    {happened(ledger.ReauthoriseAsked, ledger.Refusal, ledger.Alerted, ledger.CardChangeAsked), true},
		"asked again":        {happened(ledger.Refusal, ledger.ReauthoriseAsked), false},
		"approved":           {happened(ledger.Refusal, ledger.ReauthoriseAsked, ledger.Reauthorised), false},
		"nothing was wished": {happened(ledger.Confirmed, ledger.WasAuthorised), false},
	} {
		if got := refusedLast(test.entries) != nil; got != test.shown {
			t.Errorf("%s: shown is %t", name, got)
		}
	}
}

// Amounts are read as people type them, and nothing else is taken for one.
func TestX11_TypedAmounts(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]int64{"1080": 1080, "1,080": 1080, "¥1,080": 1080, "１，０８０円": 1080, "￥80": 80, "-80": -1, "80.5": -1, "": -1, "many": -1} {
		got, ok := typedYen(typed)
		if !ok {
			got = -1
		}
		if got != want {
			t.Errorf("%q is %d, want %d", typed, got, want)
		}
	}
}
