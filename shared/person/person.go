// Package person makes what Amazon knows of somebody, and what somebody typed, into what a Japanese form asks for (requirement
// X-6), and says what a purchase still lacks (R4-5).
package person

import (
	"slices"

	"noren/shared/api"
	"noren/shared/jpaddress"
	"noren/shared/prefecture"
)

// Of reads Amazon's data as a form's. The address may be nil. Uncertain names what was derived and should be looked at, and what
// Amazon had, but not in a form that can be understood: that stays empty. Kana are filled in only when the name is written in them.
func Of(name, email, phone string, a *api.Address) api.Person {
	family, given, certain := jpaddress.Name(jpaddress.Normal(name))
	p := api.Person{FamilyName: family, GivenName: given, Email: jpaddress.Clean(email)}
	if !certain && family != "" {
		p.Uncertain = append(p.Uncertain, api.FamilyName, api.GivenName)
	}
	p.FamilyKana, p.GivenKana = kana(family), kana(given)
	if phone == "" && a != nil {
		phone = a.Phone
	}
	number, ok := jpaddress.Phone(phone)
	if ok {
		p.Phone = number
	} else if number != "" {
		p.Uncertain = append(p.Uncertain, api.Phone)
	}
	if a != nil {
		locate(&p, *a)
	}
	write(&p)
	return p
}

// locate puts an address into the person.
func locate(p *api.Person, a api.Address) {
	read := jpaddress.Read(a)
	p.City, p.Street, p.Building = read.City, read.Street, read.Building
	uncertain := make([]api.Field, 0, len(read.Uncertain))
	for _, part := range read.Uncertain {
		uncertain = append(uncertain, api.Field(part))
	}
	if code, ok := jpaddress.PostalCode(read.PostalCode); ok {
		p.PostalCode = code
	} else if code != "" {
		uncertain = append(uncertain, api.PostalCode)
	}
	if found, ok := prefecture.Of(read.Prefecture); ok {
		p.Prefecture = found.Name
	} else if read.Prefecture != "" {
		uncertain = append(uncertain, api.Prefecture)
	}
	slices.Sort(uncertain)
	p.Uncertain = append(p.Uncertain, slices.Compact(uncertain)...)
}

// kana is a name that is written in kana, as katakana.
func kana(name string) string {
	katakana, ok := jpaddress.Kana(name)
	if !ok {
		return ""
	}
	return katakana
}

// write adds how forms write the telephone number in parts and the prefecture by its other names. Where a number's parts are not
// certain, neither is the number: no area code begins like it.
func write(p *api.Person) {
	p.PhoneParts, p.PrefectureNames = nil, nil
	if p.Phone != "" {
		area, exchange, number, certain := jpaddress.PhoneParts(p.Phone)
		p.PhoneParts = []string{area, exchange, number}
		if !certain && !slices.Contains(p.Uncertain, api.Phone) {
			p.Uncertain = append(p.Uncertain, api.Phone)
		}
	}
	if found, ok := prefecture.Of(p.Prefecture); ok {
		p.PrefectureNames = []string{found.Short, found.Kana, found.Romaji, found.JIS()}
	}
}
