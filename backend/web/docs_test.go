package web_test

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"noren/backend/store/storetest"
)

var documents = []string{
	"/docs", "/docs/embedding", "/docs/elements", "/docs/theming", "/docs/pages", "/docs/forms", "/docs/security", "/docs/examples",
	"/docs/troubleshooting", "/docs/changelog", "/docs/flows", "/docs/server", "/docs/login", "/docs/api", "/docs/problems", "/docs/merchant", "/docs/orders", "/docs/sandbox",
	"/docs/operating", "/docs/configuration", "/docs/upgrading",
	"/docs/runbook", "/docs/threats", "/docs/asvs",
}

// dom is a page as a browser reads it.
type dom struct {
	t    *testing.T
	root *html.Node
}

func (o *outward) document(path string) dom {
	o.t.Helper()
	status, body, _ := o.send(http.MethodGet, path, "", nil)
	if status != http.StatusOK {
		o.t.Fatalf("%s: %d", path, status)
	}
	root, err := html.Parse(strings.NewReader(body))
	o.must(err)
	return dom{o.t, root}
}

// each calls visit for every element.
func (d dom) each(visit func(name string, attributes map[string]string, node *html.Node)) {
	for node := range d.root.Descendants() {
		if node.Type != html.ElementNode {
			continue
		}
		attributes := map[string]string{}
		for _, a := range node.Attr {
			attributes[a.Key] = a.Val
		}
		visit(node.Data, attributes, node)
	}
}

func (d dom) ids() []string {
	var ids []string
	d.each(func(_ string, attributes map[string]string, _ *html.Node) {
		if id, ok := attributes["id"]; ok {
			ids = append(ids, id)
		}
	})
	return ids
}

func textOf(node *html.Node) string {
	var text strings.Builder
	for piece := range node.Descendants() {
		if piece.Type == html.TextNode {
			text.WriteString(piece.Data)
		}
	}
	return text.String()
}

func TestDocs_EveryPageInBothLanguages(t *testing.T) {
	o := newOutward(t, storetest.SQLite(t))
	for _, path := range documents {
		for _, lang := range []string{"ja", "en"} {
			status, body, header := o.send(http.MethodGet, path+"?lang="+lang, "", map[string]string{"Accept-Language": "fr"})
			if status != http.StatusOK || !strings.HasPrefix(header.Get("Content-Type"), "text/html") || header.Get("ETag") == "" ||
				header.Get("Cache-Control") != "public, max-age=300" || header.Get("Vary") != "Accept-Language" || header.Get("Content-Language") != lang {
				t.Errorf("%s %s: %d %v", path, lang, status, header)
			}
			if !strings.Contains(body, `<html lang="`+lang+`"`) || strings.Count(body, "<h1") != 1 ||
				strings.Count(body, `aria-current="page"`) != 2 { // at the side, and in the drawer of a phone
				t.Errorf("%s %s: %.300s", path, lang, body)
			}
			for _, forbidden := range []string{" style=", "<style", "<script", "onclick"} { // nothing for the strict policy to stop
				if strings.Contains(body, forbidden) {
					t.Errorf("%s %s has %s", path, lang, forbidden)
				}
			}
			if policy := header.Get("Content-Security-Policy"); !strings.Contains(policy, "default-src 'none'") || strings.Contains(policy, "unsafe") {
				t.Errorf("%s: policy %q", path, policy)
			}
			again, body, _ := o.send(http.MethodGet, path+"?lang="+lang, "", map[string]string{"If-None-Match": header.Get("ETag")})
			if again != http.StatusNotModified || body != "" {
				t.Errorf("%s: %d to the browser that has it", path, again)
			}
			if head, body, _ := o.send(http.MethodHead, path+"?lang="+lang, "", nil); head != http.StatusOK || body != "" {
				t.Errorf("HEAD %s: %d", path, head)
			}
		}
	}
}

// No line ends between a number and its unit: 「1」 at the end of one, 「分」 at the beginning of the next.
func TestDocs_NumbersKeepTheirUnits(t *testing.T) {
	o := newOutward(t, storetest.SQLite(t))
	kept := 0
	for _, path := range documents {
		_, body, _ := o.send(http.MethodGet, path+"?lang=ja", "", nil)
		if parted := regexp.MustCompile(`\b\d(?:[\d.,]*\d)? [\p{Han}\p{Katakana}]+`).FindString(body); parted != "" {
			t.Errorf("%s: %q", path, parted)
		}
		kept += len(regexp.MustCompile("\\d\u00a0[\\p{Han}\\p{Katakana}]").FindAllString(body, -1))
	}
	if kept < 100 {
		t.Errorf("%d numbers: the test sees nothing", kept)
	}
}

