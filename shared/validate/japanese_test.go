package validate_test

import (
	"testing"

	"noren/shared/validate"
)

func TestX6_JapaneseRules(t *testing.T) {
	type form struct {
		Kana       string `json:"kana" validate:"omitempty,kana"`
		Phone      string `json:"phone" validate:"omitempty,phone"`
		Postcode   string `json:"postcode" validate:"omitempty,postcode"`
		Prefecture string `json:"prefecture" validate:"omitempty,prefecture"`
	}
	good := []form{
		{Kana: "ヤマダ"},
		{Kana: "ジョン・スミス ジュニア"},
		{Kana: "ヴァーヽヾ"},
		{Phone: "0312345678"},
		{Phone: "09012345678"},
		{Phone: "08001234567"},
		{Phone: "0120123456"},
		{Phone: "0570012345"},
		{Postcode: "1530064"},
		{Prefecture: "北海道"},
	}
	for _, f := range good {
		if faults := validate.Struct(f); faults != nil {
			t.Errorf("%+v: %v", f, faults)
		}
	}
	for rule, wrong := range map[string][]form{
		validate.Kana:       {{Kana: "やまだ"}, {Kana: "山田"}, {Kana: "ﾔﾏﾀﾞ"}, {Kana: " ヤマダ"}, {Kana: "ヤマダ  タロウ"}, {Kana: "Yamada"}, {Kana: "ヤマダ\u3000タロウ"}},
		validate.Phone:      {{Phone: "031234567"}, {Phone: "0901234567"}, {Phone: "03123456789"}, {Phone: "0012345678"}, {Phone: "1312345678"}, {Phone: "03-1234-5678"}, {Phone: "０３１２３４５６７８"}},
		validate.Postcode:   {{Postcode: "153006"}, {Postcode: "15300644"}, {Postcode: "153-0064"}, {Postcode: "１５３００６４"}},
		validate.Prefecture: {{Prefecture: "東京"}, {Prefecture: "東京都 "}, {Prefecture: "Tokyo"}, {Prefecture: "江戸"}},
	} {
		for _, f := range wrong {
			if faults := validate.Struct(f); len(faults) != 1 || faults[0].Rule != rule {
				t.Errorf("%+v: %v", f, faults)
			}
		}
	}
}

func TestR5_9_InvoiceNumbersHaveACheckDigit(t *testing.T) {
	type issuer struct {
		Number string `json:"number" validate:"invoicenumber"`
	}
	for number, good := range map[string]bool{
		"T4011001098993": true, "T7123456789012": true, "T5011001098993": false, "T4011001098939": false, "4011001098993": false,
		"T401100109899": false, "T40110010989930": false, "t4011001098993": false, "T４０１１００１０９８９９３": false, "": false, "T": false,
	} {
		if faults := validate.Struct(issuer{number}); (faults == nil) != good {
			t.Errorf("%q: %v", number, faults)
		}
	}
}
