package ledger_test

import (
	"cmp"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"noren/backend/buyer"
	"noren/backend/ledger"
	"noren/backend/store"
	"noren/backend/store/query"
	"noren/backend/store/storetest"
	"noren/shared/api"
	"noren/shared/validate"
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

func TestR5_1_PurchasersAreFoundAlthoughSealed(t *testing.T) {
	onShelf(t, func(t *testing.T, s *shelf) {
		shop, foreign := s.shop("shop_a"), s.shop("shop_b")
		for number, who := range map[string]buyer.Snapshot{
			"takahashi": {Name: "髙橋　健一", Email: "Kenichi@example.com", Phone: "+81 90-1234-5678"},
			"takashi":   {Name: "高梨 橋子", Email: "hashiko@example.com", Phone: "03-1111-5678"},
			"hayashi":   {Name: "林 一", Phone: "0312345678"},
			"kana":      {Name: "ｻｲﾄｳ さくら"},
			"saito":     {Name: "齋藤桜"},
			"latin":     {Name: "Taro Yamada", Phone: "+1 206 555 0100"},
			"nobody":    {},
		} {
			s.enter(shop, query.Order{Number: number}, who)
			s.enter(foreign, query.Order{Number: number}, who)
		}
		s.index()
		for search, want := range map[string]string{
			"name=高橋":                   "takahashi",
			"name=髙橋健一":                 "takahashi",
			"name=健一　高橋":                "takahashi",
			"name=橋健":                   "takahashi",
			"name=高橋子":                  "",
			"name=林":                    "hayashi",
			"name=一":                    "hayashi",
			"name=サイトウ":                 "kana",
			"name=さいとうｻｸﾗ":              "kana",
			"name=斎藤":                   "saito",
			"name=斉藤":                   "saito",
			"name=yamada taro":          "latin",
			"name=ＹＡＭＡ":                 "latin",
			"name=%":                    "",
			"name=健一&state=lapsed":      "",
			"email=kenichi@EXAMPLE.com": "takahashi",
			"email=kenichi":             "",
			"phone=5678":                "takahashi takashi hayashi",
			"phone=090 1234 5678":       "takahashi",
			"phone=２０６５５５０１００":          "",
			"phone=12065550100":         "latin",
			"phone=5678&name=高":         "",
			"phone=5678&name=高梨":        "takashi",
		} {
			values, err := url.ParseQuery(strings.NewReplacer("%", "%25", " ", "%20").Replace(search))
			must(t, err)
			f, err := ledger.ParseFilter(values)
			if search == "name=%" {
				if err == nil {
					t.Error("a name without letters is looked for")
				}
				continue
			}
			must(t, err)
			got, wanted := s.find(shop, f), strings.Fields(want)
			slices.Sort(got)
			slices.Sort(wanted)
			if !slices.Equal(got, wanted) {
				t.Errorf("%s finds %q, want %q", search, got, want)
			}
		}
	})
}

// What is found follows what is known: an edit, and the time when an order is placed.
func TestR5_6_AnEditedPurchaserIsFoundAnew(t *testing.T) {
	onShelf(t, func(t *testing.T, s *shelf) {
		shop := s.shop("shop_a")
		o := s.enter(shop, query.Order{Number: "1"}, buyer.Snapshot{Name: "山田 太郎", Email: "taro@example.com"})
		s.index()
		_, err := s.book.EditPurchaser(t.Context(), shop, o.ID, staff, api.Person{FamilyName: "佐藤", GivenName: "花子", Email: "hanako@example.com"})
		must(t, err)
		s.index()
		for name, want := range map[string]int{"山田": 0, "佐藤": 1} {
			if got := s.find(shop, ledger.Filter{Name: name}); len(got) != want {
				t.Errorf("%s finds %v", name, got)
			}
		}
		if got := s.find(shop, ledger.Filter{Email: "taro@example.com"}); len(got) != 0 {
			t.Errorf("the mail address before finds %v", got)
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
