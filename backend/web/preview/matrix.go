package preview

import (
	"slices"
	"strconv"
	"strings"

	"noren/shared/api"
	"noren/shared/button"
	"noren/shared/i18n"
)

// perPage is how many cells are drawn at once.
const perPage = 84

// cell is one variant, drawn and named.
type cell struct {
	Choices
	names []string // of what is shown, and of its values in the dimensions that are spread
}

// table is what the filters leave, one page of it.
type table struct {
	cells []cell
	all   int
	page  int
	pages int
}

// matrix lists the variants: every value of the dimensions that are spread, and what is chosen of the others. The last dimension
// changes fastest, so that a row shows the states of one look.
func (c Choices) matrix(words i18n.Preview) table {
	cells := []cell{{Choices: c, names: []string{words.Value(showField, string(c.Show))}}}
	for _, dimension := range c.axes() {
		var next []cell
		for _, before := range cells {
			next = append(next, before.along(dimension, words)...)
		}
		cells = next
	}
	t := table{all: len(cells), pages: (len(cells) + perPage - 1) / perPage}
	t.page = min(c.Page, t.pages)
	t.cells = cells[(t.page-1)*perPage : min(t.page*perPage, t.all)]
	return t
}

// axes are the dimensions that are spread and that what is shown has.
func (c Choices) axes() []Dimension {
	return slices.DeleteFunc(slices.Clone(c.Spread), func(d Dimension) bool {
		return !c.has(d)
	})
}

// along gives a cell for every value of a dimension.
func (c cell) along(dimension Dimension, words i18n.Preview) (cells []cell) {
	switch dimension {
	case Kinds:
		c.names = nil // the kind is the name
		return variants(c, showField, words, []Subject{PaySubject, LoginSubject}, func(c *Choices, v Subject) { c.Show = v })
	case Colours:
		return variants(c, colourField, words, button.Colours, func(c *Choices, v button.Colour) { c.Colour = v })
	case Sizes:
		return variants(c, sizeField, words, button.Sizes, func(c *Choices, v button.Size) { c.Size = v })
	case Sites:
		return variants(c, siteField, words, sites[1:], func(c *Choices, v button.Site) { c.Site = v })
	case Langs:
		return variants(c, wordsField, words, langs, func(c *Choices, v api.Lang) { c.Words = v })
	case States:
		return variants(c, stateField, words, states, func(c *Choices, v State) { c.State = v })
	}
	return []cell{c}
}

func variants[T ~string](c cell, field string, words i18n.Preview, values []T, set func(*Choices, T)) (cells []cell) {
	for _, value := range values {
		next := c
		set(&next.Choices, value)
		next.names = append(slices.Clone(c.names), words.Value(field, string(value)))
		cells = append(cells, next)
	}
	return cells
}

// has reports whether what is shown differs along a dimension.
func (c Choices) has(d Dimension) bool {
	return c.subject().isButton() || d == Sites || d == Langs || d == States
}

func (c Choices) isSpread(d Dimension) bool { return slices.Contains(c.Spread, d) }

// first is the same with the matrix from its beginning.
func (c Choices) first() Choices { return c.turned(1) }

// calm is the background without the hostile one's style sheet, which would reach the studio itself.
func (c Choices) calm() Background {
	if c.Background == Hostile {
		return Light
	}
	return c.Background
}

// title is the whole name of a cell, group its row's, and name what it is in the row.
func (c cell) title() string { return strings.Join(c.names, " · ") }

func (c cell) group() string { return strings.Join(c.names[:len(c.names)-1], " · ") }

func (c cell) name() string { return c.names[len(c.names)-1] }

// width is how much room a cell needs to show its element as large as it is.
func (c cell) width() string {
	if c.subject().isButton() {
		return string(c.Size)
	}
	return "wide"
}

// groups are the cells that differ in the last dimension only: the rows.
func (t table) groups() (groups [][]cell) {
	for i, each := range t.cells {
		if i == 0 || each.group() != t.cells[i-1].group() || each.width() != t.cells[i-1].width() {
			groups = append(groups, nil)
		}
		groups[len(groups)-1] = append(groups[len(groups)-1], each)
	}
	return groups
}

// count says which of how many cells are there.
func (t table) count(words i18n.Preview) string {
	from := (t.page - 1) * perPage
	return i18n.Fill(words.MatrixCount, "all", strconv.Itoa(t.all), "from", strconv.Itoa(from+1), "to", strconv.Itoa(from+len(t.cells)))
}
