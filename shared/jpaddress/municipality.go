package jpaddress

import (
	_ "embed" // the table
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// municipality takes the longest municipality off the head of a text: 横浜市西区 of 横浜市西区みなとみらい2-2-1. jis narrows the search to
// one prefecture; "" searches all. The name comes as written, without blanks. The county may be left out (余市町). Not certain is a
// ward that the table does not have: 浜松市中区 was one until 2023.
func municipality(text, jis string) (name, rest string, certain bool) {
	taken := 0
	withWards := false
	for key, names := range municipalities() {
		if jis != "" && key != jis {
			continue
		}
		for _, m := range names {
			if end := head(text, m.name); end > taken && !isMarket(text[:end], text[end:]) {
				taken, withWards = end, m.withWards
			}
		}
	}
	certain = taken > 0
	if withWards {
		if end := unknownWard(text[taken:]); end > 0 {
			taken, certain = taken+end, false
		}
	}
	return without(text[:taken], " "), strings.TrimLeft(text[taken:], " "), certain
}

// isMarket reports that a city's 市 is the one of 市場: 養父市養父市場 is a market once, and a city once.
func isMarket(city, rest string) bool {
	return strings.HasSuffix(city, "市") && strings.HasPrefix(rest, "場")
}

// head is the length of the part of text that is name, whatever blanks and forms of characters it is written with; 0 if it is not
// there. name is folded.
func head(text string, name []rune) int {
	matched := 0
	for at, r := range text {
		switch {
		case matched > 0 && (r == ' ' || unicode.Is(unicode.Variation_Selector, r)):
		case matched == len(name):
			return at
		case folded(r) != name[matched]:
			return 0
		default:
			matched++
		}
	}
	if matched == len(name) {
		return len(text)
	}
	return 0
}

// unknownWard is the length of up to three characters and 区 at the head of a text.
func unknownWard(text string) int {
	length := 0
	for at, r := range text {
		switch {
		case r == '区' && length > 0:
			return at + len("区")
		case r == ' ' && length == 0:
		case length == 3, !unicode.Is(unicode.Han, r), strings.ContainsRune("市町村", r):
			return 0
		default:
			length++
		}
	}
	return 0
}

type place struct {
	name      []rune // folded
	withWards bool   // a city whose wards stand in the table
}

//go:embed municipalities.txt
var municipalitiesText string

// municipalities are by the prefecture's JIS code. What is known by a longer name (county, island) is there by its own name too,
// and so are the cities of wards.
func municipalities() map[string][]place { return municipalitiesTable.read(readMunicipalities) }

var municipalitiesTable table[map[string][]place]

func readMunicipalities() map[string][]place {
	all := map[string][]place{}
	for jis, groups := range rows(municipalitiesText) {
		for _, group := range groups {
			common, names, grouped := strings.Cut(group, ":")
			if !grouped {
				common, names = "", group
			}
			if city := strings.HasSuffix(common, "市"); city {
				all[jis] = append(all[jis], place{foldedAll(common), true})
			}
			for name := range strings.SplitSeq(names, ",") {
				all[jis] = append(all[jis], place{foldedAll(common + name), false})
				if grouped && !strings.HasSuffix(common, "市") {
					all[jis] = append(all[jis], place{foldedAll(name), false})
				}
			}
		}
	}
	return all
}

func foldedAll(name string) []rune {
	runes := []rune(name)
	for i, r := range runes {
		runes[i] = folded(r)
	}
	return runes
}

// folded makes equal the forms of a character in which place names are written.
func folded(r rune) rune {
	if 0xF900 <= r && r <= 0xFAFF {
		r = []rune(norm.NFKC.String(string(r)))[0]
	}
	if same, ok := forms[r]; ok {
		return same
	}
	return r
}

var forms = func() map[rune]rune {
	all := map[rune]rune{}
	for _, row := range strings.Fields("ヶケが ノの 釜竈 竜龍 桧檜 岳嶽 鯵鰺 梼檮 沢澤 浜濱 辺邊邉 滝瀧 薮藪 曽曾 国國 広廣 島嶋嶌 富冨 高髙 崎﨑嵜 徳德 " +
		"恵惠 槙槇 館舘 渕淵 桜櫻 塩鹽 砺礪 芦蘆 壷壺 篭籠 真眞 静靜 与與 騨驒 吞呑 弥彌 栄榮 条條 会會 来來 関關 斉齊斎齋 " +
		"鉄鐵 瀬瀨 横橫 荘莊 万萬 郷鄕 祇祗") {
		forms := []rune(row)
		for _, r := range forms[1:] {
			all[r] = forms[0]
		}
	}
	return all
}()
