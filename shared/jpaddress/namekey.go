package jpaddress

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// NameKey is a name as it is searched for: 髙橋　ｻｸﾗ and 高橋 さくら have the same key. Blanks, signs, width, upper case and the kind of
// kana do not matter, nor does the form of a character that is common in names. It is for comparing, never for showing.
func NameKey(name string) string {
	for key := foldName(name); ; name, key = key, foldName(key) {
		if key == name { // where signs are left out, others may come to stand side by side, and mean something else
			return key
		}
	}
}

func foldName(name string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Variation_Selector, r):
			return -1
		case unicode.IsLetter(r), unicode.IsDigit(r), unicode.IsMark(r):
			return newForm(r)
		}
		return -1
	}, strings.ToLower(Katakana(norm.NFKC.String(Normal(name)))))
}

// newForm is today's usual form of a character that names are also written with in an old or a rare form.
func newForm(r rune) rune {
	for _, forms := range [...]string{
		"高髙", "崎﨑嵜碕", "斉齊斎齋", "辺邊邉", "沢澤", "浜濱濵", "広廣", "桜櫻", "国國", "真眞", "円圓", "恵惠", "徳德", "瀬瀨", "竜龍",
		"島嶋嶌", "富冨", "桑桒", "吉𠮷", "黒黑", "弥彌", "豊豐", "栄榮", "蔵藏", "寿壽", "実實", "会會", "学學", "渋澁", "浅淺", "礼禮",
		"曽曾", "万萬", "静靜", "関關", "条條", "滝瀧", "桧檜", "野埜", "峰峯", "館舘", "検檢", "鉄鐵", "与與", "芦蘆", "亀龜", "岳嶽",
		"柳栁", "横橫", "清淸", "郷鄕", "戸戶", "尚尙", "荘莊", "楽樂", "来來", "槙槇", "遥遙", "尭堯", "薮藪", "籠篭",
	} {
		if strings.ContainsRune(forms, r) {
			usual, _ := utf8.DecodeRuneInString(forms)
			return usual
		}
	}
	return r
}
