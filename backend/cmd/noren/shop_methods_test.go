package main

import (
	"slices"
	"strings"
	"testing"

	"noren/backend/merchant"
	"noren/backend/store/storetest"
)

// R3-10: the command line does with a shop's payment methods what the console does.
func TestR3_10_MethodsByCommand(t *testing.T) {
	t.Parallel()
	o := newOperator(t)
	o.set("NOREN_DATABASE", storetest.SQLiteDSN(t))
	o.set("NOREN_KEYSET_FILE", o.keyset())
	shop := o.createShop("https://shop.example").Shop.ID
	list := func(arguments ...string) string {
		var words []string
		for _, m := range decode[[]merchant.Method](t, o.must(append([]string{"shop", "methods", shop}, arguments...)...)) {
			words = append(words, m.ID)
			if m.Shown {
				words = append(words, "shown")
			}
		}
		return strings.Join(words, " ")
	}
	for _, test := range []struct{ argument, want string }{
		{"--show=amazonpay", "amazonpay shown"}, {"--up=amazonpay", "amazonpay shown"}, {"--down=amazonpay", "amazonpay shown"}, {"--hide=amazonpay", "amazonpay"},
	} {
		if got := list(test.argument); got != test.want || list() != test.want {
			t.Errorf("%s: %s, want %s", test.argument, got, test.want)
		}
	}
	if said := o.refused("shop", "methods", shop, "--up=gone"); !strings.Contains(said, "noren shop methods "+shop) {
		t.Error(said)
	}
}

// R3-11: the command line does with a shop's payment groups what the console does.
func TestR3_11_GroupsByCommand(t *testing.T) {
	t.Parallel()
	o := newOperator(t)
	o.set("NOREN_DATABASE", storetest.SQLiteDSN(t))
	o.set("NOREN_KEYSET_FILE", o.keyset())
	shop := o.createShop("https://shop.example").Shop.ID
	for _, test := range []struct {
		argument string
		want     []merchant.Group
	}{
		{"", []merchant.Group{}},
		{"--add=a --name=A", []merchant.Group{{ID: "a", Name: "A"}}},
		{"--tick=a", []merchant.Group{{ID: "a", Name: "A", AmazonPay: true}}},
		{"--untick=a", []merchant.Group{{ID: "a", Name: "A"}}},
		{"--remove=a", []merchant.Group{}},
	} {
		got := decode[[]merchant.Group](t, o.must(append([]string{"shop", "groups", shop}, strings.Fields(test.argument)...)...))
		if !slices.Equal(got, test.want) {
			t.Errorf("%s: %+v", test.argument, got)
		}
	}
	for _, argument := range []string{"--tick=gone", "--untick=gone", "--remove=gone"} {
		if said := o.refused("shop", "groups", shop, argument); !strings.Contains(said, "noren shop groups "+shop) {
			t.Errorf("%s: %s", argument, said)
		}
	}
	o.refused("shop", "groups", shop, "--add=b")
}
