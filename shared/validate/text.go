package validate

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

func isToken(text string) bool {
	for i := range len(text) {
		switch c := text[i]; {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', c == '_', c == '-', c == '.':
		default:
			return false
		}
	}
	return true
}

func isClean(text string) bool {
	return utf8.ValidString(text) && Visible(text) == text
}

func isCleanLines(text string) bool {
	return isClean(strings.NewReplacer("\r\n", "", "\n", "", "\r", "").Replace(text))
}

// Visible is text without the characters that nobody sees, but that change how it is read, compared or stored: control
// characters and line breaks, marks of writing direction, zero-width characters, fillers, tag characters. A variation
// selector stays behind the character whose shape it chooses (葛󠄀 is somebody's name) and is removed elsewhere.
func Visible(text string) string {
	shaped := false // the character before can take a variation selector
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Variation_Selector, r):
			if !shaped {
				return -1
			}
			shaped = false
		case hidden(r):
			return -1
		default:
			shaped = !unicode.IsSpace(r)
		}
		return r
	}, text)
}

// hidden reports characters without a shape, other than blanks and variation selectors.
func hidden(r rune) bool {
	switch r {
	case '\u034F', // combining grapheme joiner
		'\u115F', '\u1160', '\u3164', '\uFFA0', // Hangul fillers
		'\u17B4', '\u17B5': // Khmer inherent vowels
		return true
	}
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp)
}
