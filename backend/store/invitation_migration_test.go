package store_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"noren/backend/store"
	"noren/backend/store/storetest"
)

// The migration to invitations makes an offer of every role that nobody has accepted, and keeps the links that are open.
func TestMigration22_KeepsInvitations(t *testing.T) {
	for name, dsn := range map[string]string{"sqlite": storetest.SQLiteDSN(t), "postgres": storetest.PostgresDSN(t)} {
		t.Run(name, func(t *testing.T) {
			db, err := store.Open(store.ForAll(t.Context()), dsn)
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = db.Close() })
			if err := db.MigrateTo(t.Context(), 21); err != nil {
				t.Fatal(err)
			}
			for _, insert := range []struct {
				statement string
				values    []any
			}{
				{`INSERT INTO shop (id, name, login_url, created_at, updated_at) VALUES ('shop_1', 'a', '', 1, 2), ('shop_2', 'b', '', 1, 2)`, nil},
				{`INSERT INTO staff (id, email_hash, email, name, lang, operator, invited_hash, invited_until, set_up_at, created_at, updated_at) VALUES
					('works', 'a', $1, $1, 'ja', 0, '', 0, 5, 1, 1), ('afresh', 'b', $1, $1, 'ja', 1, 'link_b', 9, 5, 1, 1),
					('new', 'c', $1, $1, 'ja', 0, 'link_c', 9, 0, 1, 1), ('runs', 'd', $1, $1, 'ja', 1, 'link_d', 9, 0, 1, 1)`, []any{[]byte("x")}},
				{`INSERT INTO staff_shop (shop_id, staff_id, role, created_at) VALUES
					('shop_1', 'works', 'owner', 1), ('shop_1', 'new', 'viewer', 1), ('shop_2', 'new', 'staff', 1)`, nil},
			} {
				if _, err := db.Pool().ExecContext(t.Context(), insert.statement, insert.values...); err != nil {
					t.Fatal(err)
				}
			}
			if err := db.Migrate(t.Context()); err != nil {
				t.Fatal(err)
			}
			got := map[string][]string{}
			for table, columns := range map[string]string{
				"invitation": "shop_id || ' ' || id || ' ' || role || ' ' || operator || ' ' || hash || ' ' || until || ' ' || shown || ' ' || anew",
				"staff_shop": "shop_id || ' ' || staff_id || ' ' || role", "staff": "id || ' ' || operator || ' ' || proved || invited_hash",
			} {
				got[table] = column(t, db.Pool(), "SELECT "+columns+" AS line FROM "+table+" ORDER BY line")
			}
			want := map[string][]string{
				"invitation": {" afresh  0 link_b 9 0 1", " runs  1 link_d 9 0 0", "shop_1 new viewer 0 link_c 9 1 0", "shop_2 new staff 0  9 1 0"},
				"staff_shop": {"shop_1 works owner"}, "staff": {"afresh 1 0", "new 0 0", "runs 0 0", "works 0 0"},
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}
