package jpaddress_test

import (
	"testing"

	"pgregory.net/rapid"

	"noren/shared/jpaddress"
)

func TestX6_NameKeyIsOneForEveryWayOfWriting(t *testing.T) {
	for key, names := range map[string][]string{
		"高橋サクラ":      {"髙橋　さくら", "高橋 ｻｸﾗ", "高 橋・サクラ", "高橋\u200bさくら"},
		"斉藤":         {"齋藤", "齊藤", "斎藤"},
		"渡辺":         {"渡邊", "渡邉", "渡辺\U000E0100"},
		"ガギ":         {"ｶﾞｷﾞ", "がぎ", "か\u3099き\u3099"},
		"taroyamada": {"Taro YAMADA", "ＴＡＲＯ　ｙａｍａｄａ", "Taro-Yamada"},
		"吉田":         {"𠮷田"},
		"à":          {"à", "A?\u0300"},
		"aa":         {"A?ｰA"},
		"":           {"", "　", "%_", "\x00", "・"},
	} {
		for _, name := range names {
			if got := jpaddress.NameKey(name); got != key {
				t.Errorf("%q has the key %q, want %q", name, got, key)
			}
		}
	}
}

func TestX6_NameKeyTwiceIsNameKeyOnce(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		once := jpaddress.NameKey(rapid.String().Draw(r, "name"))
		if twice := jpaddress.NameKey(once); twice != once {
			r.Errorf("%q becomes %q", once, twice)
		}
	})
}
