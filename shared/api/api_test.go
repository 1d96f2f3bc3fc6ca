package api_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"noren/shared/api"
)

func TestEndpointsHavePathsOfTheirOwn(t *testing.T) {
	paths := []string{api.Render.Path, api.Begin.Path, api.Change.Path, api.Confirm.Path, api.Check.Path, api.Link.Path, api.Unlink.Path}
	if declared := len(values(t, "api.go", func(spec *ast.ValueSpec) bool {
		literal, ok := spec.Values[0].(*ast.CompositeLit)
		if !ok {
			return false
		}
		generic, ok := literal.Type.(*ast.IndexListExpr)
		return ok && generic.X.(*ast.Ident).Name == "Endpoint" //nolint:errcheck // a failed assertion fails the test
	})); declared != len(paths) {
		t.Errorf("%d endpoints are declared, this test knows %d", declared, len(paths))
	}
	seen := map[string]bool{}
	for _, path := range paths {
		if seen[path] || !strings.HasPrefix(path, "/embed/v1/") {
			t.Errorf("%q", path)
		}
		seen[path] = true
	}
}

func TestProblemCodesAreUniqueAndWellFormed(t *testing.T) {
	codes := values(t, "problem.go", isType("Code"))
	codes = append(codes, values(t, "../display/display.go", isType("Reason"))...) // see Hidden
	if len(codes) < 40 {
		t.Fatalf("found only %d codes", len(codes))
	}
	form := regexp.MustCompile(`^[a-z]+(_[a-z]+)*$`)
	seen := map[string]bool{}
	for _, code := range codes {
		if seen[code] {
			t.Errorf("%s stands twice", code)
		}
		if !form.MatchString(code) {
			t.Errorf("%q is not lower_snake_case", code)
		}
		seen[code] = true
	}
}

// Every field has a JSON name, in camelCase, so that both sides and validate's paths say the same word.
func TestEveryFieldHasAJSONName(t *testing.T) {
	types := []reflect.Type{
		reflect.TypeFor[api.RenderRequest](), reflect.TypeFor[api.RenderResponse](), reflect.TypeFor[api.BeginRequest](),
		reflect.TypeFor[api.ChangeRequest](), reflect.TypeFor[api.ConfirmRequest](), reflect.TypeFor[api.Departure](), reflect.TypeFor[api.Problem](), reflect.TypeFor[api.CheckRequest](),
		reflect.TypeFor[api.CheckResponse](), reflect.TypeFor[api.LinkRequest](), reflect.TypeFor[api.UnlinkRequest](), reflect.TypeFor[api.LinkResponse](),
	}
	form := regexp.MustCompile(`^[a-z][A-Za-z0-9]*$`)
	seen := map[reflect.Type]bool{}
	var walk func(of reflect.Type)
	walk = func(of reflect.Type) {
		switch of.Kind() { //nolint:exhaustive // the rest holds no fields
		case reflect.Pointer, reflect.Slice:
			walk(of.Elem())
		case reflect.Struct:
			if seen[of] {
				return
			}
			seen[of] = true
			names := map[string]bool{}
			for field := range of.Fields() {
				name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
				if !field.Anonymous && (!form.MatchString(name) || names[name]) {
					t.Errorf("%s.%s has the name %q", of, field.Name, name)
				}
				names[name] = true
				walk(field.Type)
			}
		default:
		}
	}
	for _, of := range types {
		walk(of)
	}
	if len(seen) < 15 {
		t.Errorf("saw only %d types", len(seen))
	}
}

func isType(name string) func(*ast.ValueSpec) bool {
	return func(spec *ast.ValueSpec) bool {
		of, ok := spec.Type.(*ast.Ident)
		return ok && of.Name == name
	}
}

// values returns the value of every constant or variable that want chooses: its text, or "" for what is no literal.
func values(t *testing.T, name string, want func(*ast.ValueSpec) bool) []string {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	ast.Inspect(file, func(node ast.Node) bool {
		spec, ok := node.(*ast.ValueSpec)
		if !ok || len(spec.Values) != 1 || !want(spec) {
			return true
		}
		text := ""
		if literal, ok := spec.Values[0].(*ast.BasicLit); ok {
			text = strings.Trim(literal.Value, `"`)
		}
		found = append(found, text)
		return true
	})
	return found
}
