package jpaddress

import (
	"strings"
	"unicode"
)

// Name splits a whole name, read by Normal, at its blank. It is certain with exactly one blank, between the two parts of a Japanese
// name. Without a blank all is the family name. Not certain are also more than one blank, Latin letters (nobody knows which part
// stands first), digits and brackets, an honorific (山田 太郎様) and the name of a company. No visible character is lost.
func Name(full string) (family, given string, certain bool) {
	full = Normal(full)
	family, given, _ = strings.Cut(full, " ")
	certain = given != "" && !strings.Contains(given, " ") && !strings.ContainsFunc(full, foreign)
	for _, word := range honorifics {
		certain = certain && !strings.HasSuffix(given, word) // 鵜殿 is a family
	}
	for _, word := range companies {
		certain = certain && !strings.Contains(full, word)
	}
	return family, given, certain
}

// foreign reports what no part of a Japanese name has. ・ and ＝ stand inside the parts of foreign names in kana.
func foreign(r rune) bool {
	return r != '＝' && (unicode.In(r, unicode.Latin, unicode.Cyrillic, unicode.Greek, unicode.N, unicode.Ps, unicode.Pe, unicode.S) ||
		strings.ContainsRune("/,.@&:;、。", r))
}

var (
	honorifics = []string{"様", "さま", "サマ", "殿", "御中", "さん", "サン", "先生", "様方"}
	companies  = []string{"会社", "法人", "(株)", "(有)", "(同)", "事務所", "商店", "組合", "協会", "大学", "病院"}
)
