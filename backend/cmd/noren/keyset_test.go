package main

import (
	"strings"
	"syscall"
	"testing"

	"noren/backend/store"
	"noren/backend/store/storetest"
)

// Every keyset is a new one, seals, and stands alone in the output, fit for a file.
func TestKeyset(t *testing.T) {
	t.Parallel()
	o := newOperator(t)
	one, other := o.must("keyset"), o.must("keyset")
	if one == other {
		t.Error("the same keyset twice")
	}
	if strings.Count(one, "\n") != 1 {
		t.Errorf("more than one line: %d bytes", len(one))
	}
	if err := store.CheckKeyset(one); err != nil {
		t.Error(err)
	}
}

// A keyset may come as a file or as itself, by a flag or by the environment.
func TestKeysetIsTakenFromEverywhere(t *testing.T) {
	t.Parallel()
	o := newOperator(t)
	file := o.keyset()
	text := o.must("keyset")
	for name, give := range map[string]func(o *operator) []string{
		"file": func(*operator) []string { return []string{"--keyset-file=" + file} },
		"flag": func(*operator) []string { return []string{"--keyset=" + text} },
		"file in environment": func(o *operator) []string {
			o.set("NOREN_KEYSET_FILE", file)
			return nil
		},
		"environment": func(o *operator) []string {
			o.set("NOREN_KEYSET", text)
			return nil
		},
	} {
		t.Run(name, func(t *testing.T) {
			on := &operator{t: t, folder: o.folder, env: append([]string{}, o.env...)}
			if got := on.must(append([]string{"shop", "list"}, give(on)...)...); strings.TrimSpace(got) != "[]" {
				t.Errorf("shops: %s", got)
			}
		})
	}
}

// Migrating twice is migrating once, on both databases.
func TestMigrate(t *testing.T) {
	t.Parallel()
	for name, dsn := range map[string]string{"sqlite": storetest.SQLiteDSN(t), "postgres": storetest.PostgresDSN(t)} {
		t.Run(name, func(t *testing.T) {
			o := newOperator(t)
			o.set("NOREN_DATABASE", dsn)
			first, second := o.must("migrate"), o.must("migrate")
			if first != second || !strings.HasPrefix(first, "tables are at version ") || strings.HasSuffix(first, " 0\n") {
				t.Errorf("first %q, then %q", first, second)
			}
		})
	}
}

// Everything that a shop, its people and a payment left behind is sealed anew, and the new key alone serves on (issue 8, key rotation).
func TestIssue8_TheKeysetIsRotatedAfterAPayment(t *testing.T) {
	t.Parallel()
	p := setUp(t)
	o := p.o
	p.buy()
	p.signal(syscall.SIGTERM)
	p.wantEnd(0)
	o.must("staff", "invite", "hanako@shop.example", "--name=花子", "--shop="+p.shop.Shop.ID, "--role=owner", "--public-url=https://pay.example")
	before := o.must("order", "list", p.shop.Shop.ID)
	for _, step := range []string{"prepare", "rotate"} {
		o.file("noren.keyset", o.must("keyset", step))
	}
	if said := o.refused("keyset", "retire"); !strings.Contains(said, "noren keyset reseal") {
		t.Errorf("it retires a key that is needed: %s", said)
	}
	sum := decode[store.Sealing](t, o.must("keyset", "reseal"))
	if sum.Resealed < 7 || sum.Older != 0 { // cart key, webhook secret, account's key, two snapshots of the buyer, mail and name
		t.Errorf("%+v", sum)
	}
	old := o.file("old.keyset", o.must("keyset")) // any other
	o.file("noren.keyset", o.must("keyset", "retire"))
	if s := o.run("keyset", "reseal", "--keyset-file="+old); s.status == 0 {
		t.Error("another keyset opens it, too")
	}
	if after := o.must("order", "list", p.shop.Shop.ID); after != before {
		t.Errorf("before:\n%s\nafter:\n%s", before, after)
	}
	p.serving = o.serve("--amazon-api=" + p.amazon.URL)
	p.buy() // cart key, account and session
}

// The steps of a rotation work on both databases.
func TestIssue8_RotationOnEveryDatabase(t *testing.T) {
	onEvery(t, func(t *testing.T, o *operator) {
		o.createShop(shopOrigin)
		o.file("noren.keyset", o.must("keyset", "rotate"))
		if sum := decode[store.Sealing](t, o.must("keyset", "reseal")); sum.Resealed == 0 {
			t.Errorf("%+v", sum)
		}
		if err := store.CheckKeyset(o.must("keyset", "retire")); err != nil {
			t.Error(err)
		}
	})
}
