package checkout_test

import (
	"cmp"
	"errors"
	"flag"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"noren/backend/checkout"
	"noren/backend/ledger"
)

var update = flag.Bool("update", false, "draw the state tables in README.md anew")

// The straight road, and a step that nobody may take.
func TestStatesOfACheckout(t *testing.T) {
	state := checkout.Begun
	for _, event := range []checkout.Event{checkout.Returned, checkout.Confirm, checkout.Updated, checkout.Complete, checkout.Completed} {
		next, err := state.On(event)
		if err != nil {
			t.Fatal(err)
		}
		state = next
	}
	if state != checkout.Placed {
		t.Fatalf("the straight road ends at %s", state)
	}
	next, err := checkout.Placed.On(checkout.WasExpired)
	var forbidden *checkout.NotAllowedError
	if !errors.As(err, &forbidden) || next != checkout.Placed {
		t.Fatalf("a placed checkout became %s, %v", next, err)
	}
	if want := (checkout.NotAllowedError{From: checkout.Placed, Event: checkout.WasExpired}); *forbidden != want {
		t.Fatalf("got %+v, want %+v", *forbidden, want)
	}
}

// checkoutMoves is the table of design.md section 5 once more, written by hand: whoever moves an edge moves it twice.
const checkoutMoves = `
at_amazon: change→at_amazon complete→completing confirm→confirming contradicted→attention refused→reviewing returned→at_amazon supersede→superseded was_cancelled→cancelled was_declined→declined was_expired→expired
attention: -
begun: contradicted→attention identified→signed_in returned→reviewing supersede→superseded was_expired→expired
cancelled: contradicted→attention
completing: completed→placed contradicted→attention unfinished→at_amazon was_cancelled→cancelled was_declined→declined was_expired→expired
confirming: change→confirming confirm→confirming contradicted→attention refused→reviewing returned→confirming supersede→superseded updated→at_amazon was_cancelled→cancelled was_declined→declined was_expired→expired
declined: contradicted→attention
expired: contradicted→attention
placed: -
reviewing: change→reviewing confirm→confirming contradicted→attention returned→reviewing supersede→superseded was_cancelled→cancelled was_declined→declined was_expired→expired
signed_in: identified→signed_in was_expired→expired
superseded: contradicted→attention was_cancelled→cancelled was_declined→declined was_expired→expired
`

const orderMoves = `
attention: accept→awaiting was_cancelled→cancelled was_declined→declined was_lapsed→lapsed was_refunded→refunded
authorised: was_cancelled→cancelled was_captured→captured was_capturing→capturing was_declined→declined was_lapsed→lapsed was_partly_refunded→partly_refunded was_refunded→refunded was_refunding→refunding
awaiting: confirmed→awaiting contradicted→attention ended→unpaid was_authorised→authorised was_cancelled→cancelled was_captured→captured was_capturing→capturing was_declined→declined was_lapsed→lapsed was_partly_refunded→partly_refunded was_pending→pending was_refunded→refunded was_refunding→refunding
cancelled: cancel_order→order_cancelled was_authorised→attention was_captured→attention was_capturing→attention was_partly_refunded→attention was_pending→attention was_refunding→attention
captured: refund_asked→refunding was_partly_refunded→partly_refunded was_refunded→refunded was_refunding→refunding
capturing: was_cancelled→cancelled was_captured→captured was_declined→declined was_partly_refunded→partly_refunded was_refunded→refunded was_refunding→refunding
declined: reauthorised→authorised was_authorised→attention was_cancelled→cancelled was_captured→attention was_capturing→attention was_partly_refunded→attention was_pending→attention was_refunding→attention
lapsed: reauthorised→authorised was_authorised→authorised was_cancelled→cancelled was_captured→captured was_capturing→capturing was_declined→declined was_partly_refunded→partly_refunded was_pending→pending was_refunded→refunded was_refunding→refunding
order_cancelled: was_authorised→attention was_captured→attention was_capturing→attention was_partly_refunded→attention was_pending→attention
partly_refunded: refund_asked→refunding was_refunded→refunded was_refunding→refunding
pending: was_authorised→authorised was_cancelled→cancelled was_captured→captured was_capturing→capturing was_declined→declined was_lapsed→lapsed was_partly_refunded→partly_refunded was_refunded→refunded was_refunding→refunding
refunded: cancel_order→order_cancelled refund_asked→refunding was_captured→attention was_partly_refunded→attention was_refunding→refunding
refunding: was_captured→captured was_partly_refunded→partly_refunded was_refunded→refunded
unpaid: confirmed→awaiting contradicted→attention was_authorised→attention was_captured→attention was_capturing→attention was_partly_refunded→attention was_pending→attention was_refunding→attention
`

