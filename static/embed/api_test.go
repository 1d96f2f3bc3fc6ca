// Package embed_test proves the loader: its types against the Go ones, and its behaviour in a real browser.
package embed_test

import (
	"flag"
	"fmt"
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"noren/shared/api"
)

var update = flag.Bool("update", false, "write api.ts")

// The loader's types are drawn from shared/api, so that browser and server cannot drift apart.
// After a change there: go test ./static/embed -run TypesAreThoseOfTheServer -update
func TestTypesAreThoseOfTheServer(t *testing.T) {
	drawing := typescript{seen: map[string]bool{}}
	for _, value := range []any{
		api.RenderRequest{},
		api.RenderResponse{},
		api.BeginRequest{},
		api.ChangeRequest{},
		api.ConfirmRequest{},
		api.CheckRequest{},
		api.CheckResponse{},
		api.LinkRequest{},
		api.UnlinkRequest{},
		api.LinkResponse{},
		api.Departure{},
		api.Problem{},
	} {
		drawing.draw(reflect.TypeOf(value))
	}
	want := "// Drawn from package shared/api by its test: do not edit.\n" +
		drawing.text.String()
	if *update {
		if err := os.WriteFile("api.ts", []byte(want), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile("api.ts")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Errorf("api.ts is not what shared/api says; run this test with -update (-want +got):\n%s", diff)
	}
}

type typescript struct {
	seen map[string]bool
	text strings.Builder
}

func (ts *typescript) draw(structure reflect.Type) {
	if ts.seen[structure.Name()] {
		return
	}
	ts.seen[structure.Name()] = true
	var fields strings.Builder
	ts.fields(&fields, structure)
	fmt.Fprintf(&ts.text, "\nexport interface %s {\n%s}\n", structure.Name(), &fields)
}

func (ts *typescript) fields(into *strings.Builder, structure reflect.Type) {
	for i := range structure.NumField() {
		field := structure.Field(i)
		if field.Anonymous {
			ts.fields(into, field.Type)
			continue
		}
		name, options, _ := strings.Cut(field.Tag.Get("json"), ",")
		if strings.Contains(options, "omit") {
			name += "?"
		}
		fmt.Fprintf(into, "  %s: %s;\n", name, ts.name(field.Type, field.Tag.Get("validate")))
	}
}

func (ts *typescript) name(of reflect.Type, rules string) string {
	kind := of.Kind()
	if kind == reflect.Pointer {
		return ts.name(of.Elem(), rules)
	}
	if kind == reflect.Slice {
		return ts.name(of.Elem(), "") + "[]"
	}
	if kind == reflect.Struct {
		ts.draw(of)
		return of.Name()
	}
	if kind == reflect.String {
		return ts.union(of, rules)
	}
	if kind == reflect.Bool {
		return "boolean"
	}
	return "number"
}

// union is what a string may be, by its rule «oneof».
func (ts *typescript) union(of reflect.Type, rules string) string {
	_, values, found := strings.Cut(rules, "oneof=")
	if !found && !ts.seen[of.Name()] {
		return "string"
	}
	values, _, _ = strings.Cut(values, ",")
	union := `"` + strings.Join(strings.Fields(values), `" | "`) + `"`
	if of.Name() == "string" {
		return union
	}
	if !ts.seen[of.Name()] {
		ts.seen[of.Name()] = true
		fmt.Fprintf(&ts.text, "\nexport type %s = %s;\n", of.Name(), union)
	}
	return of.Name()
}
