package main

import (
	"strings"
	"testing"
	"time"

	"noren/backend/contract"
	"noren/backend/merchant"
)

// application is the command by which a shop applies for the service.
func application(shop string) []string {
	return []string{"shop", "apply", shop, "--company=株式会社青凪", "--corporate-number=8000000000001", "--accept-terms", "--reviewed"}
}

// A contract from the application to its reserved end and back, as the operator sees it (R2-3, R6-1, R6-2), and what is billed (R1-4).
func TestR6_2_AContractFromTheCommandLine(t *testing.T) {
	onEvery(t, func(t *testing.T, o *operator) {
		id := o.createShop("https://shop.example").Shop.ID
		month := contract.MonthOf(time.Now())
		if bill := o.must("contract", "bill", "--month="+month.String()); strings.Contains(bill, id) {
			t.Errorf("billed before the application: %s", bill)
		}
		for _, step := range []struct {
			arguments []string
			want      contract.State
		}{
			{application(id), contract.Applied},
			{[]string{"shop", "cancel", id}, contract.Reserved},
			{[]string{"shop", "revoke", id}, contract.Applied},
		} {
			if shop := decode[merchant.Shop](t, o.must(step.arguments...)); shop.Contract != step.want || shop.ID != id {
				t.Errorf("%v: %+v", step.arguments, shop)
			}
		}
		for _, arguments := range [][]string{application(id), {"shop", "revoke", id}} {
			if s := o.run(arguments...); s.status == 0 || !strings.Contains(s.err, "not possible in this state; «noren shop list»") {
				t.Errorf("%v: %d %s", arguments, s.status, s.err)
			}
		}
		list := decode[[]struct{ State, Company, Terms, By string }](t, o.must("shop", "contract", id))
		if version, _ := contract.VersionOf(""); len(list) != 1 || list[0].State != "applied" || list[0].Terms != version || list[0].By != "cli" {
			t.Errorf("%+v", list)
		}
		bill := o.must("contract", "bill", "--month="+month.String())
		want := "\ufeffショップＩＤ,ショップ,法人名,法人番号,月,初期費用,月額利用料,消費税,合計\r\n" + id + ",青凪,株式会社青凪,8000000000001," + month.String() + ",0,3000,300,3300\r\n"
		if bill != want {
			t.Errorf("%q, want %q", bill, want)
		}
		if before := o.must("contract", "bill", "--lang=en"); strings.Contains(before, id) || !strings.HasPrefix(before, "\ufeffShop id,") {
			t.Errorf("last month's bill: %s", before)
		}
		tariffs := decode[[]struct {
			From                                  string
			Initial, Monthly, TaxPercent, SaleFee int64
		}](t, o.must("contract", "tariff", "--from="+(month+1).String(), "--monthly=3500", "--sale-fee=325"))
		if last := tariffs[1]; len(tariffs) != 2 || tariffs[0].From != "" || last.From != (month+1).String() || last.Monthly != 3500 || last.TaxPercent != 10 || last.SaleFee != 325 {
			t.Errorf("%+v", tariffs)
		}
		if next := o.must("contract", "bill", "--month="+(month+1).String()); !strings.Contains(next, ",0,3500,350,3850\r\n") {
			t.Errorf("next month's bill: %s", next)
		}
	})
}

func TestR2_3_WrongApplicationsOfTheCommandLine(t *testing.T) {
	t.Parallel()
	o := newOperator(t)
	o.set("NOREN_KEYSET_FILE", o.keyset())
	id := o.createShop("https://shop.example").Shop.ID
	apply := "shop apply " + id + " --company=C "
	for name, w := range map[string]wrong{
		"no company":        {arguments: "shop apply " + id + " --corporate-number=8000000000001", names: []string{"--company"}},
		"no terms":          {arguments: apply + "--corporate-number=8000000000001 --reviewed", names: []string{"terms: ", "サービス規約への同意が必要です", "agree to the terms"}},
		"no review":         {arguments: apply + "--corporate-number=8000000000001 --accept-terms", names: []string{"reviewed: ", "審査・契約が完了していない", "Amazon Japan"}},
		"wrong number":      {arguments: apply + "--corporate-number=1 --accept-terms --reviewed", names: []string{"corporateNumber: ", "13桁", "thirteen digits"}},
		"unknown shop":      {arguments: "shop cancel shop_nobody", names: []string{"unknown shop", "noren shop list"}},
		"nothing to cancel": {arguments: "shop cancel " + id, names: []string{"not possible in this state"}},
		"no month":          {arguments: "contract bill --month=November", names: []string{"--month", "2026-11"}},
		"tariff, no month":  {arguments: "contract tariff --monthly=1", names: []string{"--from"}},
		"tariff, no figure": {arguments: "contract tariff --from=2999-01", names: []string{"--monthly"}},
		"tariff of now":     {arguments: "contract tariff --monthly=1 --from=" + contract.MonthOf(time.Now()).String(), names: []string{"from: ", "これから始まる月", "has not begun"}},
		"negative tariff":   {arguments: "contract tariff --monthly=-1 --from=2999-01", names: []string{"monthly: ", "月額利用料", "monthly fee"}},
	} {
		o.refuses(name, w)
	}
}
