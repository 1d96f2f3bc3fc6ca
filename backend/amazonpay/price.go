package amazonpay

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// Price is an amount as Amazon writes it: decimal digits in a string, and an ISO 4217 code. Answers may carry the
// amount as a JSON number; its digits are kept as they came. The zero Price means that Amazon named none.
type Price struct {
	Amount       string `json:"amount"`
	CurrencyCode string `json:"currencyCode"`
}

// JPY is a price of so many whole yen, encoded without decimals as Amazon demands (protocol 3).
func JPY(yen int64) Price {
	return Price{Amount: strconv.FormatInt(yen, 10), CurrencyCode: "JPY"}
}

// IsZero tells that there is no price at all; a price of 0 yen is one.
func (p Price) IsZero() bool { return p == Price{} }

// Yen gives whole yen. Decimals are accepted when they are all zero ("1200.00" was seen in Japan, protocol 3); a
// fraction, a sign, an exponent or another currency is an error.
func (p Price) Yen() (int64, error) {
	if p.IsZero() {
		return 0, errors.New("amazonpay: price is absent")
	}
	if p.CurrencyCode != "JPY" {
		return 0, fmt.Errorf("amazonpay: price is in %q, not in JPY", p.CurrencyCode)
	}
	whole, decimals, pointed := strings.Cut(p.Amount, ".")
	if !isDigits(whole) || pointed && (!isDigits(decimals) || strings.Trim(decimals, "0") != "") {
		return 0, fmt.Errorf("amazonpay: %q is not an amount of whole yen", p.Amount)
	}
	yen, err := strconv.ParseInt(whole, 10, 64)
	if err != nil {
		return 0, fmt.Errorf("amazonpay: %q is not an amount of whole yen: %w", p.Amount, err)
	}
	return yen, nil
}

// UnmarshalJSON takes the amount as a string or as a number, and null as no price.
func (p *Price) UnmarshalJSON(text []byte) error {
	var wire struct {
		Amount       json.Number `json:"amount"` // takes quoted numbers too
		CurrencyCode string      `json:"currencyCode"`
	}
	if err := json.Unmarshal(text, &wire); err != nil {
		return fmt.Errorf("amazonpay: price: %w", err)
	}
	*p = Price{Amount: wire.Amount.String(), CurrencyCode: wire.CurrencyCode}
	return nil
}

func isDigits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}
