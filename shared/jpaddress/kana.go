package jpaddress

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Kana reads a text that is kana and nothing else (hiragana, katakana of full or half width, ー, ・ and blanks) as katakana of full
// width, one blank between words. Anything else is false: the kana of a name in kanji cannot be known, and is never invented.
func Kana(text string) (katakana string, ok bool) {
	text = strings.NewReplacer("゛", "\u3099", "゜", "\u309A").Replace(Clean(text))
	text = Katakana(strings.Join(strings.FieldsFunc(norm.NFKC.String(text), unicode.IsSpace), " "))
	for _, r := range text {
		switch {
		case 'ァ' <= r && r <= 'ヺ':
			ok = true
		case r == 'ー', r == 'ヽ', r == 'ヾ', r == '・', r == ' ':
		default:
			return "", false
		}
	}
	if !ok {
		return "", false
	}
	return text, true
}

// Katakana writes hiragana and half-width katakana as katakana of full width and leaves all else alone.
func Katakana(text string) string {
	return strings.Map(func(r rune) rune {
		if 'ぁ' <= r && r <= 'ゖ' || r == 'ゝ' || r == 'ゞ' {
			return r + ('ァ' - 'ぁ')
		}
		return r
	}, fullKana(text))
}

// fullKana widens the half-width katakana and composes their voiced marks. Only these characters are touched.
func fullKana(text string) string {
	var out, kana strings.Builder
	flush := func() {
		out.WriteString(norm.NFKC.String(kana.String()))
		kana.Reset()
	}
	for _, r := range text {
		if '｡' <= r && r <= 'ﾟ' || kana.Len() > 0 && (r == '\u3099' || r == '\u309A') {
			kana.WriteRune(r)
			continue
		}
		flush()
		out.WriteRune(r)
	}
	flush()
	return out.String()
}
