package merchant_test

import (
	"errors"
	"sync"
	"testing"
	"time"

	"noren/backend/contract"
	"noren/backend/merchant"
)

func shown() merchant.Settings {
	settings := merchant.DefaultSettings()
	settings.Methods[0].Shown = true
	return settings
}

// The service is in use when it has been applied for and Amazon Pay is 「表示」, whichever comes first; once in use it stays so.
func TestR2_1_InUseFollowsFromTheSettings(t *testing.T) {
	save := func(t *testing.T, o office, shop string, settings merchant.Settings) {
		t.Helper()
		before, err := o.Settings(t.Context(), shop)
		if err != nil {
			t.Fatal(err)
		}
		settings.Version = before.Version
		if _, err := o.SaveSettings(t.Context(), "staff:stf_1", shop, settings); err != nil {
			t.Fatal(err)
		}
	}
	steps := map[string]func(t *testing.T, o office, shop string){
		"apply":  func(t *testing.T, o office, shop string) { o.apply(t, shop) },
		"show":   func(t *testing.T, o office, shop string) { save(t, o, shop, shown()) },
		"hide":   func(t *testing.T, o office, shop string) { save(t, o, shop, merchant.DefaultSettings()) },
		"cancel": func(t *testing.T, o office, shop string) { must(t, o.Contracts().Reserve(t.Context(), "cli", shop)) },
		"revoke": func(t *testing.T, o office, shop string) { must(t, o.Contracts().Revoke(t.Context(), "cli", shop)) },
		"wait":   func(_ *testing.T, o office, _ string) { o.pass(31 * 24 * time.Hour) },
	}
	onEvery(t, func(t *testing.T, o office) {
		for _, test := range []struct {
			steps []string
			want  contract.State
		}{
			{nil, contract.None},
			{[]string{"show"}, contract.None},
			{[]string{"apply"}, contract.Applied},
			{[]string{"apply", "show"}, contract.InUse},
			{[]string{"show", "apply"}, contract.InUse},
			{[]string{"apply", "show", "hide"}, contract.InUse},
			{[]string{"apply", "hide"}, contract.Applied},
			{[]string{"apply", "cancel", "show"}, contract.Reserved},
			{[]string{"apply", "cancel", "show", "revoke"}, contract.InUse},
			{[]string{"apply", "cancel", "revoke"}, contract.Applied},
			{[]string{"apply", "show", "cancel", "wait"}, contract.Ended},
			{[]string{"apply", "cancel", "wait", "show"}, contract.Ended},
			{[]string{"apply", "show", "hide", "cancel", "wait", "apply"}, contract.Applied},
			{[]string{"apply", "show", "cancel", "wait", "apply"}, contract.InUse},
		} {
			shop := o.create(t, "店").ID
			for _, step := range test.steps {
				steps[step](t, o, shop)
			}
			if got, err := o.Get(t.Context(), shop); err != nil || got.Contract != test.want {
				t.Errorf("%v: %s, %v; want %s", test.steps, got.Contract, err, test.want)
			}
		}
	})
}

// Whoever applies while somebody else switches to 「表示」: whichever is first, the service is in use.
func TestR2_1_ApplyingAndShowingAtOnce(t *testing.T) {
	onEvery(t, func(t *testing.T, o office) {
		for range 5 {
			shop := o.create(t, "店").ID
			var group sync.WaitGroup
			group.Go(func() {
				if err := o.Apply(t.Context(), "cli", shop, application()); err != nil {
					t.Error(err)
				}
			})
			group.Go(func() {
				if _, err := o.SaveSettings(t.Context(), "staff:stf_1", shop, shown()); err != nil {
					t.Error(err)
				}
			})
			group.Wait()
			if got, err := o.Get(t.Context(), shop); err != nil || got.Contract != contract.InUse {
				t.Errorf("%s, %v", got.Contract, err)
			}
		}
	})
}

// Two clicks, two tabs: one contract (R2-3).
func TestR2_3_ApplyingTwiceAtOnceIsOneContract(t *testing.T) {
	onEvery(t, func(t *testing.T, o office) {
		shop := o.create(t, "店").ID
		errs := make([]error, 8)
		var group sync.WaitGroup
		for i := range errs {
			group.Go(func() { errs[i] = o.Apply(t.Context(), "cli", shop, application()) })
		}
		group.Wait()
		done := 0
		for _, err := range errs {
			if err == nil {
				done++
			} else if !errors.Is(err, contract.ErrStep) {
				t.Error(err)
			}
		}
		all, err := o.Contracts().All(t.Context(), shop)
		if err != nil || len(all) != 1 || done != 1 {
			t.Errorf("%d done, %+v, %v", done, all, err)
		}
	})
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
