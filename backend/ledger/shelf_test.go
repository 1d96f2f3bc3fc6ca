package ledger_test

import (
	"cmp"
	"fmt"
	"testing"
	"time"

	"noren/backend/buyer"
	"noren/backend/ledger"
	"noren/backend/store"
	"noren/backend/store/query"
	"noren/backend/store/storetest"
)

// shelf is a book of orders that no Amazon knows: they are only looked for.
type shelf struct {
	t    testing.TB
	db   *store.DB
	book *ledger.Book
	now  time.Time
	n    int
}

func newShelf(t testing.TB, db *store.DB) *shelf {
	s := &shelf{t: t, db: db, now: time.Date(2026, 7, 1, 3, 0, 0, 0, time.UTC)}
	s.book = &ledger.Book{DB: db, Sealer: storetest.Sealer(t), Now: func() time.Time { return s.now }}
	return s
}

// shop makes a shop, so that what one test enters is nothing to another on the same database.
func (s *shelf) shop(id string) string {
	s.t.Helper()
	must(s.t, s.db.Tx(s.t.Context(), func(q *query.Queries) error {
		if err := q.InsertShop(s.t.Context(), query.InsertShopParams{ID: id, Name: "見本商店", Now: 1}); err != nil {
			return err
		}
		return q.InsertCheckout(s.t.Context(), query.InsertCheckoutParams{ShopID: id, ID: "chk_" + id, State: "placed", Kind: "Pay", CartID: "c", Cart: "{}"})
	}))
	return id
}

// enter enters an order with what the draft says, a minute after the one before.
func (s *shelf) enter(shop string, draft query.Order, who buyer.Snapshot) query.Order {
	s.t.Helper()
	s.n++
	s.now = s.now.Add(time.Minute)
	sealed, err := who.Seal(s.book.Sealer, shop)
	must(s.t, err)
	draft.ShopID, draft.ID, draft.CartID, draft.CheckoutID, draft.Cart = shop, store.NewID("ord", s.now), fmt.Sprint("cart-", s.n), "chk_"+shop, "{}"
	draft.Number, draft.State = cmp.Or(draft.Number, fmt.Sprintf("N%06d", s.n)), cmp.Or(draft.State, string(ledger.Authorised))
	draft.Buyer, draft.Version, draft.Live, draft.MerchantID, draft.Lang = sealed, 1, 1, "M1", "ja"
	at := int64(store.At(s.now))
	draft.CreatedAt, draft.UpdatedAt = at, at
	if ledger.State(draft.State).Placed() {
		draft.PlacedAt = cmp.Or(draft.PlacedAt, at)
	}
	must(s.t, s.db.Tx(s.t.Context(), func(q *query.Queries) error {
		_, err := q.InsertOrder(s.t.Context(), query.InsertOrderParams{
			ShopID: shop, ID: draft.ID, Number: draft.Number, State: draft.State, CartID: draft.CartID, Live: 1, CheckoutID: draft.CheckoutID,
			Cart: draft.Cart, Total: draft.Total, Buyer: sealed, MerchantID: "M1", PermissionID: draft.PermissionID, ChargeID: draft.ChargeID, Lang: "ja", Now: at,
		})
		if err != nil {
			return err
		}
		draft, err = ledger.Note(s.t.Context(), q, s.now, draft, ledger.Alerted, nil)
		return err
	}))
	return draft
}

// index brings the index up to date, as the background work does.
func (s *shelf) index() {
	s.t.Helper()
	for {
		n, err := s.book.Index(s.t.Context(), 100)
		must(s.t, err)
		if n == 0 {
			return
		}
	}
}

// find gives the numbers that a filter finds, page after page.
func (s *shelf) find(shop string, f ledger.Filter) []string {
	s.t.Helper()
	numbers := []string{}
	for after := ledger.Cursor(""); ; {
		page, err := s.book.Search(s.t.Context(), shop, f, after, 3)
		must(s.t, err)
		numbers = append(numbers, numbersOf(page.Orders)...)
		if after = page.Next; after == "" {
			return numbers
		}
	}
}

func numbersOf(orders []query.Order) []string {
	numbers := make([]string, 0, len(orders))
	for _, o := range orders {
		numbers = append(numbers, o.Number)
	}
	return numbers
}

func onShelf(t *testing.T, test func(t *testing.T, s *shelf)) {
	t.Helper()
	storetest.OnEvery(t, func(t *testing.T, db *store.DB) {
		t.Parallel()
		test(t, newShelf(t, db))
	})
}
