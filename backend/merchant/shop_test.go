package merchant_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"noren/backend/contract"
	"noren/backend/merchant"
	"noren/shared/validate"
)

func TestCreateAndUpdate(t *testing.T) {
	onEvery(t, func(t *testing.T, o office) {
		want := merchant.Shop{
			Name: "茶と器 やまと", Origins: []string{"https://www.shop.example", "http://shop.localhost:8082"},
			LoginURL: "https://www.shop.example/login?next=cart", PrivacyURL: "https://www.shop.example/privacy", Contract: contract.None, CreatedAt: start,
		}
		got, err := o.Create(t.Context(), "cli", want)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(got.ID, "shop_") {
			t.Errorf("id %q", got.ID)
		}
		want.ID = got.ID
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		want.Name, want.Origins, want.LoginURL = "やまと", []string{"https://new.example"}, ""
		if err := o.Update(t.Context(), "cli", want); err != nil {
			t.Fatal(err)
		}
		other := o.create(t, "別の店")
		for _, shop := range []merchant.Shop{want, other} {
			got, err := o.Get(t.Context(), shop.ID)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(shop, got); diff != "" {
				t.Error(diff)
			}
		}
	})
}

func TestR3_1_RegisteredNeedsCredentialsAndApplication(t *testing.T) {
	onEvery(t, func(t *testing.T, o office) {
		shop := o.create(t, "店").ID
		expect := func(when string, want bool) {
			t.Helper()
			got, err := o.Get(t.Context(), shop)
			if err != nil || got.Registered != want {
				t.Errorf("%s: registered %t, %v; want %t", when, got.Registered, err, want)
			}
		}
		expect("at first", false)
		o.apply(t, shop)
		expect("applied without credentials", false)
		if err := o.SaveCredentials(t.Context(), "cli", shop, credentials("A1")); err != nil {
			t.Fatal(err)
		}
		expect("both", true)
		if err := o.Contracts().Reserve(t.Context(), "cli", shop); err != nil {
			t.Fatal(err)
		}
		end := contract.MonthOf(start).End()
		o.pass(end.Sub(start) - time.Microsecond)
		expect("cancelled, before the month ends", true)
		o.pass(time.Microsecond)
		expect("after the end", false)
	})
}

func TestAShopIsRefusedFieldByField(t *testing.T) {
	good := merchant.Shop{Name: "店", Origins: []string{"https://shop.example"}}
	tests := map[string]struct {
		change func(*merchant.Shop)
		want   validate.Faults
	}{
		"no name":             {func(s *merchant.Shop) { s.Name = "" }, validate.Faults{{Field: "name", Rule: "required"}}},
		"no origin":           {func(s *merchant.Shop) { s.Origins = nil }, validate.Faults{{Field: "origins", Rule: "required"}}},
		"origin":              {func(s *merchant.Shop) { s.Origins = append(s.Origins, "http://shop.example") }, validate.Faults{{Field: "origins[1]", Rule: "origin"}}},
		"privacy as a script": {func(s *merchant.Shop) { s.PrivacyURL = "javascript:alert(1)" }, validate.Faults{{Field: "privacyUrl", Rule: "url"}}},
		"privacy in clear":    {func(s *merchant.Shop) { s.PrivacyURL = "http://shop.example/privacy" }, validate.Faults{{Field: "privacyUrl", Rule: "url"}}},
		"foreign login":       {func(s *merchant.Shop) { s.LoginURL = "https://other.example/login" }, validate.Faults{{Field: "loginUrl", Rule: "origin"}}},
		"login in disguise": {
			func(s *merchant.Shop) { s.LoginURL = "https://shop.example@other.example/" },
			validate.Faults{{Field: "loginUrl", Rule: "origin"}},
		},
	}
	for name, test := range tests {
		shop := good
		test.change(&shop)
		_, err := (&merchant.Shops{}).Create(t.Context(), "cli", shop)
		faults, ok := errors.AsType[validate.Faults](err)
		if !ok {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if diff := cmp.Diff(test.want, faults); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestUnknownShop(t *testing.T) {
	onEvery(t, func(t *testing.T, o office) {
		ctx, shop := t.Context(), "shop_nobody"
		calls := map[string]error{}
		_, calls["Get"] = o.Get(ctx, shop)
		_, calls["Settings"] = o.Settings(ctx, shop)
		_, calls["SaveSettings"] = o.SaveSettings(ctx, "test", shop, merchant.DefaultSettings())
		_, calls["NewSecretKey"] = o.NewSecretKey(ctx, "cli", shop, merchant.ReadCheckouts)
		_, calls["NewCartKey"] = o.NewCartKey(ctx, "cli", shop)
		_, _, calls["AddEndpoint"] = o.AddEndpoint(ctx, "cli", shop, "https://shop.example/hooks")
		_, calls["RotateSecret"] = o.RotateSecret(ctx, "cli", shop, "end_nothing")
		calls["RemoveEndpoint"] = o.RemoveEndpoint(ctx, "cli", shop, "end_nothing")
		calls["Update"] = o.Update(ctx, "cli", merchant.Shop{ID: shop, Name: "店", Origins: []string{"https://shop.example"}})
		calls["Apply"] = o.Apply(ctx, "cli", shop, application())
		_, calls["SetWebhook"] = o.SetWebhook(ctx, "cli", shop, "")
		calls["SaveCredentials"] = o.SaveCredentials(ctx, "cli", shop, credentials("A1"))
		for call, err := range calls {
			if !errors.Is(err, merchant.ErrUnknownShop) {
				t.Errorf("%s: %v, want ErrUnknownShop", call, err)
			}
		}
	})
}