// Every event in every state: what is not written here cannot happen.
func TestStateTables(t *testing.T) {
	if diff := gocmp.Diff(strings.TrimSpace(checkoutMoves), moves(checkout.Table)); diff != "" {
		t.Errorf("checkout (-want +got):\n%s", diff)
	}
	if diff := gocmp.Diff(strings.TrimSpace(orderMoves), moves(ledger.Table)); diff != "" {
		t.Errorf("order (-want +got):\n%s", diff)
	}
}

func moves[S, E ~string](table map[S]map[E]S) string {
	var lines []string
	for _, from := range slices.Sorted(maps.Keys(table)) {
		line := string(from) + ":"
		for _, event := range slices.Sorted(maps.Keys(table[from])) {
			line += " " + string(event) + "→" + string(table[from][event]) //nolint:perfsprint // a handful of words
		}
		if len(table[from]) == 0 {
			line += " -"
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

// Rule 4 of design.md section 5: what is placed, or in a person's hands, stays; what has ended can only turn out to be a
// contradiction; everything else can come to an end.
func TestFinalStatesAreFinal(t *testing.T) {
	for from, row := range checkout.Table {
		for event, to := range row {
			if from == checkout.Placed || from == checkout.Attention || from.Final() && !to.Final() {
				t.Errorf("%s leads from %s to %s", event, from, to)
			}
		}
		if !from.Final() && !slices.ContainsFunc(slices.Collect(maps.Values(row)), checkout.State.Final) {
			t.Errorf("%s never ends", from)
		}
	}
}

// Pitfalls 8 and 9: an order that is cancelled, declined or unpaid never may ship again by what is heard of it, but only when the shop
// has asked for it; and what is in a person's hands does not leave them for good.
func TestPitfall8_StatesThatNeverShip(t *testing.T) {
	for from, row := range ledger.Table {
		for event, to := range row {
			over := slices.Contains([]ledger.State{ledger.Cancelled, ledger.OrderCancelled, ledger.Refunded, ledger.Declined, ledger.Unpaid, ledger.Attention}, from)
			if over && (to.MayShip() || to == ledger.Pending) && event != ledger.Reauthorised {
				t.Errorf("%s leads from %s to %s", event, from, to)
			}
			if from.Placed() && !to.Placed() && to != ledger.Attention {
				t.Errorf("%s makes a placed order %s", event, to)
			}
		}
	}
	for state := range ledger.Table {
		if want := state == ledger.Authorised || state == ledger.Captured || state == ledger.PartlyRefunded; state.MayShip() != want {
			t.Errorf("%s may ship: %v", state, !want)
		}
		if state.MayShip() && !state.Placed() {
			t.Errorf("%s may ship and is not placed", state)
		}
	}
}

const readme = "../../README.md"

// README.md shows the tables as they are. «go test ./backend/checkout -run Readme -update» draws them anew.
func TestReadmeShowsTheStates(t *testing.T) {
	text, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	drawn := drawInto(t, string(text), "checkout", draw(checkout.Table, checkout.Begun))
	drawn = drawInto(t, drawn, "order", draw(ledger.Table, ledger.Awaiting))
	if *update {
		if err := os.WriteFile(readme, []byte(drawn), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := gocmp.Diff(drawn, string(text)); diff != "" {
		t.Errorf("README.md shows other states; run this test with -update (-want +got):\n%s", diff)
	}
}

func drawInto(t *testing.T, text, name, picture string) string {
	t.Helper()
	open, end := "<!-- states: "+name+" -->\n", "<!-- /states -->"
	head, rest, found := strings.Cut(text, open)
	_, tail, closed := strings.Cut(rest, end)
	if !found || !closed {
		t.Fatalf("README.md lacks the lines %q and %q; write them where the picture shall stand, and run this test with -update", open, end)
	}
	return head + open + picture + end + tail
}

// draw writes a table as a Mermaid diagram: one arrow for each pair of states, with all its events.
func draw[S, E ~string](table map[S]map[E]S, start S) string {
	type arrow struct{ from, to S }
	labels := map[arrow][]string{}
	for from, row := range table {
		for event, to := range row {
			labels[arrow{from, to}] = append(labels[arrow{from, to}], string(event))
		}
	}
	arrows := slices.SortedFunc(maps.Keys(labels), func(a, b arrow) int { return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to)) })
	var b strings.Builder
	b.WriteString("\n```mermaid\nstateDiagram-v2\n    [*] --> " + string(start) + "\n")
	for _, a := range arrows {
		events := labels[a]
		slices.Sort(events)
		b.WriteString("    " + string(a.from) + " --> " + string(a.to) + ": " + strings.Join(events, ", ") + "\n")
	}
	b.WriteString("```\n\n")
	return b.String()
}
