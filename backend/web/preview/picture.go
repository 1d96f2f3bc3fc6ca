package preview

import (
	"fmt"
	"html"
	"math"
	"strings"
	"unicode"

	"noren/shared/button"
	"noren/shared/i18n"
)

// picture is the button as a vector drawing for a designer's program: rectangles, gradients and text, nothing of HTML. Its
// measures are those of widget.css.
type picture struct {
	Choices
	box     button.Box
	palette button.Palette
	label   []string // in one line or two
	font    float64
	mark    string // of the test mode
}

// above is the room over the button that the mark of the test mode needs.
const above = 5

// fonts are those of the widget.
const fonts = `-apple-system, 'Segoe UI', 'Hiragino Sans', 'Yu Gothic UI', Meiryo, Roboto, 'Noto Sans JP', 'Noto Sans CJK JP', system-ui, sans-serif`

func (c Choices) picture() picture {
	texts := i18n.For(c.Words)
	words, start := texts.PayButton, texts.PayButtonStart
	if c.subject().kind() == button.Login {
		words, start = texts.LoginButton, texts.LoginButtonStart
	}
	p := picture{Choices: c, box: c.box(c.Width), palette: c.Colour.Palette(), label: []string{words}}
	width, height := float64(p.box.Width), float64(p.box.Height)
	p.font = max(min(max(10, 0.086*width), labelSizes[c.Size]), min(0.28*height, 0.06*width))
	if widthOf(words)*p.font > width-12 { // line and padding
		p.label = []string{strings.TrimSpace(start), strings.TrimSpace(strings.TrimPrefix(words, start))}
	}
	if c.Sandbox {
		p.mark = texts.TestMode
	}
	if c.State == Disabled {
		p.palette = greyed(p.palette)
	}
	return p
}

// labelSizes are the greatest sizes of a label that is not in a high button, in CSS pixels.
var labelSizes = map[button.Size]float64{button.Small: 13, button.Medium: 13, button.Large: 18, button.Fluid: 15}

// widthOf guesses how wide a text is, in its own size: Japanese characters are as wide as high, the others a little more than half.
func widthOf(text string) float64 {
	width := 0.0
	for _, r := range text {
		if r > unicode.MaxLatin1 {
			width++
		} else {
			width += 0.58
		}
	}
	return width
}

// greyed is what «grayscale(1)» makes of a palette.
func greyed(p button.Palette) button.Palette {
	grey := func(c button.RGB) button.RGB {
		level := uint8(math.Round(0.2126*float64(c.R) + 0.7152*float64(c.G) + 0.0722*float64(c.B)))
		return button.RGB{R: level, G: level, B: level}
	}
	for _, pair := range []*[2]button.RGB{&p.Fill, &p.Hover} {
		pair[0], pair[1] = grey(pair[0]), grey(pair[1])
	}
	for i, line := range p.Line {
		p.Line[i] = grey(line)
	}
	p.Pressed, p.Label = grey(p.Pressed), grey(p.Label)
	return p
}

// fileName is without an extension, such as noren-pay-gold-large-ja.
func (c Choices) fileName() string {
	name := fmt.Sprintf("noren-%s-%s-%s-%s", c.subject().kind(), c.Colour, c.Size, c.Words)
	if c.State == Busy || c.State == Disabled {
		name += "-" + string(c.State)
	}
	if c.Sandbox {
		name += "-test"
	}
	return name
}

