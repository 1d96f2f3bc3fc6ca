package merchant_test

import (
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"noren/backend/merchant"
	"noren/backend/webhook"
	"noren/shared/validate"
)

func bytesOf(t *testing.T, secret string) string {
	t.Helper()
	key, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(secret, "whsec_"))
	if err != nil || len(key) != 32 || !strings.HasPrefix(secret, "whsec_") {
		t.Fatalf("%q is no secret of Standard Webhooks: %v", secret, err)
	}
	return string(key)
}

// wantSecrets fails unless these are in force, the newest first.
func (o office) wantSecrets(t *testing.T, shop, endpoint string, want ...string) {
	t.Helper()
	got, err := o.EndpointSecrets(t.Context(), shop, endpoint)
	if err != nil || len(got) != len(want) {
		t.Fatalf("%d secrets, %v, want %d", len(got), err, len(want))
	}
	for i := range want {
		if string(got[i]) != bytesOf(t, want[i]) {
			t.Errorf("secret %d is another one", i)
		}
	}
}

// The simple way: one endpoint, whose address changes while its id stays, and a new secret each time beside the one before.
func TestWebhook_OneEndpoint(t *testing.T) {
	onEvery(t, func(t *testing.T, o office) {
		shop := o.create(t, "店").ID
		first, err := o.SetWebhook(t.Context(), "cli", shop, "https://shop.example/hooks")
		if err != nil {
			t.Fatal(err)
		}
		before, err := o.Endpoints(t.Context(), shop)
		if err != nil || len(before) != 1 || before[0].URL != "https://shop.example/hooks" || before[0].State != webhook.Active || len(before[0].Kinds) != 0 {
			t.Fatalf("%+v, %v", before, err)
		}
		o.pass(time.Second)
		if _, _, err := o.AddEndpoint(t.Context(), "cli", shop, "https://other.example/hooks"); err != nil {
			t.Fatal(err)
		}
		o.pass(time.Hour)
		second, err := o.SetWebhook(t.Context(), "cli", shop, "https://shop.example/new")
		after, listErr := o.Endpoints(t.Context(), shop)
		if err != nil || listErr != nil || len(after) != 1 || after[0].ID != before[0].ID || after[0].URL != "https://shop.example/new" {
			t.Fatalf("%+v, %v, %v", after, err, listErr)
		}
		o.wantSecrets(t, shop, after[0].ID, second, first)
		if secret, err := o.SetWebhook(t.Context(), "cli", shop, ""); err != nil || secret != "" {
			t.Errorf("%q, %v", secret, err)
		}
		if left, err := o.Endpoints(t.Context(), shop); err != nil || len(left) != 0 {
			t.Errorf("%+v, %v", left, err)
		}
	})
}

// A secret is in force for a day after the next one was made, however often they are changed meanwhile.
func TestWebhook_SecretsOverlapForADay(t *testing.T) {
	onEvery(t, func(t *testing.T, o office) {
		shop := o.create(t, "店").ID
		id, first, err := o.AddEndpoint(t.Context(), "cli", shop, "https://shop.example/hooks")
		if err != nil {
			t.Fatal(err)
		}
		rotate := func() string {
			secret, err := o.RotateSecret(t.Context(), "cli", shop, id)
			if err != nil {
				t.Fatal(err)
			}
			return secret
		}
		o.pass(time.Hour)
		second := rotate()
		o.pass(time.Hour)
		third := rotate()
		o.wantSecrets(t, shop, id, third, second, first)
		o.pass(23 * time.Hour)
		o.wantSecrets(t, shop, id, third, second)
		o.pass(time.Hour)
		o.wantSecrets(t, shop, id, third)
		o.wantSecrets(t, o.create(t, "別の店").ID, id)
	})
}

func TestWebhook_WrongFields(t *testing.T) {
	onEvery(t, func(t *testing.T, o office) {
		shop := o.create(t, "店").ID
		for url, kinds := range map[string][]webhook.Kind{
			"":                                  nil,
			"https://10.0.0.1/hooks":            nil,
			"http://shop.example/hooks":         nil,
			"https://a:b@shop.example/":         nil,
			"https://shop.example/#hooks":       nil,
			"https://[fe80::1%25lo]/":           nil,
			"https://2130706433/":               nil,
			"https://s.example/" + long(1000):   nil,
			"https://shop.example/" + long(100): {webhook.OrderPlaced, "order.eaten"},
		} {
			var faults validate.Faults
			if _, _, err := o.AddEndpoint(t.Context(), "cli", shop, url, kinds...); !errors.As(err, &faults) || len(faults) != 1 {
				t.Errorf("%.40s: %v", url, err)
			}
		}
		for i := range 10 {
			if _, _, err := o.AddEndpoint(t.Context(), "cli", shop, fmt.Sprintf("https://shop.example/%d", i), webhook.OrderPlaced); err != nil {
				t.Fatal(err)
			}
		}
		var faults validate.Faults
		if _, _, err := o.AddEndpoint(t.Context(), "cli", shop, "https://shop.example/11"); !errors.As(err, &faults) || faults[0].Rule != "max" {
			t.Errorf("an eleventh: %v", err)
		}
	})
}

func long(n int) string { return strings.Repeat("a", n) }

// An endpoint is one shop's: another one cannot change, enable, remove or read it.
func TestWebhook_AnotherShops(t *testing.T) {
	onEvery(t, func(t *testing.T, o office) {
		owner, thief := o.create(t, "店").ID, o.create(t, "別の店").ID
		id, _, err := o.AddEndpoint(t.Context(), "cli", owner, "https://shop.example/hooks", webhook.OrderPlaced)
		if err != nil {
			t.Fatal(err)
		}
		calls := map[string]error{
			"UpdateEndpoint": o.UpdateEndpoint(t.Context(), "cli", thief, id, "https://thief.example/"),
			"EnableEndpoint": o.EnableEndpoint(t.Context(), "cli", thief, id), "RemoveEndpoint": o.RemoveEndpoint(t.Context(), "cli", thief, id),
		}
		_, calls["RotateSecret"] = o.RotateSecret(t.Context(), "cli", thief, id)
		for call, err := range calls {
			if !errors.Is(err, webhook.ErrUnknownEndpoint) {
				t.Errorf("%s: %v", call, err)
			}
		}
		want := merchant.Endpoint{ID: id, URL: "https://shop.example/hooks", State: webhook.Active}
		if got, err := o.Endpoints(t.Context(), owner); err != nil || len(got) != 1 || got[0].URL != want.URL || got[0].State != want.State {
			t.Errorf("%+v, %v", got, err)
		}
	})
}
