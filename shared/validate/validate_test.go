package validate_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"noren/shared/api"
	"noren/shared/button"
	"noren/shared/cart"
	"noren/shared/display"
	"noren/shared/validate"
	"noren/shared/yen"
)

func beginRequest() api.BeginRequest {
	return api.BeginRequest{
		Shop: "shop_1", Kind: button.Pay, Placement: display.Cart, Cart: "a.b.c", Site: button.SP, Device: button.SP,
		Leaving: api.Leaving{ReturnTo: "https://shop.example/cart?x=1", Challenge: strings.Repeat("x", 43)},
	}
}

func cartOf(items ...cart.Item) cart.Cart {
	c := cart.Cart{ID: "c1", Version: 1, Kind: cart.Ordinary, Items: items}
	for _, item := range items {
		c.GoodsTotal += item.Price * yen.Yen(item.Quantity)
	}
	c.Total = c.GoodsTotal
	return c
}

func TestC4_GoodValuesHaveNoFaults(t *testing.T) {
	good := []any{
		beginRequest(),
		new(beginRequest()),
		cartOf(cart.Item{SKU: "tea-1", Name: "煎茶 100g「朝霧」", Quantity: 2, Price: 1080, Goods: cart.Physical}),
		api.RenderRequest{Shop: "shop_1", Elements: []api.Element{{ID: "1", Name: api.PayElement}}},
		button.Default,
		display.Limits{},
	}
	for _, v := range good {
		if faults := validate.Struct(v); faults != nil {
			t.Errorf("%T: %v", v, faults)
		}
	}
}

