package jpaddress

import (
	"strings"
	"sync"

	"golang.org/x/text/unicode/norm"
)

// Wide writes ASCII's digits, letters and signs, blank and ¥ in full width, as fields that want 全角 ask. Kana are left alone.
func Wide(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case '!' <= r && r <= '~':
			return r + ('！' - '!')
		case r == ' ':
			return '\u3000'
		case r == '¥':
			return '￥'
		}
		return r
	}, text)
}

// Narrow is the way back from Wide.
func Narrow(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case '！' <= r && r <= '～':
			return r - ('！' - '!')
		case r == '\u3000':
			return ' '
		case r == '￥':
			return '¥'
		}
		return r
	}, text)
}

// halves has the half-width form by the full-width one, for kana, their punctuation, their two marks and the blank.
var halves = sync.OnceValue(func() map[rune]rune {
	all := map[rune]rune{'\u3000': ' '}
	for half := '｡'; half <= 'ﾟ'; half++ {
		for _, full := range norm.NFKC.String(string(half)) {
			all[full] = half
		}
	}
	return all
})
