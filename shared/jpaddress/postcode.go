package jpaddress

import (
	_ "embed" // the table
	"strings"
)

// PostalCode reads a postcode with or without 〒, hyphen and blanks, in full or half width: "〒１５３－００６４" is "1530064". If there
// are not seven digits, or anything else, it gives the text in its normal form and false.
func PostalCode(text string) (seven string, ok bool) {
	text = Normal(text)
	digits := strings.TrimPrefix(strings.TrimPrefix(text, "〒"), "〶")
	digits = without(digits, trueDashes+likeDashes+" ")
	if len(digits) != 7 || !onlyDigits(digits) {
		return text, false
	}
	return digits, true
}

// leadingPostalCode takes a postcode off the head of a line: 〒 and seven digits, or 123-4567 and a blank.
func leadingPostalCode(line string) (seven, rest string, ok bool) {
	digits := make([]byte, 0, 7)
	body := strings.TrimLeft(strings.TrimPrefix(line, "〒"), " ")
	for i := range len(body) {
		switch c := body[i]; {
		case '0' <= c && c <= '9' && len(digits) < 7:
			digits = append(digits, c)
		case c == '-' && len(digits) == 3:
		case len(digits) == 7 && (c == ' ' || body != line && c != '-' && (c < '0' || '9' < c)):
			return string(digits), strings.TrimLeft(body[i:], " "), true
		default:
			return "", line, false
		}
	}
	if len(digits) != 7 {
		return "", line, false
	}
	return string(digits), "", true
}

// possible are the JIS codes of the prefectures where postcodes begin as this one does; none if no postcode does.
func possible(seven string) []string { return postcodes()[seven[:3]] }

//go:embed postcodes.txt
var postcodesText string

func postcodes() map[string][]string { return postcodesTable.read(readPostcodes) }

var postcodesTable table[map[string][]string]

func readPostcodes() map[string][]string {
	all := map[string][]string{}
	for codes, prefixes := range rows(postcodesText) {
		for _, prefix := range prefixes {
			all[prefix] = strings.Split(codes, ",")
		}
	}
	return all
}

func onlyDigits(text string) bool { return text != "" && strings.Trim(text, "0123456789") == "" }

// without is text without the characters of a set.
func without(text, set string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(set, r) {
			return -1
		}
		return r
	}, text)
}
