package main

import (
	"strings"
	"testing"

	"noren/backend/merchant"
	"noren/backend/store/storetest"
	"noren/backend/webhook"
)

// an operator looks after a shop's endpoints from the command line.
func TestX18_WebhookCommands(t *testing.T) {
	onEvery(t, func(t *testing.T, o *operator) {
		shop := o.createShop("https://shop.example").Shop.ID
		type added struct{ Endpoint, Secret string }
		one := decode[added](t, o.must("webhook", "add", shop, "https://shop.example/hooks", "--kind=order.placed", "--kind=order.refunded"))
		all := decode[added](t, o.must("webhook", "add", shop, "https://shop.example/all"))
		listed := o.must("webhook", "list", shop)
		if strings.Contains(listed, "whsec_") || !strings.HasPrefix(one.Secret, "whsec_") || one.Secret == all.Secret {
			t.Error("a secret is shown once, and each endpoint has its own")
		}
		for _, e := range decode[[]merchant.Endpoint](t, listed) {
			if e.State != webhook.Active || e.ID == one.Endpoint && len(e.Kinds) != 2 || e.ID == all.Endpoint && len(e.Kinds) != 0 {
				t.Errorf("%+v", e)
			}
		}

		test := decode[struct{ Delivery string }](t, o.must("webhook", "test", shop, one.Endpoint)).Delivery
		sent := decode[[]webhook.Delivery](t, o.must("webhook", "list", shop, "--deliveries="+one.Endpoint, "--state=waiting"))
		if len(sent) != 1 || sent[0].ID != test || sent[0].Kind != webhook.EndpointTest {
			t.Errorf("%+v", sent)
		}
		replayed := func(arguments ...string) int {
			return decode[struct{ Replayed int }](t, o.must(append([]string{"webhook", "replay", shop, one.Endpoint}, arguments...)...)).Replayed
		}
		if n := replayed("--delivery=" + test); n != 1 {
			t.Errorf("replayed %d", n)
		}
		if n := replayed("--since=2026-01-01T00:00:00+09:00"); n != 0 {
			t.Errorf("replayed %d of what did not fail", n)
		}
		if next := decode[added](t, o.must("webhook", "rotate", shop, one.Endpoint)).Secret; !strings.HasPrefix(next, "whsec_") || next == one.Secret {
			t.Error("no new secret")
		}
		o.must("webhook", "enable", shop, one.Endpoint)
		if left := decode[[]merchant.Endpoint](t, o.must("webhook", "remove", shop, one.Endpoint)); len(left) != 1 || left[0].ID != all.Endpoint {
			t.Errorf("%+v", left)
		}
	})
}

// What cannot be done says what can.
func TestX18_WebhookCommandsSayWhatHelps(t *testing.T) {
	t.Parallel()
	o := newOperator(t)
	o.set("NOREN_DATABASE", storetest.SQLiteDSN(t))
	o.set("NOREN_KEYSET_FILE", o.keyset())
	shop := o.createShop("https://shop.example").Shop.ID
	id := decode[struct{ Endpoint string }](t, o.must("webhook", "add", shop, "https://shop.example/hooks")).Endpoint
	for arguments, names := range map[string][]string{
		"list shop_nobody":                                       {"unknown shop"},
		"add " + shop + " http://shop.example/hooks":             {"url: ", "https://"},
		"add " + shop + " https://s.example/ --kind=order.eaten": {"kinds[0]: "},
		"test " + shop + " end_nothing":                          {"unknown endpoint", "noren webhook list " + shop},
		"remove " + shop + " end_nothing":                        {"unknown endpoint"},
		"replay " + shop + " " + id + " --delivery=dlv_nothing":  {"unknown delivery", "--deliveries=" + id},
		"replay " + shop + " " + id:                              {"--delivery", "--since"},
		"replay " + shop + " " + id + " --since=yesterday":       {"--since"},
	} {
		said := o.refused(append([]string{"webhook"}, strings.Fields(arguments)...)...)
		for _, name := range names {
			if !strings.Contains(said, name) {
				t.Errorf("%s says %q, nothing of %q", arguments, said, name)
			}
		}
	}
}
