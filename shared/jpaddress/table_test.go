package jpaddress_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"noren/shared/api"
	"noren/shared/jpaddress"
	"noren/shared/prefecture"
)

// lines are those of one of our tables, in words.
func lines(t *testing.T, name string) [][]string {
	t.Helper()
	content, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var all [][]string
	for line := range strings.Lines(string(content)) {
		if !strings.HasPrefix(line, "#") {
			all = append(all, strings.Fields(line))
		}
	}
	return all
}

// Japan has 1,718 cities, towns and villages beside six villages of the northern islands, 23 wards of Tokyo and 171 others.
func TestX6_EveryMunicipalityIsRead(t *testing.T) {
	count := 0
	for _, line := range lines(t, "municipalities.txt") {
		p, ok := prefecture.Of(line[0])
		if !ok {
			t.Errorf("%s is no prefecture", line[0])
		}
		for _, group := range line[1:] {
			common, names, grouped := strings.Cut(group, ":")
			if !grouped {
				common, names = "", group
			}
			for name := range strings.SplitSeq(names, ",") {
				count++
				want := common + name
				got := jpaddress.Read(api.Address{PostalCode: "0000000", Region: p.Name, Line1: want + "字見本1-2-3", Line2: "見本ビル5F"})
				if got.City != want || got.Street != "字見本1-2-3" || got.Building != "見本ビル5F" || got.Uncertain != nil {
					t.Errorf("%s%s: %+v", p.Name, want, got)
				}
			}
		}
	}
	if count < 1880 || count > 1930 {
		t.Errorf("%d municipalities and wards", count)
	}
}

func TestX6_PostcodesOfEveryPrefecture(t *testing.T) {
	met, prefixes := map[string]bool{}, map[string]bool{}
	for _, line := range lines(t, "postcodes.txt") {
		for code := range strings.SplitSeq(line[0], ",") {
			p, ok := prefecture.Of(code)
			if !ok || p.JIS() != code {
				t.Errorf("%s is no prefecture's code", code)
			}
			met[code] = true
		}
		for _, prefix := range line[1:] {
			if len(prefix) != 3 || prefixes[prefix] {
				t.Errorf("prefix %s", prefix)
			}
			prefixes[prefix] = true
		}
	}
	if len(met) != 47 || len(prefixes) < 900 {
		t.Errorf("%d prefectures, %d prefixes", len(met), len(prefixes))
	}
}

// Where post offices deliver across a border, both prefectures go with the postcode.
func TestX6_PostcodesAtBorders(t *testing.T) {
	for postcode, regions := range map[string][]string{
		"018-5501": {"青森県", "秋田県"},
		"311-4201": {"茨城県"},
		"349-1201": {"栃木県", "埼玉県"},
		"370-1132": {"群馬県", "埼玉県"},
		"384-0097": {"群馬県", "長野県"},
		"389-0121": {"群馬県", "新潟県", "長野県"},
		"431-4121": {"静岡県", "愛知県"},
		"498-0807": {"愛知県", "三重県"},
		"520-0461": {"滋賀県", "京都府"},
		"618-0000": {"京都府", "大阪府"},
		"630-0271": {"大阪府", "奈良県"},
		"647-1271": {"三重県", "奈良県", "和歌山県"},
		"648-0300": {"奈良県", "和歌山県"},
		"684-0100": {"鳥取県", "島根県"},
		"811-5100": {"福岡県", "長崎県"},
		"848-0400": {"佐賀県", "長崎県"},
		"871-0226": {"福岡県", "大分県"},
	} {
		for _, p := range prefecture.All() {
			got := jpaddress.Read(api.Address{PostalCode: postcode, Region: p.Name, Line1: "見本"})
			doubted := slices.Contains(got.Uncertain, jpaddress.PartPostalCode)
			if slices.Contains(regions, p.Name) && doubted {
				t.Errorf("%s in %s is doubted", postcode, p.Name)
			}
			if p.Name == "沖縄県" && !doubted {
				t.Errorf("%s in %s is believed", postcode, p.Name)
			}
		}
	}
}

func TestX6_EveryAreaCodeIsCut(t *testing.T) {
	for _, line := range lines(t, "areacodes.txt") {
		for _, prefix := range line[1:] {
			national := (prefix + "2222222222")[:10]
			area, exchange, number, certain := jpaddress.PhoneParts(national)
			if !certain || len(area)+len(exchange) != 6 || len(number) != 4 || area+exchange+number != national {
				t.Errorf("%s: %s-%s-%s", national, area, exchange, number)
			}
		}
	}
}
