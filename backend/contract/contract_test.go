package contract_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"noren/backend/contract"
	"noren/backend/store"
	"noren/shared/api"
	"noren/shared/i18n"
	"noren/shared/validate"
)

// The table of states: what may be done in which, tried by real calls on both databases.
func TestR6_2_EveryStepInEveryState(t *testing.T) {
	may := map[contract.State][]contract.Step{
		contract.None:     {contract.Apply},
		contract.Applied:  {contract.Use, contract.Reserve},
		contract.InUse:    {contract.Reserve},
		contract.Reserved: {contract.Use, contract.Revoke},
		contract.Ended:    {contract.Apply},
	}
	onEvery(t, func(t *testing.T, o *office) {
		for _, state := range contract.States() {
			for _, step := range contract.Steps() {
				shop := o.in(t, state)
				before := o.last(t, shop)
				err := o.step(t, shop, step)
				allowed := false
				for _, s := range may[state] {
					allowed = allowed || s == step
				}
				if state.May(step) != allowed {
					t.Errorf("%s in %s: May says %t", step, state, !allowed)
				}
				if after := o.last(t, shop); allowed == cmp.Equal(before, after) {
					t.Errorf("%s in %s: allowed %t, before %+v, after %+v", step, state, allowed, before, after)
				}
				if step != contract.Use && allowed != (err == nil) || err != nil && !errors.Is(err, contract.ErrStep) {
					t.Errorf("%s in %s: %v", step, state, err)
				}
			}
		}
	})
}

func TestR6_2_RevokingBringsBackWhatWas(t *testing.T) {
	onEvery(t, func(t *testing.T, o *office) {
		for _, state := range []contract.State{contract.Applied, contract.InUse} {
			shop := o.in(t, state)
			must(t, o.Reserve(t.Context(), by, shop))
			must(t, o.Revoke(t.Context(), by, shop))
			if got := o.last(t, shop).State(o.now); got != state {
				t.Errorf("%s became %s", state, got)
			}
		}
	})
}

func TestR2_5_RegisteringIsOfferedOutsideAContractOnly(t *testing.T) {
	for _, state := range contract.States() {
		if want := state == contract.None || state == contract.Ended; state.MayRegister() != want || state.InForce() == want {
			t.Errorf("%s: %t, in force %t", state, state.MayRegister(), state.InForce())
		}
	}
}

func TestR2_3_WrongApplicationsNameTheField(t *testing.T) {
	good := application()
	tests := map[string]struct {
		change func(*contract.Application)
		want   validate.Faults
	}{
		"sole trader (R1-5)": {func(a *contract.Application) { a.Kind = contract.SoleTrader }, validate.Faults{{Field: "kind", Rule: "corporation"}}},
		"private (R1-5)":     {func(a *contract.Application) { *a = contract.Application{Kind: contract.Private} }, validate.Faults{{Field: "kind", Rule: "corporation"}}},
		"unheard of":         {func(a *contract.Application) { a.Kind = "club" }, validate.Faults{{Field: "kind", Rule: "oneof", Param: "corporation sole_trader private"}}},
		"no terms":           {func(a *contract.Application) { a.Terms = false }, validate.Faults{{Field: "terms", Rule: "eq", Param: "true"}}},
		"no review":          {func(a *contract.Application) { a.Reviewed = false }, validate.Faults{{Field: "reviewed", Rule: "eq", Param: "true"}}},
		"no name":            {func(a *contract.Application) { a.Company = "" }, validate.Faults{{Field: "company", Rule: "required"}}},
		"two lines":          {func(a *contract.Application) { a.Company = "a\nb" }, validate.Faults{{Field: "company", Rule: "clean"}}},
		"check digit":        {func(a *contract.Application) { a.CorporateNumber = "5011001098993" }, validate.Faults{{Field: "corporateNumber", Rule: "corporatenumber"}}},
		"with T":             {func(a *contract.Application) { a.CorporateNumber = "T4011001098993" }, validate.Faults{{Field: "corporateNumber", Rule: "corporatenumber"}}},
	}
	if err := good.Check(); err != nil {
		t.Fatal(err)
	}
	for name, test := range tests {
		a := good
		test.change(&a)
		faults, _ := errors.AsType[validate.Faults](a.Check())
		if diff := cmp.Diff(test.want, faults); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

// Whenever somebody reserves the end, in whatever zone the server's clock is told: it comes with the first moment of the next month in
// Japan, and until then everything works.
func TestR6_1_TheEndOfEveryMonth(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		zone := time.FixedZone("somewhere", rapid.IntRange(-12*4, 14*4).Draw(t, "quarters")*15*60)
		applied := time.UnixMicro(rapid.Int64Range(at(2000), at(2100)).Draw(t, "applied")).In(zone)
		reserved := applied.Add(time.Duration(rapid.Int64Range(0, int64(1200*24*time.Hour)).Draw(t, "later"))).Truncate(time.Microsecond)
		month := contract.MonthOf(reserved)
		c := contract.Contract{Number: 1, AppliedAt: applied, ReservedAt: reserved, EndsAt: month.End()}
		japan := reserved.In(store.Japan)
		want := time.Date(japan.Year(), japan.Month()+1, 1, 0, 0, 0, 0, store.Japan)
		if !c.EndsAt.Equal(want) || !c.EndsAt.After(reserved) {
			t.Fatalf("reserved %s ends %s, want %s", japan, c.EndsAt, want)
		}
		for moment, state := range map[time.Time]contract.State{
			reserved: contract.Reserved, want.Add(-time.Microsecond): contract.Reserved, want: contract.Ended, want.AddDate(1, 0, 0): contract.Ended,
		} {
			if got := c.State(moment.In(zone)); got != state {
				t.Fatalf("at %s: %s, want %s", moment, got, state)
			}
		}
	})
}

