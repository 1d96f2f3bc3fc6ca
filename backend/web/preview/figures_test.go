package preview

import (
	"math"
	"strings"
	"testing"

	"noren/shared/api"
	"noren/shared/button"
	"noren/shared/i18n"
	"noren/widget"
)

// the figures are about the colours that are drawn.
func TestX14_FiguresUseTheWidgetsColours(t *testing.T) {
	styles := strings.ToLower(widget.Styles())
	for name, colour := range map[string]button.RGB{"ring": ringBlue, "accent": accent, "order": orderRed} {
		if !strings.Contains(styles, colour.String()) {
			t.Errorf("%s: %s is no colour of widget.css", name, colour)
		}
	}
	pattern, err := assets.ReadFile("assets/pattern.svg")
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Count(string(pattern), `fill="#`); got != 4 { // of two circles one colour
		t.Errorf("the pattern has %d fills", got)
	}
	for _, colour := range grounds[Picture].fill {
		if !strings.Contains(string(pattern), colour.String()) {
			t.Errorf("%s is no colour of the pattern", colour)
		}
	}
}

// known figures come out, with their verdict in words.
func TestX14_ContrastFigures(t *testing.T) {
	words := i18n.PreviewFor(api.English)
	for _, test := range []struct {
		change func(c *Choices)
		name   string
		ratio  float64
		enough bool
	}{
		{func(*Choices) {}, words.FigureTop, 14.4, true},
		{func(*Choices) {}, words.FigureFill, 1.3, false},
		{func(*Choices) {}, words.FigureRing, 11.0, true},
		{func(c *Choices) { c.Colour = button.DarkGray }, words.FigureTop, 4.5, true},
		{func(c *Choices) { c.Colour, c.Background = button.DarkGray, Dark }, words.FigureFill, 2.0, false},
		{func(c *Choices) { c.Background, c.Paint = Own, button.RGB{} }, words.FigureFill, 12.5, true},
		{func(c *Choices) {
			c.Show, c.Background, c.Paint = "address", Own, button.RGB{R: 0x77, G: 0x77, B: 0x77}
		}, words.FigureText, 4.48, false},
	} {
		c := defaults()
		test.change(&c)
		found := false
		for _, f := range c.figures(words) {
			if f.name == test.name {
				found = true
				if math.Abs(f.ratio-test.ratio) > 0.4 || f.enough() != test.enough {
					t.Errorf("%s: %.2f, %v", f.name, f.ratio, f.enough())
				}
			}
		}
		if !found {
			t.Errorf("no figure %s", test.name)
		}
	}
}

// A figure just below what is wanted must not read as enough.
func TestX14_FiguresAreCutAndNotRounded(t *testing.T) {
	if f := (figure{ratio: 4.4999, want: textContrast}); f.text() != "4.49 : 1" || f.enough() {
		t.Errorf("%s %v", f.text(), f.enough())
	}
}
