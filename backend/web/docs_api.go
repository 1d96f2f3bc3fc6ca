package web

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"

	"noren/shared/api"
	"noren/shared/i18n"
)

// apiPage is the specification of the server API, ready to be shown in one language.
type apiPage struct {
	text       string // HTML, as all texts below
	operations []apiOperation
	types      []apiType
}

type apiOperation struct {
	id, method, path, summary, text, scope string
	parameters                             []apiField
	body                                   *openapi3.SchemaRef
	example                                string // for a shell
	answers                                []apiAnswer
}

type apiAnswer struct {
	status string // "" for every other one
	text   string
	schema *openapi3.SchemaRef // nil for an answer without a body
}

type apiType struct {
	name, text string
	values     []any
	fields     []apiField
}

type apiField struct {
	name, text string
	required   bool
	schema     *openapi3.SchemaRef
}

// apiReader reads the specification. Types are listed in the order in which a reader meets them.
type apiReader struct {
	specification *openapi3.T
	lang          api.Lang
	met           []string          // names of types
	shared        map[string]string // what answers that several operations share say about their type
	err           error
}

func readAPI(lang api.Lang) (apiPage, error) {
	specification, err := specified()
	if err != nil {
		return apiPage{}, fmt.Errorf("web: specification: %w", err)
	}
	r := &apiReader{specification: specification, lang: lang, shared: map[string]string{}}
	page := apiPage{text: r.text(specification.Info.Description, specification.Info.Extensions)}
	for _, path := range slices.Sorted(maps.Keys(specification.Paths.Map())) {
		operations := specification.Paths.Value(path).Operations()
		for _, method := range slices.Sorted(maps.Keys(operations)) {
			page.operations = append(page.operations, r.operation(method, path, operations[method]))
		}
	}
	for len(page.types) < len(r.met) { // a type may lead to further ones
		page.types = append(page.types, r.typ(r.met[len(page.types)]))
	}
	return page, r.err
}

func (p apiPage) sections(words i18n.Documents) []section {
	sections := make([]section, 0, len(p.operations)+1)
	for _, operation := range p.operations {
		sections = append(sections, section{operation.id, operation.summary})
	}
	return append(sections, section{"types", words.Types})
}

func (r *apiReader) operation(method, path string, o *openapi3.Operation) apiOperation {
	scope, _ := o.Extensions["x-scope"].(string)
	operation := apiOperation{
		id: o.OperationID, method: method, path: apiBase + path, scope: scope,
		summary: r.inLang(o.Summary, o.Extensions, "x-ja-summary"), text: r.text(o.Description, o.Extensions),
	}
	for _, parameter := range o.Parameters {
		p := parameter.Value
		operation.parameters = append(operation.parameters, apiField{p.Name, r.text(p.Description, p.Extensions), p.Required, p.Schema})
	}
	if o.RequestBody != nil {
		operation.body = r.schemaOf(o.RequestBody.Value.Content)
	}
	example, err := curlOf(method, path, o)
	if err != nil {
		r.err = err
	}
	operation.example = example
	answers := o.Responses.Map()
	for _, status := range slices.Sorted(maps.Keys(answers)) {
		operation.answers = append(operation.answers, r.answer(status, answers[status]))
	}
	return operation
}

// answer describes one answer. What is shared by several operations is told once, at its type.
func (r *apiReader) answer(status string, ref *openapi3.ResponseRef) apiAnswer {
	answer := apiAnswer{strings.TrimSuffix(status, "default"), r.text(*ref.Value.Description, ref.Value.Extensions), r.schemaOf(ref.Value.Content)}
	if ref.Ref != "" {
		r.shared[typeName(answer.schema)] = answer.text
		answer.text = ""
	}
	return answer
}

func (r *apiReader) schemaOf(content openapi3.Content) *openapi3.SchemaRef {
	for _, media := range content {
		r.meet(media.Schema)
		return media.Schema
	}
	return nil
}

// meet notes a named type for the list.
func (r *apiReader) meet(schema *openapi3.SchemaRef) {
	if name := typeName(schema); name != "" && !slices.Contains(r.met, name) {
		r.met = append(r.met, name)
	}
	if schema.Value.Items != nil {
		r.meet(schema.Value.Items)
	}
}

func (r *apiReader) typ(name string) apiType {
	schema := r.specification.Components.Schemas[name].Value
	t := apiType{name: name, text: r.text(schema.Description, schema.Extensions) + r.shared[name], values: schema.Enum}
	optional := slices.DeleteFunc(slices.Sorted(maps.Keys(schema.Properties)), func(field string) bool {
		return slices.Contains(schema.Required, field)
	})
	for _, field := range append(slices.Clone(schema.Required), optional...) {
		of := schema.Properties[field]
		r.meet(of)
		text := ""
		if of.Ref == "" { // a named type is explained where it stands
			text = r.text(of.Value.Description, of.Value.Extensions)
		}
		t.fields = append(t.fields, apiField{field, text, slices.Contains(schema.Required, field), of})
	}
	return t
}

// text is a description as HTML.
func (r *apiReader) text(english string, extensions map[string]any) string {
	html, err := parseMarkdown("openapi.yaml", []byte(r.inLang(english, extensions, "x-ja-description")), r.lang).html()
	if err != nil {
		r.err = err
	}
	return html
}

// inLang takes the Japanese words from the specification too, where they stand beside the English ones as an extension.
func (r *apiReader) inLang(english string, extensions map[string]any, name string) string {
	if japanese, ok := extensions[name].(string); ok && r.lang == api.Japanese {
		return japanese
	}
	return english
}

// typeName is the name of a type that has one.
func typeName(schema *openapi3.SchemaRef) string {
	name, _ := strings.CutPrefix(schema.Ref, "#/components/schemas/")
	return name
}

// kindOf says what a value without a name is made of, in the specification's words.
func kindOf(schema *openapi3.Schema) string {
	kind := strings.Join(schema.Type.Slice(), ", ")
	if schema.Format != "" {
		kind += " (" + schema.Format + ")"
	}
	return kind
}

// limitsOf are the rules that a value obeys, in the specification's words.
func limitsOf(schema *openapi3.Schema) []string {
	var limits []string
	if schema.Min != nil {
		limits = append(limits, fmt.Sprintf("minimum: %v", *schema.Min))
	}
	if schema.MinLength > 0 {
		limits = append(limits, fmt.Sprintf("minLength: %d", schema.MinLength))
	}
	if schema.MaxLength != nil {
		limits = append(limits, fmt.Sprintf("maxLength: %d", *schema.MaxLength))
	}
	if schema.Pattern != "" {
		limits = append(limits, "pattern: "+schema.Pattern)
	}
	return limits
}
