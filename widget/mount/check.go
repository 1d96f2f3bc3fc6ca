package mount

import (
	"encoding/json"
	"errors"
	"fmt"

	"noren/shared/api"
	"noren/shared/i18n"
	"noren/shared/person"
	"noren/shared/validate"
)

// BadJSON is the rule that a body breaks which is not the JSON that was asked for.
const BadJSON = string(api.BadJSON)

// Check applies the backend's own rules (requirement C-4) to a request before it is sent: "begin", "change" or "confirm".
// The faults are told in the request's language; none means that the backend will not refuse its form either. The request "check"
// is answered here as the backend would answer it: with what is wrong in a shop's form.
func Check(name string, body []byte) ([]api.FieldProblem, error) {
	var request any
	switch name {
	case "begin":
		request = new(api.BeginRequest)
	case "change":
		request = new(api.ChangeRequest)
	case "confirm":
		request = new(api.ConfirmRequest)
	case "check":
		request = new(api.CheckRequest)
	default:
		return nil, fmt.Errorf("mount: no request is called %q", name)
	}
	err := validate.Decode(body, request)
	if err == nil {
		if form, ok := request.(*api.CheckRequest); ok {
			return person.Check(form.Typed, form.Lang).Fields, nil
		}
		return []api.FieldProblem{}, nil
	}
	texts := i18n.For(language(body))
	faults, ok := errors.AsType[validate.Faults](err)
	if !ok {
		return []api.FieldProblem{{Rule: BadJSON, Text: texts.Problem(api.BadJSON).Title}}, nil
	}
	problems := make([]api.FieldProblem, 0, len(faults))
	for _, fault := range faults {
		problems = append(problems, api.FieldProblem{
			Field: fault.Field, Rule: fault.Rule, Param: fault.Param, Text: texts.Fault(fault, ""),
		})
	}
	return problems, nil
}

// language is the one that the request asks for, also when the rest of it is wrong.
func language(body []byte) api.Lang {
	var request struct {
		Lang api.Lang `json:"lang"`
	}
	if json.Unmarshal(body, &request) != nil {
		return api.Japanese
	}
	return request.Lang
}
