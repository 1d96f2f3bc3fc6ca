package console

import (
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"noren/backend/contract"
	"noren/backend/merchant"
	"noren/shared/api"
	"noren/shared/i18n"
)

func TestR1_4_TheOperatorChangesThePrices(t *testing.T) {
	o := newOffice(t)
	must(t, o.Shops.Apply(t.Context(), "cli", o.shop, contract.Application{Kind: contract.Corporation, Company: "株式会社青凪", CorporateNumber: "8000000000001", Terms: true, Reviewed: true}))
	o.page("operator", contractsPath, "株式会社青凪", "別の店", "申込済み", "未申込", "8000000000001")
	today := o.now
	o.now = time.Now().Add(time.Hour) // the newest come first
	for range shopsAtOnce {
		_, err := o.Shops.Create(t.Context(), "cli", merchant.Shop{Name: "新しい店", Origins: []string{"https://new.example"}})
		must(t, err)
	}
	o.now = today
	first := o.page("operator", contractsPath, "新しい店", "!株式会社青凪")
	next := regexp.MustCompile(`rel="next" href="([^"]+)"`).FindStringSubmatch(first)
	if next == nil {
		t.Fatal("the list of contracts has no second page")
	}
	o.page("operator", next[1], "株式会社青凪", "別の店", `!rel="next"`)
	o.page("operator", contractsPath+"/bill", "2026年11月", "株式会社青凪", "¥3,300", "合計1件")
	o.page("operator", contractsPath+"/bill?month=2026-10", "この月の請求はありません")
	file, text, _ := o.ask("operator", contractsPath+"/bill.csv?month=2026-11&lang=en", nil)
	want := "\ufeffShop id,Shop,Company,Corporate number,Month,Initial cost,Monthly fee,Consumption tax,Total\r\n" + o.shop + ",店,株式会社青凪,8000000000001,2026-11,0,3000,300,3300\r\n"
	if diff := cmp.Diff(want, text); diff != "" || !strings.Contains(file.Header().Get("Content-Disposition"), "noren-bill-2026-11.csv") {
		t.Error(diff, file.Header())
	}
	form := url.Values{"from": {"2027-01"}, "initial": {"5,000"}, "monthly": {"３５００"}, "taxPercent": {"10"}, "saleFee": {"3.25"}}
	o.page("operator", contractsPath+"/tariff/confirm?"+form.Encode(), "2027年1月から、すべてのショップに", "¥3,500", "3.25", "¥5,000")
	if _, _, said := o.ask("operator", contractsPath+"/tariff", form); said != "2027年1月からの料金を保存しました。" {
		t.Errorf("%q", said)
	}
	o.page("operator", contractsPath+"/tariff", "適用中", "2027年1月", "¥3,500")
	o.page("owner", pageOfContract, "2027年1月から", "¥3,500（税別）", "売上の3.25%", "¥3,000（税別）")
	for field, values := range map[string][]string{
		"from": {"", "2026-11", "soon"}, "initial": {"", "-1", "10000001", "much"}, "monthly": {"3.5"}, "taxPercent": {"101"}, "saleFee": {"3.999", "101", "", "a"},
	} {
		for _, value := range values {
			for _, lang := range []api.Lang{api.Japanese, api.English} {
				wrong := maps.Clone(form)
				wrong.Set(field, value)
				answer, text, _ := o.ask("operator", contractsPath+"/tariff?lang="+string(lang), wrong)
				if beside := `id="fault-` + field + `">` + i18n.ContractFor(lang).Faults[field]; answer.Code != http.StatusUnprocessableEntity || !strings.Contains(text, beside) {
					t.Errorf("%s %q: %d, want %s", field, value, answer.Code, beside)
				}
			}
		}
	}
}
