package preview

import (
	"slices"
	"strconv"

	"noren/shared/api"
	"noren/shared/button"
	"noren/shared/i18n"
)

// Contrast that WCAG 2.2 AA asks for: of text (1.4.3), and of what shows where a control is (1.4.11).
const (
	textContrast    = 4.5
	controlContrast = 3.0
)

// Colours of widget.css that are no button's palette.
var (
	white    = button.RGB{R: 0xFF, G: 0xFF, B: 0xFF}
	ringBlue = button.RGB{R: 0x08, G: 0x3B, B: 0x77} // of the focus
	accent   = button.RGB{R: 0x1A, G: 0x69, B: 0xB8} // of the button that links, and of the test mode's mark
	orderRed = button.RGB{R: 0xB5, G: 0x40, B: 0x0F}
)

// grounds are the colours that a background has; the worst one counts.
var grounds = map[Background]struct { //nolint:exhaustive // the own one is in the address
	fill []button.RGB
	ink  button.RGB
}{
	Light:   {[]button.RGB{white}, button.RGB{R: 0x22, G: 0x22, B: 0x22}},
	Dark:    {[]button.RGB{{R: 0x15, G: 0x19, B: 0x1D}}, button.RGB{R: 0xEC, G: 0xEA, B: 0xE4}},
	Picture: {[]button.RGB{{R: 0xF3, G: 0xD9, B: 0xA4}, {R: 0x7A, G: 0x9E, B: 0x9F}, {R: 0xE0, G: 0x8E, B: 0x79}}, button.RGB{R: 0x11, G: 0x11, B: 0x11}},
	Hostile: {[]button.RGB{{R: 0xFF, G: 0xF2, B: 0x8A}}, button.RGB{R: 0x00, G: 0x64, B: 0x00}},
}

func (c Choices) ground() []button.RGB {
	if c.Background == Own {
		return []button.RGB{c.Paint}
	}
	return grounds[c.Background].fill
}

// figure is one contrast, how much is wanted, and whether it is.
type figure struct {
	name    string
	colours []button.RGB
	ratio   float64
	want    float64
	note    string // why less is good enough, too
}

// enough compares as one reads it: WCAG rounds nothing.
func (f figure) enough() bool { return f.ratio >= f.want }

// text is the ratio with two places, cut and not rounded: 4.499 is not 4.5.
func (f figure) text() string {
	return strconv.FormatFloat(float64(int(f.ratio*100))/100, 'f', 2, 64) + " : 1"
}

// figures are the contrasts of what is chosen.
func (c Choices) figures(words i18n.Preview) []figure {
	labels, edges := c.labels(words)
	list := labels
	for _, edge := range edges {
		edge.ratio, edge.want = worst(edge.colours, c.ground()), controlContrast
		list = append(list, edge)
	}
	ring := figure{name: words.FigureRing, colours: []button.RGB{ringBlue, white}, want: controlContrast}
	ring.ratio = 21
	for _, ground := range c.ground() { // two colours: one of them is seen on any ground
		ring.ratio = min(ring.ratio, max(button.Contrast(ringBlue, ground), button.Contrast(white, ground)))
	}
	return append(list, ring)
}

// labels are contrasts of texts on what they stand on; edges are colours to be seen on the background.
func (c Choices) labels(words i18n.Preview) (labels, edges []figure) {
	switch s := c.subject(); {
	case s.isButton():
		return paletteFigures(c.Colour.Palette(), words)
	case s.element == api.OrderElement:
		return []figure{onFill(words.FigureLabel, white, orderRed)}, []figure{{name: words.FigureFill, colours: []button.RGB{orderRed}, note: words.FillNote}}
	case s.name == "link":
		return []figure{onFill(words.FigureLabel, white, accent)}, []figure{{name: words.FigureFill, colours: []button.RGB{accent}, note: words.FillNote}}
	}
	ink := grounds[c.Background].ink
	if c.Background == Own {
		ink = c.ink()
	}
	return []figure{{name: words.FigureText, colours: []button.RGB{ink}, ratio: worst([]button.RGB{ink}, c.ground()), want: textContrast}}, nil
}

// paletteFigures are those of an Amazon button.
func paletteFigures(p button.Palette, words i18n.Preview) (labels, edges []figure) {
	labels = []figure{
		onFill(words.FigureTop, p.Label, p.Fill[0]),
		onFill(words.FigureBottom, p.Label, p.Fill[1]),
		onFill(words.FigureTopOver, p.Label, p.Hover[0]),
		onFill(words.FigureBottomOver, p.Label, p.Hover[1]),
		onFill(words.FigurePressed, p.Label, p.Pressed),
	}
	return labels, []figure{
		{name: words.FigureFill, colours: p.Fill[:], note: words.FillNote},
		{name: words.FigureLine, colours: p.Line[:], note: words.LineNote},
	}
}

func onFill(name string, label, fill button.RGB) figure {
	return figure{name: name, colours: []button.RGB{label, fill}, ratio: button.Contrast(label, fill), want: textContrast}
}

// worst is the least contrast of any of the colours with any ground.
func worst(colours, grounds []button.RGB) float64 {
	var all []float64
	for _, colour := range colours {
		for _, ground := range grounds {
			all = append(all, button.Contrast(colour, ground))
		}
	}
	return slices.Min(all)
}
