//go:build !js

package widget

import (
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"noren/shared/api"
	"noren/shared/button"
	"noren/shared/i18n"
)

// X-4, C-3: several placements in a foreign page, under a strict policy, in its forms.
func TestX4_NothingThatReachesIntoThePage(t *testing.T) {
	elements := regexp.MustCompile(`^(div|p|span|button|ul|li|label|input|select|option|img)$`)
	attributes := regexp.MustCompile(`^(class|part|lang|type|role|id|for|value|hidden|checked|autocomplete|src|loading|aria-[a-z]+|data-[a-z]+)$`)
	for _, view := range views() {
		for _, root := range parse(t, HTML(view)) {
			for _, each := range root.all() {
				if each.Tag != "" && !elements.MatchString(each.Tag) {
					t.Errorf("element %q", each.Tag)
				}
				for name := range each.Attrs {
					if !attributes.MatchString(name) {
						t.Errorf("attribute %q", name)
					}
				}
			}
		}
	}
	if strings.Contains(Styles(), "url(") || strings.Contains(Styles(), "@import") || strings.Contains(Styles(), "@font-face") {
		t.Error("the styles load something")
	}
}

// R3-6, R3-8: what is read, seen and heard is the canonical label, at every size.
func TestR3_6_ButtonsSayTheCanonicalLabel(t *testing.T) {
	want := map[api.Lang]map[button.Kind]string{
		api.Japanese: {button.Pay: "Amazonアカウントでお支払い", button.Login: "Amazonアカウントでログイン"},
		api.English:  {button.Pay: "Pay with Amazon account", button.Login: "Sign in with Amazon account"},
	}
	for _, view := range views() {
		if view.Pay == nil {
			continue
		}
		found := parse(t, HTML(view))[0].parts("button")[0]
		label := want[view.Lang][view.Pay.Kind]
		if found.Attrs["aria-label"] != label || found.text() != label {
			t.Errorf("named %q, reads %q, want %q", found.Attrs["aria-label"], found.text(), label)
		}
		pieces := found.parts("label")[0].Kids
		if len(pieces) != 2 || pieces[0].text() == "" || pieces[1].text() == "" {
			t.Errorf("%q cannot be broken where it is too long", label)
		}
	}
}

func TestSandboxMarkOnlyInTheSandbox(t *testing.T) {
	for _, sandbox := range []bool{true, false} {
		got := parse(t, HTML(api.View{Pay: &api.PayView{Kind: button.Pay, Style: button.Default, Sandbox: sandbox}}))[0]
		if marks := got.parts("mark"); (len(marks) == 1) != sandbox {
			t.Errorf("sandbox %v: marks %v", sandbox, marks)
		}
	}
}

// R4-7: the chosen card and address are shown; where nothing is chosen, that is said.
func TestR4_7_WhatWasChosenIsShown(t *testing.T) {
	chosen := func(view api.View) string { return parse(t, HTML(view))[0].parts("chosen")[0].text() }
	for want, view := range map[string]api.View{
		"山田 太郎 様〒150-0041東京都渋谷区神南1-2-3電話番号 090-1234-5678": {Address: &address},
		i18n.Japanese.AddressNone:   {Address: &api.AddressView{Target: api.Delivery}},
		i18n.Japanese.PurchaserNone: {Address: &api.AddressView{Target: api.Purchaser}},
		"Amazon Pay (Visa **11)":    {Payment: &api.PaymentView{Descriptor: "Amazon Pay (Visa **11)"}},
		i18n.Japanese.PaymentNone:   {Payment: &api.PaymentView{}},
	} {
		if got := chosen(view); got != want {
			t.Errorf("shows %q, want %q", got, want)
		}
	}
}

// R4-8: 「この内容で注文する」 with the total that will be paid.
func TestR4_8_OrderShowsTheTotal(t *testing.T) {
	got := parse(t, HTML(api.View{Order: &api.OrderView{Total: 12_800}}))[0]
	if amount := got.parts("amount")[0].text(); amount != "¥12,800" {
		t.Errorf("amount %q", amount)
	}
	if label := got.parts("button")[0].text(); label != "この内容で注文する" {
		t.Errorf("button %q", label)
	}
}

func TestNoticeSaysWhatHappenedAndWhatToDo(t *testing.T) {
	for _, lang := range languages {
		for code, problem := range i18n.For(lang).Problems {
			for _, view := range []api.View{{Lang: lang, Pay: &api.PayView{Notice: code}}, {Lang: lang, Order: &api.OrderView{Notice: code}}} {
				if got := parse(t, HTML(view))[0].parts("notice")[0].text(); got != problem.Title+"\n"+problem.Remedy {
					t.Errorf("%s: %q", code, got)
				}
			}
		}
	}
}

// every text that is written for a component is shown by one, in both languages.
func TestX20_EveryTextIsUsed(t *testing.T) {
	others := regexp.MustCompile(`^(Retry|Launch|Wait|Neutral|Problem|BackToShop|Rules|OtherRule|Lang$|DayLayout)`)
	place := regexp.MustCompile(`\{\w+\}`)
	for _, lang := range languages {
		var shown strings.Builder
		for _, view := range views() {
			if view.Lang != lang {
				continue
			}
			for _, each := range parse(t, HTML(view))[0].all() {
				shown.WriteString(each.text() + "\n" + strings.Join(slices.Collect(maps.Values(each.Attrs)), "\n") + "\n")
			}
		}
		texts := reflect.ValueOf(i18n.For(lang))
		for field := range texts.Type().Fields() {
			if others.MatchString(field.Name) {
				continue
			}
			for _, text := range written(texts.FieldByName(field.Name)) {
				for _, piece := range place.Split(text, -1) {
					if !strings.Contains(shown.String(), strings.TrimSpace(piece)) {
						t.Errorf("%s: nothing shows %s, %q", lang, field.Name, piece)
					}
				}
			}
		}
	}
}

// written is the lines of a text, or of all in a table.
func written(field reflect.Value) []string {
	if field.Kind() == reflect.String {
		return strings.Split(field.String(), "\n")
	}
	var all []string
	for _, value := range field.Seq2() {
		all = append(all, value.String())
	}
	return all
}
