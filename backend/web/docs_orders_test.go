package web

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"noren/backend/ledger"
	"noren/backend/store/query"
)

// The document on orders says of each state whether goods may leave, and of each action in which states it is possible, as the ledger
// itself says (R5).
func TestR5_TheDocumentKnowsStatesAndActions(t *testing.T) {
	for lang, yes := range map[string]string{"en": "yes", "ja": "可"} {
		text, err := os.ReadFile("../../static/docs/orders." + lang + ".md")
		if err != nil {
			t.Fatal(err)
		}
		states, actions := make(map[ledger.State]bool), make(map[ledger.Action][]string)
		word := regexp.MustCompile("`([a-z_]+)`")
		for line := range strings.Lines(string(text)) {
			cells := strings.Split(strings.TrimSpace(line), "|")
			if len(cells) < 4 || !strings.HasPrefix(cells[1], " `") {
				continue
			}
			name := word.FindStringSubmatch(cells[1])[1]
			switch {
			case slices.Contains(ledger.States(), ledger.State(name)):
				states[ledger.State(name)] = strings.TrimSpace(cells[3]) == yes
			case slices.Contains(ledger.Actions(), ledger.Action(name)):
				actions[ledger.Action(name)] = word.FindAllString(cells[2], -1)
			}
		}
		for _, state := range ledger.States() {
			if ship, ok := states[state]; !ok || ship != state.MayShip() {
				t.Errorf("%s: %s may ship: %v, the document says %v", lang, state, state.MayShip(), ship)
			}
		}
		for _, action := range ledger.Actions() {
			if action == ledger.EditPurchaserAction || action == ledger.EditPaperAction {
				continue
			}
			if want := possible(action); !slices.Equal(actions[action], want) {
				t.Errorf("%s: %s is possible in %v, the document says %v", lang, action, want, actions[action])
			}
		}
	}
}

// possible are the states in which an action may be done with an ordinary order.
func possible(action ledger.Action) (states []string) {
	for _, state := range ledger.States() {
		o := query.Order{State: string(state)}
		if slices.Contains([]ledger.State{ledger.Captured, ledger.PartlyRefunded, ledger.Refunded}, state) {
			o.Captured = 1000
		}
		for _, permit := range ledger.Permits(o, "", time.Now()) {
			if permit.Action == action && permit.Allowed {
				states = append(states, "`"+string(state)+"`")
			}
		}
	}
	return states
}
