package console

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"noren/backend/buyer"
	"noren/backend/ledger"
	"noren/backend/store"
	"noren/backend/store/query"
)

// The page of an order says that its people were erased, and when; the list says it in a word, and nothing looks like a name that is
// missing.
func TestIssue8_AnOrderSaysThatItsPeopleWereErased(t *testing.T) {
	s := newSettled(t)
	now := time.Date(2026, 11, 28, 1, 2, 0, 0, time.UTC)
	s.Book = &ledger.Book{DB: s.DB, Sealer: s.Sealer, Now: func() time.Time { return now }}
	sealed, err := buyer.Snapshot{Name: "山田 太郎", Email: "taro@example.jp"}.Seal(s.Sealer, s.shop)
	must(t, err)
	at := int64(store.At(now))
	must(t, s.DB.Tx(t.Context(), func(q *query.Queries) error {
		return q.InsertCheckout(t.Context(), query.InsertCheckoutParams{ShopID: s.shop, ID: "chk_1", State: "placed", CartID: "cart-1", Cart: "{}", Now: at})
	}))
	must(t, s.DB.InsertMany(t.Context(), store.Rows{
		Table: "orders",
		Columns: []string{
			"shop_id", "id", "number", "state", "version", "cart_id", "live", "checkout_id", "cart", "total", "buyer", "merchant_id", "permission_id", "charge_id",
			"placed_at", "ordered_at", "created_at", "updated_at",
		},
		Values: [][]any{{s.shop, "ord_1", "A-1", "captured", 1, "cart-1", 0, "chk_1", "{}", 3000, sealed, "A1", "S03-1", "", at, at, at, at}},
	}))
	look := func(path string) string {
		t.Helper()
		request := httptest.NewRequestWithContext(t.Context(), http.MethodGet, shopPath(s.shop, path), nil)
		request.AddCookie(&http.Cookie{Name: sessionCookie, Value: s.tokens["owner"]})
		answer := httptest.NewRecorder()
		s.e.ServeHTTP(answer, request)
		if answer.Code != http.StatusOK {
			t.Fatalf("%s: %d", path, answer.Code)
		}
		return answer.Body.String()
	}
	if page := look("/orders/ord_1"); !strings.Contains(page, "山田 太郎") || strings.Contains(page, "に消去されました") {
		t.Error("an order with people does not show them")
	}
	_, err = s.Book.Forget(t.Context(), s.shop, "ord_1", ledger.Act{By: ledger.Noren})
	must(t, err)
	for path, want := range map[string]string{
		"/orders/ord_1?lang=ja": "ご購入者とお届け先の個人情報は、2026年11月28日 10:02に消去されました。",
		"/orders/ord_1?lang=en": "The personal data of purchaser and recipient were erased on ",
		"/orders?lang=ja":       `class="name">消去済み<`, "/orders?lang=en": `class="name">erased<`,
	} {
		page := look(path)
		if !strings.Contains(page, want) || strings.Contains(page, "氏名なし") || strings.Contains(page, "no name") || strings.Contains(page, "山田") {
			t.Errorf("%s does not say %q", path, want)
		}
	}
}
