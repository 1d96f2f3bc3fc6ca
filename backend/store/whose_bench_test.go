package store_test

import (
	"context"
	"testing"

	"noren/backend/store"
	"noren/backend/store/query"
	"noren/backend/store/storetest"
)

// What the wall costs, as ratios of one run: statements that stay with one shop, and statements of which each is about another shop
// than the one before it, beside the same as a role that no policy binds.
func BenchmarkIssue8_RowLevelSecurity(b *testing.B) {
	unbound, err := store.Open(store.ForAll(b.Context()), storetest.UnboundDSN(b))
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = unbound.Close() })
	bound := storetest.Postgres(b)
	shops := []string{"shop_a", "shop_b"}
	for _, db := range []*store.DB{bound, unbound} {
		db.Pool().SetMaxOpenConns(1)
		for _, id := range shops {
			err := db.Tx(b.Context(), func(q *query.Queries) error {
				return q.InsertShop(b.Context(), query.InsertShopParams{ID: id, Name: "店"})
			})
			if err != nil {
				b.Fatal(err)
			}
		}
	}
	read := func(ctx context.Context, db *store.DB, shop string) error {
		_, err := db.Read().GetShop(ctx, shop)
		return err
	}
	write := func(ctx context.Context, db *store.DB, shop string) error {
		return db.Tx(ctx, func(q *query.Queries) error {
			_, err := q.TouchShop(ctx, query.TouchShopParams{ID: shop, Now: 1})
			return err
		})
	}
	for what, work := range map[string]func(context.Context, *store.DB, string) error{"read": read, "transaction": write} {
		b.Run(what, func(b *testing.B) {
			var spent [3]float64 // nanoseconds: no wall, one shop, another shop each time
			measure := func(i int, db *store.DB, contexts ...context.Context) {
				b.Run([]string{"no wall", "one shop", "another shop each time"}[i], func(b *testing.B) {
					for n := 0; b.Loop(); n++ {
						at := n % len(contexts)
						if err := work(contexts[at], db, shops[at]); err != nil {
							b.Fatal(err)
						}
					}
					spent[i] = float64(b.Elapsed().Nanoseconds()) / float64(b.N)
					if i > 0 {
						b.ReportMetric(spent[i]/spent[0], "×no-wall")
					}
				})
			}
			a, c := store.ForShop(b.Context(), shops[0]), store.ForShop(b.Context(), shops[1])
			measure(0, unbound, store.ForAll(b.Context()))
			measure(1, bound, a)
			measure(2, bound, a, c)
		})
	}
}
