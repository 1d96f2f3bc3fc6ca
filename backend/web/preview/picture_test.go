package preview

import (
	"encoding/xml"
	"fmt"
	"strings"
	"testing"

	"noren/shared/button"
	"noren/shared/i18n"
)

// drawing is what a designer's program reads.
type drawing struct {
	Width   int    `xml:"width,attr"`
	Height  int    `xml:"height,attr"`
	ViewBox string `xml:"viewBox,attr"`
	Group   struct {
		Opacity string `xml:"opacity,attr"`
		Rects   []struct {
			Width  float64 `xml:"width,attr"`
			Height float64 `xml:"height,attr"`
			Radius float64 `xml:"rx,attr"`
		} `xml:"rect"`
		Texts []string `xml:"text"`
		Paths []struct {
			D string `xml:"d,attr"`
		} `xml:"path"`
	} `xml:"g"`
	Texts []string `xml:"text"`
}

func draw(t *testing.T, c Choices) (drawing, string) {
	t.Helper()
	text, d := c.picture().svg(), drawing{}
	if err := xml.Unmarshal([]byte(text), &d); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	return d, text
}

// the drawing is a real vector, as large as the button, with its label and its colours.
func TestX14_PictureIsTheButton(t *testing.T) {
	for _, show := range []Subject{PaySubject, LoginSubject} {
		for _, lang := range langs {
			for _, colour := range button.Colours {
				for _, size := range button.Sizes {
					c := defaults()
					c.Show, c.Words, c.Colour, c.Size, c.Width = show, lang, colour, size, 320
					d, text := draw(t, c)
					box := size.Box()
					if size == button.Fluid {
						box.Width = 320
					}
					if d.Width != box.Width || d.Height != box.Height || d.ViewBox != fmt.Sprintf("0 0 %d %d", box.Width, box.Height) ||
						int(d.Group.Rects[0].Width) != box.Width || int(d.Group.Rects[0].Height) != box.Height {
						t.Errorf("%s: %+v, want %+v", c.fileName(), d, box)
					}
					want := i18n.For(lang).PayButton
					if show == LoginSubject {
						want = i18n.For(lang).LoginButton
					}
					if got := strings.Join(d.Group.Texts, ""); strings.ReplaceAll(got, " ", "") != strings.ReplaceAll(want, " ", "") {
						t.Errorf("%s says %q", c.fileName(), got)
					}
					palette := colour.Palette()
					for _, colour := range append(palette.Fill[:], palette.Line[:]...) {
						if !strings.Contains(text, colour.String()) {
							t.Errorf("%s lacks %s", c.fileName(), colour)
						}
					}
					if strings.Contains(text, "foreignObject") || strings.Contains(text, "style=") {
						t.Errorf("%s is not for a designer's program: %s", c.fileName(), text)
					}
				}
			}
		}
	}
}

// a busy button has a ring for a label, a disabled one is grey and pale.
func TestX14_PictureOfAState(t *testing.T) {
	c := defaults()
	c.State = Busy
	if d, _ := draw(t, c); len(d.Group.Texts) != 0 || len(d.Group.Paths) != 2 {
		t.Errorf("busy: %+v", d.Group)
	}
	c.State = Disabled
	d, text := draw(t, c)
	if d.Group.Opacity != "0.45" || strings.Contains(text, c.Colour.Palette().Fill[0].String()) {
		t.Errorf("disabled: %s", text)
	}
	c.State, c.Sandbox, c.Height, c.Radius = Ready, true, 60, 40
	d, _ = draw(t, c)
	if d.Height != 60+above || d.Group.Rects[0].Height != 60 || d.Group.Rects[0].Radius != 30 || len(d.Texts) != 1 || d.Texts[0] != i18n.Japanese.TestMode {
		t.Errorf("with the mark: %+v", d)
	}
}

// a file's name says what is in it.
func TestX14_PictureName(t *testing.T) {
	c := defaults()
	c.Size = button.Large
	if got := c.fileName(); got != "noren-pay-gold-large-ja" {
		t.Error(got)
	}
	c.Show, c.State, c.Sandbox, c.Words = LoginSubject, Busy, true, "en"
	if got := c.fileName(); got != "noren-login-gold-large-en-busy-test" {
		t.Error(got)
	}
}

// R3-6, X-14: whatever is chosen, the box keeps Amazon's rule in a place that has room for it.
func TestR3_6_BoxKeepsAmazonsRule(t *testing.T) {
	for _, size := range button.Sizes {
		for height := button.MinHeight; height <= button.MaxHeight; height++ {
			for _, place := range []int{button.MaxWidth, 520, maxPlace} {
				c := defaults()
				c.Size, c.Height = size, height
				box := c.box(place)
				ratio := float64(box.Width) / float64(box.Height)
				if box.Width < button.MinWidth || box.Width > button.MaxWidth || box.Height != height || ratio < button.MinRatio || ratio > button.MaxRatio {
					t.Fatalf("%s %d in %d: %+v", size, height, place, box)
				}
			}
		}
	}
	c := defaults()
	c.Size = button.Large
	if box := c.box(130); box.Width != 130 || box.Height != 50 {
		t.Errorf("large in a narrow place: %+v", box)
	}
}
