package diagram

import (
	"fmt"
	"html"
	"strings"
)

// canvas is a drawing in progress, from the top down. All measures are pixels.
type canvas struct {
	words  Words
	at     []int // the middles of the columns
	y      int
	reach  extent
	front  strings.Builder
	behind strings.Builder // what lies under the columns' lines
}

// extent is how far to both sides something reaches.
type extent struct{ left, right int }

func (e *extent) include(left, right int) { e.left, e.right = min(e.left, left), max(e.right, right) }

// HTML is the diagram as a figure: the drawing, which scrolls in a box of its own, and its steps in words. The id must be unique
// in the page. The looks are those of the classes in docs.css.
func (d *Diagram) HTML(words Words, id string) string {
	return fmt.Sprintf(`<figure class="diagram"><div class="drawing" role="group" aria-labelledby="%[1]s" tabindex="0">%[2]s</div>`+
		"\n<figcaption>%[3]s</figcaption>\n%[4]s</figure>\n", id, d.svg(words, id), html.EscapeString(d.title), d.steps(words))
}

func (d *Diagram) svg(words Words, id string) string {
	c := &canvas{words: words, at: d.middles()}
	top := d.heads(c, 0)
	c.y = top
	for _, item := range d.items {
		item.draw(c)
	}
	bottom := c.y + 18
	lines := &strings.Builder{}
	for _, x := range c.at {
		fmt.Fprintf(lines, `<path class="life" d="M%d %dV%d"/>`, x, top, bottom)
	}
	height := d.heads(c, bottom)
	left, width := c.reach.left-8, c.reach.right-c.reach.left+16
	return fmt.Sprintf(`<svg role="img" aria-labelledby="%s" width="%d" height="%d" viewBox="%d -8 %d %d"><title id="%s">%s</title>%s%s%s</svg>`,
		id, width, height+16, left, width, height+16, id, html.EscapeString(d.title), c.behind.String(), lines, c.front.String())
}

// heads draws a box for each person and gives the height below them.
func (d *Diagram) heads(c *canvas, y int) int {
	height := 0
	for _, p := range d.people {
		height = max(height, len(p.label)*lineHeight+18)
	}
	for i, p := range d.people {
		class, round := "person", 6
		if p.actor {
			class, round = "person actor", height/2
		}
		c.box(class, c.at[i]-p.width()/2, y, p.width(), height, round)
		c.text("name", "middle", c.at[i], y+(height-len(p.label)*lineHeight)/2, p.label)
	}
	return y + height
}

func (c *canvas) box(class string, x, y, width, height, round int) {
	c.reach.include(x, x+width)
	fmt.Fprintf(&c.front, `<rect class="%s" x="%d" y="%d" width="%d" height="%d" rx="%d"/>`, class, x, y, width, height, round)
}

// text writes lines under y. The anchor is that of SVG: start or middle.
func (c *canvas) text(class, anchor string, x, y int, text lines) {
	width := text.width()
	if anchor == "middle" {
		c.reach.include(x-width/2, x+width/2)
	} else {
		c.reach.include(x, x+width)
	}
	for i, line := range text {
		fmt.Fprintf(&c.front, `<text class="%s" text-anchor="%s" x="%d" y="%d">%s</text>`,
			class, anchor, x, y+(i+1)*lineHeight-5, html.EscapeString(line))
	}
}

func (m message) draw(c *canvas) {
	from, to := c.at[m.from], c.at[m.to]
	c.reach.include(min(from, to)-badge, max(from, to)+badge)
	c.y += 14
	class := "message"
	if m.answer {
		class = "message answer"
	}
	if m.from == m.to {
		height := max(len(m.text)*lineHeight, 24)
		c.text("words", "start", from+ownTurn+10, c.y, m.text)
		fmt.Fprintf(&c.front, `<path class="%s" d="M%d %dh%dv%dH%d"/>`, class, from, c.y+4, ownTurn, height-8, from+6)
		c.number(m, from, c.y+4)
		c.y += height
		c.head(from, c.y-4, 1)
		return
	}
	c.text("words", "middle", (from+to)/2, c.y, m.text)
	c.y += len(m.text)*lineHeight + 5
	side := 1 // where the arrow comes from
	if from < to {
		side = -1
	}
	fmt.Fprintf(&c.front, `<path class="%s" d="M%d %dH%d"/>`, class, from, c.y, to+side*6)
	c.head(to, c.y, side)
	c.number(m, from, c.y)
}

// head is the point of an arrow that comes from the right (1) or from the left (-1).
func (c *canvas) head(x, y, side int) {
	fmt.Fprintf(&c.front, `<path class="head" d="M%d %dl%d -5v10z"/>`, x+side, y, side*10)
}

func (c *canvas) number(m message, x, y int) {
	if m.number == 0 {
		return
	}
	fmt.Fprintf(&c.front, `<circle class="badge" cx="%d" cy="%d" r="%d"/><text class="number" text-anchor="middle" x="%d" y="%d">%d</text>`,
		x, y, badge, x, y+4, m.number)
}

func (n note) draw(c *canvas) {
	c.y += 14
	width, height := n.text.width()+2*boxPadding, len(n.text)*lineHeight+14
	middle := (c.at[n.first] + c.at[n.last]) / 2
	if n.right {
		middle = c.at[n.first] + noteIndent + width/2
	} else if n.first < n.last {
		width = max(width, c.at[n.last]-c.at[n.first]+boxWidth)
	}
	c.box("note", middle-width/2, c.y, width, height, 3)
	c.text("remark", "middle", middle, c.y+6, n.text)
	c.y += height
}
