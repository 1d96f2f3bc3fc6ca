package console

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"noren/backend/contract"
	"noren/backend/merchant"
)

func TestR6_1_CancelledWithTheMonthAndRevoked(t *testing.T) {
	o := newOffice(t)
	must(t, o.Shops.Apply(t.Context(), "cli", o.shop, contract.Application{Kind: contract.Corporation, Company: "株式会社青凪", CorporateNumber: "8000000000001", Terms: true, Reviewed: true}))
	settings := merchant.DefaultSettings()
	settings.Methods[0].Shown = true
	_, err := o.Shops.SaveSettings(t.Context(), "cli", o.shop, settings)
	must(t, err)
	agreed := url.Values{"agree": {"yes"}, "month": {"2026-11"}}
	o.page("owner", pageOfContract, "利用中", "解約手続きへ進む", "!Amazon Pay対応機能の申込手続き</a>")
	o.page("owner", pageOfContract+"/cancel", "2026年11月30日で解約となります", "注意事項に同意する", "解約確認へ進む")
	for path, form := range map[string]url.Values{"/cancel/confirm": nil, "/cancel": {"month": {"2026-11"}}} {
		if answer, text, _ := o.ask("owner", pageOfContract+path, form); answer.Code != http.StatusUnprocessableEntity || !strings.Contains(text, "注意事項への同意が必要です") {
			t.Errorf("%s without agreeing: %d", path, answer.Code)
		}
	}
	o.page("owner", pageOfContract+"/cancel/confirm?agree=yes", "2026年11月30日で解約となります", "受注台帳で行えます", "解約する")
	if o.state() != contract.InUse {
		t.Fatalf("looking at the pages made it %s", o.state())
	}
	for _, want := range []string{"解約を予約しました。2026年11月30日で解約となります。", "解約はすでに予約されています。"} {
		if _, _, said := o.ask("owner", pageOfContract+"/cancel", agreed); said != want || o.state() != contract.Reserved {
			t.Errorf("%q, %s", said, o.state())
		}
	}
	o.page("owner", pageOfContract, "解約予約中", "解約予約キャンセルする", "2026年11月30日で解約となります", "!解約手続きへ進む")
	o.page("owner", pageOfContract+"/revoke", ">OK<")
	for _, want := range []string{"解約予約をキャンセルしました。ご契約は続きます。", "解約予約はすでにキャンセルされています。"} {
		if _, _, said := o.ask("owner", pageOfContract+"/revoke", url.Values{}); said != want || o.state() != contract.InUse {
			t.Errorf("%q, %s", said, o.state())
		}
	}
	o.ask("owner", pageOfContract+"/cancel", agreed)
	o.now = time.Date(2026, 11, 30, 15, 0, 0, 0, time.UTC) // December in Japan
	o.page("owner", pageOfContract, "解約済み", "2026年11月30日で解約となりました", "Amazon Payを登録する", "Amazon Pay対応機能の申込手続き", "!解約予約キャンセルする")
	if _, _, said := o.ask("owner", pageOfContract+"/revoke", url.Values{}); !strings.Contains(said, "状態が") || o.state() != contract.Ended {
		t.Errorf("revoked after the end: %q, %s", said, o.state())
	}
}

// What was confirmed before midnight holds for that month: another last day, or another price, is asked about anew.
func TestR6_1_WhatWasConfirmedHoldsForItsMonth(t *testing.T) {
	o := newOffice(t)
	o.now = time.Date(2026, 11, 30, 15, 0, 0, 0, time.UTC)
	answer, _, _ := o.ask("owner", pageOfContract+"/apply", filledIn())
	if to := answer.Header().Get("Location"); o.state() != contract.None || !strings.Contains(to, "/contract/apply?") || !strings.Contains(to, "8000000000001") {
		t.Errorf("applied with last month's price: %s, %s", to, o.state())
	}
	form := filledIn()
	form.Set("month", "2026-12")
	o.ask("owner", pageOfContract+"/apply", form)
	if _, _, said := o.ask("owner", pageOfContract+"/cancel", url.Values{"agree": {"yes"}, "month": {"2026-11"}}); o.state() != contract.Applied || !strings.Contains(said, "手続きは行っていません") {
		t.Errorf("cancelled with another last day: %q, %s", said, o.state())
	}
}
