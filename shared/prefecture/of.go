package prefecture

import (
	"strings"
	"sync"
)

// Of reads a prefecture: its official or short name (東京都, 東京, also in the old or Chinese form of its characters), its kana
// with or without the last syllables (トウキョウト, とうきょう), its name in Latin letters by any usual system (Tokyo, TOKYO-TO,
// Tōkyō, Toukyou, Sizuoka-ken, Gumma, "Kyoto Prefecture"), its code ("13", "JP-13"). Blanks, hyphens and case do not matter.
// Whatever else is written is false: there is no default and no nearest match. Full and half width are the caller's matter.
func Of(text string) (Prefecture, bool) {
	index, ok := names()[folded(text)]
	if !ok {
		return Prefecture{}, false
	}
	return table[index], true
}

// names has the place in the table by every folded name.
var names = sync.OnceValue(func() map[string]int {
	all := make(map[string]int, len(table)*10)
	for i, p := range table {
		kind := endings[strings.TrimPrefix(p.Name, p.Short)]
		for _, name := range []string{
			p.Name, p.Short, p.Kana, strings.TrimSuffix(p.Kana, kind.kana),
			p.Romaji, p.Romaji + kind.romaji, p.Romaji + "prefecture", p.Romaji + "pref",
			p.JIS(), strings.TrimPrefix(p.JIS(), "0"), "jp" + p.JIS(),
		} {
			all[folded(name)] = i
		}
	}
	return all
})

// endings are the kinds of prefecture, cut off in the short name. The 道 of 北海道 is part of every one of its names.
var endings = map[string]struct{ kana, romaji string }{"都": {"ト", "to"}, "府": {"フ", "fu"}, "県": {"ケン", "ken"}, "": {}}

// folded makes equal what is only written differently.
func folded(text string) string {
	text = strings.Map(func(r rune) rune {
		if 'ぁ' <= r && r <= 'ゖ' {
			r += 'ァ' - 'ぁ'
		}
		return r
	}, strings.ToLower(text))
	return systems.Replace(long.Replace(signs.Replace(text)))
}

var (
	signs = strings.NewReplacer(" ", "", "\u3000", "", "-", "", "‐", "", "'", "", "’", "", ".", "",
		"ā", "a", "ī", "i", "ū", "u", "ē", "e", "ō", "o", "â", "a", "î", "i", "û", "u", "ê", "e", "ô", "o",
		"\u0304", "", "\u0302", "", // the same signs behind their letters
		"ァ", "ア", "ィ", "イ", "ッ", "ツ", "ャ", "ヤ", "ュ", "ユ", "ョ", "ヨ", // forms of old have large kana only
		// old and Chinese forms of the characters
		"縣", "県", "县", "県", "东", "東", "广", "広", "廣", "広", "岛", "島", "嶋", "島", "冈", "岡", "靜", "静", "长", "長", "﨑", "崎",
		"爱", "愛", "贺", "賀", "马", "馬", "库", "庫", "鸟", "鳥", "德", "徳", "宫", "宮", "儿", "児", "兒", "児", "冲", "沖", "绳", "縄",
		"繩", "縄", "叶", "葉", "枥", "栃", "泻", "潟")
	// long vowels: no prefecture's name differs from another's by them
	long = strings.NewReplacer("ohs", "os", "ohi", "oi", "ou", "o", "oo", "o", "uu", "u", "ii", "i")
	// Hepburn's letters and those of the government's system
	systems = strings.NewReplacer("shi", "si", "chi", "ti", "tsu", "tu", "fu", "hu", "ji", "zi", "mm", "nm")
)
