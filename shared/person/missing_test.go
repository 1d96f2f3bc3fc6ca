package person_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"noren/shared/api"
	"noren/shared/person"
)

func complete() *api.Person {
	p := person.Of("山田 太郎", "taro@example.com", "09012345678", tokyo())
	return &p
}

func TestR4_5_EnoughDataIsOneRule(t *testing.T) {
	changed := func(change func(p *api.Person)) *api.Person {
		p := complete()
		change(p)
		return p
	}
	for name, c := range map[string]struct {
		purchaser, recipient *api.Person
		physical, kana       bool
		want                 []api.Field
	}{
		"everything is there":             {complete(), complete(), true, false, nil},
		"nothing is sent":                 {complete(), nil, false, false, nil},
		"nothing is known":                {nil, nil, false, false, []api.Field{api.FamilyName, api.Email, api.Phone}},
		"nobody to send it to":            {complete(), nil, true, false, []api.Field{api.FamilyName, api.PostalCode, api.Prefecture, api.Street}},
		"a telephone number is missing":   {changed(func(p *api.Person) { p.Phone = "" }), complete(), true, false, []api.Field{api.Phone}},
		"the recipient needs no number":   {complete(), changed(func(p *api.Person) { p.Phone, p.Email = "", "" }), true, false, nil},
		"kana, where the shop wants them": {complete(), complete(), true, true, []api.Field{api.FamilyKana, api.GivenKana}},
		"kana that are known":             {changed(func(p *api.Person) { p.FamilyKana, p.GivenKana = "ヤマダ", "タロウ" }), complete(), true, true, nil},
		"a whole name is enough": {
			changed(func(p *api.Person) {
				p.FamilyName, p.GivenName, p.Uncertain = "山田太郎", "", []api.Field{api.FamilyName, api.GivenName}
			}), complete(), true, false, nil,
		},
		"an uncertain prefecture is not":        {complete(), changed(func(p *api.Person) { p.Uncertain = []api.Field{api.Prefecture} }), true, false, []api.Field{api.Prefecture}},
		"an uncertain postcode is not":          {complete(), changed(func(p *api.Person) { p.Uncertain = []api.Field{api.PostalCode} }), true, false, []api.Field{api.PostalCode}},
		"unless nothing is sent":                {complete(), changed(func(p *api.Person) { p.Uncertain = []api.Field{api.PostalCode} }), false, false, nil},
		"where a line is cut is no matter":      {complete(), changed(func(p *api.Person) { p.City, p.Uncertain = "", []api.Field{api.City} }), true, false, nil},
		"neither city nor street":               {complete(), changed(func(p *api.Person) { p.City, p.Street = "", "" }), true, false, []api.Field{api.Street}},
		"the purchaser's own address may lack":  {changed(func(p *api.Person) { p.PostalCode, p.Prefecture, p.Street = "", "", "" }), complete(), true, false, nil},
		"the recipient's name, not ours, lacks": {complete(), changed(func(p *api.Person) { p.FamilyName, p.GivenName = "", "" }), true, false, []api.Field{api.FamilyName}},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, person.Missing(c.purchaser, c.recipient, c.physical, c.kana)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// What is missing, once it is answered, is not missing any more: the shopper is asked once.
func TestR4_5_AnAnswerEndsTheQuestion(t *testing.T) {
	answers := map[api.Field]string{
		api.FamilyName: "山田", api.FamilyKana: "ヤマダ", api.GivenKana: "タロウ", api.Email: "taro@example.com", api.Phone: "09012345678",
		api.PostalCode: "153-0064", api.Prefecture: "東京都", api.Street: "下目黒1-8-1", api.GivenName: "", api.City: "", api.Building: "",
	}
	rapid.Check(t, func(t *rapid.T) {
		draw := func(name, value string) string { return rapid.SampledFrom([]string{"", value}).Draw(t, name) }
		a := tokyo()
		a.PostalCode, a.Region, a.Line1, a.Phone = draw("code", a.PostalCode), draw("region", a.Region), draw("line", a.Line1), ""
		buyer := person.Of(draw("name", "山田 太郎"), draw("email", "a@example.com"), draw("phone", "03-5798-1111"), nil)
		door := person.Of(draw("door", "鈴木 花子"), "", "", a)
		physical, kana := rapid.Bool().Draw(t, "physical"), rapid.Bool().Draw(t, "kana")
		var typed []api.TypedField
		missing := person.Missing(&buyer, &door, physical, kana)
		for _, field := range missing {
			typed = append(typed, api.TypedField{Field: field, Value: answers[field]})
		}
		said, faults := person.Read(typed)
		if faults != nil {
			t.Fatal(faults)
		}
		buyer, door = person.With(buyer, said), person.With(door, said)
		if left := person.Missing(&buyer, &door, physical, kana); left != nil {
			t.Errorf("asked %v, still asks %v", missing, left)
		}
		if len(missing) != len(slices.Compact(slices.Clone(missing))) {
			t.Errorf("asked twice: %v", missing)
		}
	})
}
