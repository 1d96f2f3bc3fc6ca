package person

import "noren/shared/api"

// Fields are those of a person, in the order of a form.
func Fields() []api.Field {
	return []api.Field{
		api.FamilyName, api.GivenName, api.FamilyKana, api.GivenKana, api.Email, api.Phone, api.PostalCode, api.Prefecture, api.City, api.Street,
		api.Building,
	}
}

// Typed are a person's fields as [Read] takes them, so that what comes from anywhere is normalised like a form's.
func Typed(p api.Person) []api.TypedField {
	values := fieldsOf(&p)
	typed := make([]api.TypedField, 0, len(values))
	for _, field := range Fields() {
		typed = append(typed, api.TypedField{Field: field, Value: *values[field]})
	}
	return typed
}

// Changed names the fields that differ, in the order of a form.
func Changed(before, after api.Person) []api.Field {
	was, is := fieldsOf(&before), fieldsOf(&after)
	var changed []api.Field
	for _, field := range Fields() {
		if *was[field] != *is[field] {
			changed = append(changed, field)
		}
	}
	return changed
}
