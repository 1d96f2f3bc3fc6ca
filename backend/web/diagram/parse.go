package diagram

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

var (
	declared = regexp.MustCompile(`^(participant|actor) (\w+) as (.+)$`)
	spoken   = regexp.MustCompile(`^(\w+)(--?)>>(\w+): (.+)$`)
	noted    = regexp.MustCompile(`^Note (over|right of) (\w+)(?:,(\w+))?: (.+)$`)
	lineEnd  = regexp.MustCompile(`<br */?>`)
)

// Parse reads a diagram. The error names the first line that it does not understand: nothing is left out silently.
func Parse(source string) (*Diagram, error) {
	p := parser{Diagram: &Diagram{}}
	p.into = &p.items
	for i, line := range strings.Split(strings.TrimSpace(source), "\n") {
		if err := p.read(i, strings.TrimSpace(line)); err != nil {
			return nil, fmt.Errorf("diagram: line %d: %w: %s", i+1, err, line)
		}
	}
	switch {
	case len(p.open) > 0:
		return nil, errors.New("diagram: a block has no end")
	case p.title == "":
		return nil, errors.New("diagram: no accTitle")
	}
	return p.Diagram, nil
}

// parser reads line by line. into is where the next item belongs; open are the blocks around it.
type parser struct {
	*Diagram
	into     *[]item
	open     []*openBlock
	numbered bool
	number   int
}

// openBlock is a block whose end was not read yet, and where it belongs.
type openBlock struct {
	block
	around *[]item
}

var (
	errUnknown = errors.New("not understood")
	errPerson  = errors.New("nobody is called so")
	errTwice   = errors.New("declared twice")
	errOutside = errors.New("outside a block")
	errEmpty   = errors.New("after a condition under which nothing happens")
	errSign    = errors.New("; and # are signs of Mermaid")
)

func (p *parser) read(i int, line string) error {
	word, rest, _ := strings.Cut(line, " ")
	switch {
	case i == 0 && line != "sequenceDiagram":
		return errUnknown
	case i == 0, line == "", strings.HasPrefix(line, "%%"):
		return nil
	case strings.ContainsAny(line, ";#"):
		return errSign
	case line == "autonumber":
		p.numbered = true
		return nil
	case word == "accTitle:" && rest != "":
		p.title = rest
		return nil
	case slices.Contains([]string{"alt", "opt", "loop"}, word) && rest != "":
		block := &openBlock{block{word, []part{{condition: rest}}}, p.into}
		p.open = append(p.open, block)
		p.into = &block.parts[0].items
		return nil
	case word == "else", line == "end":
		return p.next(word, rest)
	}
	return p.add(line)
}

// next begins another part of the innermost block, or ends the block.
func (p *parser) next(word, condition string) error {
	if len(p.open) == 0 {
		return errOutside
	}
	block := p.open[len(p.open)-1]
	switch {
	case word == "else" && block.kind != "alt":
		return errOutside
	case len(*p.into) == 0:
		return errEmpty
	case word == "else":
		block.parts = append(block.parts, part{condition: condition})
		p.into = &block.parts[len(block.parts)-1].items
		return nil
	}
	p.open = p.open[:len(p.open)-1]
	p.into = block.around
	*p.into = append(*p.into, block.block)
	return nil
}

// add reads a declaration, a message or a note.
func (p *parser) add(line string) error {
	if found := declared.FindStringSubmatch(line); found != nil {
		if _, err := p.column(found[2]); err == nil {
			return errTwice
		}
		p.people = append(p.people, person{found[2], linesOf(found[3]), found[1] == "actor"})
		return nil
	}
	if found := spoken.FindStringSubmatch(line); found != nil {
		from, err := p.column(found[1])
		to, err2 := p.column(found[3])
		if p.numbered {
			p.number++
		}
		*p.into = append(*p.into, message{from, to, linesOf(found[4]), found[2] == "--", p.number})
		return errors.Join(err, err2)
	}
	if found := noted.FindStringSubmatch(line); found != nil {
		first, err := p.column(found[2])
		last, err2 := first, error(nil)
		if found[3] != "" {
			last, err2 = p.column(found[3])
		}
		*p.into = append(*p.into, note{min(first, last), max(first, last), found[1] == "right of", linesOf(found[4])})
		return errors.Join(err, err2)
	}
	return errUnknown
}

func (p *parser) column(id string) (int, error) {
	i := slices.IndexFunc(p.people, func(one person) bool { return one.id == id })
	if i < 0 {
		return 0, errPerson
	}
	return i, nil
}

func linesOf(text string) lines { return lineEnd.Split(text, -1) }
