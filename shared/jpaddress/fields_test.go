package jpaddress_test

import (
	"slices"
	"strings"
	"testing"

	"noren/shared/api"
	"noren/shared/jpaddress"
)

func TestX6_Normal(t *testing.T) {
	tests := map[string]string{
		"":                     "",
		"\u3000下目黒\u3000\t１−８": "下目黒 1-8",
		"１－８−１":                "1-8-1",
		"1ー8ｰ1":                "1-8-1",
		"1‐8‑1‒2–3—4―5":        "1-8-1-2-3-4-5",
		"1~8〜1～2":              "1-8-1-2",
		"1 － 8":                "1-8",
		"八ー三":                  "八-三",
		"A－101":                "A-101",
		"3丁目－8":                "3丁目-8",
		"ルーム":                  "ルーム",
		"コーポー101":              "コーポー101",
		"東京―大阪":                "東京―大阪",
		"ﾊﾟｰｸｻｲﾄﾞ":             "パークサイド",
		"ﾚｼﾞﾃﾞﾝｽ･ﾉﾚﾝ":          "レジデンス・ノレン",
		"髙橋﨑子":                 "髙橋﨑子",
		"葛\U000E0100城":         "葛\U000E0100城",
		"福\uFA19":              "福\uFA19", // 神 as a compatibility ideograph is somebody's name
		"㈱暖簾":                  "(株)暖簾",
		"㍿暖簾":                  "株式会社暖簾",
		"コーポⅢ":                 "コーポIII",
		"コーポ①1²":               "コーポ①1²", // flattened it would be another number
		"ｺｰﾎﾟ①":                "コーポ①",
		"℡":                    "TEL",
		"⽊":                    "木", // a radical, copied out of a PDF
		"ジャン＝ポール":              "ジャン＝ポール",
		"う゛":                   "う゛",
		"か\u3099":              "が",
		"\u202A03\u202C":       "03",
		"＃１０１":                 "#101",
	}
	for text, want := range tests {
		if got := jpaddress.Normal(text); got != want {
			t.Errorf("Normal(%+q) is %+q, want %+q", text, got, want)
		}
	}
}

func TestX6_Name(t *testing.T) {
	for _, cells := range table(t, "names.tsv", 4) {
		family, given, certain := jpaddress.Name(cells[0])
		if family != cells[1] || given != cells[2] || certain != (cells[3] == "") {
			t.Errorf("%q: %q, %q, %t, want %q", cells[0], family, given, certain, cells[1:])
		}
	}
}

func TestX6_Kana(t *testing.T) {
	tests := map[string]string{
		"やまだ　たろう":  "ヤマダ タロウ",
		"ﾔﾏﾀﾞ ﾀﾛｳ": "ヤマダ タロウ",
		"ジョン・スミス":  "ジョン・スミス",
		"ｼﾞｮｰ":     "ジョー",
		"ヴァイオレット":  "ヴァイオレット",
		"う゛ぁん":     "ヴァン",
		"みすゞ":      "ミスヾ",
		"か\u3099":  "ガ",
		"\u200Bあ":  "ア",
		"":         "",
		" ー・":      "",
		"山田":       "",
		"やまだ 太郎":   "",
		"Yamada":   "",
		"やまだ1":     "",
		"や-まだ":     "",
		"あ\u3099":  "",
		"やまだ(たろう)": "",
	}
	for text, want := range tests {
		got, ok := jpaddress.Kana(text)
		if got != want || ok != (want != "") {
			t.Errorf("Kana(%+q) is %+q, %t, want %+q", text, got, ok, want)
		}
	}
}

func TestX6_FieldsAskForForms(t *testing.T) {
	tests := []struct {
		name, text, want string
		write            func(string) string
	}{
		{"Katakana", "やまだ ﾀﾛｳ 太郎A", "ヤマダ タロウ 太郎A", jpaddress.Katakana},
		{"Narrow", "１－８　Ａ～￥ア漢ｱ", "1-8 A~¥ア漢ｱ", jpaddress.Narrow},
	}
	for _, test := range tests {
		if got := test.write(test.text); got != test.want {
			t.Errorf("%s(%q) is %q, want %q", test.name, test.text, got, test.want)
		}
	}
}

func TestX6_PostalCode(t *testing.T) {
	good := []string{
		"1530064", "153-0064", "〒153-0064", "〒１５３－００６４", "153ー0064", "153 0064", "\u202A153−0064\u202C", " 〒 153‐0064　", "１５３００６４",
	}
	for _, text := range good {
		if seven, ok := jpaddress.PostalCode(text); seven != "1530064" || !ok {
			t.Errorf("%+q: %q, %t", text, seven, ok)
		}
	}
	for text, want := range map[string]string{"": "", "153-006": "153-006", "15300644": "15300644", "１５３－ＯＯ６４": "153-OO64", "97201": "97201", "東京": "東京"} {
		if got, ok := jpaddress.PostalCode(text); got != want || ok {
			t.Errorf("%+q: %q, %t", text, got, ok)
		}
	}
}

func TestX6_Phone(t *testing.T) {
	for _, cells := range table(t, "phones.tsv", 5) {
		national, ok := jpaddress.Phone(cells[0])
		if cells[1] == "\x00" {
			if ok || national != jpaddress.Normal(cells[0]) {
				t.Errorf("%+q is no Japanese number: %q, %t", cells[0], national, ok)
			}
			continue
		}
		if national != cells[1] || !ok {
			t.Errorf("%+q: %q, %t, want %q", cells[0], national, ok, cells[1])
		}
		area, exchange, number, certain := jpaddress.PhoneParts(national)
		if got := []string{area, exchange, number}; !slices.Equal(got, cells[2:]) || !certain {
			t.Errorf("%s: %q, %t, want %q", national, got, certain, cells[2:])
		}
	}
}

func TestX6_PhonePartsOfUnknownNumbers(t *testing.T) {
	for national, want := range map[string][3]string{
		"0910123456":      {"091", "012", "3456"}, // no area code begins so
		"+1 212 555 0123": {"+1 212 555 0123", "", ""},
		"":                {"", "", ""},
	} {
		area, exchange, number, certain := jpaddress.PhoneParts(national)
		if got := [3]string{area, exchange, number}; got != want || certain {
			t.Errorf("%q: %q, %t", national, got, certain)
		}
	}
}

func TestPitfall18_TooLongForAmazon(t *testing.T) {
	fits := api.Address{
		Name: strings.Repeat("山", 50), City: strings.Repeat("山", 50), Line1: strings.Repeat("山", 180),
		Line2: strings.Repeat("山", 60), Line3: strings.Repeat("山", 60),
	}
	if got := jpaddress.TooLong(fits); len(got) != 0 {
		t.Errorf("%v are said to be too long", got)
	}
	long := api.Address{Name: fits.Name + "山", City: fits.City + "山", Line1: fits.Line1 + "1", Line2: fits.Line2 + "1", Line3: fits.Line3 + "1"}
	if got, want := jpaddress.TooLong(long), []string{"name", "city", "line1", "line2", "line3"}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	if jpaddress.Fits("𠮷", 1) || !jpaddress.Fits("𠮷", 2) {
		t.Error("𠮷 is two units of UTF-16")
	}
}
