package i18n_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"noren/shared/api"
	"noren/shared/display"
	"noren/shared/i18n"
	"noren/shared/validate"
)

var languages = map[api.Lang]i18n.Texts{api.Japanese: i18n.Japanese, api.English: i18n.English}

// flat names every text by its path in the catalogue, "Problems[internal].Title".
func flat(t *testing.T, texts i18n.Texts) map[string]string {
	t.Helper()
	all := flatOf(t, texts)
	delete(all, ".Lang")
	return all
}

func flatOf(t *testing.T, texts any) map[string]string {
	t.Helper()
	all := map[string]string{}
	var walk func(at string, v reflect.Value)
	walk = func(at string, v reflect.Value) {
		switch v.Kind() { //nolint:exhaustive // the rest is no text
		case reflect.String:
			all[at] = v.String()
		case reflect.Struct:
			for i := range v.NumField() {
				walk(at+"."+v.Type().Field(i).Name, v.Field(i))
			}
		case reflect.Map:
			for _, key := range v.MapKeys() {
				walk(at+"["+key.String()+"]", v.MapIndex(key))
			}
		case reflect.Slice:
			for i := range v.Len() {
				walk(at+"["+strconv.Itoa(i)+"]", v.Index(i))
			}
		default:
			t.Fatalf("%s is a %s, which is no text", at, v.Kind())
		}
	}
	walk("", reflect.ValueOf(texts))
	return all
}

func TestX20_EveryTextStandsInBothLanguages(t *testing.T) {
	japanese, english := flat(t, i18n.Japanese), flat(t, i18n.English)
	if diff := cmp.Diff(slices.Sorted(maps.Keys(japanese)), slices.Sorted(maps.Keys(english))); diff != "" {
		t.Error(diff)
	}
	place := regexp.MustCompile(`\{[^}]*\}`)
	places := func(text string) []string { return slices.Sorted(slices.Values(place.FindAllString(text, -1))) }
	for name, text := range japanese {
		if diff := cmp.Diff(places(text), places(english[name])); diff != "" {
			t.Errorf("%s has other places:\n%s", name, diff)
		}
	}
}

func TestX20_TextsAreOfTheirLanguage(t *testing.T) {
	isJapanese := func(r rune) bool { return unicode.In(r, unicode.Hiragana, unicode.Katakana, unicode.Han) }
	for name, text := range flat(t, i18n.Japanese) {
		if strings.TrimSpace(text) != text || !strings.ContainsFunc(text, isJapanese) && !strings.HasSuffix(name, "Start") {
			t.Errorf("%s: %q", name, text)
		}
	}
	for name, text := range flat(t, i18n.English) {
		text = strings.TrimSuffix(text, " ") // the start of a label may end so
		if strings.TrimSpace(text) != text || text == "" || strings.ContainsFunc(text, isJapanese) {
			t.Errorf("%s: %q", name, text)
		}
	}
}

func TestEveryProblemAndReasonHasTexts(t *testing.T) {
	codes := append(constants(t, "../api/*.go", "Code"), constants(t, "../display/*.go", "Reason")...)
	if len(codes) < 40 {
		t.Fatalf("found only %d codes and reasons", len(codes))
	}
	for lang, texts := range languages {
		var have []string
		for code := range texts.Problems {
			have = append(have, string(code))
		}
		for code := range i18n.OrderProblems(lang) {
			have = append(have, string(code))
		}
		if diff := cmp.Diff(slices.Sorted(slices.Values(codes)), slices.Sorted(slices.Values(have))); diff != "" {
			t.Errorf("%s: codes of the source, and codes with texts:\n%s", lang, diff)
		}
	}
}

func TestEveryRuleHasAText(t *testing.T) {
	rules := map[string]bool{validate.Type: true, validate.Token: true, validate.Clean: true, validate.CleanLines: true}
	for _, folder := range []string{"api", "cart", "display", "button"} {
		for _, rule := range tags(t, "../"+folder+"/*.go") {
			rules[rule] = true
		}
	}
	if !rules["http_url"] || !rules["required"] {
		t.Fatalf("the search for tags found only %v", rules)
	}
	for _, rule := range tags(t, "../../backend/merchant/*.go") {
		rules[rule] = true
	}
	for _, rule := range []string{"origin", "rsa", "environment", "contains", "url"} { // faults that merchant finds by itself
		rules[rule] = true
	}
	delete(rules, "-") // a field that is not validated
	for rule := range rules {
		for lang, texts := range languages {
			if !strings.Contains(texts.Rules[rule], "{field}") {
				t.Errorf("%s: the rule %s has the text %q", lang, rule, texts.Rules[rule])
			}
		}
	}
}

func TestR4_CanonicalLabels(t *testing.T) {
	want := map[string]string{
		".PayButton":     "Amazonアカウントでお支払い",
		".LoginButton":   "Amazonアカウントでログイン",
		".AddressChange": "Amazonのアドレス帳から選ぶ",
		".PaymentChange": "別のクレジットカードを選ぶ",
		".OrderButton":   "この内容で注文する",
		".Reflect":       "Amazonのアドレス帳の情報を購入者情報に反映する",
		".LinkHeading":   "他サイトＩＤ連携",
		".LinkMyPage":    "他サイトＩＤ連携",
		".LinkComplete":  "他サイトＩＤと連携する",
		".LinkButton":    "連携する",
	}
	have := flat(t, i18n.Japanese)
	for name, label := range want {
		if have[name] != label {
			t.Errorf("%s is %q, want %q", name, have[name], label)
		}
	}
}

