package web_test

import (
	"encoding/json"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/legacy"

	"noren/shared/api"
)

// asked is a request as the documents write it: method and path, then headers, then the body; and the answer in the block after it.
var asked = regexp.MustCompile("(?s)```\n(GET|POST|DELETE) (/api/v1/[^\n]+)\n(?:[a-z-]+: [^\n]*\n)*(?:\n(\\{.*?\\})\n)?```\n(?:\n```json\n(\\{.*?\\})\n```)?")

// Every request in the documents is one of the specification, and so is its answer, with every field that it must have.
func TestDocs_RequestsAreThoseOfTheSpecification(t *testing.T) {
	spec, err := specification()
	if err != nil {
		t.Fatal(err)
	}
	router, err := legacy.NewRouter(spec)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"flows.ja", "flows.en", "login.ja", "login.en"} {
		text := strings.ReplaceAll(read(t, "../../static/docs/"+name+".md"), "…", "x")
		requests := asked.FindAllStringSubmatch(text, -1)
		if len(requests) != strings.Count(text, "```\nGET")+strings.Count(text, "```\nPOST")+strings.Count(text, "```\nDELETE") || len(requests) < 4 {
			t.Errorf("%s: %d requests were understood", name, len(requests))
		}
		for _, found := range requests {
			request, err := http.NewRequestWithContext(t.Context(), found[1], found[2], strings.NewReader(found[3]))
			if err != nil {
				t.Fatal(err)
			}
			route, _, err := router.FindRoute(request)
			if err != nil {
				t.Errorf("%s: %s %s: %v", name, found[1], found[2], err)
				continue
			}
			fits(t, name+": "+found[1]+" "+found[2], route, found[3], found[4])
			if strings.Contains(found[3], `"consent"`) && !strings.Contains(found[3], `"consent": "`+api.ConsentVersion+`"`) {
				t.Errorf("%s: consent is not to the present text: %s", name, found[3])
			}
		}
	}
}

func fits(t *testing.T, at string, route *routers.Route, body, answer string) {
	t.Helper()
	check := func(what, text string, schema *openapi3.SchemaRef) {
		t.Helper()
		var value any
		if err := json.Unmarshal([]byte(text), &value); err != nil {
			t.Errorf("%s: %s: %v", at, what, err)
		} else if err := schema.Value.VisitJSON(value); err != nil {
			t.Errorf("%s: %s: %v", at, what, err)
		}
	}
	if (body != "") != (route.Operation.RequestBody != nil) {
		t.Errorf("%s: body %q", at, body)
	}
	if body != "" {
		check("body", body, route.Operation.RequestBody.Value.Content.Get("application/json").Schema)
	}
	if answer == "" {
		return
	}
	for status, response := range route.Operation.Responses.Map() {
		if strings.HasPrefix(status, "2") {
			check("answer", answer, response.Value.Content.Get("application/json").Schema)
		}
	}
}
