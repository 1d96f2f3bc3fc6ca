package sandbox_test

import (
	"os"
	"strings"
	"testing"

	"noren/backend/sandbox"
	"noren/backend/sandbox/watch"
)

// Each setting is explained where it is changed, and the documents and the specification say the same.
func TestSettings_AreExplained(t *testing.T) {
	schema := specification(t).Components.Schemas["Settings"].Value
	for _, n := range (sandbox.Settings{}).Named() {
		if note := (watch.Setting{Name: n.Name}).Note(watch.Frame{Lang: "en"}); schema.Properties[n.Name].Value.Description != note {
			t.Errorf("specification: %s: want %q", n.Name, note)
		}
	}
	for _, lang := range []string{"ja", "en"} {
		text, err := os.ReadFile("../../static/docs/sandbox." + lang + ".md")
		if err != nil {
			t.Fatal(err)
		}
		document := strings.ReplaceAll(string(text), "`", "")
		for _, n := range (sandbox.Settings{}).Named() {
			note := watch.Setting{Name: n.Name}.Note(watch.Frame{Lang: lang})
			if note == "" || !strings.Contains(document, "| "+n.Name+" | "+note) {
				t.Errorf("%s: %s: %q is not in the document", lang, n.Name, note)
			}
		}
	}
}