func TestDocs_LanguageIsTheBrowsersUnlessTheAddressNamesOne(t *testing.T) {
	o := newOutward(t, storetest.SQLite(t))
	for _, c := range []struct{ path, wish, want string }{
		{"/docs/server", "", "ja"},
		{"/docs/server", "en-GB,ja;q=0.5", "en"},
		{"/docs/server?lang=ja", "en", "ja"},
		{"/docs/server?lang=en", "ja", "en"},
		{"/docs/server?lang=xx", "en", "en"},
		{"/docs/", "en", "en"},
	} {
		_, body, header := o.send(http.MethodGet, c.path, "", map[string]string{"Accept-Language": c.wish})
		if !strings.Contains(body, `<html lang="`+c.want+`"`) || header.Get("Content-Language") != c.want {
			t.Errorf("%s, %q: %.60s", c.path, c.wish, body)
		}
	}
}

func TestDocs_UnknownPageLeadsOn(t *testing.T) {
	o := newOutward(t, storetest.SQLite(t))
	for _, path := range []string{"/docs/nothing", "/docs/embedding.md", "/docs/a/b", "/docs/..%2fproblem.go", "/docs/embedding%3Flang=ja"} {
		status, body, header := o.send(http.MethodGet, path, "", map[string]string{"Accept-Language": "en"})
		if status != http.StatusNotFound || !strings.HasPrefix(header.Get("Content-Type"), "text/html") || header.Get("Cache-Control") != "no-store" ||
			!strings.Contains(body, "This page was not found") || !strings.Contains(body, `<a href="/docs?lang=en">All documents</a>`) {
			t.Errorf("%s: %d %s", path, status, body)
		}
	}
	if status, _, _ := o.send(http.MethodPost, "/docs", "", nil); status != http.StatusMethodNotAllowed {
		t.Errorf("POST: %d", status)
	}
}

// Every link leads somewhere, and to a place that is there.
func TestDocs_LinksAndAnchorsResolve(t *testing.T) {
	o := newOutward(t, storetest.SQLite(t))
	pages := map[string]dom{}
	page := func(path string) dom {
		if _, ok := pages[path]; !ok {
			pages[path] = o.document(path)
		}
		return pages[path]
	}
	for _, start := range documents {
		for _, lang := range []string{"ja", "en"} {
			here := start + "?lang=" + lang
			ids := page(here).ids()
			if slices.Sort(ids); len(slices.Compact(slices.Clone(ids))) != len(ids) || slices.Contains(ids, "") {
				t.Errorf("%s: ids are not unique: %v", here, ids)
			}
			page(here).each(func(name string, attributes map[string]string, _ *html.Node) {
				target, ok := attributes["href"]
				if !ok || name != "a" || strings.HasPrefix(target, "https://") {
					return
				}
				path, fragment, _ := strings.Cut(target, "#")
				if path == "" {
					path = here
				}
				if !strings.HasPrefix(path, "/docs") { // the specification, the types
					if status, _, _ := o.send(http.MethodGet, path, "", nil); status != http.StatusOK {
						t.Errorf("%s links to %s: %d", here, target, status)
					}
					return
				}
				if fragment != "" && !slices.Contains(page(path).ids(), fragment) {
					t.Errorf("%s links to %s, which has no such place", here, target)
				}
				if !strings.Contains(path, "lang="+lang) && attributes["hreflang"] == "" {
					t.Errorf("%s links to %s, which changes the language", here, target)
				}
			})
		}
	}
}

// Who reads the files in the repository follows the links there.
func TestDocs_LinksResolveInTheRepository(t *testing.T) {
	link := regexp.MustCompile(`\]\(([^)#]+)`)
	for _, file := range markdownFiles(t) {
		for _, found := range link.FindAllStringSubmatch(read(t, file), -1) {
			if strings.HasPrefix(found[1], "https:") {
				continue
			}
			if _, err := os.Stat(filepath.Join(filepath.Dir(file), found[1])); err != nil {
				t.Errorf("%s: %v", file, err)
			}
		}
	}
}

// What is said in one language is said in the other.
func TestDocs_LanguagesHaveTheSameShape(t *testing.T) {
	o := newOutward(t, storetest.SQLite(t))
	for _, path := range documents {
		shape := map[string][]string{}
		for _, lang := range []string{"ja", "en"} {
			o.document(path + "?lang=" + lang).each(func(name string, attributes map[string]string, node *html.Node) {
				switch name {
				case "h1", "h2", "h3":
					shape[lang] = append(shape[lang], name+" "+attributes["id"])
				case "pre":
					shape[lang] = append(shape[lang], "pre "+strconv.Itoa(strings.Count(textOf(node), "\n")))
				case "table", "tr", "li", "dt":
					shape[lang] = append(shape[lang], name)
				}
			})
		}
		if diff := cmp.Diff(shape["en"], shape["ja"]); diff != "" {
			t.Errorf("%s: English and Japanese:\n%s", path, diff)
		}
	}
}

