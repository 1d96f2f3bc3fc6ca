package webhook_test

import (
	"os"
	"regexp"
	"slices"
	"testing"

	"noren/backend/webhook"
)

// The document about the shop's server lists every kind of message and no other.
func TestDocs_EveryKindIsTold(t *testing.T) {
	row := regexp.MustCompile("(?m)^\\| `([a-z]+\\.[a-z_]+)` \\|")
	for _, name := range []string{"server.ja.md", "server.en.md"} {
		text, err := os.ReadFile("../../static/docs/" + name)
		if err != nil {
			t.Fatal(err)
		}
		var told []webhook.Kind
		for _, found := range row.FindAllStringSubmatch(string(text), -1) {
			told = append(told, webhook.Kind(found[1]))
		}
		if !slices.Equal(told, webhook.Kinds()) {
			t.Errorf("%s tells of %v", name, told)
		}
	}
}