func TestC4_FaultsNameJSONPathRuleAndParam(t *testing.T) {
	begin := beginRequest()
	begin.Challenge, begin.Kind, begin.Shop = "short", "other", "shop 1"
	tooMuch := yen.Yen(1_000_001)
	tests := map[string]struct {
		v    any
		want []validate.Fault
	}{
		"embedded struct has no name of its own": {begin, []validate.Fault{
			{"shop", "token", ""}, {"kind", "oneof", "pay login"}, {"challenge", "len", "43"},
		}},
		"index in a list": {
			api.RenderRequest{Shop: "s", Elements: []api.Element{{ID: "1", Name: "pay"}, {ID: "", Name: "pay", Cart: strings.Repeat("x", 16385)}}},
			[]validate.Fault{{"elements[1].id", "required", ""}, {"elements[1].cart", "max", "16384"}},
		},
		"behind a pointer": {display.Limits{HideFrom: &tooMuch}, []validate.Fault{{"hideFrom", "max", "1000000"}}},
		"script as return target": {
			api.Leaving{ReturnTo: "javascript:alert(1)", Challenge: strings.Repeat("x", 43)},
			[]validate.Fault{{"returnTo", "http_url", ""}},
		},
		"nothing":     {nil, []validate.Fault{{"", "required", ""}}},
		"nil pointer": {(*api.BeginRequest)(nil), []validate.Fault{{"", "required", ""}}},
		"no struct":   {7, []validate.Fault{{"", "required", ""}}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, validate.Struct(test.v)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

type texts struct {
	Token string `json:"token" validate:"token"`
	Clean string `json:"clean" validate:"clean"`
	Lines string `json:"lines" validate:"cleanlines"`
}

func TestTextRules(t *testing.T) {
	tests := []struct {
		text                string
		token, clean, lines bool
	}{
		{"", true, true, true},
		{"Az09_-.", true, true, true},
		{"a b", false, true, true},
		{"山田　太郎", false, true, true},
		{"ä", false, true, true},
		{"a/b", false, true, true},
		{"two\nlines\r\n", false, false, true},
		{"tab\t", false, false, false},
		{"\x00", false, false, false},
		{"\x7f", false, false, false},
		{"\u0085", false, false, false},                   // next line
		{"\u2028", false, false, false},                   // line separator
		{"\u2029", false, false, false},                   // paragraph separator
		{"a\u202Eb", false, false, false},                 // right-to-left override
		{"a\u2066b", false, false, false},                 // isolate
		{"a\u200Bb", false, false, false},                 // zero-width space
		{"\uFEFFa", false, false, false},                  // byte order mark
		{"a\u00ADb", false, false, false},                 // soft hyphen
		{"a\u3164b", false, false, false},                 // Hangul filler
		{"a\U000E0041", false, false, false},              // tag letter
		{"\xff", false, false, false},                     // not UTF-8
		{"葛\U000E0100城", false, true, true},               // a variant of a name's letter
		{"\u2764\uFE0F", false, true, true},               // a red heart
		{"\uFE0Fa", false, false, false},                  // a selector without a letter
		{"a\uFE0F\uFE0F", false, false, false},            // one too many
		{"カ\u3099", false, true, true},                    // combining voiced mark, as macOS writes it
		{"髙橋 \u4E00\u9F8D \U00020BB7", false, true, true}, // 𠮷
	}
	for _, test := range tests {
		var broken []string
		for _, fault := range validate.Struct(texts{test.text, test.text, test.text}) {
			broken = append(broken, fault.Rule)
		}
		var want []string
		for rule, holds := range map[string]bool{"token": test.token, "clean": test.clean, "cleanlines": test.lines} {
			if !holds {
				want = append(want, rule)
			}
		}
		if !sameSet(broken, want) {
			t.Errorf("%+q breaks %v, want %v", test.text, broken, want)
		}
	}
}

func sameSet(a, b []string) bool {
	set := func(list []string) map[string]bool {
		m := map[string]bool{}
		for _, s := range list {
			m[s] = true
		}
		return m
	}
	return cmp.Equal(set(a), set(b))
}

type body struct {
	api.Leaving
	Count int              `json:"count" validate:"max=9"`
	Inner *inner           `json:"inner,omitempty"`
	List  []inner          `json:"list,omitempty"`
	Map   map[string]inner `json:"map,omitempty"`
	Any   map[string]any   `json:"any,omitempty"`
	Raw   json.RawMessage  `json:"raw,omitempty"`
	Shut  string           `json:"-"`
}

type inner struct {
	Name string `json:"name"`
}

var leaving = `"returnTo":"https://a.example/","challenge":"` + strings.Repeat("x", 43) + `"`

func TestDecodeIsStrict(t *testing.T) {
	refused := map[string]string{
		"nothing":             ``,
		"no JSON":             `{`,
		"trailing data":       `{` + leaving + `} {}`,
		"name twice":          `{` + leaving + `,"count":1,"count":2}`,
		"twice inside":        `{` + leaving + `,"inner":{"name":"a","name":"b"}}`,
		"twice in a list":     `{` + leaving + `,"list":[{"name":"a"},{"name":"a","name":"b"}]}`,
		"twice in a map":      `{` + leaving + `,"map":{"a":{},"a":{}}}`,
		"twice in anything":   `{` + leaving + `,"any":{"a":{"b":1,"b":2}}}`,
		"twice in raw":        `{` + leaving + `,"raw":{"b":1,"b":2}}`,
		"twice by an escape":  `{` + leaving + `,"count":1,"\u0063ount":2}`,
		"unknown":             `{` + leaving + `,"other":1}`,
		"unknown inside":      `{` + leaving + `,"list":[{"nam":"a"}]}`,
		"other case":          `{` + leaving + `,"Count":1}`,
		"both cases":          `{` + leaving + `,"count":1,"COUNT":2}`,
		"Kelvin sign folds":   `{` + leaving + `,"\u212Aount":1}`,
		"not for JSON":        `{` + leaving + `,"Shut":"x"}`,
		"the embedded's name": `{"Leaving":{` + leaving + `}}`,
		"not UTF-8":           "{" + leaving + ",\"inner\":{\"name\":\"\xff\"}}",
		"very deep":           `{"any":{"a":` + strings.Repeat("[", 1<<20) + strings.Repeat("]", 1<<20) + `}}`,
	}
	for name, text := range refused {
		if err := validate.Decode([]byte(text), new(body)); !errors.Is(err, validate.ErrJSON) {
			t.Errorf("%s: %v, want ErrJSON", name, err)
		}
	}
	faulty := map[string]struct {
		text string
		want validate.Faults
	}{
		"a rule":      {`{` + leaving + `,"count":10}`, validate.Faults{{"count", "max", "9"}}},
		"a fraction":  {`{` + leaving + `,"count":1.5}`, validate.Faults{{"count", "type", "number"}}},
		"an exponent": {`{` + leaving + `,"count":1e3}`, validate.Faults{{"count", "type", "number"}}},
		"a text":      {`{` + leaving + `,"count":"1"}`, validate.Faults{{"count", "type", "number"}}},
		"too big":     {`{` + leaving + `,"count":9223372036854775808}`, validate.Faults{{"count", "type", "number"}}},
		"a list":      {`{` + leaving + `,"inner":[]}`, validate.Faults{{"inner", "type", "object"}}},
		"null":        {`null`, validate.Faults{{"returnTo", "required", ""}, {"challenge", "required", ""}}},
	}
	for name, test := range faulty {
		err := validate.Decode([]byte(test.text), new(body))
		faults, _ := errors.AsType[validate.Faults](err)
		if diff := cmp.Diff(test.want, faults); diff != "" {
			t.Errorf("%s: %v\n%s", name, err, diff)
		}
	}
}

func TestDecodeKeepsWhatIsThere(t *testing.T) {
	text := `{` + leaving + `,"count":3,"inner":{"name":"山田"},"map":{"A":{},"a":{"name":"x"}},"any":{"k":[1,{"l":null}]},"raw":[1]}`
	var got body
	if err := validate.Decode([]byte(text), &got); err != nil {
		t.Fatal(err)
	}
	want := body{
		Leaving: api.Leaving{ReturnTo: "https://a.example/", Challenge: strings.Repeat("x", 43)},
		Count:   3, Inner: &inner{"山田"}, Map: map[string]inner{"A": {}, "a": {"x"}},
		Any: map[string]any{"k": []any{1.0, map[string]any{"l": nil}}}, Raw: json.RawMessage(`[1]`),
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestFaultsNeverShowValues(t *testing.T) {
	err := validate.Decode([]byte(`{"shop":"Taro Yamada","elements":[]}`), new(api.RenderRequest))
	if err == nil || strings.Contains(err.Error(), "Yamada") {
		t.Errorf("%v", err)
	}
}

// Whatever Decode takes, encoding/json reads in the same way, and what it writes is taken again.
func FuzzDecode(f *testing.F) {
	good, err := json.Marshal(beginRequest())
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(good))
	f.Add(`{"shop":"s","SHOP":"t"}`)
	f.Add(`[[[{"a":1}]]]`)
	f.Fuzz(func(t *testing.T, text string) {
		var first, second api.BeginRequest
		if validate.Decode([]byte(text), &first) != nil {
			return
		}
		again, err := json.Marshal(first)
		if err != nil {
			t.Fatal(err)
		}
		if err := validate.Decode(again, &second); err != nil {
			t.Fatalf("%s: %v", again, err)
		}
		if diff := cmp.Diff(first, second); diff != "" {
			t.Error(diff)
		}
	})
}

func FuzzVisible(f *testing.F) {
	f.Add("葛\U000E0100城\u200B\uFE0F")
	f.Fuzz(func(t *testing.T, text string) {
		once := validate.Visible(text)
		if validate.Visible(once) != once {
			t.Errorf("%+q is cleaned to %+q, and that again differs", text, once)
		}
		if validate.Struct(texts{Clean: once}) != nil {
			t.Errorf("%+q does not pass as clean", once)
		}
	})
}
