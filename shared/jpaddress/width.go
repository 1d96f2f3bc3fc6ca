package jpaddress

import "strings"

// Narrow writes ASCII's digits, letters and signs, blank and ¥ in half width. Kana are left alone.
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
