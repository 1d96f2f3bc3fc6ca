package ledger_test

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
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

// Each list names what Amazon and the book disagree about, and the remedy beside it.
func TestX9_ListsAndTheirRemedies(t *testing.T) {
	onShelf(t, func(t *testing.T, s *shelf) {
		shop, foreign := s.shop("shop_a"), s.shop("shop_b")
		soon := int64(store.At(s.now.Add(100 * day)))
		for number, o := range map[string]query.Order{
			"found":     {State: string(ledger.Attention), PermissionID: "S03-0000001-0000001", Captured: 100},
			"declined":  {State: string(ledger.Declined), PermissionExpiresAt: soon},
			"over":      {State: string(ledger.Lapsed), PermissionExpiresAt: 1},
			"cancelled": {State: string(ledger.Cancelled)},
			"ended":     {State: string(ledger.OrderCancelled)},
			"changed":   {State: string(ledger.Authorised), Differs: 1, AmazonTotal: 5},
			"charged":   {State: string(ledger.Captured), Alert: ledger.AlertUnknownCharge},
			"sound":     {State: string(ledger.Captured)},
		} {
			o.Number = number
			s.enter(shop, o, buyer.Snapshot{})
			o.PermissionID = ""
			s.enter(foreign, o, buyer.Snapshot{})
		}
		s.park(shop, "n1", "S03-0000001-0000001") // of an order by now
		s.park(shop, "n2", "S03-0000002-0000002")
		s.park(foreign, "n3", "S03-0000003-0000003")
		for list, want := range map[ledger.List]map[string]ledger.Step{
			ledger.PaidWithoutOrder: {"found": ledger.StepDecide},
			ledger.OrderWithoutPayment: {
				"declined": ledger.StepReauthorise, "over": ledger.StepOver, "cancelled": ledger.StepCancelOrder,
			},
			ledger.AmountsDiffer: {"changed": ledger.StepCorrectAmount, "charged": ledger.StepLookAtCharge},
		} {
			page, err := s.book.List(t.Context(), shop, list, "", 10)
			must(t, err)
			got := map[string]ledger.Step{}
			for _, listed := range page.Listed {
				got[listed.Order.Number] = listed.Remedy
			}
			if diff := gocmp.Diff(want, got); diff != "" {
				t.Errorf("%s: want (-), got (+):\n%s", list, diff)
			}
			var parked []string
			for _, n := range page.Parked {
				parked = append(parked, n.ID)
			}
			if list == ledger.PaidWithoutOrder && !slices.Equal(parked, []string{"n2"}) || list != ledger.PaidWithoutOrder && parked != nil {
				t.Errorf("%s: parked %q", list, parked)
			}
		}
	})
}

// park enters a notification that could not be worked.
func (s *shelf) park(shop, id, permission string) {
	s.t.Helper()
	must(s.t, s.db.Tx(s.t.Context(), func(q *query.Queries) error {
		_, err := q.InsertNotification(s.t.Context(), query.InsertNotificationParams{ShopID: shop, ID: id, PermissionID: permission, Body: []byte("{}"), Now: 1})
		if err != nil {
			return err
		}
		_, err = q.FinishNotification(s.t.Context(), query.FinishNotificationParams{ShopID: shop, ID: id, State: "parked"})
		return err
	}))
}

// An order that is authorised for six days, one for eight, one for 26, and what time has done to others.
func TestX10_TheCockpitCountsDown(t *testing.T) {
	onShelf(t, func(t *testing.T, s *shelf) {
		shop, foreign := s.shop("shop_a"), s.shop("shop_b")
		for _, of := range []string{shop, foreign} {
			now := s.now.Add(time.Hour)
			for _, days := range []int{0, 6, 8, 26} {
				at := now.Add(-time.Duration(days) * day)
				s.enter(of, query.Order{
					Number: strconv.Itoa(days), AuthorisedAt: int64(store.At(at)), ExpiresAt: int64(store.At(at.Add(30 * day))),
					PermissionExpiresAt: int64(store.At(at.Add(180 * day))),
				}, buyer.Snapshot{})
			}
			for _, days := range []int{170, 181} {
				s.enter(of, query.Order{
					Number: strconv.Itoa(days), State: string(ledger.Lapsed), PermissionExpiresAt: int64(store.At(now.Add(time.Duration(180-days) * day))),
				}, buyer.Snapshot{})
			}
			s.enter(of, query.Order{Number: "paid", State: string(ledger.Captured), AuthorisedAt: int64(store.At(now)), PermissionExpiresAt: int64(store.At(now.Add(day)))}, buyer.Snapshot{})
			s.now = now
		}
		s.now = s.now.Add(-time.Hour) // the first shop's moment
		clocks, err := s.book.Cockpit(t.Context(), shop, 3)
		must(t, err)
		var got []string
		for _, c := range clocks {
			line := []string{fmt.Sprintf("%s past %d soon %d:", c.Limit, c.Past, c.Soon)}
			for _, d := range c.Deadlines {
				line = append(line, fmt.Sprintf("%s=%d", d.Order.Number, d.DaysLeft))
			}
			got = append(got, strings.Join(line, " "))
		}
		want := []string{
			"prompt_capture past 2 soon 1: 6=1 0=7", "authorised_until past 2 soon 1: 26=4 8=22 6=24",
			"chargeable_until past 1 soon 1: 170=10 26=154 8=172",
		}
		if diff := gocmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	})
}

func TestR5_1_FiltersAreSavedForTheShop(t *testing.T) {
	onShelf(t, func(t *testing.T, s *shelf) {
		shop, foreign := s.shop("shop_a"), s.shop("shop_b")
		f := ledger.Filter{Name: "山田 & 佐藤", States: []ledger.State{ledger.Lapsed, ledger.Declined}, AmountFrom: 1000, AmountTo: 2000, Attention: true, LapsesIn: 3}
		saved, err := s.book.SaveFilter(t.Context(), shop, "staff:1", "　要確認　", f)
		must(t, err)
		found, err := s.book.SavedFilters(t.Context(), shop)
		must(t, err)
		if diff := gocmp.Diff([]ledger.SavedFilter{{ID: saved.ID, Name: "要確認", Filter: f, By: "staff:1", At: s.now}}, found); diff != "" {
			t.Error(diff)
		}
		if _, err := s.book.SaveFilter(t.Context(), shop, "staff:2", "要確認", ledger.Filter{}); !errors.Is(err, ledger.ErrFilterNameTaken) {
			t.Errorf("a name twice: %v", err)
		}
		for _, name := range []string{"", strings.Repeat("名", 101)} {
			if _, err := s.book.SaveFilter(t.Context(), shop, "staff:2", name, f); !errors.As(err, new(validate.Faults)) {
				t.Errorf("name %.10q: %v", name, err)
			}
		}
		if others, err := s.book.SavedFilters(t.Context(), foreign); err != nil || len(others) != 0 {
			t.Errorf("another shop sees %v, %v", others, err)
		}
		if err := s.book.DeleteFilter(t.Context(), foreign, "staff:1", saved.ID); !errors.Is(err, ledger.ErrUnknownFilter) {
			t.Errorf("another shop deletes: %v", err)
		}
		must(t, s.book.DeleteFilter(t.Context(), shop, "staff:1", saved.ID))
		if left, err := s.book.SavedFilters(t.Context(), shop); err != nil || len(left) != 0 {
			t.Errorf("left: %v, %v", left, err)
		}
	})
}