func TestNarrowLabelsBreakWithinTheLabel(t *testing.T) {
	for lang, texts := range languages {
		if !strings.HasPrefix(texts.PayButton, texts.PayButtonStart) || !strings.HasPrefix(texts.LoginButton, texts.LoginButtonStart) {
			t.Errorf("%s: %q, %q", lang, texts.PayButtonStart, texts.LoginButtonStart)
		}
	}
}

// A shopper who was not charged must read it, and one who may have been charged must not be sent to pay again.
func TestProblemsSayWhatBecameOfTheMoney(t *testing.T) {
	says := func(codes []api.Code, japanese, english string) {
		t.Helper()
		for _, code := range codes {
			if !strings.Contains(i18n.Japanese.Problem(code).Remedy, japanese) || !strings.Contains(i18n.English.Problem(code).Remedy, english) {
				t.Errorf("%s does not say %q, %q", code, japanese, english)
			}
		}
	}
	says([]api.Code{api.AmazonUnreachable, api.AmazonRefused, api.PaymentDeclined, api.PaymentCancelled, api.PaymentExpired},
		"お支払いは行われていません", "Nothing has been paid")
	says([]api.Code{api.PaymentPending, api.NeedsAttention, api.AlreadyPaid}, "必要はありません", "no need to")
}

// Everything that can be missing can be asked for, and named in a list.
func TestX6_EveryFieldHasAName(t *testing.T) {
	fields := constants(t, "../api/person.go", "Field")
	if len(fields) < 11 {
		t.Fatalf("found only %v", fields)
	}
	for _, field := range fields {
		for lang, texts := range languages {
			if texts.Fields[api.Field(field)] == "" {
				t.Errorf("%s: %s has no name", lang, field)
			}
		}
	}
}

func TestDaysAsPeopleReadThem(t *testing.T) {
	for day, want := range map[string][2]string{"2026-11-07": {"2026年11月7日", "7 November 2026"}, "soon": {"soon", "soon"}, "": {"", ""}} {
		if got := [2]string{i18n.Japanese.Day(day), i18n.English.Day(day)}; got != want {
			t.Errorf("%q: %q, want %q", day, got, want)
		}
	}
}

func TestR4_13_SmartphoneSiteOnAPCSaysToUseASmartphone(t *testing.T) {
	if text := i18n.Japanese.Problem(api.Hidden(display.SPSiteOnPC)); !strings.Contains(text.Title+text.Remedy, "スマートフォンで開いて") {
		t.Errorf("%+v", text)
	}
}

func TestForAndFallbacks(t *testing.T) {
	for lang, want := range map[api.Lang]api.Lang{"ja": "ja", "en": "en", "": "ja", "fr": "ja"} {
		if got := i18n.For(lang).Lang; got != want {
			t.Errorf("For(%q) is %q", lang, got)
		}
	}
	if i18n.English.Problem("unheard_of") != i18n.English.Problem(api.Internal) {
		t.Error("an unknown code is not told as internal")
	}
	if got := i18n.English.Fault(validate.Fault{Field: "a[0].b", Rule: "unheard_of"}, ""); got != "Please check a[0].b." {
		t.Error(got)
	}
	if got := i18n.English.Fault(validate.Fault{Field: "n", Rule: "max", Param: "9"}, "The number"); got != "The number must be at most 9." {
		t.Error(got)
	}
	if got := i18n.Fill("{a} {b} {c}", "a", "{b}", "b", "2"); got != "{b} 2 {c}" {
		t.Error(got)
	}
}

// constants finds the string constants that are declared with the type named.
func constants(t *testing.T, pattern, typeName string) []string {
	t.Helper()
	var values []string
	inspect(t, pattern, func(node ast.Node) {
		spec, ok := node.(*ast.ValueSpec)
		if !ok {
			return
		}
		if of, ok := spec.Type.(*ast.Ident); !ok || of.Name != typeName {
			return
		}
		for _, value := range spec.Values {
			if literal, ok := value.(*ast.BasicLit); ok {
				values = append(values, unquote(t, literal.Value))
			}
		}
	})
	return values
}

// tags finds the names of the validation rules in struct tags.
func tags(t *testing.T, pattern string) []string {
	t.Helper()
	var rules []string
	inspect(t, pattern, func(node ast.Node) {
		field, ok := node.(*ast.Field)
		if !ok || field.Tag == nil {
			return
		}
		for rule := range strings.SplitSeq(reflect.StructTag(unquote(t, field.Tag.Value)).Get("validate"), ",") {
			name, _, _ := strings.Cut(rule, "=")
			if name != "" && name != "omitempty" && name != "dive" {
				rules = append(rules, name)
			}
		}
	})
	return rules
}

func inspect(t *testing.T, pattern string, visit func(ast.Node)) {
	t.Helper()
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) == 0 {
		t.Fatalf("%s: no files (%v)", pattern, err)
	}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(node ast.Node) bool {
			visit(node)
			return true
		})
	}
}

func unquote(t *testing.T, literal string) string {
	t.Helper()
	text, err := strconv.Unquote(literal)
	if err != nil {
		t.Fatal(err)
	}
	return text
}
