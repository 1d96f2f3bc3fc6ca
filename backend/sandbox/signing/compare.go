package signing

import "strings"

// Comparison lays the canonical request that the sandbox built beside the one that a client signed, line by line.
type Comparison struct {
	Same   bool            `json:"same"`
	Line   int             `json:"line"`   // the first that differs, from 1; 0: none
	Column int             `json:"column"` // the first character that differs in it, from 1; 0: none
	Lines  []ComparedLines `json:"lines"`
}

// ComparedLines are the two texts of one line. A line that one side does not have is "" there.
type ComparedLines struct {
	Number int    `json:"number"`
	Ours   string `json:"ours"`   // as the sandbox built it
	Theirs string `json:"theirs"` // as the client built it
	Column int    `json:"column"` // the first character that differs, from 1; 0: the lines are the same
}

// Compare lays the text that a client built beside ours. Line ends of Windows in a text that was pasted are taken as
// line feeds.
func Compare(ours, theirs string) Comparison {
	theirs = strings.ReplaceAll(theirs, "\r\n", "\n")
	c := Comparison{Same: ours == theirs, Lines: []ComparedLines{}}
	left, right := strings.Split(ours, "\n"), strings.Split(theirs, "\n")
	for i := range max(len(left), len(right)) {
		pair := ComparedLines{Number: i + 1}
		switch {
		case i >= len(left):
			pair.Theirs, pair.Column = right[i], 1
		case i >= len(right):
			pair.Ours, pair.Column = left[i], 1
		default:
			pair.Ours, pair.Theirs, pair.Column = left[i], right[i], firstDifference(left[i], right[i])
		}
		if c.Line == 0 && pair.Column > 0 {
			c.Line, c.Column = pair.Number, pair.Column
		}
		c.Lines = append(c.Lines, pair)
	}
	return c
}

// firstDifference is the number of the first character, not byte, that differs, from 1; 0 if there is none.
func firstDifference(a, b string) int {
	left, right := []rune(a), []rune(b)
	for i := range max(len(left), len(right)) {
		if i >= len(left) || i >= len(right) || left[i] != right[i] {
			return i + 1
		}
	}
	return 0
}
