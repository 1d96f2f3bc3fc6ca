package ledger_test

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"noren/backend/buyer"
	"noren/backend/ledger"
	"noren/backend/store/query"
)

// Whoever pages through a search, in both ways and while orders come in, sees each order that was there exactly once.
func TestR5_1_PagingLosesAndRepeatsNothing(t *testing.T) {
	onShelf(t, func(t *testing.T, s *shelf) {
		nth := 0
		rapid.Check(t, func(r *rapid.T) {
			nth++
			shop := s.shop(fmt.Sprint("shop_", nth))
			states := []ledger.State{ledger.Authorised, ledger.Captured, ledger.Unpaid}
			enter := func() string {
				o := query.Order{Total: rapid.Int64Range(1, 3).Draw(r, "total"), State: string(rapid.SampledFrom(states).Draw(r, "state"))}
				if o.State != string(ledger.Unpaid) && rapid.Bool().Draw(r, "same moment") {
					o.PlacedAt = 5
				}
				return s.enter(shop, o, buyer.Snapshot{Name: "山田 太郎"}).Number
			}
			before := map[string]bool{}
			for range rapid.IntRange(0, 12).Draw(r, "orders") {
				before[enter()] = true
			}
			s.index()
			f := rapid.SampledFrom([]ledger.Filter{
				{}, {States: states}, {States: states[:2]}, {AmountFrom: 2, AmountTo: 2}, {AmountFrom: 2}, {Name: "山田"}, {Number: "N"}, {Shipped: ledger.HasNotShipped},
			}).Draw(r, "filter")
			all := s.find(shop, f)
			var seen []string
			var last ledger.Page
			for after := ledger.Cursor(""); ; after = last.Next {
				var err error
				last, err = s.book.Search(t.Context(), shop, f, after, rapid.IntRange(1, 4).Draw(r, "limit"))
				must(t, err)
				seen = append(seen, numbersOf(last.Orders)...)
				enter()
				s.index()
				if last.Next == "" {
					break
				}
			}
			was := func(number string) bool { return !before[number] }
			if got := slices.DeleteFunc(slices.Clone(seen), was); !slices.Equal(got, all) {
				r.Fatalf("%+v: saw %v, want %v", f, got, all)
			}
			back := slices.Clone(numbersOf(last.Orders))
			for page := last; page.Previous != ""; {
				var err error
				page, err = s.book.Search(t.Context(), shop, f, page.Previous, 2)
				must(t, err)
				back = append(numbersOf(page.Orders), back...)
			}
			if got := slices.DeleteFunc(back, was); !slices.Equal(got, all) {
				r.Fatalf("%+v: backwards %v, want %v", f, got, all)
			}
		})
	})
}
