package jpaddress_test

import (
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"noren/shared/api"
	"noren/shared/jpaddress"
	"noren/shared/prefecture"
)

type addressCase struct {
	note    string
	address api.Address
	want    jpaddress.Address
}

// corpus reads testdata/addresses.tsv.
func corpus(t testing.TB) []addressCase {
	t.Helper()
	cases := make([]addressCase, 0, 400)
	for _, cells := range table(t, "addresses.tsv", 13) {
		c := addressCase{
			note: cells[0],
			address: api.Address{
				PostalCode: cells[1], Region: cells[2], City: cells[3], Line1: cells[4], Line2: cells[5], Line3: cells[6], Country: "JP",
			},
			want: jpaddress.Address{PostalCode: cells[7], Prefecture: cells[8], City: cells[9], Street: cells[10], Building: cells[11]},
		}
		for part := range strings.SplitSeq(cells[12], ",") {
			if part != "" {
				c.want.Uncertain = append(c.want.Uncertain, jpaddress.Part(part))
			}
		}
		cases = append(cases, c)
	}
	return cases
}

var escape = regexp.MustCompile(`\\u[0-9A-F]{4}`)

// table reads tab-separated cells. Lines that begin with #, and the first other line, which names the columns, are left out.
func table(t testing.TB, name string, columns int) [][]string {
	t.Helper()
	content, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	rows := make([][]string, 0, 400)
	for line := range strings.Lines(string(content)) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		cells := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		for i, cell := range cells {
			cells[i] = escape.ReplaceAllStringFunc(cell, func(code string) string {
				r, _ := strconv.ParseUint(code[2:], 16, 32)
				return string(rune(r))
			})
		}
		if len(cells) > columns {
			t.Fatalf("%s: %q has more than %d cells", name, line, columns)
		}
		rows = append(rows, append(cells, make([]string, columns-len(cells))...))
	}
	return rows[1:]
}

func TestX6_Corpus(t *testing.T) {
	cases := corpus(t)
	if len(cases) < 300 {
		t.Errorf("%d cases, 300 are wanted", len(cases))
	}
	met := map[string]bool{}
	for _, c := range cases {
		t.Run(c.note, func(t *testing.T) {
			got := jpaddress.Read(c.address)
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("%+v\n%s", c.address, diff)
			}
		})
		met[c.want.Prefecture] = true
	}
	for _, p := range prefecture.All() {
		if !met[p.Name] {
			t.Errorf("no case in %s", p.Name)
		}
	}
}

func TestX6_ReadKeepsAddressesOfOtherCountries(t *testing.T) {
	got := jpaddress.Read(api.Address{PostalCode: "97201", Region: "Oregon", City: "Portland", Line1: "1 Main St", Line2: "Apt 5", Country: "US"})
	if got.PostalCode != "97201" || got.Prefecture != "Oregon" || got.City != "Portland" || got.Street != "1 Main St" || got.Building != "Apt 5" {
		t.Errorf("%+v", got)
	}
	if !slices.Contains(got.Uncertain, jpaddress.PartPrefecture) {
		t.Errorf("uncertain are only %v", got.Uncertain)
	}
}
