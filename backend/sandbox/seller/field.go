package seller

import (
	"strconv"

	"github.com/a-h/templ"
)

// section is the fields of one group.
type section struct {
	group   group
	heading text
	fields  []field
}

// grouped cuts the fields of a form where the group changes.
func grouped(fields []field) []section {
	headings := map[group]text{groupCompany: all.companyAddress, groupResidence: all.residence}
	var sections []section
	for _, f := range fields {
		if last := len(sections) - 1; last < 0 || sections[last].group != f.group {
			sections = append(sections, section{group: f.group, heading: headings[f.group]})
		}
		last := &sections[len(sections)-1]
		last.fields = append(last.fields, f)
	}
	return sections
}

// firstWrong is the field that takes the focus.
func firstWrong(v FormView) string {
	for _, f := range forms[v.Step].fields {
		if _, ok := v.Problems[f.name]; ok {
			return f.name
		}
	}
	return ""
}

func (f field) inputType() string {
	switch f.kind { //nolint:exhaustive // the others are no input elements of one line
	case kindEmail, kindPassword, kindTel, kindURL:
		return string(f.kind)
	default:
		return "text"
	}
}

// typing helps those who type: the right keyboard, nothing corrected. Passwords are not to be kept by the browser.
func (f field) typing() templ.Attributes {
	a := templ.Attributes{"autocomplete": f.autocomplete()}
	if f.kind == kindDigits {
		a["inputmode"] = "numeric"
	}
	if f.kind != "" {
		a["autocapitalize"], a["spellcheck"] = "none", "false"
	}
	return a
}

func (f field) autocomplete() string {
	if f.complete == "" {
		return "off"
	}
	return f.complete
}

// described ties hint and problem to their field, for those who cannot see that they stand beside it.
func described(v FormView, f field) templ.Attributes {
	a := templ.Attributes{}
	by := ""
	if f.hint.ja != "" {
		by = f.name + "-hint"
	}
	if f.name == "captcha" {
		by += " captcha-text"
	}
	if _, ok := v.Problems[f.name]; ok {
		by += " " + f.name + "-problem"
		if f.kind != kindChoice { // a group cannot be invalid, only what is in it
			a["aria-invalid"] = "true"
		}
	}
	if by != "" {
		a["aria-describedby"] = by
	}
	return a
}

func number(n int) string { return strconv.Itoa(n) }

func otherLanguage(lang string) string {
	if lang == "ja" {
		return "en"
	}
	return "ja"
}
