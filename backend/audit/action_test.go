package audit_test

import (
	"os"
	"regexp"
	"slices"
	"testing"

	"noren/backend/audit"
)

// The filter of the log offers every action that there is.
func TestX18_EveryActionIsOffered(t *testing.T) {
	source, err := os.ReadFile("action.go")
	if err != nil {
		t.Fatal(err)
	}
	offered := audit.Apart()
	for _, area := range audit.InShop() {
		offered = append(offered, area.Actions...)
	}
	declared := regexp.MustCompile(`Action = "([a-z_.]+)"`).FindAllStringSubmatch(string(source), -1)
	if len(declared) < 40 {
		t.Fatalf("%d actions: the search finds nothing", len(declared))
	}
	for _, found := range declared {
		if !slices.Contains(offered, audit.Action(found[1])) {
			t.Errorf("%s is offered nowhere", found[1])
		}
	}
	if len(offered) != len(declared) {
		t.Errorf("%d are offered, %d declared", len(offered), len(declared))
	}
}
