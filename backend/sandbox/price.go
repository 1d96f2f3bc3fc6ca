package sandbox

import (
	"encoding/json"
	"errors"
	"strconv"
)

// Price is an amount on the wire. The amount arrives as a string or a number and leaves as a string
// (protocol 3); in Japan it is whole yen.
type Price struct {
	Amount       Digits `json:"amount"`
	CurrencyCode string `json:"currencyCode"`
}

// Digits is the amount as the client wrote it.
type Digits string

// UnmarshalJSON takes "1200" and 1200 (the .NET SDK sends numbers).
func (d *Digits) UnmarshalJSON(text []byte) error {
	if len(text) > 0 && text[0] == '"' {
		var s string
		if err := json.Unmarshal(text, &s); err != nil {
			return err
		}
		*d = Digits(s)
		return nil
	}
	var n json.Number
	if err := json.Unmarshal(text, &n); err != nil {
		return errors.New("sandbox: an amount must be a string or a number")
	}
	*d = Digits(n)
	return nil
}

// maxAmount is the largest charge, capture or refund in Japan, in yen (protocol 4.5).
const maxAmount = 10_000_000

func yen(n int64) *Price {
	return &Price{Amount: Digits(strconv.FormatInt(n, 10)), CurrencyCode: "JPY"}
}

// value is the yen of a price that has been checked; nil is 0.
func (p *Price) value() int64 {
	if p == nil {
		return 0
	}
	n, err := strconv.ParseInt(string(p.Amount), 10, 64)
	if err != nil {
		panic("sandbox: amount used before it was checked: " + string(p.Amount))
	}
	return n
}

// check says what is wrong with a price from outside: its currency, decimals, sign, size. With it the amount is
// brought to its plain form. A nil price is right.
func (p *Price) check(field string, least int64) *Error {
	if p == nil {
		return nil
	}
	if p.CurrencyCode == "" {
		return missing(field + ".currencyCode")
	}
	if p.CurrencyCode != "JPY" {
		return refuse(400, "CurrencyMismatch", "The currency of '"+field+"' must be JPY.")
	}
	if p.Amount == "" {
		return missing(field + ".amount")
	}
	n, err := strconv.ParseInt(string(p.Amount), 10, 64)
	if errors.Is(err, strconv.ErrRange) {
		return refuse(400, "TransactionAmountExceeded", "The amount of '"+field+"' is too large.")
	}
	if err != nil || n < least {
		return invalid(field + ".amount")
	}
	if n > maxAmount {
		return refuse(400, "TransactionAmountExceeded", "The amount of '"+field+"' is above the limit.")
	}
	p.Amount = Digits(strconv.FormatInt(n, 10))
	return nil
}

// require is check for a price that must be there.
func (p *Price) require(field string) *Error {
	if p == nil {
		return missing(field)
	}
	return p.check(field, 1)
}
