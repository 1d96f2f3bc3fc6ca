package diagram

import (
	"cmp"
	"slices"
)

// columns gathers how far the middles of columns must be from each other.
type columns struct{ needs []need }

// need is the least distance of two columns in pixels, first left of last.
type need struct{ first, last, width int }

const (
	boxWidth   = 92 // at least
	boxPadding = 14
	badge      = 9  // the radius of a number
	noteIndent = 12 // of a note beside its column
	ownTurn    = 30 // how far a message to oneself goes out
)

// middles is where each column stands. What lies between neighbours is served first: the long ways then mostly have room already.
func (d *Diagram) middles() []int {
	c := &columns{}
	for i := 1; i < len(d.people); i++ {
		c.add(i-1, i, (d.people[i-1].width()+d.people[i].width())/2+24)
	}
	for _, item := range d.items {
		item.widen(c)
	}
	slices.SortStableFunc(c.needs, func(a, b need) int { return cmp.Compare(a.last-a.first, b.last-b.first) })
	at := make([]int, len(d.people))
	for _, need := range c.needs {
		if need.last >= len(at) { // beside the last column there is always room
			continue
		}
		missing := need.width - (at[need.last] - at[need.first])
		for i := need.first + 1; missing > 0 && i < len(at); i++ {
			at[i] += missing * min(i-need.first, need.last-need.first) / (need.last - need.first)
		}
	}
	return at
}

func (c *columns) add(first, last, width int) { c.needs = append(c.needs, need{first, last, width}) }

func (p person) width() int { return max(boxWidth, p.label.width()+2*boxPadding) }

func (m message) widen(c *columns) {
	if m.from == m.to {
		c.add(m.from, m.from+1, ownTurn+m.text.width()+24)
		return
	}
	c.add(min(m.from, m.to), max(m.from, m.to), m.text.width()+2*badge+26)
}

func (n note) widen(c *columns) {
	switch width := n.text.width() + 2*boxPadding; {
	case n.right:
		c.add(n.first, n.first+1, noteIndent+width+noteIndent)
	case n.first < n.last:
		c.add(n.first, n.last, width-boxWidth)
	default:
		c.add(n.first, n.first+1, width/2+noteIndent)
		if n.first > 0 {
			c.add(n.first-1, n.first, width/2+noteIndent)
		}
	}
}

func (b block) widen(c *columns) {
	for _, part := range b.parts {
		for _, item := range part.items {
			item.widen(c)
		}
	}
}
