package button_test

import (
	"math"
	"testing"

	"noren/shared/button"
)

// the figures that are known of Amazon's own colours come out.
func TestX14_ContrastOfTheLabels(t *testing.T) {
	for colour, want := range map[button.Colour][2]float64{
		button.Gold: {14.4, 11.2}, button.LightGray: {17.8, 15.5}, button.DarkGray: {4.53, 8.7},
	} {
		palette := colour.Palette()
		for i, fill := range palette.Fill {
			got := button.Contrast(palette.Label, fill)
			if math.Abs(got-want[i]) > 0.06 {
				t.Errorf("%s: label on %v is %.2f, want %.2f", colour, fill, got, want[i])
			}
			if got < 4.5 { // WCAG 2.2 AA for text
				t.Errorf("%s: label on %v is only %.2f", colour, fill, got)
			}
		}
	}
}

func TestContrastGoesBothWays(t *testing.T) {
	white, black := button.RGB{R: 255, G: 255, B: 255}, button.RGB{}
	if got := button.Contrast(black, white); got != 21 || got != button.Contrast(white, black) {
		t.Errorf("black on white is %v", got)
	}
	if got := button.Contrast(white, white); got != 1 {
		t.Errorf("white on white is %v", got)
	}
}

func TestParseRGB(t *testing.T) {
	gold := button.Gold.Palette().Fill[0]
	for _, text := range []string{gold.String(), "F7DFA5", "f7dfa5"} {
		if got, err := button.ParseRGB(text); err != nil || got != gold {
			t.Errorf("%q is %v, %v", text, got, err)
		}
	}
	for _, text := range []string{"", "#", "#fff", "gold", "#f7dfag", "#f7dfa500", "+1 2 3", "ｆ７ｄｆａ５"} {
		if got, err := button.ParseRGB(text); err == nil {
			t.Errorf("%q is taken for %v", text, got)
		}
	}
}
