//go:build !js

package widget

import (
	_ "embed"
	"fmt"
	"strings"

	"noren/shared/button"
)

//go:embed widget.css
var components string

var styles = components + boxes() + palettes()

// Styles is the style sheet of all components, for adoptedStyleSheets: a strict Content-Security-Policy lets nothing else.
func Styles() string { return styles }

// boxes are Amazon's rule and the presets, as shared/button has them. Below Amazon's least width a page without overflow counts
// for more than a label without breaks.
func boxes() string {
	var css strings.Builder
	fmt.Fprintf(&css, "[part=frame]{--least-width:%dpx;--most-width:%dpx;--least-height:%dpx;--most-height:%dpx;--least-ratio:%v;--most-ratio:%v}\n",
		button.MinWidth, button.MaxWidth, button.MinHeight, button.MaxHeight, button.MinRatio, button.MaxRatio)
	for _, size := range button.Sizes {
		box, width := size.Box(), "100%"
		if box.Width > 0 {
			width = fmt.Sprintf("%dpx", box.Width)
		}
		fmt.Fprintf(&css, "[part=frame]%s{--width:%s;--height:%dpx}\n", unless(size == button.Default.Size, "data-size", string(size)), width, box.Height)
	}
	fmt.Fprintf(&css, "@container (width < %dpx){.amazon [part=label]>span{white-space:normal}}\n", button.MinWidth)
	return css.String()
}

// palettes are the three colours. What is none of them looks as the default does, as in Amazon's own script.
func palettes() string {
	var css strings.Builder
	for _, colour := range button.Colours {
		p := colour.Palette()
		fmt.Fprintf(&css, ".amazon%s{--top:%v;--bottom:%v;--top-over:%v;--bottom-over:%v;--pressed:%v;--line:%v %v %v;--label:%v}\n",
			unless(colour == button.Default.Colour, "data-colour", string(colour)),
			p.Fill[0], p.Fill[1], p.Hover[0], p.Hover[1], p.Pressed, p.Line[0], p.Line[1], p.Line[2], p.Label)
	}
	return css.String()
}

// unless selects an attribute's value, unless it is the one for all.
func unless(is bool, attribute, value string) string {
	if is {
		return ""
	}
	return fmt.Sprintf("[%s=%s]", attribute, value)
}
