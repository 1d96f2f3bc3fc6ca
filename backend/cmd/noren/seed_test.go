package main

import (
	"strings"
	"testing"
)

func TestX9_SeedIsForSandboxShopsOnly(t *testing.T) {
	onEvery(t, func(t *testing.T, o *operator) {
		shop := o.createShop("https://shop.example").Shop.ID
		refused := func(why string, arguments ...string) {
			t.Helper()
			if s := o.run(arguments...); s.status == 0 || !strings.Contains(s.err, why) {
				t.Errorf("noren %q: %d, want %q:\n%s%s", arguments, s.status, why, s.out, s.err)
			}
		}
		seed := []string{"seed", shop, "--orders=2100"}
		refused("--test-data", seed...)
		seed = append(seed, "--test-data")
		refused("credentials", seed...)

		amazon := o.amazon()
		o.must(append(amazon.credentials(o, shop, "LIVE-AAAA"), "--live")...)
		refused("sandbox", seed...)
		o.must(amazon.credentials(o, shop, "SANDBOX-AAAA")...)
		if said := o.must(seed...); !strings.Contains(said, `"orders": 2100`) {
			t.Errorf("said %s", said)
		}
		refused("--orders", "seed", shop, "--orders=0", "--test-data")
	})
}
