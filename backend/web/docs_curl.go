package web

import (
	"encoding/json"
	"fmt"
	"net/url"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

// curlOf is an operation as a shell calls it: parameters and body are the specification's own examples, server and key are the
// reader's variables. What has no example and need not be there is left out.
func curlOf(method, path string, o *openapi3.Operation) (string, error) {
	address, headers := apiBase+path, []string{"Authorization: Bearer $NOREN_KEY"}
	query := url.Values{}
	for _, ref := range o.Parameters {
		p := ref.Value
		switch {
		case p.In == openapi3.ParameterInPath:
			address = strings.ReplaceAll(address, "{"+p.Name+"}", url.PathEscape(fmt.Sprint(p.Example)))
		case p.In == openapi3.ParameterInHeader && p.Extensions[shellExample] != nil:
			headers = append(headers, fmt.Sprintf("%s: %s", p.Name, p.Extensions[shellExample]))
		case p.In == openapi3.ParameterInQuery:
			query[p.Name] = wordsOf(p.Example)
		}
	}
	if text := query.Encode(); text != "" {
		address += "?" + text
	}
	body, err := bodyOf(o.RequestBody)
	if err != nil {
		return "", err
	}
	if body != "" {
		headers = append(headers, "Content-Type: application/json")
	}
	lines := []string{"curl"}
	if method != "GET" {
		lines[0] += " -X " + method
	}
	lines[0] += ` "$NOREN` + address + `"`
	for _, header := range headers {
		lines = append(lines, `  -H "`+header+`"`)
	}
	if body != "" {
		lines = append(lines, "  -d '"+strings.ReplaceAll(body, "'", `'\''`)+"'")
	}
	return strings.Join(lines, " \\\n"), nil
}

// shellExample is how a shell makes a value that must be another one in each call.
const shellExample = "x-shell-example"

// wordsOf are the values of a parameter that may be repeated; none when it has no example.
func wordsOf(example any) (words []string) {
	switch example := example.(type) {
	case nil:
	case []any:
		for _, one := range example {
			words = append(words, fmt.Sprint(one))
		}
	default:
		words = append(words, fmt.Sprint(example))
	}
	return words
}

// bodyOf is the example of a body as JSON; "" when there is none.
func bodyOf(body *openapi3.RequestBodyRef) (string, error) {
	if body == nil {
		return "", nil
	}
	example := exampleOf(body.Value.Content.Get("application/json").Schema)
	if example == nil {
		return "", nil
	}
	text, err := json.MarshalIndent(example, "  ", "  ")
	if err != nil {
		return "", fmt.Errorf("web: specification: example: %w", err)
	}
	return string(text), nil
}

// exampleOf is a type's example, or one made of its fields' examples; nil when there is none.
func exampleOf(schema *openapi3.SchemaRef) any {
	if schema.Value.Example != nil {
		return schema.Value.Example
	}
	fields := map[string]any{}
	for name, field := range schema.Value.Properties {
		if example := exampleOf(field); example != nil {
			fields[name] = example
		}
	}
	if len(fields) == 0 {
		return nil
	}
	return fields
}
