package web_test

import (
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var (
	tag       = regexp.MustCompile(`<noren-(\w+)((?: [\w-]+="[^"]*")*)>`)
	attribute = regexp.MustCompile(`([\w-]+)="`)
	event     = regexp.MustCompile(`noren:[a-z]+`)
	table     = regexp.MustCompile(`(?m)^\| (.+?) \|.*\n\|---.*\n((?:\|.*\n)+)`)
	firstCell = regexp.MustCompile(`(?m)^\| (.+?) \|`)
	quoted    = regexp.MustCompile("`([\\w:-]+)`")
)

// forThemes are the documents that explain the elements to theme developers.
var forThemes = []string{"embedding", "elements", "theming", "pages", "forms", "security", "examples", "troubleshooting", "changelog"}

// sources is the text of all files that fit.
func sources(t *testing.T, pattern string) string {
	t.Helper()
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) == 0 {
		t.Fatalf("%s: %d files, %v", pattern, len(files), err)
	}
	var all strings.Builder
	for _, file := range files {
		if !strings.HasSuffix(file, "_test.go") {
			all.WriteString(read(t, file))
		}
	}
	return all.String()
}

// loader is the whole source of what runs in a shop's page.
func loader(t *testing.T) string {
	t.Helper()
	return sources(t, "../../static/embed/*.ts")
}

// attributesOf are those that the loader knows of an element, beside HTML's own.
func attributesOf(t *testing.T) []string {
	t.Helper()
	script := loader(t)
	own := regexp.MustCompile(`const own = "(.*?)"\.split`).FindStringSubmatch(script)
	choices := regexp.MustCompile(`(?s)choices: .*? = \{(.*?)\n\}`).FindStringSubmatch(script)
	if own == nil || choices == nil {
		t.Fatal("the loader's attributes are not where they were")
	}
	all := slices.DeleteFunc(strings.Fields(own[1]), func(name string) bool { return name == "state" }) // which is ours to write
	for _, choice := range regexp.MustCompile(`(?m)^  (\w+):`).FindAllStringSubmatch(choices[1], -1) {
		all = append(all, choice[1])
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// The documents speak only of elements, attributes and events that the loader has.
func TestDocs_ElementsAttributesAndEventsExist(t *testing.T) {
	elements := words(t, loader(t), `const names: ElementName\[\] = \[(.*?)\]`)
	attributes := append(attributesOf(t), "state")
	events := event.FindAllString(read(t, "../../static/embed/noren.d.ts"), -1)
	for _, file := range markdownFiles(t) {
		text := read(t, file)
		for _, found := range tag.FindAllStringSubmatch(text, -1) {
			if !slices.Contains(elements, found[1]) {
				t.Errorf("%s: there is no <noren-%s>", file, found[1])
			}
			for _, given := range attribute.FindAllStringSubmatch(found[2], -1) {
				if !slices.Contains(attributes, given[1]) {
					t.Errorf("%s: <noren-%s> has no attribute %s", file, found[1], given[1])
				}
			}
		}
		for _, found := range event.FindAllString(text, -1) {
			if !slices.Contains(events, found) {
				t.Errorf("%s: there is no event %s", file, found)
			}
		}
	}
}

// public is every name that a theme may use, by the head of the table that explains it.
func public(t *testing.T) map[string][]string {
	t.Helper()
	script, types := loader(t), read(t, "../../static/embed/noren.d.ts")
	group := func(text, pattern string) (all []string) {
		for _, found := range regexp.MustCompile(pattern).FindAllStringSubmatch(text, -1) {
			all = append(all, found[1])
		}
		return all
	}
	fields := read(t, "../../static/embed/fields.ts")
	same := regexp.MustCompile(`(?s)const same =(.*?);`).FindStringSubmatch(fields)[1]
	tokens := append(words(t, fields, `(?s)const parts: [^=]*= \{(.*?)\};`), strings.Fields(strings.NewReplacer(`"`, "", "+", "").Replace(same))...)
	api := regexp.MustCompile(`(?s)interface Api \{(.*?)\n  \}`).FindStringSubmatch(types)[1]
	widget := sources(t, "../../widget/*.go")
	return map[string][]string{
		"attribute": attributesOf(t),
		"state":     words(t, types, `type State = (.*?);`),
		"event":     event.FindAllString(types, -1),
		"method":    group(api, `(?m)^    (?:readonly )?(\w+)[(:]`),
		"part":      slices.Concat(group(widget, `"part", "([\w-]+)"`), group(widget, `\b(?:line|place|later|button)\("([\w-]+)"`)),
		"property":  group(read(t, "../../widget/widget.css"), `var\((--noren-[\w-]+)`),
		"reason":    constantsOf(t, "../../shared/display", "Reason"),
		"code":      slices.Concat(constantsOf(t, "../../shared/api", "Code"), group(script, `"(unknown_\w+|offline|not_possible)"`)),
		"token":     slices.DeleteFunc(tokens, func(token string) bool { return token == "" }),
	}
}

// heads are what tables of names are headed with, in both languages.
var heads = map[string]string{
	"属性": "attribute", "状態": "state", "イベント": "event", "メソッド": "method", "部分": "part", "プロパティ": "property", "理由": "reason", "コード": "code",
	"attribute": "attribute", "state": "state", "event": "event", "method": "method", "part": "part", "property": "property", "reason": "reason", "code": "code",
	"`autocomplete`": "token", "`data-noren-field`": "token",
}

// What a theme may use is explained, name by name, and nothing that is not there. Most codes are told to shoppers, and have a page of
// their own.
func TestDocs_EmbeddingExplainsAll(t *testing.T) {
	known := public(t)
	elements := words(t, loader(t), `const names: ElementName\[\] = \[(.*?)\]`)
	for _, lang := range []string{"ja", "en"} {
		var all strings.Builder
		for _, name := range forThemes {
			all.WriteString(read(t, "../../static/docs/"+name+"."+lang+".md"))
		}
		told := map[string][]string{}
		for _, found := range table.FindAllStringSubmatch(all.String(), -1) {
			kind := heads[found[1]]
			for _, cell := range firstCell.FindAllStringSubmatch(found[2], -1) {
				for _, name := range quoted.FindAllStringSubmatch(cell[1], -1) {
					told[kind] = append(told[kind], name[1])
				}
			}
		}
		for kind, names := range known {
			if len(names) < 5 {
				t.Errorf("found only %v as %s", names, kind)
			}
			for _, name := range told[kind] {
				if !slices.Contains(names, name) {
					t.Errorf("%s: there is no %s %s", lang, kind, name)
				}
			}
			for _, name := range names {
				if !slices.Contains(told[kind], name) && kind != "code" {
					t.Errorf("%s: does not explain the %s %s", lang, kind, name)
				}
			}
		}
		for _, element := range elements {
			if !strings.Contains(all.String(), "| `<noren-"+element+">` |") {
				t.Errorf("%s: does not explain <noren-%s>", lang, element)
			}
		}
	}
}
