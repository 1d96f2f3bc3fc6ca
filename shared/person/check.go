package person

import (
	"noren/shared/api"
	"noren/shared/i18n"
	"noren/shared/jpaddress"
	"noren/shared/prefecture"
	"noren/shared/validate"
)

// Read understands what was typed: each value is normalised, then the rules of [api.Person] are applied. A fault's Field is an
// [api.Field]. A value that cannot be understood stays in the person as it was typed, beside its fault. Empty values are no fault.
// Other ways of writing (parts of a number) are [With]'s matter, so that their tables stay out of the browser program.
func Read(typed []api.TypedField) (api.Person, validate.Faults) {
	var p api.Person
	into := fieldsOf(&p)
	for _, t := range typed {
		if place, ok := into[t.Field]; ok {
			*place = normal(t.Field, t.Value)
		}
	}
	return p, validate.Struct(p)
}

// normal writes a field as the rules want it, where that is possible without guessing.
func normal(field api.Field, value string) string {
	switch field {
	case api.PostalCode:
		value, _ = jpaddress.PostalCode(value)
	case api.Phone:
		value, _ = jpaddress.Phone(value)
	case api.Prefecture:
		value = jpaddress.Normal(value)
		if found, ok := prefecture.Of(value); ok {
			return found.Name
		}
	case api.FamilyKana, api.GivenKana:
		value = jpaddress.Normal(value)
		if katakana, ok := jpaddress.Kana(value); ok {
			return katakana
		}
	case api.Email:
		value = jpaddress.Narrow(jpaddress.Clean(value))
	case api.FamilyName, api.GivenName, api.City, api.Street, api.Building:
		value = jpaddress.Normal(value)
	}
	return value
}

// Check is Read for a form: the faults are told in words, with the fields' names in that language.
func Check(typed []api.TypedField, lang api.Lang) api.CheckResponse {
	understood, faults := Read(typed)
	texts := i18n.For(lang)
	response := api.CheckResponse{Person: understood, Fields: make([]api.FieldProblem, 0, len(faults))}
	for _, fault := range faults {
		response.Fields = append(response.Fields, api.FieldProblem{
			Field: fault.Field, Rule: fault.Rule, Param: fault.Param, Text: texts.Fault(fault, texts.Fields[api.Field(fault.Field)]),
		})
	}
	return response
}
