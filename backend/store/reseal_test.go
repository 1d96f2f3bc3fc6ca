package store_test

import (
	"errors"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"noren/backend/store"
	"noren/backend/store/query"
	"noren/backend/store/storetest"
)

// unsealed are the columns of bytes that hold no secret of anybody.
var unsealed = []string{
	"operation.body", "notification.body", "webhook.body", "event.body", "passkey.record", "image.content",
}

// No column is forgotten: each column of bytes is sealed anew, or known to be open.
func TestIssue8_EveryColumnOfBytesIsKnownToTheRotation(t *testing.T) {
	files, err := os.ReadDir("migrations/postgres")
	if err != nil {
		t.Fatal(err)
	}
	table, column := regexp.MustCompile(`^(?:CREATE|ALTER) TABLE (\w+)`), regexp.MustCompile(`(\w+)\s+BYTEA`)
	found := map[string]bool{}
	for _, file := range files {
		text, err := os.ReadFile("migrations/postgres/" + file.Name())
		if err != nil {
			t.Fatal(err)
		}
		in := ""
		up, _, _ := strings.Cut(string(text), "-- +goose Down")
		for line := range strings.Lines(up) {
			if at := table.FindStringSubmatch(line); at != nil {
				in = at[1]
			}
			if at := column.FindStringSubmatch(line); at != nil {
				found[in+"."+at[1]] = true
			}
		}
	}
	known := append(store.SealedColumns(), unsealed...)
	for name := range found {
		if !slices.Contains(known, name) {
			t.Errorf("%s: is it sealed? Enter it in sealedColumns, or here", name)
		}
	}
	for _, name := range known {
		if !found[name] {
			t.Errorf("there is no %s", name)
		}
	}
}

// On both databases: after it, the new key alone opens everything, and nothing is touched that does not open.
func TestIssue8_ResealLeavesNothingToTheOldKey(t *testing.T) {
	storetest.OnEvery(t, func(t *testing.T, db *store.DB) {
		old, err := store.GenerateKeyset()
		must(t, err)
		before, err := store.NewSealer(old)
		must(t, err)
		ctx := store.ForAll(t.Context())
		const people = 401 // more than two batches
		must(t, db.Tx(ctx, func(q *query.Queries) error {
			for range people {
				id := store.NewID("staff", time.Now())
				email, err := before.Seal(id, "staff email", []byte(id+"@shop.example"))
				must(t, err)
				name, err := before.Seal(id, "staff name", []byte("茶谷"))
				must(t, err)
				if _, err := q.InsertStaff(ctx, query.InsertStaffParams{ID: id, EmailHash: id, Email: email, Name: name}); err != nil {
					return err
				}
			}
			return nil
		}))
		both, err := store.RotateKeyset(old)
		must(t, err)
		other, err := store.GenerateKeyset()
		must(t, err)
		if _, err := db.Reseal(ctx, other); !errors.Is(err, store.ErrSealed) {
			t.Errorf("with a keyset that opens nothing: %v", err)
		}
		if n, err := db.Older(ctx, both); err != nil || n != 2*people {
			t.Errorf("older: %d, %v", n, err)
		}
		if sum, err := db.Reseal(ctx, both); err != nil || sum != (store.Sealing{Resealed: 2 * people}) {
			t.Errorf("%+v, %v", sum, err)
		}
		if sum, err := db.Reseal(ctx, both); err != nil || sum != (store.Sealing{}) {
			t.Errorf("again: %+v, %v", sum, err)
		}
		alone, err := store.RetireKeyset(both)
		must(t, err)
		after, err := store.NewSealer(alone)
		must(t, err)
		rows, err := db.Read().AllStaff(ctx)
		must(t, err)
		if len(rows) != people {
			t.Fatalf("%d people", len(rows))
		}
		for _, row := range rows {
			if text, err := after.Open(row.ID, "staff email", row.Email); err != nil || string(text) != row.ID+"@shop.example" {
				t.Fatalf("%s: %q, %v", row.ID, text, err)
			}
		}
	})
}

// A key is known to everybody before it seals: what is sealed after Prepare opens without it.
func TestIssue8_APreparedKeyDoesNotSealYet(t *testing.T) {
	first, err := store.GenerateKeyset()
	must(t, err)
	prepared, err := store.PrepareKeyset(first)
	must(t, err)
	rotated, err := store.RotateKeyset(prepared)
	must(t, err)
	sealers := map[string]*store.Sealer{}
	for name, keyset := range map[string]string{"first": first, "prepared": prepared, "rotated": rotated} {
		sealers[name], err = store.NewSealer(keyset)
		must(t, err)
	}
	opens := func(by, sealedBy string) bool {
		value, err := sealers[sealedBy].Seal("shop_1", "buyer", []byte("x"))
		must(t, err)
		_, err = sealers[by].Open("shop_1", "buyer", value)
		return err == nil
	}
	if !opens("first", "prepared") || !opens("prepared", "rotated") || !opens("rotated", "first") || opens("first", "rotated") {
		t.Error("replicas with neighbouring keysets must open what the other sealed")
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
