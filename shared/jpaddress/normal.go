package jpaddress

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Normal writes a line as most shops store it: Clean, then Unicode's compatibility form NFKC, one kind of dash in address
// numbers, one kind of blank. "１－８−１　ｱﾙｺﾀﾜｰ" becomes "1-8-1 アルコタワー". Normal twice is Normal once. What NFKC would destroy
// stays as written:
//
//   - characters of people's names (髙, 﨑, 神, a variation selector behind 葛): none is exchanged for a relative;
//   - digits in a form of their own (①, ², ½): flattened, they would grow together with the digits beside them. ㈱, Ⅲ and ㍿
//     have no such neighbours and become (株), III and 株式会社;
//   - marks that NFKC takes for a blank with an accent (゛, ´), and ＝, which joins the parts of foreign names.
//
// A dash of any kind, ー and ~ too, becomes "-" between digits or Latin letters; the true dashes also beside one of them. ー in a
// word stays.
func Normal(text string) string {
	text = compatible(Clean(text))
	return Clean(strings.Join(strings.FieldsFunc(hyphens(text), unicode.IsSpace), " "))
}

// compatible is NFKC but for the characters that stay.
func compatible(text string) string {
	var out strings.Builder
	from := 0
	for at, r := range text {
		if stays(r) {
			out.WriteString(norm.NFKC.String(text[from:at]))
			out.WriteRune(r)
			from = at + utf8.RuneLen(r)
		}
	}
	out.WriteString(norm.NFKC.String(text[from:]))
	return out.String()
}

func stays(r rune) bool {
	switch {
	case r < 0x80, r == utf8.RuneError, unicode.IsSpace(r):
		return false
	case 0xF900 <= r && r <= 0xFAFF, 0x2F800 <= r && r <= 0x2FA1F, r == '＝':
		return true // CJK compatibility ideographs
	case '０' <= r && r <= '９':
		return false
	}
	decomposed := norm.NFKC.String(string(r))
	return decomposed != string(r) && strings.ContainsAny(decomposed, " 0123456789")
}

const (
	trueDashes = "-‐‑‒–—―−﹣－─━⁃˗"
	likeDashes = "ーｰ~〜～"
)

// hyphens makes the dashes of address numbers "-", without the blanks around it where digits stand at both sides.
func hyphens(text string) string {
	runes := []rune(text)
	out := make([]rune, 0, len(runes))
	for i := 0; i < len(runes); i++ {
		r := runes[i]
		if !strings.ContainsRune(trueDashes+likeDashes, r) {
			out = append(out, r)
			continue
		}
		left, right := len(out), i+1
		for left > 0 && unicode.IsSpace(out[left-1]) {
			left--
		}
		for right < len(runes) && unicode.IsSpace(runes[right]) {
			right++
		}
		switch {
		case left > 0 && right < len(runes) && isNumeral(out[left-1]) && isNumeral(runes[right]):
			out, i = append(out[:left], '-'), right-1
		case isDash(r, out, runes[i+1:]):
			out = append(out, '-')
		default:
			out = append(out, r)
		}
	}
	return string(out)
}

// isDash reports that r, with what stands before and after it, is the hyphen of an address number.
func isDash(r rune, before, after []rune) bool {
	left := len(before) > 0 && isCode(before[len(before)-1])
	right := len(after) > 0 && isCode(after[0])
	return left && right || strings.ContainsRune(trueDashes, r) && (left || right)
}

// isNumeral: the digits of an address number, in Japanese too.
func isNumeral(r rune) bool { return '0' <= r && r <= '9' || strings.ContainsRune(kanjiDigits, r) }

const kanjiDigits = "〇一二三四五六七八九十百"

func isCode(r rune) bool {
	return isNumeral(r) || 'A' <= r && r <= 'Z' || 'a' <= r && r <= 'z'
}
