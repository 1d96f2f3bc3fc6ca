package merchant_test

import (
	"errors"
	"testing"
	"time"

	"noren/backend/merchant"
	"noren/backend/store"
	"noren/shared/validate"
)

// A rule is followed a day after it was published, so that a wrong number can be taken back; other settings leave its time alone, and
// without a rule the shop's turn never comes.
func TestIssue8_ANewRuleOfRetentionWaitsADay(t *testing.T) {
	onEvery(t, func(t *testing.T, o office) {
		shop := o.create(t, "店").ID
		settings := merchant.DefaultSettings()
		save := func(change func(*merchant.Settings)) {
			t.Helper()
			change(&settings)
			var err error
			if settings, err = o.SaveSettings(t.Context(), "test", shop, settings); err != nil {
				t.Fatal(err)
			}
		}
		due := func() bool {
			t.Helper()
			rows, err := store.Claim(store.ForAll(t.Context()), o.DB, store.Retentions, o.Now(), time.Minute, 10)
			if err != nil || len(rows) > 1 || len(rows) == 1 && rows[0].Shop != shop {
				t.Fatal(rows, err)
			}
			return len(rows) == 1
		}
		save(func(s *merchant.Settings) { s.Orders.ForgetDays = 365 })
		o.pass(23 * time.Hour)
		save(func(s *merchant.Settings) { s.Linking = true })
		if due() {
			t.Error("it is followed before the day is over")
		}
		o.pass(2 * time.Hour)
		if !due() {
			t.Error("it is not followed, or another setting has put it off")
		}
		save(func(s *merchant.Settings) { s.Orders.ForgetDays = 3650 })
		o.pass(23 * time.Hour)
		if due() {
			t.Error("another rule is followed at once")
		}
		save(func(s *merchant.Settings) { s.Orders.ForgetDays = 0 })
		o.pass(1000 * time.Hour)
		if due() {
			t.Error("a rule that was taken back is followed")
		}
	})
}

func TestIssue8_ARuleOfRetentionHasItsBounds(t *testing.T) {
	for days, good := range map[int]bool{-1: false, 0: true, 1: false, 29: false, 30: true, 3660: true, 3661: false} {
		settings := merchant.DefaultSettings()
		settings.Orders.ForgetDays = days
		err := settings.Check()
		faults, _ := errors.AsType[validate.Faults](err)
		if good != (err == nil) || !good && faults[0].Field != "orders.forgetDays" {
			t.Errorf("%d days: %v", days, err)
		}
	}
}