func at(year int) int64 { return time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC).UnixMicro() }

func TestMonthsReadWhatTheyWrite(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		month := contract.Month(rapid.IntRange(12, 9999*12+11).Draw(t, "month"))
		got, err := contract.ParseMonth(month.String())
		if err != nil || got != month || contract.MonthOf(month.Begin()) != month || contract.MonthOf(month.End().Add(-1)) != month || month.End() != (month+1).Begin() {
			t.Fatalf("%s: %s, %v", month, got, err)
		}
	})
	for _, wrong := range []string{"", "2026", "2026-13", "2026-1", "2026-11-01", "x"} {
		if m, err := contract.ParseMonth(wrong); err == nil {
			t.Errorf("%q is %s", wrong, m)
		}
	}
}

// Random lives of a shop: the clock goes on, people do what they like, two at once. Every month is billed once or not at all, and so
// that it was in force for a moment of it.
func TestR2_4_RandomLivesAreBilledMonthByMonth(t *testing.T) {
	onEvery(t, func(t *testing.T, o *office) {
		rapid.Check(t, func(r *rapid.T) {
			shop := o.shop(t)
			inForce := map[contract.Month]bool{}
			start := contract.MonthOf(o.now)
			for range rapid.IntRange(1, 12).Draw(r, "steps") {
				o.now = o.now.Add(time.Duration(rapid.Int64Range(1, int64(40*24*time.Hour)).Draw(r, "pause"))).Truncate(time.Microsecond)
				before := o.last(t, shop).State(o.now)
				step := rapid.SampledFrom(contract.Steps()).Draw(r, "step")
				err := o.step(t, shop, step)
				if step != contract.Use && (err == nil) != before.May(step) {
					r.Fatalf("%s in %s: %v", step, before, err)
				}
				for _, c := range o.all(t, shop) {
					last := contract.MonthOf(o.now)
					if !c.EndsAt.IsZero() && c.EndsAt.Before(last.End()) {
						last = contract.MonthOf(c.EndsAt.Add(-time.Microsecond))
					}
					for m := contract.MonthOf(c.AppliedAt); m <= last; m++ {
						inForce[m] = true
					}
				}
			}
			own, err := o.Charges(t.Context(), shop, start) // what the shop itself sees: the same
			must(t, err)
			billed := map[contract.Month]bool{}
			for _, charge := range own {
				billed[charge.Month] = true
			}
			if len(own) != len(billed) || !cmp.Equal(billed, inForce) {
				r.Fatalf("the shop sees %v, in force was %v", own, inForce)
			}
			for m := start; m <= contract.MonthOf(o.now); m++ {
				charges := o.bill(t, m)
				n := 0
				for _, c := range charges {
					if c.Shop == shop {
						n++
						if c.Monthly != 3000 || c.Tax != 300 || c.Total != 3300 || c.Initial != 0 {
							r.Fatalf("%+v", c)
						}
					}
				}
				if want := map[bool]int{true: 1}[inForce[m]]; n != want {
					r.Fatalf("%s billed %d times, want %d", m, n, want)
				}
			}
		})
	})
}

// The text of our own terms is kept with the first contract that agrees to it, with who and which; of the operator's own the address.
func TestR2_3_TheTermsAreKept(t *testing.T) {
	onEvery(t, func(t *testing.T, o *office) {
		version, err := contract.VersionOf("")
		must(t, err)
		for range 2 { // shops
			if c := o.last(t, o.in(t, contract.Applied)); c.Agreement != (contract.Agreement{Version: version, By: string(by)}) || c.External() {
				t.Errorf("%+v", c.Agreement)
			}
		}
		for _, lang := range []api.Lang{api.Japanese, api.English} {
			terms, found, err := o.Terms(t.Context(), version, lang)
			if diff := cmp.Diff(i18n.TermsFor(lang), terms); diff != "" || !found || err != nil {
				t.Error(found, err, diff)
			}
		}
		if _, found, err := o.Terms(t.Context(), "nobodys", api.Japanese); found || err != nil {
			t.Error(found, err)
		}
		a := application()
		a.TermsURL = "https://operator.example/terms"
		shop := o.shop(t)
		must(t, o.Apply(t.Context(), by, shop, a, shown(false)))
		if c := o.last(t, shop); c.Version != a.TermsURL || !c.External() {
			t.Errorf("%+v", c.Agreement)
		}
	})
}
