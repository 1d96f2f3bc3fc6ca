package merchant_test

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"noren/backend/merchant"
	"noren/shared/validate"
)

// editor does one thing after another with a shop's methods and groups.
type editor struct {
	office

	t    *testing.T
	shop string
}

func (e editor) settings() merchant.Settings {
	e.t.Helper()
	settings, err := e.Settings(e.t.Context(), e.shop)
	e.must(err)
	return settings
}

func (e editor) must(err error) {
	e.t.Helper()
	if err != nil {
		e.t.Fatal(err)
	}
}

func (e editor) order() string {
	var ids []string
	for _, method := range e.settings().Methods {
		ids = append(ids, method.ID)
	}
	return strings.Join(ids, " ")
}

// R3-10: methods stand in the order that was asked for; the same wish twice is one wish, and nothing is saved for nothing.
func TestR3_10_MethodsAreMovedAtOnce(t *testing.T) {
	onEvery(t, func(t *testing.T, o office) {
		e := editor{o, t, o.create(t, "店").ID}
		_, err := e.SaveSettings(t.Context(), "staff_1", e.shop, everything())
		e.must(err)
		for _, test := range []struct {
			id   string
			to   int
			want string
		}{
			{"cod", 1, "bank cod amazonpay"},
			{"cod", 1, "bank cod amazonpay"},
			{"cod", 0, "cod bank amazonpay"},
			{"cod", -7, "cod bank amazonpay"},
			{"cod", 99, "bank amazonpay cod"},
			{"bank", 1, "amazonpay bank cod"},
		} {
			before := e.settings().Version
			saved, err := e.MoveMethod(t.Context(), "staff_1", e.shop, test.id, test.to)
			e.must(err)
			if got := e.order(); got != test.want || saved.Version != e.settings().Version || saved.Version > before+1 {
				t.Errorf("%s to %d: %s (version %d after %d)", test.id, test.to, got, saved.Version, before)
			}
		}
		if version := e.settings().Version; version != 5 {
			t.Errorf("%d versions; a wish that changes nothing makes none", version)
		}
		if _, err := e.MoveMethod(t.Context(), "staff_1", e.shop, "gone", 0); !errors.Is(err, merchant.ErrUnknownMethod) {
			t.Error(err)
		}
		if _, err := e.MoveMethod(t.Context(), "staff_1", "shop_gone", "bank", 0); !errors.Is(err, merchant.ErrUnknownShop) {
			t.Error(err)
		}
	})
}

// R3-10, R3-11: who edits a part is told when somebody else has saved that part since, and by whom; other parts do not disturb.
func TestR3_10_TwoEditorsOfAPart(t *testing.T) {
	onEvery(t, func(t *testing.T, o office) {
		e := editor{o, t, o.create(t, "店").ID}
		_, err := e.SaveSettings(t.Context(), "staff_1", e.shop, everything())
		e.must(err)
		o.pass(time.Hour)
		_, err = e.ShowMethods(t.Context(), "staff_1", e.shop, 1, map[string]bool{"cod": true, "gone": true})
		e.must(err)
		o.pass(time.Hour)
		_, err = e.TickGroups(t.Context(), "staff_2", e.shop, 1, map[string]bool{"prepaid": true})
		e.must(err) // another part
		_, err = e.ShowMethods(t.Context(), "staff_3", e.shop, 1, map[string]bool{"bank": false})
		changed, raced := errors.AsType[*merchant.Changed](err)
		if !raced || changed.By != "staff_1" || !changed.At.Equal(start.Add(time.Hour)) || changed.Now.Version != 3 || !errors.Is(err, merchant.ErrStale) {
			t.Fatalf("%+v %v", changed, err)
		}
		for _, base := range []int64{-2, 4711} {
			if _, err := e.RenameMethod(t.Context(), "staff_3", e.shop, base, "bank", "x"); !errors.Is(err, merchant.ErrStale) {
				t.Errorf("base %d: %v", base, err)
			}
		}
		now := e.settings()
		if !now.Methods[0].Shown || !now.Methods[2].Shown || !now.Groups[1].AmazonPay || now.Version != 3 {
			t.Errorf("%+v %+v", now.Methods, now.Groups)
		}
	})
}

