package store_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"noren/backend/store"
	"noren/backend/store/storetest"
)

// shopTables are the tables with a shop's rows, as PostgreSQL has them.
func shopTables(t *testing.T, db *store.DB) []string {
	t.Helper()
	return column(t, db.Pool(), `SELECT table_name FROM information_schema.columns
		WHERE table_schema = 'public' AND column_name = 'shop_id' ORDER BY table_name`)
}

// Every table with shop_id has the policy and its owner is bound by it, and shop_id comes first in its key. The tables without one
// are those that the guard lets through.
func TestDesign6_EveryTableOfShopsHasItsWall(t *testing.T) {
	db := storetest.Postgres(t)
	tables := shopTables(t, db)
	if len(tables) < 30 {
		t.Fatalf("the walk sees only %v", tables)
	}
	walled := column(t, db.Pool(), `SELECT c.relname FROM pg_class c JOIN pg_policy p ON p.polrelid = c.oid
		WHERE c.relrowsecurity AND c.relforcerowsecurity AND p.polname = 'tenant' AND p.polcmd = '*' AND p.polpermissive AND p.polroles = '{0}' ORDER BY 1`)
	if diff := cmp.Diff(slices.Sorted(slices.Values(append(slices.Clone(tables), "shop"))), walled); diff != "" {
		t.Errorf("tables with shop_id (-), tables with the wall (+):\n%s", diff)
	}
	for _, table := range tables {
		first := column(t, db.Pool(), `SELECT a.attname FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
			WHERE i.indrelid = $1::regclass AND i.indisprimary`, table)
		if want := []string{"shop_id"}; table != "audit" && !slices.Equal(first, want) { // audit also has what belongs to no shop
			t.Errorf("%s: the key begins with %v", table, first)
		}
	}
	free := column(t, db.Pool(), `SELECT table_name FROM information_schema.tables
		WHERE table_schema = 'public' AND NOT table_name = ANY($1) AND table_name <> 'goose_db_version' ORDER BY 1`, walled)
	if diff := cmp.Diff(store.TablesOfNoShop(), free); diff != "" {
		t.Errorf("what the guard takes for tables of no shop (-), those that are (+):\n%s", diff)
	}
}

// Comparisons that PostgreSQL does not trust (leakproof) come after the policy, and then no index helps them.
func TestDesign6_ComparisonsOfQueriesMayUseIndexesBehindTheWall(t *testing.T) {
	db := storetest.Postgres(t)
	for _, of := range []string{"texteq", "text_lt", "text_le", "text_gt", "text_ge", "int8eq", "int8lt", "int8le", "int8gt", "int8ge"} {
		if got := column(t, db.Pool(), `SELECT proleakproof::text FROM pg_proc WHERE proname = $1`, of); !slices.Equal(got, []string{"true"}) {
			t.Errorf("%s: leakproof %s", of, strings.Join(got, ","))
		}
	}
}
