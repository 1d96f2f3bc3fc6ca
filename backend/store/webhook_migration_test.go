package store_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"noren/backend/store"
	"noren/backend/store/storetest"
)

// The migration to several endpoints keeps a shop's address, its secrets in force, what it was told and what waits for it.
func TestMigration7_KeepsWebhooks(t *testing.T) {
	for name, dsn := range map[string]string{"sqlite": storetest.SQLiteDSN(t), "postgres": storetest.PostgresDSN(t)} {
		t.Run(name, func(t *testing.T) {
			db, err := store.Open(store.ForAll(t.Context()), dsn)
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = db.Close() })
			if err := db.MigrateTo(t.Context(), 6); err != nil {
				t.Fatal(err)
			}
			if _, err := db.Pool().ExecContext(t.Context(), `INSERT INTO shop (id, name, login_url, webhook_url, created_at, updated_at) VALUES ('shop_1', 'a', '', 'https://a.example/', 1, 2), ('shop_2', 'b', '', '', 1, 2)`); err != nil {
				t.Fatal(err)
			}
			for _, statement := range []string{
				`INSERT INTO shop_key (shop_id, id, kind, sealed, created_at, revoked_at) VALUES
					('shop_1', 'key_0', 'webhook', $1, 1, 5), ('shop_1', 'key_1', 'webhook', $1, 2, 0), ('shop_1', 'key_2', 'cart', $1, 3, 0)`,
				`INSERT INTO webhook (shop_id, id, kind, subject, body, state, created_at, next_at, tries, lease) VALUES
					('shop_1', 'msg_b', 'order.placed', 'ord_2', $1, 'waiting', 8, 9, 3, 4), ('shop_1', 'msg_a', 'order.placed', 'ord_1', $1, 'delivered', 7, 0, 1, 1),
					('shop_2', 'msg_c', 'order.placed', 'ord_3', $1, 'unwanted', 7, 0, 1, 1)`,
			} {
				if _, err := db.Pool().ExecContext(t.Context(), statement, []byte("{}")); err != nil {
					t.Fatal(err)
				}
			}
			if err := db.Migrate(t.Context()); err != nil {
				t.Fatal(err)
			}
			got := map[string][]string{}
			for table, columns := range map[string]string{
				"webhook_endpoint": "id || ' ' || url || ' ' || kinds || ' ' || state", "webhook_secret": "endpoint_id || ' ' || id || ' ' || expires_at",
				"shop_key": "id", "event": "shop_id || ' ' || id || ' ' || position || ' ' || subject || ' ' || seq", "event_count": "shop_id || ' ' || position",
				"delivery": "id || ' ' || event_id || ' ' || endpoint_id || ' ' || state || ' ' || next_at || ' ' || tries || ' ' || lease",
			} {
				got[table] = column(t, db.Pool(), "SELECT "+columns+" AS line FROM "+table+" ORDER BY line")
			}
			want := map[string][]string{
				"webhook_endpoint": {"end_1 https://a.example/ order.placed active"}, "webhook_secret": {"end_1 key_1 0"}, "shop_key": {"key_2"},
				"event":       {"shop_1 msg_a 1 ord_1 0", "shop_1 msg_b 2 ord_2 0", "shop_2 msg_c 1 ord_3 0"},
				"event_count": {"shop_1 2", "shop_2 1"}, "delivery": {"dlv_a msg_a end_1 delivered 0 1 1", "dlv_b msg_b end_1 waiting 9 3 4"},
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}
