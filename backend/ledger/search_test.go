package ledger_test

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"noren/backend/buyer"
	"noren/backend/ledger"
	"noren/backend/store"
	"noren/backend/store/query"
	"noren/shared/validate"
)

func TestR5_1_OrdersAreFoundByEverything(t *testing.T) {
	onShelf(t, func(t *testing.T, s *shelf) {
		shop, foreign := s.shop("shop_a"), s.shop("shop_b")
		micros := func(d time.Duration) int64 { return int64(store.At(s.now.Add(d))) }
		for _, o := range []query.Order{
			{Number: "A-1", Total: 1000, PermissionID: "S03-1", ChargeID: "S03-1-C1", ExpiresAt: micros(4 * day)},
			{Number: "A-10", Total: 2000, State: string(ledger.Captured), ShippedAt: 7},
			{Number: "B-1", Total: 2000, State: string(ledger.Captured), Differs: 1},
			{Number: "B-2", Total: 3000, State: string(ledger.Declined), PlacedAt: micros(-100 * day)},
			{Number: "C-1", Total: 4000, State: string(ledger.Unpaid)},
			{Number: "C-2", Total: 5000, State: string(ledger.Attention), PermissionID: "S03-2"},
			{Number: "C-3", Total: 6000, Alert: ledger.AlertUnknownCharge, ExpiresAt: micros(20 * day)},
		} {
			s.enter(shop, o, buyer.Snapshot{})
			o.PermissionID = strings.Replace(o.PermissionID, "S03", "S04", 1)
			s.enter(foreign, o, buyer.Snapshot{})
		}
		must(t, s.db.Tx(t.Context(), func(q *query.Queries) error {
			order, err := q.GetOrderOfNumber(t.Context(), query.GetOrderOfNumberParams{ShopID: shop, Number: "B-1"})
			must(t, err)
			return q.SaveCharge(t.Context(), query.SaveChargeParams{ShopID: shop, ID: "S03-9-C9", OrderID: order.ID})
		}))
		for search, want := range map[string]string{
			"":                            "C-3 C-2 B-1 A-10 A-1 B-2",
			"number=A-1":                  "A-1 A-10",
			"number=B":                    "B-1 B-2",
			"number=b":                    "",
			"reference=S03-1":             "A-1",
			"reference=S03-9-C9":          "B-1",
			"reference=S04-1":             "",
			"amount=2000":                 "B-1 A-10",
			"amount=２,０００":                "B-1 A-10",
			"amount_from=3000":            "C-3 C-2 B-2",
			"amount_to=2000":              "B-1 A-10 A-1",
			"amount_from=1500&number=A":   "A-10",
			"state=captured":              "B-1 A-10",
			"state=unpaid&state=declined": "C-1 B-2",
			"state=awaiting":              "",
			"attention=1":                 "C-3 C-2 B-1",
			"attention=1&state=captured":  "B-1",
			"differs=1":                   "C-3 B-1",
			"lapses_in=5":                 "A-1",
			"lapses_in=30":                "A-1 C-3",
			"shipped=yes":                 "A-10",
			"shipped=no&state=captured":   "B-1",
			"shipped=no":                  "C-3 C-2 B-1 A-1 B-2",
			"from=2026-07-01":             "C-3 C-2 B-1 A-10 A-1",
			"to=2026-06-30":               "B-2",
			"from=2026-07-02":             "",
			"from=2026-07-01&number=B":    "B-1",
			"number=%25":                  "",
			"number=_-1":                  "",
		} {
			values, err := url.ParseQuery(search)
			must(t, err)
			f, err := ledger.ParseFilter(values)
			must(t, err)
			if got := strings.Join(s.find(shop, f), " "); got != want {
				t.Errorf("%s finds %q, want %q", search, got, want)
			}
			again, err := ledger.ParseFilter(f.Values())
			if diff := gocmp.Diff(f, again); err != nil || diff != "" {
				t.Errorf("%s is not what its URL form says: %v\n%s", search, err, diff)
			}
		}
	})
}

func TestR5_1_WrongInputIsTold(t *testing.T) {
	t.Parallel()
	for search, want := range map[string]string{
		"amount_from=-1": "amount_from number", "amount_from=x": "amount_from number", "amount_from=9&amount_to=3": "amount_to min",
		"from=2026-02-30": "from datetime", "from=2026-03-02&to=2026-03-01": "to min", "state=paid": "state oneof", "shipped=maybe": "shipped oneof",
		"lapses_in=31": "lapses_in max", "lapses_in=x": "lapses_in number", "phone=123": "phone phone", "name=" + strings.Repeat("あ", 101): "name max",
		"email=" + strings.Repeat("a", 255): "email max", "number=" + strings.Repeat("9", 101): "number max", "name=+%00": "",
	} {
		values, err := url.ParseQuery(search)
		must(t, err)
		_, err = ledger.ParseFilter(values)
		told := ""
		if faults, ok := err.(validate.Faults); ok { //nolint:errorlint // it is that
			told = faults[0].Field + " " + faults[0].Rule
		}
		if told != want {
			t.Errorf("%.40s: %q (%v), want %q", search, told, err, want)
		}
	}
}

func TestR5_1_AForeignCursorIsRefused(t *testing.T) {
	onShelf(t, func(t *testing.T, s *shelf) {
		shop := s.shop("shop_a")
		s.enter(shop, query.Order{}, buyer.Snapshot{})
		for _, cursor := range []ledger.Cursor{"x", "bg", "bnggeA", "bjEyMw", "eDEyIG9yZA", ledger.Cursor(strings.Repeat("A", 5000)), "\x00", "%"} {
			if _, err := s.book.Search(t.Context(), shop, ledger.Filter{}, cursor, 10); !strings.Contains(fmt.Sprint(err), "after") {
				t.Errorf("cursor %.20q: %v", cursor, err)
			}
		}
	})
}
