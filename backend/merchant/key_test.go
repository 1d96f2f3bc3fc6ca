package merchant_test

import (
	"bytes"
	"encoding/base64"
	"errors"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"noren/backend/merchant"
	"noren/backend/store"
	"noren/backend/store/query"
)

func TestSecretKeysSayWhoseTheyAre(t *testing.T) {
	onEvery(t, func(t *testing.T, o office) {
		shop, other := o.create(t, "店").ID, o.create(t, "別の店").ID
		keys := map[string]string{}
		for _, owner := range []string{shop, shop, other} {
			key, err := o.NewSecretKey(t.Context(), "cli", owner, merchant.Scopes()...)
			if err != nil {
				t.Fatal(err)
			}
			if random, err := base64.RawURLEncoding.DecodeString(strings.TrimPrefix(key, "sk_")); err != nil || len(random) != 32 {
				t.Errorf("%q: %v", key, err)
			}
			keys[key] = owner
		}
		if len(keys) != 3 {
			t.Fatalf("%d different keys", len(keys))
		}
		for key, owner := range keys {
			got, known, err := o.ShopOfSecretKey(t.Context(), key)
			if err != nil || got != owner || !slices.Equal(known.Scopes, merchant.Scopes()) {
				t.Errorf("%s, %v, %v; want %s", got, known.Scopes, err, owner)
			}
		}
		for _, key := range []string{"", "sk_", "sk_" + strings.Repeat("A", 43), strings.TrimPrefix(slices.Collect(maps.Keys(keys))[0], "sk_")} {
			if _, _, err := o.ShopOfSecretKey(t.Context(), key); !errors.Is(err, merchant.ErrUnknownKey) {
				t.Errorf("%q: %v, want ErrUnknownKey", key, err)
			}
		}
	})
}

func TestSecretKeysAreNotStored(t *testing.T) {
	onEvery(t, func(t *testing.T, o office) {
		shop := o.create(t, "店").ID
		key, err := o.NewSecretKey(t.Context(), "cli", shop, merchant.ReadCheckouts)
		if err != nil {
			t.Fatal(err)
		}
		rows, err := o.DB.Read().Keys(t.Context(), shop)
		if err != nil || len(rows) != 1 {
			t.Fatal(rows, err)
		}
		if strings.Contains(rows[0].Hash, key[3:]) || len(rows[0].Hash) != 64 || len(rows[0].Sealed) != 0 {
			t.Errorf("%+v", rows[0])
		}
	})
}

func TestSecretKeyIsRevokedAndItsUseNoted(t *testing.T) {
	onEvery(t, func(t *testing.T, o office) {
		shop, other := o.create(t, "店").ID, o.create(t, "別の店").ID
		key, err := o.NewSecretKey(t.Context(), "cli", shop, merchant.ReadCheckouts)
		if err != nil {
			t.Fatal(err)
		}
		for range 3 {
			o.pass(40 * time.Second) // used after 40, 80 and 120 seconds: noted the first and the last time
			if _, _, err := o.ShopOfSecretKey(t.Context(), key); err != nil {
				t.Fatal(err)
			}
		}
		keys, err := o.Keys(t.Context(), shop)
		if err != nil {
			t.Fatal(err)
		}
		want := []merchant.Key{{
			ID: keys[0].ID, Kind: merchant.SecretKey, Scopes: []merchant.Scope{merchant.ReadCheckouts}, CreatedAt: start,
			LastUsedAt: start.Add(2 * time.Minute),
		}}
		if diff := cmp.Diff(want, keys); diff != "" {
			t.Error(diff)
		}
		if err := o.RevokeKey(t.Context(), "cli", other, keys[0].ID); !errors.Is(err, merchant.ErrUnknownKey) {
			t.Errorf("revoked by another shop: %v", err)
		}
		if err := o.RevokeKey(t.Context(), "cli", shop, keys[0].ID); err != nil {
			t.Fatal(err)
		}
		if _, _, err := o.ShopOfSecretKey(t.Context(), key); !errors.Is(err, merchant.ErrUnknownKey) {
			t.Errorf("%v, want ErrUnknownKey", err)
		}
		if err := o.RevokeKey(t.Context(), "cli", shop, keys[0].ID); !errors.Is(err, merchant.ErrUnknownKey) {
			t.Errorf("revoked twice: %v", err)
		}
	})
}

