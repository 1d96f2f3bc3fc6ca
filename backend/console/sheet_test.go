package console

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"noren/backend/ledger"
	"noren/backend/store/query"
	"noren/shared/api"
	"noren/shared/cart"
	"noren/shared/i18n"
)

// filed is an order of goods at both rates, for somebody else.
func filed(t testing.TB) filing {
	t.Helper()
	basket, err := json.Marshal(cart.Cart{
		Items: []cart.Item{
			{SKU: "tea-asagiri-100", Name: "煎茶「朝霧」100g", Quantity: 2, Price: 1080, Group: "food"},
			{SKU: "kuri-6", Name: "栗の焼き菓子 6個入", Quantity: 1, Price: 1620, Group: "food"},
			{SKU: "cup-03", Name: "美濃焼の湯呑（青）", Quantity: 1, Price: 2200, Group: "ware"},
		},
		GoodsTotal: 5980, Postage: 550, Discounts: 300, Total: 6230,
	})
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, 11, 27, 1, 15, 0, 0, time.UTC).UnixMicro()
	return filing{
		order: query.Order{
			Number: "261127-k3m9p2x7", State: "captured", Cart: string(basket), Total: 6230, AmazonTotal: 6230, Captured: 6230, PlacedAt: at,
			ShippedAt: at + 86_400_000_000, PermissionID: "P03-1234567-1234567",
		},
		shop: ledger.Shop{Name: "青凪商店", Issuer: ledger.Issuer{
			Name: "株式会社青凪商店", PostalCode: "1500041", Address: "東京都渋谷区神南1-2-3\n青凪ビル 4階", Phone: "0312345678", Number: "T4011001098993", Reduced: []string{"food"},
		}},
		purchaser: &api.Person{FamilyName: "山田", GivenName: "花子", PostalCode: "1530064", Prefecture: "東京都", City: "目黒区", Street: "下目黒1-8-1", Building: "アルコタワー 12階"},
		recipient: &api.Person{FamilyName: "佐藤", GivenName: "一郎", PostalCode: "5300001", Prefecture: "大阪府", City: "大阪市北区", Street: "梅田3-1-3"},
		now:       time.Date(2026, 11, 28, 0, 0, 0, 0, time.UTC),
	}
}

func printed(t testing.TB, kind string, f filing, asked addressee, lang api.Lang) string {
	t.Helper()
	s, err := newSheet(kind, f, asked, i18n.PapersFor(lang))
	if err != nil {
		t.Fatal(err)
	}
	var page strings.Builder
	if err := paperPage(s, "/console/shops/shop_test/orders/ord_1").Render(t.Context(), &page); err != nil {
		t.Fatal(err)
	}
	return page.String()
}

func wantTexts(t testing.TB, page string, want ...string) {
	t.Helper()
	for _, text := range want {
		if !strings.Contains(page, text) {
			t.Errorf("%q is missing", text)
		}
	}
}

// What a qualified invoice must say (消費税法57の4): issuer and registration number, day, goods and which have the reduced rate, sum
// and tax for each rate, and to whom.
func TestR5_9_InvoiceHasWhatAQualifiedInvoiceNeeds(t *testing.T) {
	page := printed(t, invoice, filed(t), addressee{}, api.Japanese)
	wantTexts(t, page, "請求書", "株式会社青凪商店", "T4011001098993", "2026年11月27日", "煎茶「朝霧」100g", "※は軽減税率（8%）の対象です。",
		"10%対象", "¥2,624", "¥238", "8%対象", "¥3,606", "¥267", "山田 花子", "様", "¥6,230")
}

func TestR5_9_ReceiptSaysThatItWasPaidByCard(t *testing.T) {
	page := printed(t, receipt, filed(t), addressee{To: "株式会社みなと", Honour: "onchu", Purpose: "贈答品代"}, api.Japanese)
	wantTexts(t, page, "領収書", "株式会社みなと", "御中", "但し、贈答品代として", "クレジットカード利用", "収入印紙は貼付しておりません", "上記の金額を正に領収いたしました。")
	if strings.Contains(page, "目黒区") {
		t.Error("a receipt has the purchaser's address")
	}
}

func TestR5_9_DeliveryNoteGoesWithTheGoods(t *testing.T) {
	page := printed(t, deliveryNote, filed(t), addressee{}, api.Japanese)
	wantTexts(t, page, "納品書", "佐藤 一郎", "大阪市北区", "ご注文者　山田 花子 様", "2026年11月28日", "03-1234-5678", "〒150-0041")
}

func TestR5_9_NoticesSayWhatToMindBeforePrinting(t *testing.T) {
	words := i18n.PapersFor(api.Japanese)
	for name, c := range map[string]struct {
		kind   string
		change func(f *filing)
		want   string
	}{
		"another amount at Amazon": {invoice, func(f *filing) { f.order.AmazonTotal = 5000 }, "この書類の合計（¥6,230）が、Amazonの金額（¥5,000）と異なります。"},
		"nothing captured":         {receipt, func(f *filing) { f.order.State, f.order.Captured = "authorised", 0 }, words.NotCaptured},
		"a part returned":          {receipt, func(f *filing) { f.order.Refunded = 1000 }, "¥1,000を返金しています。"},
		"cancelled":                {invoice, func(f *filing) { f.order.State, f.order.Captured = "cancelled", 0 }, words.Cancelled},
		"not registered":           {invoice, func(f *filing) { f.shop.Issuer.Number = "" }, words.NoRegistration},
		"all well":                 {invoice, func(*filing) {}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			f := filed(t)
			c.change(&f)
			page := printed(t, c.kind, f, addressee{}, api.Japanese)
			if c.want == "" && strings.Contains(page, "notices") {
				t.Error("a notice about nothing")
			}
			wantTexts(t, page, c.want)
		})
	}
}

// The paper's page keeps the strict policy, and whatever stands in an order stays text.
func TestR5_9_PapersAreInert(t *testing.T) {
	f := filed(t)
	f.order.Paper = `{"lines":[{"name":"<script>alert(1)</script>","quantity":1,"price":1,"rate":10}],"total":1,"note":"<b>x</b>"}`
	for _, kind := range []string{deliveryNote, invoice, receipt} {
		page := printed(t, kind, f, addressee{To: `"><script>`}, api.English)
		for _, bad := range []string{"<script>", "style=", "<style", "onclick", "<b>", "{name}", "{what}"} {
			if strings.Contains(page, bad) {
				t.Errorf("%s: %s", kind, bad)
			}
		}
	}
}