// A problem says where it is explained; that place is there, in both languages, under the status that it is answered with.
func TestDocs_EveryProblemCodeIsExplained(t *testing.T) {
	o := newOutward(t, storetest.SQLite(t))
	codes := append(constantsOf(t, "../../shared/api", "Code"), constantsOf(t, "../../shared/display", "Reason")...)
	if len(codes) < 40 {
		t.Fatalf("found only %d codes", len(codes))
	}
	for _, lang := range []string{"ja", "en"} {
		page := o.document("/docs/problems?lang=" + lang)
		var status string
		under := map[string]string{}
		page.each(func(_ string, attributes map[string]string, node *html.Node) {
			if found, ok := strings.CutPrefix(attributes["id"], "status-"); ok {
				status = found
			}
			if attributes["class"] == "entry" {
				under[attributes["id"]] = status
				if text := textOf(node); strings.Count(text, "。") < 1 || strings.Count(text, ".") < 1 {
					t.Errorf("%s is not explained in both languages: %s", attributes["id"], text)
				}
			}
		})
		for _, code := range codes {
			if under[code] == "" {
				t.Errorf("%s: no anchor for %s", lang, code)
			}
		}
		for _, call := range []struct{ method, path, body string }{
			{http.MethodGet, "/api/v1/shop", ""},
			{http.MethodGet, "/nothing", ""},
			{http.MethodPost, "/livez", ""},
			{http.MethodPost, "/embed/v1/begin", "{"},
			{http.MethodPost, "/embed/v1/begin", "{}"},
			{http.MethodPost, "/embed/v1/render", `{"shop":"shop_nobody","elements":[]}`},
		} {
			answered, body, _ := o.send(call.method, call.path, call.body, nil)
			code := string(problemCode(t, body))
			if !strings.Contains(body, `"/docs/problems#`+code+`"`) || under[code] != strconv.Itoa(answered) {
				t.Errorf("%s %s: %d %s, explained under %s", call.method, call.path, answered, code, under[code])
			}
		}
	}
}

// The page about the API is Japanese only where the specification is.
func TestDocs_SpecificationSpeaksJapanese(t *testing.T) {
	read, err := specification()
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(read)
	if err != nil {
		t.Fatal(err)
	}
	var specification any
	if err := json.Unmarshal(text, &specification); err != nil {
		t.Fatal(err)
	}
	var walk func(at string, value any)
	walk = func(at string, value any) {
		switch value := value.(type) {
		case map[string]any:
			for _, name := range []string{"description", "summary"} {
				if _, ok := value[name].(string); ok && value["x-ja-"+name] == nil {
					t.Errorf("%s.%s has no x-ja-%s", at, name, name)
				}
			}
			for name, inner := range value {
				walk(at+"."+name, inner)
			}
		case []any:
			for i, inner := range value {
				walk(fmt.Sprintf("%s[%d]", at, i), inner)
			}
		}
	}
	walk("", specification)
}

func markdownFiles(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("../../static/docs/*.md")
	if err != nil || len(files) != 2*len(documents) {
		t.Fatalf("%d files: %v", len(files), err)
	}
	return files
}

func read(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// words are the quoted words in what the pattern's group finds.
func words(t *testing.T, text, pattern string) []string {
	t.Helper()
	var all []string
	for _, found := range regexp.MustCompile(pattern).FindAllStringSubmatch(text, -1) {
		for _, quoted := range regexp.MustCompile(`"([\w-]+)"`).FindAllStringSubmatch(found[1], -1) {
			all = append(all, quoted[1])
		}
	}
	if len(all) == 0 {
		t.Fatalf("nothing fits %s", pattern)
	}
	return all
}

// constantsOf finds the string constants that are declared with the type named.
func constantsOf(t *testing.T, folder, typeName string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(folder, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	var values []string
	for _, name := range files {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(node ast.Node) bool {
			spec, ok := node.(*ast.ValueSpec)
			if !ok {
				return true
			}
			if of, ok := spec.Type.(*ast.Ident); ok && of.Name == typeName {
				for _, value := range spec.Values {
					if literal, ok := value.(*ast.BasicLit); ok {
						text, _ := strconv.Unquote(literal.Value)
						values = append(values, text)
					}
				}
			}
			return true
		})
	}
	return values
}
