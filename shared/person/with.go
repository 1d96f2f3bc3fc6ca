package person

import "noren/shared/api"

// With is a person with what an answer adds: a field that was answered counts for more than the one before, and is certain.
func With(before, answer api.Person) api.Person {
	after := before
	was, said := fieldsOf(&after), fieldsOf(&answer)
	var uncertain []api.Field
	for field, value := range said {
		if *value != "" {
			*was[field] = *value
		}
	}
	for _, field := range before.Uncertain {
		if *said[field] == "" {
			uncertain = append(uncertain, field)
		}
	}
	after.Uncertain = uncertain
	write(&after)
	return after
}

func fieldsOf(p *api.Person) map[api.Field]*string {
	return map[api.Field]*string{
		api.FamilyName: &p.FamilyName, api.GivenName: &p.GivenName, api.FamilyKana: &p.FamilyKana, api.GivenKana: &p.GivenKana,
		api.Email: &p.Email, api.Phone: &p.Phone, api.PostalCode: &p.PostalCode, api.Prefecture: &p.Prefecture, api.City: &p.City,
		api.Street: &p.Street, api.Building: &p.Building,
	}
}
