package diagram

import (
	"fmt"
	"html"
)

const (
	frameMargin = 14 // around what a block holds
	headHeight  = 24 // of what stands before a condition
)

// draw draws the parts, and then the frame around them: only then it is known how far they reach.
func (b block) draw(c *canvas) {
	around := c.reach
	c.reach = extent{1 << 30, -1 << 30}
	c.y += 16
	top, heads := c.y, make([]int, len(b.parts))
	for i, part := range b.parts {
		if i > 0 {
			c.y += 14
		}
		heads[i] = c.y
		c.y += headHeight
		for _, item := range part.items {
			item.draw(c)
		}
	}
	c.y += 16
	left, right := c.reach.left-frameMargin, c.reach.right+frameMargin
	for i, part := range b.parts {
		right = max(right, left+c.condition(left, heads[i], c.words.head(b, i), part.condition)+frameMargin)
	}
	fmt.Fprintf(&c.behind, `<rect class="frame" x="%d" y="%d" width="%d" height="%d" rx="4"/>`, left, top, right-left, c.y-top)
	for _, y := range heads[1:] {
		fmt.Fprintf(&c.behind, `<path class="or" d="M%d %dH%d"/>`, left, y, right)
	}
	c.reach = around
	c.reach.include(left, right)
}

// condition writes the head of a part and gives its width.
func (c *canvas) condition(left, y int, head, condition string) (width int) {
	width = textWidth(head) + 16
	fmt.Fprintf(&c.front, `<rect class="tag" x="%d" y="%d" width="%d" height="%d" rx="4"/>`, left, y, width, headHeight-2)
	fmt.Fprintf(&c.front, `<text class="keyword" x="%d" y="%d">%s</text>`, left+8, y+15, html.EscapeString(head))
	if condition == "" {
		return width
	}
	fmt.Fprintf(&c.front, `<text class="words" x="%d" y="%d">%s</text>`, left+width+8, y+16, html.EscapeString(condition))
	return width + 8 + textWidth(condition)
}
