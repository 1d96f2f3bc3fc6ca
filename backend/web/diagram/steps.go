package diagram

import (
	"fmt"
	"html"
	"strings"
)

// story is a diagram told in words, for who does not see it.
type story struct {
	*Diagram
	words Words
	text  strings.Builder
}

func (d *Diagram) steps(words Words) string {
	s := &story{Diagram: d, words: words}
	fmt.Fprintf(&s.text, "<details><summary>%s</summary>", html.EscapeString(words.Steps))
	s.list(d.items)
	s.text.WriteString("</details>")
	return s.text.String()
}

func (s *story) list(items []item) {
	s.text.WriteString("<ol>")
	for _, item := range items {
		item.tell(s)
	}
	s.text.WriteString("</ol>")
}

func (s *story) name(column int) string { return html.EscapeString(s.people[column].label.joined()) }

// The numbers of the list are those of the drawing.
func (m message) tell(s *story) {
	number := ` class="plain"`
	if m.number > 0 {
		number = fmt.Sprintf(` value="%d"`, m.number)
	}
	fmt.Fprintf(&s.text, "<li%s><b>%s → %s</b> %s</li>", number, s.name(m.from), s.name(m.to), html.EscapeString(m.text.joined()))
}

func (n note) tell(s *story) {
	about := s.name(n.first)
	if n.last > n.first {
		about += " – " + s.name(n.last)
	}
	fmt.Fprintf(&s.text, `<li class="plain"><b>%s (%s)</b> %s</li>`, html.EscapeString(s.words.Note), about, html.EscapeString(n.text.joined()))
}

func (b block) tell(s *story) {
	for i, part := range b.parts {
		head := html.EscapeString(s.words.head(b, i))
		if part.condition != "" {
			head += ": " + html.EscapeString(part.condition)
		}
		fmt.Fprintf(&s.text, `<li class="plain"><b>%s</b>`, head)
		s.list(part.items)
		s.text.WriteString("</li>")
	}
}
