package store_test

import (
	"context"
	"errors"
	"testing"

	"noren/backend/store"
	"noren/backend/store/query"
	"noren/backend/store/storetest"
)

// On both databases a statement about shops' rows runs only if it names the shop that its context speaks for; whoever opened the
// database without saying for whom speaks for nobody.
func TestDesign6_AStatementNamesTheShopThatItsContextSpeaksFor(t *testing.T) {
	for name, dsn := range map[string]string{"sqlite": storetest.SQLiteDSN(t), "postgres": storetest.PostgresDSN(t)} {
		t.Run(name, func(t *testing.T) {
			db, err := store.Open(t.Context(), dsn)
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = db.Close() })
			if err := db.Migrate(t.Context()); err != nil {
				t.Fatal(err)
			}
			work := map[string]func(ctx context.Context) error{
				"one row":   func(ctx context.Context) error { _, err := db.Read().GetShop(ctx, "shop_1"); return err },
				"many rows": func(ctx context.Context) error { _, err := db.Read().Origins(ctx, "shop_1"); return err },
				"a change": func(ctx context.Context) error {
					return db.Tx(ctx, func(q *query.Queries) error {
						_, err := q.TouchShop(ctx, query.TouchShopParams{ID: "shop_1", Now: 1})
						return err
					})
				},
				"a search": func(ctx context.Context) error {
					_, err := db.OrdersWhere(ctx, "WHERE shop_id = $1", "shop_1")
					return err
				},
			}
			addShopFor(store.ForAll(t.Context()), t, db, "shop_1")
			for what, try := range work {
				for who, ctx := range map[string]context.Context{
					"nothing said": t.Context(), "nobody": store.ForNobody(t.Context()), "another shop": store.ForShop(t.Context(), "shop_2"),
					"from another shop to this": store.ForShop(store.ForShop(t.Context(), "shop_2"), "shop_1"), "the id of all": store.ForShop(t.Context(), "*"),
					"a shop without an id": store.ForShop(t.Context(), ""),
				} {
					if err := try(ctx); !errors.Is(err, store.ErrWhose) {
						t.Errorf("%s, %s: %v, want ErrWhose", what, who, err)
					}
				}
				for who, ctx := range map[string]context.Context{
					"the shop": store.ForShop(t.Context(), "shop_1"), "all": store.ForAll(t.Context()), "from nobody to the shop": store.ForShop(store.ForNobody(t.Context()), "shop_1"),
					"from all to the shop": store.ForShop(store.ForAll(t.Context()), "shop_1"),
				} {
					if err := try(ctx); err != nil {
						t.Errorf("%s, %s: %v", what, who, err)
					}
				}
			}
			if _, err := db.Read().ShopIDs(store.ForShop(t.Context(), "shop_1")); !errors.Is(err, store.ErrWhose) {
				t.Errorf("a statement that names no shop: %v, want ErrWhose", err)
			}
			if _, err := db.Read().AllStaff(t.Context()); err != nil {
				t.Errorf("people of the console belong to no shop: %v", err)
			}
		})
	}
}
