package sandbox

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"

	"noren/backend/sandbox/control"
	"noren/backend/sandbox/watch"
)

// routeControlPage serves the specification, and the same for a reader.
func (s *Sandbox) routeControlPage(mux *http.ServeMux) {
	mux.HandleFunc("GET /openapi.yaml", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/yaml")
		_, _ = w.Write(control.Specification)
	})
	mux.Handle("GET "+watch.AssetPath, http.StripPrefix(watch.AssetPath, http.FileServerFS(watch.Assets())))
	mux.HandleFunc("GET /{$}", s.serveReference)
}

// serveReference reads the specification anew: it is asked for by hand.
func (s *Sandbox) serveReference(w http.ResponseWriter, r *http.Request) {
	specification, err := openapi3.NewLoader().LoadFromData(control.Specification)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	f := watch.Frame{Lang: preferred(r)}
	if lang := r.FormValue("lang"); lang != "" {
		f.Lang = languageOf(lang)
	}
	f.Title = f.Say("コントロール API", "Control API")
	view := watch.Reference{ControlURL: "http://" + r.Host}
	for _, tag := range specification.Tags {
		group := watch.ReferenceGroup{Name: tag.Name, Text: f.Say(japanese(tag.Extensions, "x-ja-description"), tag.Description)}
		for _, path := range specification.Paths.InMatchingOrder() {
			for method, operation := range specification.Paths.Find(path).Operations() {
				if slices.Contains(operation.Tags, tag.Name) {
					group.Operations = append(group.Operations, watch.ReferenceOperation{
						Name: operation.OperationID, Method: method, Text: f.Say(japanese(operation.Extensions, "x-ja-summary"), operation.Summary),
						Example: curl(view.ControlURL+path, operation),
					})
				}
			}
		}
		slices.SortFunc(group.Operations, func(a, b watch.ReferenceOperation) int {
			return strings.Index(string(control.Specification), "\n  /"+a.Name+":") - strings.Index(string(control.Specification), "\n  /"+b.Name+":")
		})
		view.Groups = append(view.Groups, group)
	}
	writeWatch(w, r, http.StatusOK, watch.ReferencePage(f, view))
}

func japanese(extensions map[string]any, name string) string {
	text, ok := extensions[name].(string)
	if !ok {
		return ""
	}
	return text
}

// curl is a call with the example of the specification.
func curl(address string, operation *openapi3.Operation) string {
	if operation.RequestBody == nil {
		return "curl " + address
	}
	body, err := json.Marshal(operation.RequestBody.Value.Content.Get("application/json").Example)
	if err != nil {
		return "curl " + address
	}
	return "curl --json '" + string(body) + "' " + address
}