// svg is the drawing. States that a button has no face of its own for are drawn as ready.
func (p picture) svg() string {
	var out strings.Builder
	w, h := p.box.Width, p.box.Height
	top := 0
	if p.mark != "" {
		top = above
	}
	f := p.palette
	fmt.Fprintf(&out, `<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 %d %d %d">`, w, h+top, -top, w, h+top)
	fmt.Fprintf(&out, "<title>%s</title><defs>", html.EscapeString(strings.Join(p.label, " ")))
	fmt.Fprintf(&out, `<linearGradient id="fill" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="%s"/><stop offset="1" stop-color="%s"/></linearGradient>`, f.Fill[0], f.Fill[1])
	edge := 1 / float64(h)
	fmt.Fprintf(&out, `<linearGradient id="line" x1="0" y1="0" x2="0" y2="1"><stop offset="%.4f" stop-color="%s"/><stop offset="%.4f" stop-color="%s"/><stop offset="%.4f" stop-color="%s"/><stop offset="%.4f" stop-color="%s"/></linearGradient></defs>`,
		edge, f.Line[0], edge, f.Line[1], 1-edge, f.Line[1], 1-edge, f.Line[2])
	opacity := ""
	if p.State == Disabled {
		opacity = ` opacity="0.45"`
	}
	radius, inner := min(p.Radius, h/2, w/2), max(min(p.Radius, h/2, w/2)-1, 0)
	fmt.Fprintf(&out, `<g%s><rect width="%d" height="%d" rx="%d" fill="url(#line)"/>`, opacity, w, h, radius)
	fmt.Fprintf(&out, `<rect x="1" y="1" width="%d" height="%d" rx="%d" fill="url(#fill)"/>`, w-2, h-2, inner)
	fmt.Fprintf(&out, `<path d="M%d 1.5H%d" stroke="#fff" stroke-opacity="%s"/>`, 1+inner, w-1-inner, p.shine())
	if p.State == Busy {
		p.ring(&out)
	} else {
		p.words(&out)
	}
	out.WriteString("</g>")
	p.badge(&out)
	out.WriteString("</svg>\n")
	return out.String()
}

// shine is the light line under the upper edge.
func (p picture) shine() string {
	if p.Colour == button.DarkGray {
		return "0.15"
	}
	return "0.4"
}

func (p picture) words(out *strings.Builder) {
	const lineHeight, baseline = 1.25, 0.38 // of the font's size
	first := float64(p.box.Height)/2 - float64(len(p.label)-1)/2*lineHeight*p.font
	for i, line := range p.label {
		fmt.Fprintf(out, `<text x="%s" y="%.2f" text-anchor="middle" font-family="%s" font-size="%.2f" font-weight="600" fill="%s">%s</text>`,
			half(p.box.Width), first+(float64(i)*lineHeight+baseline)*p.font, fonts, p.font, p.palette.Label, html.EscapeString(line))
	}
}

// ring turns while the button is busy; here three quarters of it stand still.
func (p picture) ring(out *strings.Builder) {
	x, y := float64(p.box.Width)/2, float64(p.box.Height)/2
	const radius, corner = 10.0, 10 * math.Sqrt2 / 2
	fmt.Fprintf(out, `<path d="M%.2f %.2fA%g %g 0 1 1 %.2f %.2f" fill="none" stroke="%s" stroke-width="2"/>`,
		x+corner, y+corner, radius, radius, x+corner, y-corner, p.palette.Label)
}

func (p picture) badge(out *strings.Builder) {
	if p.mark == "" {
		return
	}
	const size, height, fromEnd = 10.0, 16.0, 6.0
	width := widthOf(p.mark)*size + 14
	x := float64(p.box.Width) - fromEnd - width
	fmt.Fprintf(out, `<rect x="%.2f" y="%.1f" width="%.2f" height="%g" rx="7.5" fill="%s" stroke="#fff"/>`, x+0.5, 0.5-above, width-1, height-1, accent)
	fmt.Fprintf(out, `<text x="%.2f" y="%.2f" text-anchor="middle" font-family="%s" font-size="%g" font-weight="600" fill="#fff">%s</text>`,
		x+width/2, height/2-above+0.38*size, fonts, size, html.EscapeString(p.mark))
}

func half(n int) string { return strings.TrimSuffix(fmt.Sprintf("%.1f", float64(n)/2), ".0") }
