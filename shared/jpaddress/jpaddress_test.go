package jpaddress_test

import (
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"noren/shared/api"
	"noren/shared/jpaddress"
)

func TestX6_CleanTakesOutOnlyWhatNobodySees(t *testing.T) {
	tests := map[string]string{
		"":                       "",
		"　山田　太郎　":                "山田　太郎",
		"\u200E山田\u202C":         "山田",
		"\uFEFF東京都\u0000":        "東京都",
		"1-2\n3-4":               "1-2 3-4",
		"千代田区\r\n丸の内":            "千代田区 丸の内",
		"髙橋":                     "髙橋",      // not rewritten to 高橋
		"ｶﾌﾞ":                    "ｶﾌﾞ",     // NFKC is not applied
		"㈱暖簾　１－２":                "㈱暖簾　１－２", // nor here
		"葛\U000E0100城":           "葛\U000E0100城",
		"\u200B \u3000\u00AD\t ": "",
	}
	for text, want := range tests {
		if got := jpaddress.Clean(text); got != want {
			t.Errorf("Clean(%+q) is %+q, want %+q", text, got, want)
		}
	}
}

func TestX6_Lines(t *testing.T) {
	tests := map[string]struct {
		address api.Address
		want    []string
	}{
		"whole": {
			api.Address{Name: "山田 太郎", PostalCode: "1530064", Region: "東京都", City: "目黒区", Line1: "下目黒1-8-1", Line2: "アルコタワー", Line3: "株式会社暖簾", Country: "JP", Phone: "0312345678"},
			[]string{"〒153-0064", "東京都目黒区下目黒1-8-1", "アルコタワー", "株式会社暖簾"},
		},
		"city in the first line": {
			api.Address{PostalCode: "153-0064", Region: "東京都", Line1: "目黒区下目黒1-8-1", Line2: " 　", Country: "JP"},
			[]string{"〒153-0064", "東京都目黒区下目黒1-8-1"},
		},
		"postcode of another form": {api.Address{PostalCode: "１５３００６４", Region: "東京都"}, []string{"〒１５３００６４", "東京都"}},
		"postcode only":            {api.Address{PostalCode: "153006"}, []string{"〒153006"}},
		"abroad":                   {api.Address{Region: "Oregon", Country: "US"}, []string{"Oregon", "US"}},
		"nothing":                  {api.Address{}, []string{}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, jpaddress.Lines(test.address)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func FuzzClean(f *testing.F) {
	for _, seed := range []string{"", " 山田\u200B　太郎\uFE0F", "\u3000\uFE0F\u3000", "1\r\n\r2", "\xff\u202E", "👨\u200D👩"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		once := jpaddress.Clean(text)
		if again := jpaddress.Clean(once); again != once {
			t.Errorf("%+q: first %+q, then %+q", text, once, again)
		}
		if diff := cmp.Diff(inked(text), inked(once)); diff != "" {
			t.Errorf("%+q lost what can be seen:\n%s", text, diff)
		}
	})
}

// inked is what leaves ink on paper: letters of all kinds, digits, punctuation, symbols, and combining marks that have ink.
func inked(text string) string {
	blank := "\u115F\u1160\u3164\uFFA0" // fillers, which Unicode counts as letters
	return strings.Map(func(r rune) rune {
		ink := unicode.In(r, unicode.L, unicode.N, unicode.P, unicode.S, unicode.Co) && !strings.ContainsRune(blank, r)
		if !ink {
			return -1
		}
		return r
	}, text)
}
