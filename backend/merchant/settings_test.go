package merchant_test

import (
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"noren/backend/ledger"
	"noren/backend/merchant"
	"noren/backend/store"
	"noren/backend/store/query"
	"noren/backend/store/storetest"
	"noren/shared/button"
	"noren/shared/display"
	"noren/shared/validate"
	"noren/shared/yen"
)

func TestR3_SettingsHaveDefaults(t *testing.T) {
	s := merchant.DefaultSettings()
	if err := s.Check(); err != nil {
		t.Error(err)
	}
	want := display.Shop{Registered: true, InCart: true, Groups: map[string]bool{}} // R3-10: not yet 「表示」; R3-2: no limits
	if diff := cmp.Diff(want, s.Display(true)); diff != "" {
		t.Error(diff)
	}
	for _, b := range []merchant.Button{s.PayButton, s.LoginButton} { // R3-6, R3-8
		for _, site := range []button.Site{button.PC, button.SP} {
			if b.On(site) != (button.Style{Colour: button.Gold, Size: button.Medium}) {
				t.Errorf("%v on %s", b.On(site), site)
			}
		}
	}
}

// everything is a record in which nothing is as it was by default.
func everything() merchant.Settings {
	below, from := yen.Yen(500), yen.Yen(300_000)
	return merchant.Settings{
		Details: merchant.Details{
			Limits: display.Limits{HideBelow: &below, HideFrom: &from},
			ShowIn: merchant.CheckoutOnly,
			Guides: merchant.Guides{Checkout: "Amazonアカウントで\nお支払いいただけます。", Mail: "ご利用ありがとうございます。"},
			PayButton: merchant.Button{
				PC: button.Style{Colour: button.LightGray, Size: button.Large}, SP: button.Style{Colour: button.DarkGray, Size: button.Fluid},
			},
			LoginButton: merchant.Button{
				PC: button.Style{Colour: button.DarkGray, Size: button.Small}, SP: button.Style{Colour: button.LightGray, Size: button.Small},
			},
			LoginGuides: merchant.LoginGuides{Checkout: "ログインできます。", Signup: "登録できます。"},
			Orders:      merchant.Orders{Capture: ledger.AfterDays, CaptureDays: 3, ConfirmAbove: 30_000, ForgetDays: 365},
			Kana:        true,
		},
		Methods: []merchant.Method{
			{ID: "bank", Name: "銀行振込", Shown: true}, {ID: merchant.AmazonPay, Name: "Amazon Pay", Shown: true}, {ID: "cod", Name: "代金引換"},
		},
		Groups:  []merchant.Group{{ID: "standard", Name: "通常", AmazonPay: true}, {ID: "prepaid", Name: "先払い"}},
		Linking: true,
		Issuer: ledger.Issuer{
			Name: "株式会社見本", PostalCode: "1500041", Address: "東京都渋谷区神南1-2-3\n見本ビル", Phone: "0312345678", Number: "T4011001098993",
			Reduced: []string{"standard"}, Rounding: ledger.Nearest,
		},
	}
}

func TestR3_9_SettingsAreSavedAsARecord(t *testing.T) {
	onEvery(t, func(t *testing.T, o office) {
		shop := o.create(t, "店").ID
		before, err := o.Settings(t.Context(), shop)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(merchant.DefaultSettings(), before); diff != "" {
			t.Error(diff)
		}
		first, err := o.SaveSettings(t.Context(), "staff_1", shop, everything())
		if err != nil {
			t.Fatal(err)
		}
		want := everything()
		want.Version = 1
		read, err := o.Settings(t.Context(), shop)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]merchant.Settings{want, want}, []merchant.Settings{first, read}); diff != "" {
			t.Error(diff)
		}
		o.pass(time.Hour)
		second := read
		second.Linking = false
		if second, err = o.SaveSettings(t.Context(), "staff_2", shop, second); err != nil {
			t.Fatal(err)
		}
		revisions, err := o.Revisions(t.Context(), shop, 0, 10)
		if err != nil {
			t.Fatal(err)
		}
		history := []merchant.Revision{
			{Settings: second, Author: "staff_2", At: start.Add(time.Hour)}, {Settings: first, Author: "staff_1", At: start},
		}
		if diff := cmp.Diff(history, revisions); diff != "" {
			t.Error(diff)
		}
	})
}

