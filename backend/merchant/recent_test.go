package merchant_test

import (
	"errors"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"noren/backend/contract"
	"noren/backend/merchant"
	"noren/backend/store/storetest"
)

// Whatever changes, no request knows the state before for longer than a second.
func TestAChangeIsSeenAfterASecond(t *testing.T) {
	onEvery(t, func(t *testing.T, o office) {
		shop := o.create(t, "店")
		ctx, want := t.Context(), merchant.Recent{Shop: shop, Settings: merchant.DefaultSettings(), CartKeys: map[string][]byte{}}
		must := func(err error) {
			t.Helper()
			if err != nil {
				t.Fatal(err)
			}
		}
		changes := map[string]func(){
			"origins": func() {
				want.Shop.Origins = []string{"https://new.example"}
				must(o.Update(ctx, "cli", want.Shop))
			},
			"settings": func() {
				want.Settings.Linking = true
				saved, err := o.SaveSettings(ctx, "test", shop.ID, want.Settings)
				must(err)
				want.Settings = saved
			},
			"switched on": func() {
				must(o.SaveCredentials(ctx, "cli", shop.ID, credentials("A1")))
				o.apply(t, shop.ID)
				want.Shop.Contract, want.Shop.Registered = contract.Applied, true
			},
			"cancelled": func() {
				must(o.Contracts().Reserve(ctx, "cli", shop.ID))
				want.Shop.Contract = contract.Reserved
			},
			"ended": func() {
				*o.clock = contract.MonthOf(start).End()
				want.Shop.Contract, want.Shop.Registered = contract.Ended, false
			},
			"new key": func() {
				_, err := o.NewCartKey(ctx, "cli", shop.ID)
				must(err)
				want.CartKeys, err = o.CartKeys(ctx, shop.ID)
				must(err)
			},
			"revoked key": func() {
				for id := range want.CartKeys {
					must(o.RevokeKey(ctx, "cli", shop.ID, id))
				}
				want.CartKeys = map[string][]byte{}
			},
		}
		for _, change := range []string{"origins", "settings", "switched on", "cancelled", "ended", "new key", "revoked key"} {
			before := want
			changes[change]()
			o.pass(time.Second - time.Microsecond)
			if got, err := o.Recent(ctx, shop.ID); err != nil || cmp.Diff(want, got) != "" && cmp.Diff(before, got) != "" {
				t.Errorf("%s: %v, %v", change, got, err)
			}
			o.pass(time.Microsecond)
			got, err := o.Recent(ctx, shop.ID)
			if diff := cmp.Diff(want, got); err != nil || diff != "" {
				t.Errorf("%s: %v %s", change, err, diff)
			}
		}
	})
}

func TestNewCredentialsAreSeenAfterASecond(t *testing.T) {
	onEvery(t, func(t *testing.T, o office) {
		ctx, shop := t.Context(), o.create(t, "店").ID
		if _, err := o.RecentCredentials(ctx, shop, ""); !errors.Is(err, merchant.ErrNoCredentials) {
			t.Errorf("at first: %v, want ErrNoCredentials", err)
		}
		former, renewed, now := credentials("A1"), credentials("A1"), credentials("A2")
		renewed.PublicKeyID = "SANDBOX-RENEWED"
		for _, present := range []merchant.Credentials{former, renewed, now} {
			if err := o.SaveCredentials(ctx, "cli", shop, present); err != nil {
				t.Fatal(err)
			}
			o.pass(time.Second)
			for _, merchantID := range []string{"", present.MerchantID} {
				if got, err := o.RecentCredentials(ctx, shop, merchantID); err != nil || !same(got, present) {
					t.Errorf("%q: %v, %v; want %v", merchantID, got, err, present)
				}
			}
		}
		if got, err := o.RecentCredentials(ctx, shop, "A1"); err != nil || !same(got, renewed) {
			t.Errorf("of former payments: %v, %v", got, err)
		}
	})
}

// Within the second nothing is read, and a shop just entered is there at once.
func TestRecentReadsOnceASecond(t *testing.T) {
	db := storetest.SQLite(t)
	o := office{Shops: &merchant.Shops{DB: db, Sealer: storetest.Sealer(t), Now: func() time.Time { return start }}}
	if _, err := o.Recent(t.Context(), "shop_nobody"); !errors.Is(err, merchant.ErrUnknownShop) {
		t.Errorf("%v, want ErrUnknownShop", err)
	}
	shop := o.create(t, "店").ID
	first, err := o.Recent(t.Context(), shop)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := o.SaveSettings(t.Context(), "test", shop, everything()); err != nil {
		t.Fatal(err)
	}
	second, err := o.Recent(t.Context(), shop)
	if diff := cmp.Diff(first, second); err != nil || diff != "" {
		t.Error(err, diff)
	}
}

// Readers of several shops, a writer and a clock, all at once: nobody sees a version older than a second.
func TestRecentAtOnce(t *testing.T) {
	var clock atomic.Int64
	now := func() time.Time { return start.Add(time.Duration(clock.Load())) }
	o := office{Shops: &merchant.Shops{DB: storetest.SQLite(t), Sealer: storetest.Sealer(t), Now: now}}
	shops := []string{o.create(t, "甲").ID, o.create(t, "乙").ID}
	var saved [2]atomic.Int64 // the version that everybody must know
	var group sync.WaitGroup
	for i, shop := range shops {
		for range 4 {
			group.Go(func() {
				for range 200 {
					least := saved[i].Load()
					if got, err := o.Recent(t.Context(), shop); err != nil || got.Settings.Version < least || got.Shop.ID != shop {
						t.Errorf("version %s, %v; want at least %d", strconv.FormatInt(got.Settings.Version, 10), err, least)
						return
					}
				}
			})
		}
		group.Go(func() {
			settings := everything()
			for range 20 {
				var err error
				if settings, err = o.SaveSettings(t.Context(), "test", shop, settings); err != nil {
					t.Error(err)
					return
				}
				clock.Add(int64(time.Second))
				saved[i].Store(settings.Version)
			}
		})
	}
	group.Wait()
}
