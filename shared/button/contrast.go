package button

import (
	"encoding/hex"
	"fmt"
	"math"
	"strings"
)

// String writes a colour as CSS does: #f7dfa5.
func (c RGB) String() string { return fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B) }

// ParseRGB reads #f7dfa5 or f7dfa5, in capitals or not.
func ParseRGB(text string) (RGB, error) {
	digits, err := hex.DecodeString(strings.TrimPrefix(text, "#"))
	if err != nil || len(digits) != 3 {
		return RGB{}, fmt.Errorf("button: colour %q: want six hexadecimal digits, such as #f7dfa5", text)
	}
	return RGB{digits[0], digits[1], digits[2]}, nil
}

// Contrast is the contrast ratio of two colours, from 1 to 21 (WCAG 2.2, «contrast ratio»).
func Contrast(a, b RGB) float64 {
	lighter, darker := a.luminance(), b.luminance()
	if lighter < darker {
		lighter, darker = darker, lighter
	}
	return (lighter + 0.05) / (darker + 0.05)
}

// luminance is the relative luminance of WCAG 2.2.
func (c RGB) luminance() float64 {
	return 0.2126*linear(c.R) + 0.7152*linear(c.G) + 0.0722*linear(c.B)
}

func linear(channel uint8) float64 {
	v := float64(channel) / 255
	if v <= 0.04045 {
		return v / 12.92
	}
	return math.Pow((v+0.055)/1.055, 2.4)
}
