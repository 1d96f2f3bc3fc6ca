package overview_test

import (
	"os"
	"slices"
	"strconv"
	"testing"
	"time"

	"noren/backend/merchant"
	"noren/backend/overview"
	"noren/backend/store"
	"noren/backend/store/query"
	"noren/backend/store/storetest"
)

func TestMain(m *testing.M) { os.Exit(storetest.Main(m)) }

// Shops are found by a part of name, id or origin, and leafed through without one shown twice or left out.
func TestX20_ShopsAreFoundAndLeafedThrough(t *testing.T) {
	storetest.OnEvery(t, func(t *testing.T, db *store.DB) {
		shops := &merchant.Shops{DB: db, Sealer: storetest.Sealer(t), Now: time.Now}
		var made []string
		for i, name := range []string{"青凪", "Tea_Room", "100% Tea", "茶谷", "teahouse"} {
			shop, err := shops.Create(t.Context(), "cli", merchant.Shop{Name: name, Origins: []string{"https://s" + strconv.Itoa(i) + ".example"}})
			must(t, err)
			made = append(made, shop.ID)
		}
		newest := slices.Clone(made)
		slices.Sort(newest)
		slices.Reverse(newest)
		for words, want := range map[string][]int{
			"": {0, 1, 2, 3, 4}, "TEA": {1, 2, 4}, "青": {0}, "0%": {2}, "a_r": {1}, "%": {2}, "!": {}, "s3.example": {3}, made[2]: {2}, "'; DROP": {}, "\x00": {0, 1, 2, 3, 4},
		} {
			for _, only := range [][]string{nil, made} {
				var ids []string
				for _, i := range want {
					ids = append(ids, made[i])
				}
				got := all(t, shops, overview.Asked{Words: words, Limit: 2, Only: only})
				ordered := slices.DeleteFunc(slices.Clone(newest), func(id string) bool { return !slices.Contains(ids, id) })
				if !slices.Equal(got, ordered) {
					t.Errorf("%q of %d: %v, want %v", words, len(only), got, ordered)
				}
			}
		}
		if got := all(t, shops, overview.Asked{Limit: 2, Only: []string{made[1], "shop_gone"}}); !slices.Equal(got, made[1:2]) {
			t.Errorf("of somebody with one: %v", got)
		}
		if got := all(t, shops, overview.Asked{Limit: 2, Only: []string{}}); got != nil {
			t.Errorf("of somebody with none: %v", got)
		}
	})
}

func all(t *testing.T, shops *merchant.Shops, asked overview.Asked) (ids []string) {
	t.Helper()
	for {
		page, err := overview.Find(t.Context(), shops, asked)
		must(t, err)
		for _, row := range page.Rows {
			ids = append(ids, row.ID)
		}
		if asked.Before = page.Next; page.Next == "" {
			return ids
		}
	}
}

// What is wrong in a shop is counted for that shop, and what is older than a week is not.
func TestX20_TroubleIsCounted(t *testing.T) {
	storetest.OnEvery(t, func(t *testing.T, db *store.DB) {
		shops := &merchant.Shops{DB: db, Sealer: storetest.Sealer(t), Now: time.Now}
		var ids []string
		for range 2 {
			shop, err := shops.Create(t.Context(), "cli", merchant.Shop{Name: "店", Origins: []string{"https://shop.example"}})
			must(t, err)
			ids = append(ids, shop.ID)
		}
		now := int64(store.At(time.Now()))
		must(t, db.Tx(t.Context(), func(q *query.Queries) error {
			for id, at := range map[string]int64{"mail_1": now, "mail_2": now - int64(8*24*time.Hour/time.Microsecond)} {
				err := q.InsertMail(t.Context(), query.InsertMailParams{ShopID: ids[0], ID: id, Kind: "refunded", Subject: id, Lang: "ja", Draft: []byte{}, Now: at})
				if err != nil {
					return err
				}
				if _, err := q.FinishMail(t.Context(), query.FinishMailParams{ShopID: ids[0], ID: id, State: "failed"}); err != nil {
					return err
				}
			}
			if _, err := q.InsertNotification(t.Context(), query.InsertNotificationParams{ShopID: ids[0], ID: "n", Body: []byte("{}"), Now: now}); err != nil {
				return err
			}
			_, err := q.FinishNotification(t.Context(), query.FinishNotificationParams{ShopID: ids[0], ID: "n", State: "parked"})
			return err
		}))
		hook, _, err := shops.AddEndpoint(t.Context(), "cli", ids[0], "https://shop.example/hooks")
		must(t, err)
		must(t, db.Tx(t.Context(), func(q *query.Queries) error {
			_, err := q.SetEndpointState(t.Context(), query.SetEndpointStateParams{State: "disabled", Why: "gone", ShopID: ids[0], ID: hook})
			return err
		}))
		page, err := overview.Find(t.Context(), shops, overview.Asked{Limit: 10})
		must(t, err)
		for _, row := range page.Rows {
			want := overview.Trouble{}
			if row.ID == ids[0] {
				want = overview.Trouble{Mails: 1, Endpoints: 1, Notifications: 1}
			}
			if row.Trouble != want || row.Shown || row.Trouble.None() != (row.ID == ids[1]) {
				t.Errorf("%s: %+v, want %+v", row.ID, row, want)
			}
		}
	})
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