func TestR3_SettingsDecideWhatIsShown(t *testing.T) {
	s := everything()
	want := display.Shop{
		Registered: true, Shown: true, InCart: false, Linking: true, Limits: s.Limits,
		Groups: map[string]bool{"standard": true, "prepaid": false},
	}
	if diff := cmp.Diff(want, s.Display(true)); diff != "" {
		t.Error(diff)
	}
	if s.Display(false).Registered {
		t.Error("registered")
	}
}

func TestR3_9_WrongSettingsAreNamedFieldByField(t *testing.T) {
	onEvery(t, func(t *testing.T, o office) {
		shop := o.create(t, "店").ID
		s := everything()
		zero := yen.Yen(0)
		s.Limits.HideBelow = &zero
		s.ShowIn = "everywhere"
		s.Guides.Mail = strings.Repeat("あ", 2001)
		s.PaymentImage = "https://shop.example/x.png"
		s.PayButton.SP.Colour = "red"
		s.LoginButton.PC.Size = ""
		s.LoginGuides.Signup = "\x1b[31m"
		s.Methods = []merchant.Method{{ID: "bank", Name: ""}}
		s.Groups = []merchant.Group{{ID: "a", Name: "甲"}, {ID: "a", Name: "乙"}}
		s.Issuer = ledger.Issuer{Number: "T1234567890123", Rounding: "floor", Phone: "12", Reduced: []string{""}}
		_, err := o.SaveSettings(t.Context(), "staff_1", shop, s)
		faults, ok := errors.AsType[validate.Faults](err)
		if !ok {
			t.Fatalf("%v, want faults", err)
		}
		want := map[string]string{
			"limits.hideBelow": "min", "showIn": "oneof", "guides.mail": "max", "paymentImage": "token", "payButton.sp.colour": "oneof",
			"loginButton.pc.size": "required", "loginGuides.signup": "cleanlines", "methods[0].name": "required", "methods": "contains",
			"groups": "unique", "issuer.number": "invoicenumber", "issuer.rounding": "oneof", "issuer.phone": "phone", "issuer.reduced[0]": "required",
		}
		got := map[string]string{}
		for _, fault := range faults {
			got[fault.Field] = fault.Rule
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		if after, err := o.Settings(t.Context(), shop); err != nil || after.Version != 0 {
			t.Errorf("something was saved: %v, %v", after, err)
		}
	})
}

// Two people save at once: one is told, nothing is lost silently.
func TestR3_9_SettingsSavedAtOnce(t *testing.T) {
	onEvery(t, func(t *testing.T, o office) {
		shop := o.create(t, "店").ID
		errs := make([]error, 8)
		var group sync.WaitGroup
		for i := range errs {
			group.Go(func() { _, errs[i] = o.SaveSettings(t.Context(), "staff", shop, everything()) })
		}
		group.Wait()
		saved := 0
		for _, err := range errs {
			switch {
			case err == nil:
				saved++
			case !errors.Is(err, merchant.ErrStale):
				t.Error(err)
			}
		}
		if saved != 1 {
			t.Errorf("%d saved, want 1", saved)
		}
		ahead := everything()
		ahead.Version = 5
		if _, err := o.SaveSettings(t.Context(), "staff", shop, ahead); !errors.Is(err, merchant.ErrStale) {
			t.Errorf("ahead: %v, want ErrStale", err)
		}
	})
}

// A record of an older release lacks what was added since: that has its default.
func TestOldRecordsHaveDefaults(t *testing.T) {
	db := storetest.SQLite(t)
	o := office{Shops: &merchant.Shops{DB: db, Sealer: storetest.Sealer(t), Now: func() time.Time { return start }}}
	shop := o.create(t, "店").ID
	saveRecord(t, db, shop, `{"linking":true}`)
	got, err := o.Settings(t.Context(), shop)
	want := merchant.DefaultSettings()
	want.Version, want.Linking = 1, true
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Error(err, diff)
	}
}

func saveRecord(t *testing.T, db *store.DB, shop, record string) {
	t.Helper()
	err := db.Tx(t.Context(), func(q *query.Queries) error {
		return q.InsertSetting(t.Context(), query.InsertSettingParams{ShopID: shop, Version: 1, Record: record, Author: "test"})
	})
	if err != nil {
		t.Fatal(err)
	}
}
