package ledger_test

import (
	"errors"
	"strconv"
	"testing"
	"time"

	"noren/backend/ledger"
	"noren/backend/store"
	"noren/backend/store/query"
	"noren/shared/validate"
)

// copies places n more orders like one, many of them in the same moment.
func (k *kit) copies(like query.Order, n int) {
	k.t.Helper()
	must(k.t, k.db.Tx(k.t.Context(), func(q *query.Queries) error {
		for i := range n {
			o := like
			o.ID, o.Number, o.CartID, o.PermissionID, o.Version = store.NewID("ord", k.amazon.Now()), strconv.Itoa(i), "c-"+strconv.Itoa(i), "", 1
			o.PlacedAt = like.PlacedAt + int64(i/100)*day.Microseconds()
			_, err := q.InsertOrder(k.t.Context(), query.InsertOrderParams{
				ShopID: o.ShopID, ID: o.ID, Number: o.Number, State: o.State, CartID: o.CartID, Live: 1, CheckoutID: o.CheckoutID, Cart: o.Cart, Total: o.Total,
				Buyer: o.Buyer, MerchantID: o.MerchantID, Lang: o.Lang, Now: o.CreatedAt,
			})
			if err != nil {
				return err
			}
			if _, err := ledger.Note(k.t.Context(), q, k.amazon.Now(), o, ledger.Shipped, nil); err != nil {
				return err
			}
		}
		return nil
	}))
}

func TestR5_8_EveryOrderFoundIsReadOnce(t *testing.T) {
	everywhere(t, func(t *testing.T, k *kit) {
		first := k.placed(3000)
		const more = 1100
		k.copies(first, more)
		read := func(shop string, f ledger.Filter) int {
			seen := map[string]bool{}
			last := int64(1 << 62)
			for o, err := range k.book.Found(t.Context(), shop, f) {
				must(t, err)
				if seen[o.ID] || o.PlacedAt > last || o.ShopID != shop {
					t.Fatalf("%s is read twice, too late, or another shop's", o.Number)
				}
				seen[o.ID], last = true, o.PlacedAt
			}
			return len(seen)
		}
		if n := read(shopID, ledger.Filter{}); n != more+1 {
			t.Errorf("%d orders, want %d", n, more+1)
		}
		days := func(later int) string {
			return store.Micros(first.PlacedAt).Time().In(store.Japan).AddDate(0, 0, later).Format(time.DateOnly)
		}
		if n := read(shopID, ledger.Filter{From: days(1), To: days(2)}); n != 200 {
			t.Errorf("%d orders of two days, want 200", n)
		}
		if n := read("shop_other", ledger.Filter{}); n != 0 {
			t.Errorf("another shop has %d", n)
		}
		var faults validate.Faults
		for _, err := range k.book.Found(t.Context(), shopID, ledger.Filter{From: "soon"}) {
			if !errors.As(err, &faults) {
				t.Errorf("a search that is none: %v", err)
			}
		}
	})
}