// R3-10, R3-11: what is entered, renamed and taken out; the rules of each.
func TestR3_11_MethodsAndGroupsComeAndGo(t *testing.T) {
	onEvery(t, func(t *testing.T, o office) {
		e := editor{o, t, o.create(t, "店").ID}
		fault := func(err error, field, rule string) {
			t.Helper()
			faults, _ := errors.AsType[validate.Faults](err)
			if !slices.ContainsFunc(faults, func(f validate.Fault) bool { return f.Field == field && f.Rule == rule }) {
				t.Errorf("%v, want %s %s", err, field, rule)
			}
		}
		add := func(id, name string) error {
			_, err := e.AddMethod(t.Context(), "staff_1", e.shop, id, name)
			return err
		}
		group := func(id, name string) error {
			_, err := e.AddGroup(t.Context(), "staff_1", e.shop, merchant.Group{ID: id, Name: name})
			return err
		}
		e.must(add("cod", "代引"))
		e.must(add("cod", "代引")) // sent twice
		fault(add("cod", "別"), "id", "taken")
		fault(add("a b", "別"), "id", validate.Token)
		fault(add("x", "a\u202eb"), "name", validate.Clean)
		e.must(group("A/1", "冷蔵"))
		e.must(group("A/1", "冷蔵"))
		fault(group("A/1", "冷凍"), "id", "taken")
		fault(group("", "冷凍"), "id", "required")
		s := e.settings()
		if s.Version != 2 || len(s.Methods) != 2 || s.Methods[1].Shown || len(s.Groups) != 1 || s.Groups[0].AmazonPay {
			t.Errorf("%+v", s)
		}
		_, err := e.RenameGroup(t.Context(), "staff_1", e.shop, s.Version, "A/1", "生鮮")
		e.must(err)
		_, err = e.RenameMethod(t.Context(), "staff_1", e.shop, s.Version, merchant.AmazonPay, "Amazon Pay（かんたん）")
		e.must(err)
		_, err = e.RemoveMethod(t.Context(), "staff_1", e.shop, e.settings().Version, merchant.AmazonPay)
		if !errors.Is(err, merchant.ErrAmazonPay) {
			t.Error(err)
		}
		_, err = e.RemoveMethod(t.Context(), "staff_1", e.shop, e.settings().Version, "cod")
		e.must(err)
		_, err = e.RemoveGroup(t.Context(), "staff_1", e.shop, e.settings().Version, "A/1")
		e.must(err)
		_, err = e.RemoveGroup(t.Context(), "staff_1", e.shop, e.settings().Version, "A/1")
		if s := e.settings(); !errors.Is(err, merchant.ErrUnknownGroup) || len(s.Groups) != 0 || len(s.Methods) != 1 || s.Methods[0].Name != "Amazon Pay（かんたん）" {
			t.Errorf("%v %+v", err, s)
		}
		for i := 1; i < 50; i++ {
			e.must(add("m"+strconv.Itoa(i), "方法"))
		}
		fault(add("one-more", "方法"), "methods", "max")
	})
}

// A shop's own data are saved all or nothing, and not over what somebody else has saved since.
func TestR1_9_InfoIsSavedWhole(t *testing.T) {
	onEvery(t, func(t *testing.T, o office) {
		e := editor{o, t, o.create(t, "店").ID}
		first, err := e.Info(t.Context(), e.shop)
		e.must(err)
		next := first
		next.Name, next.Contact, next.Issuer.Phone = "新しい店", "not an address", "1"
		faults, _ := errors.AsType[validate.Faults](e.SaveInfo(t.Context(), "staff_1", first.Edition(), next))
		if len(faults) != 2 || faults[0].Field != "contact" || faults[1].Field != "issuer.phone" {
			t.Errorf("%+v", faults)
		}
		next.Contact, next.Issuer.Phone = "info@shop.example", "0312345678"
		e.must(e.SaveInfo(t.Context(), "staff_1", first.Edition(), next))
		e.must(e.SaveInfo(t.Context(), "staff_1", first.Edition(), next)) // sent twice
		other := first
		other.LoginURL = first.Origins[0] + "/login"
		err = e.SaveInfo(t.Context(), "staff_2", first.Edition(), other)
		if changed, raced := errors.AsType[*merchant.InfoChanged](err); !raced || changed.Now.Name != "新しい店" {
			t.Errorf("%v", err)
		}
		now, err := e.Info(t.Context(), e.shop)
		e.must(err)
		if now.Name != "新しい店" || now.Contact != "info@shop.example" || now.LoginURL != first.LoginURL || e.settings().Version != 1 {
			t.Errorf("%+v", now)
		}
	})
}
