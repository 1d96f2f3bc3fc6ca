package ledger

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"noren/backend/store"
	"noren/backend/store/query"
	"noren/backend/store/storetest"
)

// heard keeps a statement instead of running it.
type heard struct {
	query.DBTX

	statement string
	args      []any
}

func (h *heard) QueryContext(_ context.Context, statement string, args ...any) (*sql.Rows, error) {
	h.statement, h.args = statement, args
	return nil, errors.New("only heard")
}

// Of a shop with years of orders, all of them forgotten but the last, the daily search reads the last alone.
func TestIssue8_TheSearchForOrdersToForgetReadsNoForgottenOnes(t *testing.T) {
	h := &heard{}
	until := time.Date(2026, 7, 1, 3, 0, 0, 0, time.UTC)
	_, _ = query.New(h).OrdersToForget(t.Context(), query.OrdersToForgetParams{ShopID: "shop_1", Until: int64(store.At(until)), Most: retentionPart})
	const most, forget = 40, `UPDATE orders SET buyer = $1, purchaser = $1 WHERE shop_id = 'shop_1' AND number NOT IN (SELECT number FROM orders ORDER BY ordered_at DESC LIMIT 30)`
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		dsn := storetest.SQLiteDSN(t)
		seeded(t, dsn, sqliteOrders)
		raw := rawly(t, "sqlite", strings.TrimPrefix(dsn, "sqlite:"))
		rows, err := raw.QueryContext(t.Context(), "EXPLAIN QUERY PLAN "+h.statement, h.args...)
		if err != nil {
			t.Fatal(err)
		}
		defer rows.Close()
		var lines []string
		for rows.Next() {
			var id, parent, unused int
			var detail string
			if err := rows.Scan(&id, &parent, &unused, &detail); err != nil {
				t.Fatal(err)
			}
			lines = append(lines, detail)
		}
		plan := strings.Join(lines, "\n")
		if rows.Err() != nil || !strings.Contains(plan, "orders_remembered (shop_id=? AND ordered_at<?)") || strings.Contains(plan, "TEMP B-TREE") || strings.Contains(plan, "SCAN") {
			t.Errorf("%v\n%s", rows.Err(), plan)
		}
	})
	t.Run("postgres", func(t *testing.T) {
		t.Parallel()
		dsn := storetest.PostgresDSN(t)
		b := seeded(t, dsn, 3000)
		calls := store.Rows{Table: "operation", Columns: []string{"shop_id", "id", "subject", "kind", "seq", "generation", "state", "body", "planned_at"}}
		for i := range 3000 {
			calls.Values = append(calls.Values, []any{"shop_1", fmt.Sprint("op_", i), fmt.Sprint("ord_", i), "capture", 1, 1, "done", []byte{}, 1})
		}
		if err := b.DB.InsertMany(store.ForAll(t.Context()), calls); err != nil {
			t.Fatal(err)
		}
		raw := rawly(t, "pgx", dsn)
		if _, err := raw.ExecContext(t.Context(), forget, []byte{}); err != nil {
			t.Fatal(err)
		}
		if _, err := raw.ExecContext(t.Context(), "VACUUM ANALYSE"); err != nil { // as autovacuum does
			t.Fatal(err)
		}
		read := readByPostgres(t, raw, h.statement, h.args)
		if n := read["orders orders_remembered"] + read[" orders_remembered"]; n == 0 || n > most { // the second is by a bitmap
			t.Errorf("reads %v", read)
		}
		for name, n := range read {
			if strings.HasPrefix(name, "orders ") && n > most {
				t.Errorf("reads %.0f of %s", n, name)
			}
		}
	})
}

// What the statement takes for at rest is what Forget takes for it, in every state; and what has no people, or may still be reserved anew, is not found.
func TestIssue8_TheSearchForOrdersToForgetKnowsWhoRests(t *testing.T) {
	storetest.OnEvery(t, func(t *testing.T, db *store.DB) {
		ctx := t.Context()
		err := db.Tx(ctx, func(q *query.Queries) error {
			return errors.Join(
				q.InsertShop(ctx, query.InsertShopParams{ID: "shop_1", Name: "店", Now: 1}),
				q.InsertCheckout(ctx, query.InsertCheckoutParams{ShopID: "shop_1", ID: "chk", State: "placed", CartID: "c", Cart: "{}", Now: 1}),
			)
		})
		if err != nil {
			t.Fatal(err)
		}
		rows := store.Rows{Table: "orders", Columns: []string{
			"shop_id", "id", "number", "state", "version", "cart_id", "live", "checkout_id", "cart", "total", "buyer", "purchaser", "merchant_id", "permission_id",
			"charge_id", "ordered_at", "created_at", "updated_at", "permission_expires_at",
		}}
		over := map[string]int64{"buyer": 5, "purchaser": 15} // of what can be reserved anew, Amazon's 180 days
		var want []string
		for _, state := range States() {
			for who, people := range map[string][2][]byte{"nobody": {{}, {}}, "buyer": {{1}, {}}, "purchaser": {{}, {1}}} {
				id := fmt.Sprintf("%s %s", state, who)
				rows.Values = append(rows.Values, []any{
					"shop_1", id, id, string(state), 1, id, 0, "chk", "{}", 1, people[0], people[1], "A1", id, "", 1, 1, 1, over[who],
				})
				if who != "nobody" && slices.Contains(atRest, state) || who == "buyer" && (state == Declined || state == Lapsed) {
					want = append(want, id)
				}
			}
		}
		if err := db.InsertMany(ctx, rows); err != nil {
			t.Fatal(err)
		}
		got, err := db.Read().OrdersToForget(ctx, query.OrdersToForgetParams{ShopID: "shop_1", Until: 1, Now: 10, Most: 1000})
		slices.Sort(want)
		slices.Sort(got)
		if diff := cmp.Diff(want, got); diff != "" || err != nil || len(want) != 2*len(atRest)+2 {
			t.Errorf("%v\n%s", err, diff)
		}
	})
}
