// Package diagram draws the sequence diagrams of our documents as SVG, from the part of Mermaid's language that they use
// (https://mermaid.js.org/syntax/sequenceDiagram.html): sequenceDiagram, accTitle, autonumber, participant, actor, ->>, -->>,
// Note over, Note right of, alt, else, opt, loop, end and comments. The same text is drawn where the files are read in a
// repository. It is drawn here because our pages run no script and have no inline style: the looks are those of classes.
package diagram

// Diagram is who speaks to whom, in which order.
type Diagram struct {
	title  string
	people []person
	items  []item
}

// person is a participant: a column.
type person struct {
	id    string
	label lines
	actor bool // a human being
}

// item is a message, a note or a block.
type item interface {
	// widen asks for the room between columns that the item needs.
	widen(*columns)
	// draw draws the item below what is there.
	draw(*canvas)
	// tell says the item in words.
	tell(*story)
}

// message goes from one column to another, or to itself. Those of a numbered diagram have numbers from 1 on.
type message struct {
	from, to int
	text     lines
	answer   bool // dashed
	number   int
}

// note lies over the columns from first to last, or to the right of one.
type note struct {
	first, last int
	right       bool
	text        lines
}

// block is alt, opt or loop. Only alt has more than one part.
type block struct {
	kind  string
	parts []part
}

// part is what happens under a condition.
type part struct {
	condition string
	items     []item
}

// Words are what a diagram says by itself, in the language of its document.
type Words struct {
	Steps     string // opens the steps in words
	If        string // heads alt and opt
	OrIf      string // heads else with a condition
	Otherwise string // heads else without one
	Repeat    string // heads loop
	Note      string // heads a note in the steps
}

// head is what stands before the condition of a part.
func (w Words) head(b block, i int) string {
	switch {
	case b.kind == "loop":
		return w.Repeat
	case i == 0:
		return w.If
	case b.parts[i].condition == "":
		return w.Otherwise
	}
	return w.OrIf
}
