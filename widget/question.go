package widget

import (
	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"noren/shared/api"
	"noren/shared/i18n"
	"noren/shared/prefecture"
)

// questions ask for what a purchase needs and Amazon does not have (R4-5). Usually there are none.
func questions(texts i18n.Texts, fields []api.Field) app.UI {
	var asked []app.UI
	for _, field := range fields {
		if texts.Fields[field] != "" {
			asked = append(asked, question(texts, field))
		}
	}
	if asked == nil {
		return nil
	}
	return app.Div().Attr("part", "questions").Attr("role", "group").Attr("aria-label", attr(texts.Questions)).
		Body(append([]app.UI{line("questions-heading", texts.Questions)}, asked...)...)
}

// question is one field, with its label, how it is filled in, and the place where the loader says what is wrong with it.
func question(texts i18n.Texts, field api.Field) app.UI {
	id := string(field)
	var example app.UI
	if words := texts.Examples[field]; words != "" {
		example = app.P().Attr("part", "example").Attr("id", attr("example-"+id)).Body(text(words))
	}
	return app.Div().Attr("part", "question").Body(
		app.Label().Attr("for", attr("ask-"+id)).Body(text(texts.Fields[field])),
		answer(texts, field),
		example,
		app.P().Attr("part", "error").Attr("id", attr("error-"+id)).Attr("data-wrong", attr(id)),
	)
}

func answer(texts i18n.Texts, field api.Field) app.UI {
	id, described := "ask-"+string(field), "error-"+string(field)
	if texts.Examples[field] != "" {
		described = "example-" + string(field) + " " + described
	}
	if field == api.Prefecture {
		return app.Select().
			Attr("part", "field").
			Attr("id", attr(id)).
			Attr("data-field", attr(string(field))).
			Attr("autocomplete", attr(inputs[field].token)).
			Attr("aria-required", flag(true)).
			Attr("aria-describedby", attr(described)).
			Body(prefectures(texts)...)
	}
	return app.Input().
		Attr("part", "field").
		Attr("type", attr(inputs[field].kind)).
		Attr("id", attr(id)).
		Attr("data-field", attr(string(field))).
		Attr("autocomplete", attr(inputs[field].token)).
		Attr("aria-required", flag(true)).
		Attr("aria-describedby", attr(described))
}

// prefectures begin with none chosen. Its value is a blank, because go-app drops an empty one.
func prefectures(texts i18n.Texts) []app.UI {
	options := []app.UI{app.Option().Attr("value", " ").Body(text(texts.Choose))}
	for _, each := range prefecture.All() {
		options = append(options, app.Option().Attr("value", attr(each.Name)).Body(text(each.Name)))
	}
	return options
}

// inputs are how a browser takes a field: the keyboard of a telephone, and HTML's name of it. Kana have none.
var inputs = map[api.Field]struct{ kind, token string }{
	api.FamilyName: {"text", "family-name"},
	api.GivenName:  {"text", "given-name"},
	api.FamilyKana: {"text", ""},
	api.GivenKana:  {"text", ""},
	api.Email:      {"email", "email"},
	api.Phone:      {"tel", "tel"},
	api.PostalCode: {"tel", "postal-code"},
	api.Prefecture: {"", "address-level1"}, // a select
	api.City:       {"text", "address-level2"},
	api.Street:     {"text", "address-line1"},
	api.Building:   {"text", "address-line2"},
}
