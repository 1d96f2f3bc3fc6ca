package mail

import (
	"slices"

	"noren/shared/api"
	"noren/shared/i18n"
	"noren/shared/validate"
)

// Template is how a shop words one kind of mail.
type Template struct {
	// Version counts the saves, beginning with 1; 0 means that nothing has been saved and these are our words. A save is based on the
	// version that was read.
	Version int64 `json:"-"`

	Kind     Kind    `json:"-"`
	On       bool    `json:"on"`                                         // off: mails of this kind are not sent
	Guide    bool    `json:"guide"`                                      // 「ご案内」: 「表示」 (R3-4)
	ReplyTo  string  `json:"replyTo" validate:"omitempty,max=254,email"` // where answers go, and reports; "" is the shop's contact
	Japanese Wording `json:"ja"`
	English  Wording `json:"en"`
}

// Wording is a template in one language. Names in braces, such as {注文番号} or {order_number}, are filled in: see [Places].
type Wording struct {
	Subject string `json:"subject" validate:"required,max=200,clean"`
	Text    string `json:"text" validate:"required,max=10000,cleanlines"`
}

// In is the wording in a language; any other than English gives Japanese.
func (t Template) In(lang api.Lang) Wording {
	if lang == api.English {
		return t.English
	}
	return t.Japanese
}

// Default is our wording of a kind, for shops that have not saved their own. 「ご案内」 is 「非表示」 until somebody shows it (R3-4).
func Default(kind Kind) Template {
	wording := func(lang api.Lang) Wording {
		text := i18n.MailFor(lang).Defaults[string(kind)]
		return Wording{text.Subject, text.Text}
	}
	return Template{Kind: kind, On: true, Japanese: wording(api.Japanese), English: wording(api.English)}
}

// Rules about places, beside those of validator. i18n.Mails tells them.
const (
	RulePlace     = "place"      // not known; the parameter is what was written, "|", and the nearest name
	RuleElsewhere = "place_kind" // known, but not in mails of this kind; the parameter is the name
	RuleBrace     = "brace"      // a brace without its partner
)

// Check returns every fault, field by field, as validate.Faults; nil means good.
func (t Template) Check() error {
	faults := validate.Struct(t)
	for _, field := range []struct{ name, text string }{
		{"ja.subject", t.Japanese.Subject}, {"ja.text", t.Japanese.Text}, {"en.subject", t.English.Subject}, {"en.text", t.English.Text},
	} {
		faults = append(faults, checkPlaces(t.Kind, field.name, field.text)...)
	}
	if faults != nil {
		return validate.Faults(faults)
	}
	return nil
}

func checkPlaces(kind Kind, field, text string) (faults []validate.Fault) {
	for _, p := range split(text) {
		found, known := placeNames()[p.name]
		switch {
		case p.stray:
			faults = append(faults, validate.Fault{Field: field, Rule: RuleBrace})
		case p.name == "":
		case !known:
			faults = append(faults, validate.Fault{Field: field, Rule: RulePlace, Param: p.name + "|" + nearest(kind, p.name)})
		case !slices.Contains(placesOf(kind), found):
			faults = append(faults, validate.Fault{Field: field, Rule: RuleElsewhere, Param: p.name})
		}
	}
	return faults
}