func TestSecretKeyNeedsScopes(t *testing.T) {
	o := &merchant.Shops{Now: time.Now}
	for _, scopes := range [][]merchant.Scope{nil, {"everything"}, {merchant.ReadCheckouts, "codes:exchange admin"}, {"links"}, {"members:*"}} {
		if key, err := o.NewSecretKey(t.Context(), "cli", "shop_1", scopes...); err == nil {
			t.Errorf("%v: %s", scopes, key)
		}
	}
}

// split takes a cart key apart as a shop's server does.
func split(t *testing.T, key string) (id string, secret []byte) {
	t.Helper()
	rest, ok := strings.CutPrefix(key, "ck_")
	at := len(rest) - 44
	if !ok || at < 1 || rest[at] != '_' {
		t.Fatalf("%q", key)
	}
	secret, err := base64.RawURLEncoding.DecodeString(rest[at+1:])
	if err != nil || len(secret) != 32 {
		t.Fatalf("%q: %v", key, err)
	}
	return rest[:at], secret
}

func TestCartKeysRotate(t *testing.T) {
	onEvery(t, func(t *testing.T, o office) {
		shop, other := o.create(t, "店").ID, o.create(t, "別の店").ID
		var made []string
		for range 3 { // all at the same time of the clock
			key, err := o.NewCartKey(t.Context(), "cli", shop)
			if err != nil {
				t.Fatal(err)
			}
			made = append(made, key)
			id, secret := split(t, key)
			keys, err := o.CartKeys(t.Context(), shop)
			if err != nil || !bytes.Equal(keys[id], secret) || len(keys) != min(len(made), 2) {
				t.Errorf("after %d: %d keys, %v", len(made), len(keys), err)
			}
			o.pass(time.Second)
		}
		keys, err := o.CartKeys(t.Context(), shop)
		if err != nil {
			t.Fatal(err)
		}
		first, _ := split(t, made[0])
		second, secret := split(t, made[1])
		if keys[first] != nil || !bytes.Equal(keys[second], secret) {
			t.Error("the one before the present key stays, the one before that ends")
		}
		if keys, err := o.CartKeys(t.Context(), other); err != nil || len(keys) != 0 {
			t.Errorf("another shop's keys: %v, %v", keys, err)
		}
		if err := o.RevokeKey(t.Context(), "cli", shop, second); err != nil {
			t.Fatal(err)
		}
		if keys, err := o.CartKeys(t.Context(), shop); err != nil || len(keys) != 1 || keys[second] != nil {
			t.Errorf("revoked: %v, %v", keys, err)
		}
	})
}

func TestCartKeysMadeAtOnce(t *testing.T) {
	onEvery(t, func(t *testing.T, o office) {
		shop := o.create(t, "店").ID
		var group sync.WaitGroup
		for range 8 {
			group.Go(func() {
				if _, err := o.NewCartKey(t.Context(), "cli", shop); err != nil {
					t.Error(err)
				}
			})
		}
		group.Wait()
		if keys, err := o.CartKeys(t.Context(), shop); err != nil || len(keys) != 2 {
			t.Errorf("%d keys, %v; want 2", len(keys), err)
		}
	})
}

// A sealed key that somebody copies into another shop's row opens nothing there.
func TestSealedKeysOpenInTheirShopOnly(t *testing.T) {
	onEvery(t, func(t *testing.T, o office) {
		shop, thief := o.create(t, "店").ID, o.create(t, "泥棒").ID
		if _, err := o.NewCartKey(t.Context(), "cli", shop); err != nil {
			t.Fatal(err)
		}
		rows, err := o.DB.Read().Keys(t.Context(), shop)
		if err != nil {
			t.Fatal(err)
		}
		err = o.DB.Tx(t.Context(), func(q *query.Queries) error {
			return q.InsertKey(t.Context(), query.InsertKeyParams{ShopID: thief, ID: rows[0].ID, Kind: rows[0].Kind, Sealed: rows[0].Sealed, Now: 1})
		})
		if err != nil {
			t.Fatal(err)
		}
		if keys, err := o.CartKeys(t.Context(), thief); !errors.Is(err, store.ErrSealed) || len(keys) != 0 {
			t.Errorf("%v, %v; want ErrSealed", keys, err)
		}
	})
}
