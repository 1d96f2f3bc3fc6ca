package store_test

import (
	"net/url"
	"path/filepath"
	"testing"

	"noren/backend/store"
	"noren/backend/store/storetest"
)

// An ordinary role, whom the policies bind, backs up everything when it says that it speaks for all, and restores it with them.
func TestIssue8_AnOrdinaryRoleBacksUpAndRestores(t *testing.T) {
	from, to := storetest.Postgres(t), storetest.PostgresDSN(t)
	oneOfEach(t, from.Pool(), "shop_1")
	dump := filepath.Join(t.TempDir(), "noren.dump")
	var where string
	if err := from.Pool().QueryRowContext(t.Context(), "SELECT current_database()").Scan(&where); err != nil {
		t.Fatal(err)
	}
	source, err := url.Parse(to)
	if err != nil {
		t.Fatal(err)
	}
	source.Path = "/" + where
	for _, arguments := range [][]string{
		{"pg_dump", "--enable-row-security", "--format=custom", "--file=" + dump, source.String()},
		{"pg_restore", "--no-owner", "--exit-on-error", "--dbname=" + to, dump},
	} {
		storetest.Run(t, arguments[0], arguments[1:]...)
	}
	db, err := store.Open(t.Context(), to)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	for who, c := range map[string]struct {
		shop string
		want int
	}{"the shop": {"shop_1", 1}, "another shop": {"shop_2", 0}} {
		var seen int
		if err := db.Pool().QueryRowContext(store.ForShop(t.Context(), c.shop), "SELECT COUNT(*) FROM orders").Scan(&seen); err != nil || seen != c.want {
			t.Errorf("%s sees %d orders of the restored, %v", who, seen, err)
		}
	}
	if applied, newest, err := db.Version(t.Context()); err != nil || applied != newest {
		t.Errorf("version %d of %d, %v", applied, newest, err)
	}
}
