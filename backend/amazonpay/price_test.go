package amazonpay

import (
	"encoding/json"
	"math/big"
	"testing"
)

func TestPitfall15_Yen(t *testing.T) {
	for _, test := range []struct {
		text string
		yen  int64 // -1: refused
	}{
		{`{"amount":"1200","currencyCode":"JPY"}`, 1200},
		{`{"amount":1200,"currencyCode":"JPY"}`, 1200},
		{`{"amount":"1200.00","currencyCode":"JPY"}`, 1200},
		{`{"amount":1200.0,"currencyCode":"JPY"}`, 1200},
		{`{"amount":"0","currencyCode":"JPY"}`, 0},
		{`{"amount":"9223372036854775807","currencyCode":"JPY"}`, 9223372036854775807},
		{`{"amount":"9223372036854775808","currencyCode":"JPY"}`, -1},
		{`{"amount":"1200.50","currencyCode":"JPY"}`, -1},
		{`{"amount":1200.5,"currencyCode":"JPY"}`, -1},
		{`{"amount":1.2e3,"currencyCode":"JPY"}`, -1},
		{`{"amount":"-1","currencyCode":"JPY"}`, -1},
		{`{"amount":"1200","currencyCode":"USD"}`, -1},
		{`{"amount":"1200","currencyCode":"jpy"}`, -1},
		{`{"amount":"1200"}`, -1},
		{`{"amount":null,"currencyCode":"JPY"}`, -1},
		{`{"currencyCode":"JPY"}`, -1},
		{`{}`, -1},
		{`null`, -1},
	} {
		var p Price
		if err := json.Unmarshal([]byte(test.text), &p); err != nil {
			t.Errorf("%s: %v", test.text, err)
			continue
		}
		if got, err := p.Yen(); (err != nil) != (test.yen < 0) || err == nil && got != test.yen {
			t.Errorf("%s: %d, %v; want %d", test.text, got, err, test.yen)
		}
	}
	for _, text := range []string{`{"amount":"1,200"}`, `{"amount":"¥1200"}`, `{"amount":" 1200"}`, `{"amount":true}`, `"1200"`, `[]`} {
		if err := json.Unmarshal([]byte(text), new(Price)); err == nil {
			t.Errorf("%s is a price", text)
		}
	}
	for _, amount := range []string{"", ".", "1200.", ".00", "+1", "0x10", "1_000", "１２００", "1 200", "1.0.0"} {
		if yen, err := (Price{Amount: amount, CurrencyCode: "JPY"}).Yen(); err == nil {
			t.Errorf("%q is %d yen", amount, yen)
		}
	}
}

func TestPitfall15_YenIsSentWithoutDecimals(t *testing.T) {
	if got := string(mustEncode(t, JPY(1200))); got != `{"amount":"1200","currencyCode":"JPY"}` {
		t.Errorf("got %s", got)
	}
}

func TestZeroPriceIsAbsent(t *testing.T) {
	if !(Price{}).IsZero() || JPY(0).IsZero() {
		t.Error("no price and a price of nothing are mixed up")
	}
}

// Whatever is read as yen is exactly the number that was written.
func FuzzPitfall15_Price(f *testing.F) {
	for _, seed := range []string{`{"amount":"1200.00","currencyCode":"JPY"}`, `{"amount":1200,"currencyCode":"JPY"}`, `null`, `{"amount":1e400}`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		var p Price
		if json.Unmarshal(text, &p) != nil {
			return
		}
		yen, err := p.Yen()
		if err != nil {
			return
		}
		exact, ok := new(big.Rat).SetString(p.Amount)
		if !ok || p.CurrencyCode != "JPY" || exact.Cmp(new(big.Rat).SetInt64(yen)) != 0 {
			t.Fatalf("%s was read as %d yen", text, yen)
		}
		if again, err := JPY(yen).Yen(); err != nil || again != yen {
			t.Fatalf("%d yen come back as %d, %v", yen, again, err)
		}
	})
}
