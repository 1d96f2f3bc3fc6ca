package validate

import "strings"

// isKana wants what package jpaddress makes of kana: full-width katakana, blanks only between words.
func isKana(text string) bool {
	for _, word := range strings.Split(text, " ") {
		if word == "" || strings.IndexFunc(word, noKatakana) >= 0 {
			return false
		}
	}
	return true
}

func noKatakana(r rune) bool {
	return (r < 'ァ' || r > 'ヺ') && r != 'ー' && r != '・' && r != 'ヽ' && r != 'ヾ'
}

// IsPhone reports a telephone number within Japan: eleven digits for mobile (060, 070, 080, 090), IP (050), data (020) and 0800 numbers, ten for all others. No number
// begins with 00, which leads abroad.
func IsPhone(text string) bool {
	if len(text) < 3 || !isDigits(text) || text[0] != '0' || text[1] == '0' {
		return false
	}
	if text[2] == '0' && strings.Contains("256789", text[1:2]) {
		return len(text) == 11
	}
	return len(text) == 10
}

func isPostcode(text string) bool { return len(text) == 7 && isDigits(text) }

func isDigits(text string) bool { return strings.Trim(text, "0123456789") == "" }

// isInvoiceNumber wants T and a corporate number, or a number of the same form.
func isInvoiceNumber(text string) bool {
	number, ok := strings.CutPrefix(text, "T")
	return ok && isCorporateNumber(number)
}

// isCorporateNumber wants a check digit and twelve digits (平成二十六年財務省令第七十号): 9 less the remainder by 9 of the digits' sum,
// of which every second one from the right counts twice.
func isCorporateNumber(text string) bool {
	if len(text) != 13 || !isDigits(text) {
		return false
	}
	sum := 0
	for i, c := range []byte(text[1:]) { // the first of twelve is an even one from the right
		sum += int(c-'0') * (2 - i%2)
	}
	return int(text[0]-'0') == 9-sum%9
}
