package jpaddress_test

import (
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"noren/shared/api"
	"noren/shared/jpaddress"
)

// pieces are what addresses are made of; put together at random they are worse than any person writes.
var (
	pieces = append(heads, tails...)
	heads  = []string{
		"東京都", "京都府", "Tokyo", "東京", "13", "目黒区", "横浜市", "西区", "浜松市", "中区", "余市郡", "余市町", "四日市市", "府中市", "養父市",
		"〒", "153-0064", "1530064",
	}
	tails = []string{
		"市場", "下目黒", "大字上野", "字", "烏丸通", "上る", "北", "西", "1", "２", "三", "十", "203", "丁目", "番地", "番", "号", "の", "条", "線", "室", "階", "F",
		"-", "－", "−", "ー", "ｰ", "〜", " ", "　", "アルコ", "ﾀﾜｰ", "ｶﾞ", "ビル", "荘", "株式会社", "㈱", "山田様方", "私書箱", "無番地", "Tower", "①", "Ⅲ",
		"髙", "﨑", "葛\U000E0100", "\u200B", "\u202A", "\u3099", "゛", "\n", "・", ",",
	}
)

func line(of []string, longest int) *rapid.Generator[string] {
	return rapid.Map(rapid.SliceOfN(rapid.SampledFrom(of), 0, longest), func(parts []string) string { return strings.Join(parts, "") })
}

// address draws a postcode, prefecture and city at most where an address has them. With soup they may stand anywhere.
func address(soup bool) *rapid.Generator[api.Address] {
	of, region, city, lead := tails, []string{"", "東京都", "神奈川県", "三重県", "Kyoto", "関東"}, []string{"", "目黒区", "横浜市", "浦和市", "余市町"}, []string{
		"", "東京都目黒区", "横浜市西区", "横浜市", "東京都 府中市", "四日市市", "〒153-0064 東京都目黒区", "養父市", "余市郡余市町", "浜松市中区",
	}
	return rapid.Custom(func(t *rapid.T) api.Address {
		if soup {
			of = pieces
			region, city, lead = []string{line(pieces, 2).Draw(t, "region")}, []string{line(pieces, 2).Draw(t, "city")}, []string{""}
		}
		return api.Address{
			PostalCode: rapid.SampledFrom([]string{"", "153-0064", "２２０−００１２", "4980000", "〒1", "\u202A0600001"}).Draw(t, "postcode"),
			Region:     rapid.SampledFrom(region).Draw(t, "region"),
			City:       rapid.SampledFrom(city).Draw(t, "city"),
			Line1:      rapid.SampledFrom(lead).Draw(t, "lead") + line(of, 10).Draw(t, "line1"),
			Line2:      line(of, 6).Draw(t, "line2"),
			Line3:      line(of, 3).Draw(t, "line3"),
			Country:    "JP",
		}
	})
}

func TestX6_NormalTwiceIsNormalOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		once := jpaddress.Normal(rapid.OneOf(line(pieces, 12), rapid.String()).Draw(t, "text"))
		if again := jpaddress.Normal(once); again != once {
			t.Errorf("first %+q, then %+q", once, again)
		}
	})
}

func TestX6_ReadTwiceIsReadOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { readsTheSame(t, address(false).Draw(t, "address")) })
}

// readsTheSame gives what was read back as an address, in the fields where Amazon would have it.
func readsTheSame(t interface{ Errorf(string, ...any) }, a api.Address) {
	once := jpaddress.Read(a)
	again := jpaddress.Read(api.Address{
		PostalCode: once.PostalCode, Region: once.Prefecture, City: once.City, Line1: once.Street, Line2: once.Building, Country: a.Country,
	})
	once.Uncertain, again.Uncertain = nil, nil
	if diff := cmp.Diff(once, again); diff != "" {
		t.Errorf("%+q\n%s", a, diff)
	}
}

func TestX6_ReadLosesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { losesNothing(t, address(true).Draw(t, "address")) })
}

// losesNothing counts characters: only those of a prefecture, city or postcode that stands in the result may have become fewer,
// and only those of the prefecture (read from another script, or from the postcode) more.
func losesNothing(t interface{ Errorf(string, ...any) }, a api.Address) {
	got := jpaddress.Read(a)
	in := counted(jpaddress.Normal(a.PostalCode), jpaddress.Normal(a.City), jpaddress.Normal(a.Line1), jpaddress.Normal(a.Line2), jpaddress.Normal(a.Line3))
	out := counted(got.PostalCode, got.City, got.Street, got.Building)
	twice := got.PostalCode + got.Prefecture + got.City + "〒 "
	for r, n := range in {
		if out[r] < n && !strings.ContainsRune(twice, r) {
			t.Errorf("%+q lost %q: %+q", a, r, got)
		}
	}
	region := counted(jpaddress.Normal(a.Region))
	for r, n := range out {
		if n > in[r]+region[r] {
			t.Errorf("%+q invented %q: %+q", a, r, got)
		}
	}
}

// counted counts visible characters. Dashes are not counted: they come in too many kinds.
func counted(texts ...string) map[rune]int {
	count := map[rune]int{}
	for _, r := range strings.Join(texts, "\n") {
		if !unicode.IsSpace(r) && !strings.ContainsRune("-‐‑‒–—―−﹣－─━⁃˗ーｰ~〜～", r) {
			count[r]++
		}
	}
	return count
}

func TestX6_NameLosesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		full := rapid.OneOf(line(pieces, 5), rapid.String()).Draw(t, "name")
		family, given, certain := jpaddress.Name(full)
		if visible(family+given) != visible(jpaddress.Normal(full)) {
			t.Errorf("%+q became %+q and %+q", full, family, given)
		}
		if certain && (family == "" || given == "" || strings.ContainsFunc(family+given, unicode.IsSpace)) {
			t.Errorf("%+q: %+q and %+q are certain", full, family, given)
		}
	})
}

func visible(text string) string {
	return string(slices.DeleteFunc([]rune(text), unicode.IsSpace))
}

func TestX6_NumbersReadTwiceAreReadOnce(t *testing.T) {
	digits := rapid.OneOf(
		rapid.StringMatching(`[+＋]?[0-9０-９ ()‐−ー\x{202A}-]{0,20}`),
		rapid.StringMatching(`(\+81 ?|0081|0)(\(0\))?[1-9][0-9]{7,9}`),
		rapid.StringMatching(`〒?[0-9０-９]{3}[-−ー]?[0-9]{4}`),
	)
	rapid.Check(t, func(t *rapid.T) {
		text := digits.Draw(t, "text")
		for name, read := range map[string]func(string) (string, bool){"Phone": jpaddress.Phone, "PostalCode": jpaddress.PostalCode} {
			once, ok := read(text)
			if again, okAgain := read(once); again != once || okAgain != ok {
				t.Errorf("%s of %+q: first %+q, %t, then %+q, %t", name, text, once, ok, again, okAgain)
			}
		}
		national, _ := jpaddress.Phone(text)
		if area, exchange, number, _ := jpaddress.PhoneParts(national); area+exchange+number != national {
			t.Errorf("%q was cut into %q, %q, %q", national, area, exchange, number)
		}
	})
}
