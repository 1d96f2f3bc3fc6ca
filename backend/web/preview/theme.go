package preview

import (
	"fmt"
	"strings"

	"noren/shared/button"
)

// theme is the style sheet that says what no attribute can: what a shop's theme would. It is a file, because the strict policy
// allows neither <style> nor style="…", and all of it are numbers and our own words.
func (c Choices) theme() string {
	var css strings.Builder
	for _, background := range backgrounds {
		if ground, ok := grounds[background]; ok && background != Picture { // which is one
			fmt.Fprintf(&css, "[data-background=%s] { background: %s; color: %s; }\n", background, ground.fill[0], ground.ink)
		}
	}
	fmt.Fprintf(&css, "[data-background=own] { background: %s; color: %s; }\n", c.Paint, c.ink())
	fmt.Fprintf(&css, ".place { max-width: %dpx; }\n", c.Width)
	for _, size := range button.Sizes {
		sized := c
		sized.Size = size
		box := sized.box(button.MaxWidth)
		fmt.Fprintf(&css, "[state=loading][size=%s] { display: block; width: %dpx; max-width: 100%%; height: %dpx; }\n", size, box.Width, box.Height)
	}
	css.WriteString(c.properties(":is(noren-pay, noren-login)"))
	return css.String()
}

// properties are the custom properties that are set, as a rule of a style sheet, or nothing.
func (c Choices) properties(selector string) string {
	var set []string
	if c.Radius != defaults().Radius {
		set = append(set, fmt.Sprintf("--noren-radius: %dpx;", c.Radius))
	}
	if c.Height != 0 {
		set = append(set, fmt.Sprintf("--noren-button-height: %dpx;", c.Height))
	}
	if set == nil {
		return ""
	}
	return selector + " {\n  " + strings.Join(set, "\n  ") + "\n}\n"
}

// ink is the colour of a text that is read on the background «own».
func (c Choices) ink() button.RGB {
	if black := (button.RGB{R: 0x11, G: 0x11, B: 0x11}); button.Contrast(c.Paint, black) >= button.Contrast(c.Paint, white) {
		return black
	}
	return white
}
