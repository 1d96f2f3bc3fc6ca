package diagram

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestDiagram_UnknownLinesAreErrors(t *testing.T) {
	const start = "sequenceDiagram\naccTitle: T\nparticipant A as A\n"
	for source, want := range map[string]string{
		"graph LR":                       "line 1: not understood",
		start + "A->B: open arrow":       "line 4: not understood",
		start + "A->>B: nobody":          "line 4: nobody is called so",
		start + "Note over A,B: nobody":  "line 4: nobody is called so",
		start + "participant A as Again": "line 4: declared twice",
		start + "activate A":             "line 4: not understood",
		start + "loop":                   "line 4: not understood",
		start + "end":                    "line 4: outside a block",
		start + "opt x\nelse y":          "line 5: outside a block",
		start + "opt x\nend":             "line 5: after a condition under which nothing happens",
		start + "opt x\nA->>A: y":        "a block has no end",
		start + "A->>A: one; two":        "; and # are signs of Mermaid",
		start + "A->>A: #1":              "; and # are signs of Mermaid",
		"sequenceDiagram\nautonumber":    "no accTitle",
	} {
		if _, err := Parse(source); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %s", source, err, want)
		}
	}
}

// Whatever can be read can be drawn, as a figure that is well-formed.
func FuzzDiagram(f *testing.F) {
	f.Add(everything)
	f.Add("sequenceDiagram\naccTitle: T\nparticipant A as <br/>\nA->>A: <br/>&\nalt \"'\nA->>A: x\nend")
	f.Fuzz(func(t *testing.T, source string) {
		d, err := Parse(source)
		if err != nil || !utf8.ValidString(source) || strings.ContainsFunc(source, notXML) {
			return
		}
		marksOf(t, d.HTML(words, "diagram-1"))
	})
}

func notXML(r rune) bool { return r < ' ' && r != '\n' && r != '\t' || r == 0xFFFE || r == 0xFFFF }
