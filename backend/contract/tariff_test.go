package contract_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"noren/backend/contract"
	"noren/shared/validate"
)

func TestR1_4_ATariffHoldsFromItsMonthOn(t *testing.T) {
	onEvery(t, func(t *testing.T, o *office) {
		shop := o.in(t, contract.InUse)
		now := contract.MonthOf(o.now)
		dearer := contract.Tariff{From: now + 2, Initial: 5000, Monthly: 3999, TaxPercent: 12, SaleFee: 390}
		must(t, o.SetTariff(t.Context(), by, contract.Tariff{From: now + 2, Monthly: 1}))
		must(t, o.SetTariff(t.Context(), by, dearer)) // the second word replaces the first
		for month, want := range map[contract.Month]int64{now: 3300, now + 1: 3300, now + 2: 3999 + 479, now + 30: 3999 + 479} {
			if charges := o.bill(t, month); len(charges) != 1 || charges[0].Total != want {
				t.Errorf("%s: %+v, want %d", month, charges, want)
			}
		}
		must(t, o.Reserve(t.Context(), by, shop))
		o.now = (now + 2).Begin()
		other := o.in(t, contract.Applied)
		want := []contract.Charge{{
			Shop: other, Name: "店", Company: "株式会社見本", CorporateNumber: "4011001098993", Month: now + 2,
			Initial: 5000, Monthly: 3999, Tax: 1079, Total: 10078,
		}}
		if diff := cmp.Diff(want, o.bill(t, now+2)); diff != "" {
			t.Error(diff)
		}
	})
}

func TestR1_4_WhatIsBilledIsNeverChanged(t *testing.T) {
	o := newOffice(t)
	now := contract.MonthOf(o.now)
	for _, from := range []contract.Month{0, now - 1, now} {
		err := o.SetTariff(t.Context(), by, contract.Tariff{From: from, Monthly: -1})
		faults, _ := errors.AsType[validate.Faults](err)
		if diff := cmp.Diff(validate.Faults{{Field: "monthly", Rule: "min", Param: "0"}, {Field: "from", Rule: "coming"}}, faults); diff != "" {
			t.Error(diff)
		}
	}
	if tariffs, err := o.Tariffs(t.Context()); err != nil || len(tariffs) != 1 {
		t.Errorf("%+v, %v", tariffs, err)
	}
}

func TestR1_4_TheBillAsAFile(t *testing.T) {
	var out strings.Builder
	err := contract.WriteBill(&out, [9]string{"ショップＩＤ", "ショップ", "法人名", "法人番号", "月", "初期費用", "月額利用料", "消費税", "合計"}, []contract.Charge{{
		Shop: "shop_1", Name: "=1+1", Company: "株式会社見本", CorporateNumber: "4011001098993", Month: 2026*12 + 10, Monthly: 3000, Tax: 300, Total: 3300,
	}})
	want := "\ufeffショップＩＤ,ショップ,法人名,法人番号,月,初期費用,月額利用料,消費税,合計\r\nshop_1,'=1+1,株式会社見本,4011001098993,2026-11,0,3000,300,3300\r\n"
	if err != nil || out.String() != want {
		t.Errorf("%q, %v", out.String(), err)
	}
}
