package seller

// kind is how a field is drawn; "" is one line of text.
type kind string

const (
	kindEmail    kind = "email"
	kindPassword kind = "password"
	kindTel      kind = "tel"
	kindDigits   kind = "digits"
	kindURL      kind = "url"
	kindChoice   kind = "choice" // radio buttons
	kindList     kind = "list"   // a select element
	kindTick     kind = "tick"   // a check box
)

// field is one question of a form. The sandbox knows which answers are right.
type field struct {
	name     string
	label    text
	kind     kind
	hint     text
	options  []option
	optional bool
	complete string // autocomplete token
	group    group
}

// group is fields under one heading.
type group string

const (
	groupCompany   group = "company"
	groupResidence group = "residence" // shown when «same» is unticked
)

type option struct {
	value string
	label text
}

// form is one page: its fields, and the button that posts them.
type form struct {
	title, lead, submit text
	fields              []field
}

// Question is what the sandbox has to know of a field to check its answer.
type Question struct {
	Name     string
	Optional bool
	Tick     bool     // a check box, "on" or ""
	Options  []string // the answers that there are; none: free text
}

// Questions lists the fields of a step in their order.
func Questions(step Step) []Question {
	var list []Question
	for _, f := range forms[step].fields {
		q := Question{Name: f.name, Optional: f.optional, Tick: f.kind == kindTick}
		for _, o := range f.options {
			q.Options = append(q.Options, o.value)
		}
		list = append(list, q)
	}
	return list
}
