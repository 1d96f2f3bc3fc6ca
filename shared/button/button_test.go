package button_test

import (
	"testing"

	"noren/shared/button"
	"noren/shared/validate"
)

var (
	colours = []button.Colour{button.Gold, button.LightGray, button.DarkGray}
	presets = []button.Size{button.Small, button.Medium, button.Large}
)

func TestR3_6_PresetsKeepAmazonsRule(t *testing.T) {
	last := 0
	for _, size := range presets {
		box := size.Box()
		ratio := float64(box.Width) / float64(box.Height)
		if box.Width < button.MinWidth || box.Width > button.MaxWidth || box.Height < button.MinHeight || box.Height > button.MaxHeight {
			t.Errorf("%s is %d × %d", size, box.Width, box.Height)
		}
		if ratio < button.MinRatio || ratio > button.MaxRatio {
			t.Errorf("%s has the ratio %.2f", size, ratio)
		}
		if box.Width*box.Height <= last {
			t.Errorf("%s is not larger than the size before", size)
		}
		last = box.Width * box.Height
	}
}

// Fluid takes the page's width: its height must suit every width of a phone's content up to the widest at which it may stand.
func TestR3_6_FluidKeepsAmazonsRule(t *testing.T) {
	box := button.Fluid.Box()
	if box.Width != 0 || box.Height < button.MinHeight || box.Height > button.MaxHeight {
		t.Errorf("fluid is %d × %d", box.Width, box.Height)
	}
	for _, width := range []int{160, 320, 390, 430, 450} {
		if ratio := float64(width) / float64(box.Height); ratio < button.MinRatio || ratio > button.MaxRatio {
			t.Errorf("at %d px the ratio is %.2f", width, ratio)
		}
	}
}

func TestR3_6_DefaultIsGoldInTheMiddleSize(t *testing.T) {
	if button.Default != (button.Style{Colour: button.Gold, Size: button.Medium}) {
		t.Errorf("%+v", button.Default)
	}
	if button.Size("").Box() != button.Medium.Box() {
		t.Error("an unset size is not the middle one")
	}
}

func TestR3_6_R3_8_RulesKnowEveryVariant(t *testing.T) {
	for _, colour := range colours {
		for _, size := range append(presets, button.Fluid) {
			if faults := validate.Struct(button.Style{Colour: colour, Size: size}); faults != nil {
				t.Errorf("%s %s: %v", colour, size, faults)
			}
		}
	}
	for _, style := range []button.Style{{}, {Colour: "pink", Size: button.Small}, {Colour: button.Gold, Size: "huge"}, {Colour: "Gold", Size: button.Small}} {
		if validate.Struct(style) == nil {
			t.Errorf("%+v passes", style)
		}
	}
}
