package person_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"noren/shared/api"
	"noren/shared/person"
	"noren/shared/validate"
)

func tokyo() *api.Address {
	return &api.Address{Name: "山田 太郎", PostalCode: "153-0064", Region: "東京都", Line1: "目黒区下目黒1-8-1", Line2: "アルコタワー", Country: "JP", Phone: "+81 3-5798-1111"}
}

func TestX6_AmazonsDataBecomeAForms(t *testing.T) {
	for name, c := range map[string]struct {
		name, email, phone string
		address            *api.Address
		want               api.Person
	}{
		"as it should be": {
			"山田　太郎", "taro@example.com", "\u202a+81 90-1234-5678\u202c", tokyo(),
			api.Person{
				FamilyName: "山田", GivenName: "太郎", Email: "taro@example.com", Phone: "09012345678", PostalCode: "1530064",
				Prefecture: "東京都", City: "目黒区", Street: "下目黒1-8-1", Building: "アルコタワー",
				PhoneParts: []string{"090", "1234", "5678"}, PrefectureNames: []string{"東京", "トウキョウト", "Tokyo", "13"},
			},
		},
		"no blank in the name": {
			"山田太郎", "", "", nil,
			api.Person{FamilyName: "山田太郎", Uncertain: []api.Field{api.FamilyName, api.GivenName}},
		},
		"kana only where they are written": {
			"やまだ タロウ", "", "", nil,
			api.Person{FamilyName: "やまだ", GivenName: "タロウ", FamilyKana: "ヤマダ", GivenKana: "タロウ"},
		},
		"the number of the address, when the buyer has none": {
			"", "", "", &api.Address{Phone: "03-5798-1111", Country: "JP"},
			api.Person{
				Phone: "0357981111", PhoneParts: []string{"03", "5798", "1111"},
				Uncertain: []api.Field{api.City, api.PostalCode, api.Prefecture, api.Street},
			},
		},
		"a number of another country is not put into a Japanese field": {
			"", "", "+1 206-266-1000", nil,
			api.Person{Uncertain: []api.Field{api.Phone}},
		},
	} {
		t.Run(name, func(t *testing.T) {
			got := person.Of(c.name, c.email, c.phone, c.address)
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// Whatever Amazon gives, the rules of a person hold, but for texts that are longer than a form's.
func TestX6_WhatIsMadeOfAmazonsDataKeepsTheRules(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := func(name string) string {
			return rapid.OneOf(rapid.StringN(0, 12, 40), rapid.SampledFrom([]string{"東京都", "Osaka", "〒530-0001", "090 1234 5678", "やまだ", "山田　太郎", "1-2-3", "\u202a03-1234-5678"})).Draw(t, name)
		}
		a := api.Address{PostalCode: text("code"), Region: text("region"), City: text("city"), Line1: text("line1"), Line2: text("line2"), Country: "JP"}
		got := person.Of(text("name"), "taro@example.com", text("phone"), &a)
		for _, fault := range validate.Struct(got) {
			if fault.Rule != "max" {
				t.Errorf("%+v: %v", got, fault)
			}
		}
		slices.Sort(got.Uncertain)
		if len(slices.Compact(got.Uncertain)) != len(got.Uncertain) {
			t.Errorf("named twice: %v", got.Uncertain)
		}
	})
}

func TestX6_WhatWasTypedIsUnderstoodOrTold(t *testing.T) {
	for name, c := range map[string]struct {
		field api.Field
		typed string
		want  string
		rule  string
	}{
		"postcode in full width":    {api.PostalCode, "〒１５３－００６４", "1530064", ""},
		"postcode that is too long": {api.PostalCode, "15300645", "15300645", "postcode"},
		"telephone number abroad":   {api.Phone, "+81 (0)90-1234-5678", "09012345678", ""},
		"a digit is missing":        {api.Phone, "090-1234-567", "090-1234-567", "phone"},
		"hiragana become katakana":  {api.FamilyKana, "やまだ", "ヤマダ", ""},
		"half width too":            {api.GivenKana, "ﾀﾞｲｺﾞ", "ダイゴ", ""},
		"kanji are no kana":         {api.FamilyKana, "山田", "山田", "kana"},
		"a short prefecture":        {api.Prefecture, "東京", "東京都", ""},
		"a prefecture by its code":  {api.Prefecture, "JP-27", "大阪府", ""},
		"no prefecture":             {api.Prefecture, "江戸", "江戸", "prefecture"},
		"an address in full width":  {api.Email, "ｔａｒｏ＠ｅｘａｍｐｌｅ．ｃｏｍ", "taro@example.com", ""},
		"no address":                {api.Email, "taro", "taro", "email"},
		"too long a name":           {api.FamilyName, strings.Repeat("名", 51), strings.Repeat("名", 51), "max"},
		"nothing is no fault":       {api.Phone, "", "", ""},
		"a street":                  {api.Street, "下目黒　１−８−１", "下目黒 1-8-1", ""},
	} {
		t.Run(name, func(t *testing.T) {
			got, faults := person.Read([]api.TypedField{{Field: c.field, Value: c.typed}})
			values := map[api.Field]string{
				api.PostalCode: got.PostalCode, api.Phone: got.Phone, api.FamilyKana: got.FamilyKana, api.GivenKana: got.GivenKana,
				api.Prefecture: got.Prefecture, api.Email: got.Email, api.FamilyName: got.FamilyName, api.Street: got.Street,
				api.GivenName: got.GivenName, api.City: got.City, api.Building: got.Building,
			}
			if values[c.field] != c.want {
				t.Errorf("%q, not %q", values[c.field], c.want)
			}
			rule := ""
			if len(faults) > 0 {
				rule = faults[0].Rule
			}
			if rule != c.rule || len(faults) > 1 || rule != "" && faults[0].Field != string(c.field) {
				t.Errorf("faults: %v", faults)
			}
		})
	}
}

func TestX6_ReadingTwiceChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		typed := []api.TypedField{
			{Field: api.FamilyName, Value: rapid.String().Draw(t, "name")},
			{Field: api.GivenKana, Value: rapid.String().Draw(t, "kana")},
			{Field: api.Phone, Value: rapid.String().Draw(t, "phone")},
			{Field: api.PostalCode, Value: rapid.String().Draw(t, "code")},
			{Field: api.Prefecture, Value: rapid.String().Draw(t, "prefecture")},
			{Field: api.Street, Value: rapid.String().Draw(t, "street")},
		}
		once, _ := person.Read(typed)
		again, _ := person.Read([]api.TypedField{
			{Field: api.FamilyName, Value: once.FamilyName},
			{Field: api.GivenKana, Value: once.GivenKana},
			{Field: api.Phone, Value: once.Phone},
			{Field: api.PostalCode, Value: once.PostalCode},
			{Field: api.Prefecture, Value: once.Prefecture},
			{Field: api.Street, Value: once.Street},
		})
		if diff := cmp.Diff(once, again); diff != "" {
			t.Error(diff)
		}
	})
}

