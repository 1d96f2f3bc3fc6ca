package main

import (
	"strings"
	"testing"

	"noren/backend/merchant"
)

// refused runs a command that must fail, and gives what it says.
func (o *operator) refused(arguments ...string) string {
	o.t.Helper()
	said := o.run(arguments...)
	if said.status == 0 {
		o.t.Errorf("%q is not refused: %s", arguments, said.out)
	}
	return said.err
}

// What is named changes, the rest stays; a login URL elsewhere is refused and changes nothing.
func TestShopIsUpdated(t *testing.T) {
	onEvery(t, func(t *testing.T, o *operator) {
		created := o.createShop("https://shop.example").Shop
		const login = "https://shop.example/noren/login"
		updated := decode[merchant.Shop](t, o.must("shop", "update", created.ID, "--login-url="+login))
		if updated.LoginURL != login || updated.Name != created.Name || len(updated.Origins) != 1 {
			t.Errorf("%+v", updated)
		}
		if said := o.refused("shop", "update", created.ID, "--login-url=https://elsewhere.example/login"); !strings.Contains(said, "loginUrl") {
			t.Errorf("refused with %q", said)
		}
		updated = decode[merchant.Shop](t, o.must("shop", "update", created.ID, "--name=青凪 本店", "--origin=https://shop.example", "--origin=https://www.shop.example"))
		if updated.LoginURL != login || updated.Name != "青凪 本店" || len(updated.Origins) != 2 {
			t.Errorf("%+v", updated)
		}
		if updated = decode[merchant.Shop](t, o.must("shop", "update", created.ID, "--login-url=")); updated.LoginURL != "" {
			t.Errorf("%+v", updated)
		}
		o.refused("shop", "update", "shop_unknown", "--name=x")
	})
}

// A new secret key comes beside the old one, until that is revoked.
func TestSecretKeysAreExchanged(t *testing.T) {
	onEvery(t, func(t *testing.T, o *operator) {
		created := o.createShop("https://shop.example")
		next := decode[struct{ SecretKey string }](t, o.must("shop", "keys", created.Shop.ID, "--new-secret")).SecretKey
		if !strings.HasPrefix(next, "sk_") || next == created.SecretKey {
			t.Fatal("no new key")
		}
		list := func(args ...string) (inForce []merchant.Key) {
			t.Helper()
			text := o.must(append([]string{"shop", "keys", created.Shop.ID}, args...)...)
			if strings.Contains(text, "sk_") {
				t.Error("the list shows a key")
			}
			for _, key := range decode[[]merchant.Key](t, text) {
				if key.Kind == merchant.SecretKey && key.RevokedAt.IsZero() {
					inForce = append(inForce, key)
				}
			}
			return inForce
		}
		keys := list()
		if len(keys) != 2 || len(keys[1].Scopes) != len(merchant.Scopes()) {
			t.Fatalf("%+v", keys)
		}
		if left := list("--revoke=" + keys[0].ID); len(left) != 1 || left[0].ID != keys[1].ID {
			t.Errorf("after revoking: %+v", left)
		}
		o.refused("shop", "keys", created.Shop.ID, "--revoke=key_unknown")
		o.refused("shop", "keys", created.Shop.ID, "--revoke="+keys[1].ID, "--new-secret")
	})
}
