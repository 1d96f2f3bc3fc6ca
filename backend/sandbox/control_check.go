package sandbox

import (
	"errors"
	"mime"
	"net/http"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"

	"noren/backend/sandbox/control"
)

// readRules reads the specification: the operation of each route, "POST /advance".
func readRules() map[string]*routers.Route {
	specification, err := openapi3.NewLoader().LoadFromData(control.Specification)
	if err != nil {
		panic(err) // only for a broken specification, which is part of the program
	}
	rules := map[string]*routers.Route{}
	for path, item := range specification.Paths.Map() {
		for method, operation := range item.Operations() {
			rules[method+" "+path] = &routers.Route{
				Spec: specification, Path: path, PathItem: item, Method: method, Operation: operation,
			}
		}
	}
	return rules
}

// obey lets through what the specification allows. Other content types than JSON could be sent by a page in a
// developer's browser.
func obey(rules func() map[string]*routers.Route, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		route := rules()[r.Pattern]
		if route.Operation.RequestBody != nil && !isJSON(r) {
			writeControl(w, refuse(http.StatusUnsupportedMediaType, "InvalidRequest",
				"The control API takes JSON: send the header 'Content-Type: application/json'."))
			return
		}
		r.Body = http.MaxBytesReader(w, r.Body, maxBody)
		err := openapi3filter.ValidateRequest(r.Context(), &openapi3filter.RequestValidationInput{Request: r, Route: route})
		if err != nil {
			writeControl(w, brokenRule(err))
			return
		}
		next.ServeHTTP(w, r)
	})
}

func isJSON(r *http.Request) bool {
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	return err == nil && kind == "application/json"
}

// brokenRule names the field, what is wrong with it, and what is wanted.
func brokenRule(err error) *Error {
	broken, ok := errors.AsType[*openapi3.SchemaError](err)
	if !ok {
		return refuse(http.StatusBadRequest, "InvalidRequest", "The body is not the JSON of one object: "+err.Error())
	}
	field := strings.Join(broken.JSONPointer(), ".")
	if request, ok := errors.AsType[*openapi3filter.RequestError](err); ok && request.Parameter != nil {
		field = request.Parameter.Name
	}
	text := broken.Reason + "."
	if field != "" {
		text = "The field '" + field + "' is wrong: " + text
	}
	if want := broken.Schema.Description; want != "" {
		text += " Wanted: " + want
	}
	return refuse(http.StatusBadRequest, "InvalidRequest", text)
}