func TestX6_FaultsAreToldWithTheFieldsName(t *testing.T) {
	got := person.Check([]api.TypedField{{Field: api.Phone, Value: "12"}}, api.Japanese)
	want := []api.FieldProblem{{Field: "phone", Rule: "phone", Text: "電話番号は市外局番から、10桁または11桁の数字でご入力ください。"}}
	if diff := cmp.Diff(want, got.Fields); diff != "" {
		t.Error(diff)
	}
	if good := person.Check(nil, api.English).Fields; good == nil || len(good) != 0 {
		t.Errorf("%v is not the empty list that the page expects", good)
	}
}

func TestX6_AnAnswerCountsForMoreAndIsWrittenInEveryWay(t *testing.T) {
	before := person.Of("山田太郎", "", "", tokyo())
	answer, _ := person.Read([]api.TypedField{{Field: api.Phone, Value: "06-6123-4567"}, {Field: api.FamilyName, Value: "山田"}, {Field: api.Prefecture, Value: "大阪"}})
	after := person.With(before, answer)
	if after.Phone != "0661234567" || !slices.Equal(after.PhoneParts, []string{"06", "6123", "4567"}) || after.PrefectureNames[3] != "27" {
		t.Errorf("%+v", after)
	}
	if !slices.Equal(after.Uncertain, []api.Field{api.GivenName}) {
		t.Errorf("uncertain: %v", after.Uncertain)
	}
}
