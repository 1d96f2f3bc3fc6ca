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
