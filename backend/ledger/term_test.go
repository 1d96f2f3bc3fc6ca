package ledger_test

import (
	"net/url"
	"slices"
	"strings"
	"testing"

	"noren/backend/buyer"
	"noren/backend/ledger"
	"noren/backend/store/query"
	"noren/shared/api"
)

func TestR5_1_PurchasersAreFoundAlthoughSealed(t *testing.T) {
	onShelf(t, func(t *testing.T, s *shelf) {
		shop, foreign := s.shop("shop_a"), s.shop("shop_b")
		for number, who := range map[string]buyer.Snapshot{
			"takahashi": {Name: "髙橋　健一", Email: "Kenichi@example.com", Phone: "+81 90-1234-5678"},
			"takashi":   {Name: "高梨 橋子", Email: "hashiko@example.com", Phone: "03-1111-5678"},
			"hayashi":   {Name: "林 一", Phone: "0312345678"},
			"kana":      {Name: "ｻｲﾄｳ さくら"},
			"saito":     {Name: "齋藤桜"},
			"latin":     {Name: "Taro Yamada", Phone: "+1 206 555 0100"},
			"nobody":    {},
		} {
			s.enter(shop, query.Order{Number: number}, who)
			s.enter(foreign, query.Order{Number: number}, who)
		}
		s.index()
		for search, want := range map[string]string{
			"name=高橋":                   "takahashi",
			"name=髙橋健一":                 "takahashi",
			"name=健一　高橋":                "takahashi",
			"name=橋健":                   "takahashi",
			"name=高橋子":                  "",
			"name=林":                    "hayashi",
			"name=一":                    "hayashi",
			"name=サイトウ":                 "kana",
			"name=さいとうｻｸﾗ":              "kana",
			"name=斎藤":                   "saito",
			"name=斉藤":                   "saito",
			"name=yamada taro":          "latin",
			"name=ＹＡＭＡ":                 "latin",
			"name=%":                    "",
			"name=健一&state=lapsed":      "",
			"email=kenichi@EXAMPLE.com": "takahashi",
			"email=kenichi":             "",
			"phone=5678":                "takahashi takashi hayashi",
			"phone=090 1234 5678":       "takahashi",
			"phone=２０６５５５０１００":          "",
			"phone=12065550100":         "latin",
			"phone=5678&name=高":         "",
			"phone=5678&name=高梨":        "takashi",
		} {
			values, err := url.ParseQuery(strings.NewReplacer("%", "%25", " ", "%20").Replace(search))
			must(t, err)
			f, err := ledger.ParseFilter(values)
			if search == "name=%" {
				if err == nil {
					t.Error("a name without letters is looked for")
				}
				continue
			}
			must(t, err)
			got, wanted := s.find(shop, f), strings.Fields(want)
			slices.Sort(got)
			slices.Sort(wanted)
			if !slices.Equal(got, wanted) {
				t.Errorf("%s finds %q, want %q", search, got, want)
			}
		}
	})
}

// What is found follows what is known: an edit, and the time when an order is placed.
func TestR5_6_AnEditedPurchaserIsFoundAnew(t *testing.T) {
	onShelf(t, func(t *testing.T, s *shelf) {
		shop := s.shop("shop_a")
		o := s.enter(shop, query.Order{Number: "1"}, buyer.Snapshot{Name: "山田 太郎", Email: "taro@example.com"})
		s.index()
		_, err := s.book.EditPurchaser(t.Context(), shop, o.ID, staff, api.Person{FamilyName: "佐藤", GivenName: "花子", Email: "hanako@example.com"})
		must(t, err)
		s.index()
		for name, want := range map[string]int{"山田": 0, "佐藤": 1} {
			if got := s.find(shop, ledger.Filter{Name: name}); len(got) != want {
				t.Errorf("%s finds %v", name, got)
			}
		}
		if got := s.find(shop, ledger.Filter{Email: "taro@example.com"}); len(got) != 0 {
			t.Errorf("the mail address before finds %v", got)
		}
	})
}
