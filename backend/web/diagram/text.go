package diagram

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/width"
)

// lines are a text as its author broke it.
type lines []string

// sizes in pixels
const (
	letter     = 14 // the size of the letters, as in docs.css
	lineHeight = 19
)

// width is about how wide the longest line is, in pixels: no font is known here, so it is rather too much than too little.
func (l lines) width() int {
	widest := 0
	for _, line := range l {
		widest = max(widest, textWidth(line))
	}
	return widest
}

func textWidth(line string) int {
	tenths := 0
	for _, r := range line {
		switch {
		case isWide(r):
			tenths += 10
		case strings.ContainsRune("iljtfr.,:'|!()[]/ ", r):
			tenths += 4
		case r >= 'A' && r <= 'Z' || strings.ContainsRune("mw@%", r):
			tenths += 8
		default:
			tenths += 6
		}
	}
	return tenths * letter / 10
}

func isWide(r rune) bool {
	kind := width.LookupRune(r).Kind()
	return kind == width.EastAsianWide || kind == width.EastAsianFullwidth || kind == width.EastAsianAmbiguous
}

// joined is the text in one line. Between Japanese characters a line break is no blank.
func (l lines) joined() string {
	var text strings.Builder
	for i, line := range l {
		if i > 0 {
			before, _ := utf8.DecodeLastRuneInString(l[i-1])
			after, _ := utf8.DecodeRuneInString(line)
			if !isWide(before) && !isWide(after) {
				text.WriteByte(' ')
			}
		}
		text.WriteString(line)
	}
	return text.String()
}
