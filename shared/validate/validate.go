// Package validate is the one set of rules for data from outside, run by the backend and by the browser program alike
// (requirement C-4). Rules stand as tags on the types in shared; texts about broken rules stand in i18n.
package validate

import (
	"errors"
	"reflect"
	"strconv"
	"strings"
	"sync"

	"github.com/go-playground/validator/v10"

	"noren/shared/prefecture"
)

// Tags of ours, beside those of validator.
const (
	Token      = "token"      // ASCII letters, digits, "_", "-" and "." only
	Clean      = "clean"      // valid UTF-8 in one line, every character visible
	CleanLines = "cleanlines" // as Clean, with line breaks
	Kana       = "kana"       // full-width katakana, ー, ・ and single blanks inside
	Phone      = "phone"      // a number within Japan: ten or eleven digits, as many as its beginning asks for
	Postcode   = "postcode"   // seven digits
	Prefecture = "prefecture" // one of the 47 official names

	InvoiceNumber   = "invoicenumber"   // 登録番号 of a qualified-invoice issuer: T and thirteen digits, the first of them a check digit
	CorporateNumber = "corporatenumber" // 法人番号: thirteen digits, the first of them a check digit
)

// Type is the rule that a value of the wrong JSON type breaks, told by [Decode]; its parameter is the type wanted.
const Type = "type"

// Fault is one broken rule. Field is the JSON path, as in "elements[0].cart"; Rule is the tag, Param its parameter.
type Fault struct{ Field, Rule, Param string }

// Faults is the error of a value that is JSON of the right shape but breaks rules. It is never empty.
type Faults []Fault

// Error names the fields and rules, never a value: values may be personal data.
func (f Faults) Error() string {
	var text strings.Builder
	text.WriteString("validate:")
	for _, fault := range f {
		text.WriteString(" " + strconv.Quote(fault.Field) + " breaks " + fault.Rule + ";")
	}
	return strings.TrimSuffix(text.String(), ";")
}

// Struct applies the tags of v, a struct or a pointer to one, and of all that it holds. Nil means good. A nil pointer, and
// whatever else is not a struct, breaks the rule "required": the answer to a mistake is never «good».
func Struct(v any) []Fault {
	err := rules().Struct(v)
	if err == nil {
		return nil
	}
	broken, ok := errors.AsType[validator.ValidationErrors](err)
	if !ok {
		return []Fault{{Rule: "required"}}
	}
	faults := make([]Fault, 0, len(broken))
	root := rootName(v)
	for _, b := range broken {
		faults = append(faults, Fault{Field: path(root, b.Namespace()), Rule: b.Tag(), Param: b.Param()})
	}
	return faults
}

// rules is the one instance. It keeps what it learnt about each type.
var rules = sync.OnceValue(func() *validator.Validate {
	v := validator.New(validator.WithRequiredStructEnabled())
	v.RegisterTagNameFunc(jsonName)
	own := map[string]func(string) bool{
		Token: isToken, Clean: isClean, CleanLines: isCleanLines,
		Kana: isKana, Phone: IsPhone, Postcode: isPostcode, Prefecture: prefecture.Is, InvoiceNumber: isInvoiceNumber,
		CorporateNumber: isCorporateNumber,
	}
	for tag, holds := range own {
		err := v.RegisterValidation(tag, func(field validator.FieldLevel) bool {
			return field.Field().Kind() == reflect.String && holds(field.Field().String())
		})
		if err != nil {
			panic(err) // the tags are constants
		}
	}
	return v
})

// embedded stands in validator's paths for a struct whose fields JSON knows as those of the outer one. No JSON name of ours
// has this letter.
const embedded = "^"

func jsonName(field reflect.StructField) string {
	name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
	switch {
	case name == "-":
		return ""
	case name == "" && field.Anonymous:
		return embedded
	}
	return name
}

func rootName(v any) string {
	t := reflect.TypeOf(v)
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	return t.Name()
}

// path makes the JSON path from validator's namespace, which begins with the type's name (empty for a type without one).
func path(root, namespace string) string {
	rest := strings.TrimPrefix(strings.TrimPrefix(namespace, root), ".")
	return strings.ReplaceAll(rest, embedded+".", "")
}
