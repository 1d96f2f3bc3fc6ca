package web

import (
	"testing"

	"noren/backend/store/query"
)

// The way back must not touch a byte of the shop's own address: a query need not be UTF-8, sorted, or made of pairs.
func TestPitfall20_ShopAddressIsKeptByteForByte(t *testing.T) {
	const code = "chk_1-SECRET"
	for address, want := range map[string]struct{ coded, complete string }{
		"https://shop.test":                   {"https://shop.test#noren-" + code, "https://shop.test?noren_checkout=chk_1"},
		"https://shop.test/":                  {"https://shop.test/#noren-" + code, "https://shop.test/?noren_checkout=chk_1"},
		"https://shop.test/cart?a=%83J&b=+":   {"https://shop.test/cart?a=%83J&b=+#noren-" + code, "https://shop.test/cart?a=%83J&b=+&noren_checkout=chk_1"},
		"https://shop.test/cart?b=2&a=1&a":    {"https://shop.test/cart?b=2&a=1&a#noren-" + code, "https://shop.test/cart?b=2&a=1&a&noren_checkout=chk_1"},
		"https://shop.test/cart?":             {"https://shop.test/cart?#noren-" + code, "https://shop.test/cart?&noren_checkout=chk_1"},
		"https://shop.test/cart?a=1&":         {"https://shop.test/cart?a=1&#noren-" + code, "https://shop.test/cart?a=1&&noren_checkout=chk_1"},
		"https://shop.test/cart?a;b=%zz?c":    {"https://shop.test/cart?a;b=%zz?c#noren-" + code, "https://shop.test/cart?a;b=%zz?c&noren_checkout=chk_1"},
		"https://shop.test/%e8%8c%b6/カート?q=茶": {"https://shop.test/%e8%8c%b6/カート?q=茶#noren-" + code, "https://shop.test/%e8%8c%b6/カート?q=茶&noren_checkout=chk_1"},
		"https://shop.test/#pay":              {"https://shop.test/?noren_code=" + code + "#pay", "https://shop.test/?noren_checkout=chk_1#pay"},
		"https://shop.test/#":                 {"https://shop.test/?noren_code=" + code + "#", "https://shop.test/?noren_checkout=chk_1#"},
		"https://shop.test/?#pay":             {"https://shop.test/?&noren_code=" + code + "#pay", "https://shop.test/?&noren_checkout=chk_1#pay"},
		"https://shop.test/?a=%83J&b=+#!/x?y": {"https://shop.test/?a=%83J&b=+&noren_code=" + code + "#!/x?y", "https://shop.test/?a=%83J&b=+&noren_checkout=chk_1#!/x?y"},
		"https://shop.test/x#a#b":             {"https://shop.test/x?noren_code=" + code + "#a#b", "https://shop.test/x?noren_checkout=chk_1#a#b"},
	} {
		if got := withCode(address, code); got != want.coded {
			t.Errorf("back to %s: %s, want %s", address, got, want.coded)
		}
		if got := completeURL(query.Checkout{ID: "chk_1", CompleteTo: address}); got != want.complete {
			t.Errorf("complete at %s: %s, want %s", address, got, want.complete)
		}
	}
}

// What an address still carries from an earlier return is ours, and is replaced: the reader takes the first one.
func TestPitfall20_OldParameterIsReplaced(t *testing.T) {
	for address, want := range map[string]string{
		"https://shop.test/?noren_code=chk_0-OLD#own":                     "https://shop.test/?noren_code=chk_1-NEW#own",
		"https://shop.test/?a=%83J&noren_code=chk_0-OLD&b=+#own":          "https://shop.test/?a=%83J&b=+&noren_code=chk_1-NEW#own",
		"https://shop.test/?noren_code=&xnoren_code=1&noren_codes=2#own":  "https://shop.test/?xnoren_code=1&noren_codes=2&noren_code=chk_1-NEW#own",
		"https://shop.test/?noren_checkout=chk_0#noren_code=chk_0-OLD&it": "https://shop.test/?noren_checkout=chk_0&noren_code=chk_1-NEW#noren_code=chk_0-OLD&it",
	} {
		if got := withCode(address, "chk_1-NEW"); got != want {
			t.Errorf("back to %s: %s, want %s", address, got, want)
		}
	}
	row := query.Checkout{ID: "chk_1", CompleteTo: "https://shop.test/done?noren_checkout=chk_0&a=1"}
	if got := completeURL(row); got != "https://shop.test/done?a=1&noren_checkout=chk_1" {
		t.Errorf("complete: %s", got)
	}
}
