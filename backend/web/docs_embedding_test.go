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

// loader is the whole source of what runs in a shop's page.
func loader(t *testing.T) string {
	t.Helper()
	files, err := filepath.Glob("../../static/embed/*.ts")
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, file := range files {
		all.WriteString(read(t, file))
	}
	return all.String()
}

// The documents speak only of elements, attributes and events that the loader has.
func TestDocs_ElementsAttributesAndEventsExist(t *testing.T) {
	script := loader(t)
	elements := words(t, script, `const names: ElementName\[\] = \[(.*?)\]`)
	attributes := slices.Concat(words(t, script, `observedAttributes = \[(.*?)\]`),
		words(t, script, `host\.(?:get|has)Attribute\((".*?")\)`), words(t, script, `follow\(host, (".*?")\)`))
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

// What a theme may use is explained, element by element, event by event, token by token, and nothing that is not there.
func TestDocs_EmbeddingExplainsAll(t *testing.T) {
	script, fields := loader(t), read(t, "../../static/embed/fields.ts")
	parts := append(words(t, fields, `(?s)const parts: [^=]*= \{(.*?)\};`), strings.Fields(strings.NewReplacer(`"`, "", "+", "", ";", "").Replace(
		regexp.MustCompile(`(?s)const same =(.*?);`).FindStringSubmatch(fields)[1]))...)
	tokens := slices.DeleteFunc(parts, func(part string) bool { return part == "" })
	var elements []string
	for _, name := range words(t, script, `const names: ElementName\[\] = \[(.*?)\]`) {
		elements = append(elements, "noren-"+name)
	}
	known := map[string][]string{
		"attribute": slices.Concat(words(t, script, `observedAttributes = \[(.*?)\]`),
			words(t, script, `host\.(?:get|has)Attribute\((".*?")\)`), words(t, script, `follow\(host, (".*?")\)`)),
		"event":  event.FindAllString(read(t, "../../static/embed/noren.d.ts"), -1),
		"reason": constantsOf(t, "../../shared/display", "Reason"),
		"token":  tokens,
	}
	heads := map[string]string{
		"属性": "attribute", "attribute": "attribute", "イベント": "event", "event": "event", "理由": "reason", "reason": "reason",
		"`autocomplete`": "token", "`data-noren-field`": "token",
	}
	for _, lang := range []string{"ja", "en"} {
		text := read(t, "../../static/docs/embedding."+lang+".md")
		told := map[string][]string{}
		for _, found := range table.FindAllStringSubmatch(text, -1) {
			kind := heads[found[1]]
			for _, cell := range firstCell.FindAllStringSubmatch(found[2], -1) {
				for _, name := range quoted.FindAllStringSubmatch(cell[1], -1) {
					told[kind] = append(told[kind], name[1])
				}
			}
		}
		for kind, names := range known {
			if len(told[kind]) < 6 {
				t.Errorf("%s: explains only %v as %s", lang, told[kind], kind)
			}
			for _, name := range told[kind] {
				if !slices.Contains(names, name) {
					t.Errorf("%s: there is no %s %s", lang, kind, name)
				}
			}
		}
		for kind, names := range map[string][]string{"event": known["event"], "token": tokens} {
			for _, name := range names {
				if !slices.Contains(told[kind], name) {
					t.Errorf("%s: does not explain the %s %s", lang, kind, name)
				}
			}
		}
		for _, element := range elements {
			if !strings.Contains(text, "| `<"+element+">` |") {
				t.Errorf("%s: does not explain <%s>", lang, element)
			}
		}
	}
}
