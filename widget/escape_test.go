//go:build !js

package widget

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"github.com/maxence-charriere/go-app/v10/pkg/app"
	"pgregory.net/rapid"
)

// kept is what must come out of a text: all of it, but for control characters, also those of the direction of writing, a byte
// order mark, and blanks around it.
func kept(text string) string {
	var out []rune
	for _, r := range text { // broken UTF-8 comes as U+FFFD
		if r != 0xFEFF && !strings.ContainsRune("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069", r) && (!unicode.IsControl(r) || r == '\n' || r == '\t') {
			out = append(out, r)
		}
	}
	return string(out)
}

// A component drawn with a hostile text is the component drawn with a harmless one, with that text in its place: nothing
// breaks out, nothing is escaped twice, nothing gets lost.
func TestHostileTextStaysText(t *testing.T) {
	const harmless = "PLACE"
	for _, text := range hostile {
		for i, view := range viewsOf(text) {
			want := parse(t, HTML(viewsOf(harmless)[i]))
			for j := range want {
				want[j] = want[j].rewrite(func(s string) string {
					if !strings.Contains(s, harmless) {
						return s
					}
					return strings.TrimSpace(strings.ReplaceAll(s, harmless, kept(text)))
				})
			}
			if diff := cmp.Diff(want, parse(t, HTML(view))); diff != "" {
				t.Errorf("%q: view %d (-want +got):\n%s", text, i, diff)
			}
		}
	}
}

func TestAttributeOfAnyText(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		text := rapid.OneOf(rapid.String(), rapid.SampledFrom(hostile)).Draw(rt, "text")
		got := parse(t, app.HTMLString(app.P().Attr("data-x", attr(text)).Body(app.Text(plain(text)))))
		want := strings.TrimSpace(kept(text))
		value, there := got[0].Attrs["data-x"]
		if len(got) != 1 || value != want || there != (want != "") || len(got[0].Attrs) > 1 {
			rt.Fatalf("attribute of %q is %q, want %q", text, got, want)
		}
		if got[0].text() != kept(text) {
			rt.Fatalf("text of %q is %q", text, got[0].text())
		}
	})
}

func TestFlag(t *testing.T) {
	for set, want := range map[bool]map[string]string{true: {"data-x": "true"}, false: {}} {
		got := parse(t, app.HTMLString(app.P().Attr("data-x", flag(set))))
		if diff := cmp.Diff(want, got[0].Attrs); diff != "" {
			t.Errorf("flag(%v) (-want +got):\n%s", set, diff)
		}
	}
}

// In every component, a setter of go-app gets constants only, or what attr and flag return.
func TestNoAttributeBesideAttrAndFlag(t *testing.T) {
	setters := map[string]bool{}
	for _, element := range []reflect.Type{reflect.TypeFor[app.HTMLButton](), reflect.TypeFor[app.HTMLInput](), reflect.TypeFor[app.HTMLA]()} {
		for i := range element.NumMethod() {
			setters[element.Method(i).Name] = true
		}
	}
	for _, structure := range []string{"Body", "JSValue", "Mounted"} {
		delete(setters, structure)
	}
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		source, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		seen += checkSetters(t, name, source, setters)
	}
	if seen < 20 {
		t.Fatalf("only %d setters found: this test does not see them any more", seen)
	}
}

// checkSetters returns how many setters a file has.
func checkSetters(t *testing.T, name string, source []byte, setters map[string]bool) int {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), name, source, 0)
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	ast.Inspect(file, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		method, ok := call.Fun.(*ast.SelectorExpr)
		if !ok || !setters[method.Sel.Name] {
			return true
		}
		if pkg, ok := method.X.(*ast.Ident); ok && pkg.Name == "app" { // app.Text and the like make nodes
			return true
		}
		seen++
		for _, argument := range call.Args {
			if !safe(argument) {
				t.Errorf("%s: %s gets a value that is neither constant nor made by attr or flag", name, method.Sel.Name)
			}
		}
		return true
	})
	return seen
}

func safe(argument ast.Expr) bool {
	switch argument := argument.(type) {
	case *ast.BasicLit:
		return true
	case *ast.CallExpr:
		function, ok := argument.Fun.(*ast.Ident)
		return ok && (function.Name == "attr" || function.Name == "flag")
	}
	return false
}
