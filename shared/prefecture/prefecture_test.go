package prefecture_test

import (
	"strings"
	"testing"
	"unicode"

	"noren/shared/prefecture"
)

func TestX6_FortySeven(t *testing.T) {
	all := prefecture.All()
	if len(all) != 47 {
		t.Fatalf("%d prefectures", len(all))
	}
	for i, p := range all {
		if p.Code != i+1 || len(p.JIS()) != 2 {
			t.Errorf("%s has code %d", p.Name, p.Code)
		}
		if !prefecture.Is(p.Name) || p.Name != "北海道" && prefecture.Is(p.Short) {
			t.Errorf("official is %s, not %s", p.Name, p.Short)
		}
		if !strings.HasPrefix(p.Name, p.Short) || strings.ContainsFunc(p.Kana, func(r rune) bool { return !unicode.Is(unicode.Katakana, r) }) {
			t.Errorf("%+v", p)
		}
	}
	all[0].Name = "別"
	if prefecture.All()[0].Name != "北海道" {
		t.Error("the table can be written to from outside")
	}
}

func TestX6_EveryNameOfEveryPrefecture(t *testing.T) {
	for _, p := range prefecture.All() {
		hiragana := strings.Map(func(r rune) rune { return r - ('ァ' - 'ぁ') }, p.Kana)
		for _, text := range []string{
			p.Name, p.Short, p.Kana, hiragana, p.Romaji, strings.ToUpper(p.Romaji), strings.ToLower(p.Romaji), p.JIS(), "JP-" + p.JIS(),
			p.Romaji + " Prefecture", " " + p.Name + "　",
		} {
			if got, ok := prefecture.Of(text); got != p || !ok {
				t.Errorf("%q is read as %+v, %t", text, got, ok)
			}
		}
	}
}

func TestX6_PrefecturesAsPeopleWriteThem(t *testing.T) {
	tests := map[string][]string{
		"北海道":  {"Hokkai-do", "HOKKAIDO", "Hokkaidou", "ホッカイドウ", "ほつかいどう", "1"},
		"東京都":  {"Tokyo-to", "TOKYO-TO", "Tokyoto", "Tōkyō", "Toukyou", "Toukyou-to", "トウキョウ", "とうきょうと", "东京都", "tokyo to", "jp-13"},
		"京都府":  {"Kyoto-fu", "Kyoutofu", "Kyōto", "キョウト", "きょうとふ", "Kyoto-hu"},
		"大阪府":  {"Ōsaka", "Oosaka", "Ohsaka", "Osaka-fu", "おおさか", "オオサカフ"},
		"兵庫県":  {"Hyougo", "HYOGO-KEN", "Hyōgo", "兵库县"},
		"群馬県":  {"Gumma", "Gunma-ken", "群马县"},
		"静岡県":  {"Sizuoka", "Shizuoka-ken", "靜岡縣"},
		"千葉県":  {"Tiba", "千叶"},
		"岐阜県":  {"Gihu"},
		"福島県":  {"Hukusima", "フクシマ", "福岛县"},
		"広島県":  {"廣島縣", "广岛"},
		"新潟県":  {"Niigata-ken", "Nīgata"},
		"高知県":  {"Kouchi", "Kōchi", "Koti"},
		"大分県":  {"Ooita", "Ōita", "Ohita", "オオイタ"},
		"愛知県":  {"Aiti", "爱知县"},
		"宮城県":  {"宫城县"},
		"鹿児島県": {"鹿兒島縣", "鹿儿岛"},
		"沖縄県":  {"沖繩", "冲绳县"},
	}
	for name, texts := range tests {
		for _, text := range texts {
			if got, ok := prefecture.Of(text); got.Name != name || !ok {
				t.Errorf("%q is read as %q, %t, want %s", text, got.Name, ok, name)
			}
		}
	}
}

func TestX6_NoPrefectureIsGuessed(t *testing.T) {
	for _, text := range []string{
		"", " ", "-", "県", "都", "ken", "to", "0", "00", "48", "130", "JP", "JP-", "JP-48", "US-13", "東", "東京都庁", "東京県", "京都都", "大阪県", "関東",
		"東京市", "東京都目黒区", "Toky", "Tokio", "Tokyo-ken", "Kyoto-to", "Oregon", "トウキョ", "ok", "Saga City", "Yokohama", "札幌", "神奈",
	} {
		if got, ok := prefecture.Of(text); ok {
			t.Errorf("%q is read as %s", text, got.Name)
		}
	}
}

func FuzzOf(f *testing.F) {
	for _, p := range prefecture.All() {
		f.Add(p.Romaji + "-" + p.Name)
	}
	f.Fuzz(func(t *testing.T, text string) {
		p, ok := prefecture.Of(text)
		if ok != prefecture.Is(p.Name) {
			t.Errorf("%q: %+v, %t", text, p, ok)
		}
	})
}
