package sandbox_test

import (
	"os"
	"strings"
	"testing"

	"noren/backend/sandbox"
	"noren/backend/sandbox/watch"
)

// Each setting is explained where it is changed, and the documents say the same.
func TestSettings_AreExplained(t *testing.T) {
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
