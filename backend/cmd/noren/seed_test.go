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

		account := func(environment string, more ...string) {
			o.must(append([]string{
				"shop", "credentials", shop, "--merchant-id=A1EXAMPLE00001", "--store-id=amzn1.store", "--public-key-id=" + environment + "-AAAA",
				"--private-key=" + o.file("key.pem", rsaKey(t)),
			}, more...)...)
		}
		account("LIVE", "--live")
		refused("sandbox", seed...)
		account("SANDBOX")
		if said := o.must(seed...); !strings.Contains(said, `"orders": 2100`) {
			t.Errorf("said %s", said)
		}
		refused("--orders", "seed", shop, "--orders=0", "--test-data")
	})
}
