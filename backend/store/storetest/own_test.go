package storetest_test

import (
	"os"
	"testing"

	"noren/backend/store"
	"noren/backend/store/storetest"
)

func TestMain(m *testing.M) { os.Exit(storetest.Main(m)) }

// Row level security binds the role that tests work as; it would hide nothing from a superuser.
func TestDesign6_TestsWorkAsAnOrdinaryRole(t *testing.T) {
	own := storetest.NewOwn(t)
	for _, dsn := range []string{own.DSN(own.Addr), storetest.PostgresDSN(t)} {
		db, err := store.Open(t.Context(), dsn)
		if err != nil {
			t.Fatal(err)
		}
		if role, err := db.Unbound(t.Context()); role != "" || err != nil {
			t.Errorf("role %q is not bound, %v", role, err)
		}
		if err := db.Migrate(t.Context()); err != nil {
			t.Error(err)
		}
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	}
	db, err := store.Open(t.Context(), storetest.UnboundDSN(t))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	if role, err := db.Unbound(t.Context()); role != "postgres" || err != nil {
		t.Errorf("the superuser is taken for an ordinary role: %q, %v", role, err)
	}
}
