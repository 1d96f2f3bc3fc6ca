package main

import (
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
