package ledger

import (
	"slices"

	"noren/shared/yen"
)

// Issuer is who writes a shop's papers, with what the qualified-invoice system (適格請求書) wants to know of them. Prices include tax.
type Issuer struct {
	Name       string   `json:"name" validate:"max=100,clean"`                                 // as registered; "" is the shop's name
	PostalCode string   `json:"postalCode" validate:"omitempty,postcode"`                      // seven digits
	Address    string   `json:"address" validate:"max=200,cleanlines"`                         // one or two lines
	Phone      string   `json:"phone" validate:"omitempty,phone"`                              //
	Number     string   `json:"number" validate:"omitempty,invoicenumber"`                     // 登録番号: T and 13 digits; "" is not registered
	Reduced    []string `json:"reduced" validate:"max=200,unique,dive,required,max=100,clean"` // payment groups whose goods have the reduced rate (軽減税率)
	Rounding   Rounding `json:"rounding" validate:"omitempty,oneof=down nearest up"`           // of the tax, once per rate and paper
}

// Rounding of a tax's fraction of a yen. The zero value is down.
type Rounding string

// The choices that the law leaves.
const (
	Down    Rounding = "down"
	Nearest Rounding = "nearest"
	Up      Rounding = "up"
)

// Rate is a rate of the consumption tax, in percent.
type Rate int

// The rates in force.
const (
	Standard Rate = 10
	Reduced  Rate = 8
	Untaxed  Rate = 0
)

// Rates are all of them.
func Rates() []Rate { return []Rate{Standard, Reduced, Untaxed} }

// RateOf is the rate of goods in a payment group.
func (i Issuer) RateOf(group string) Rate {
	if group != "" && slices.Contains(i.Reduced, group) {
		return Reduced
	}
	return Standard
}

// Tax is what a paper says of one rate: the sum at that rate, tax included, and the tax in it.
type Tax struct {
	Rate Rate
	Sum  yen.Yen
	Tax  yen.Yen
}

// included is the tax in a sum that includes it, rounded once, as a qualified invoice wants it.
func (r Rounding) included(sum yen.Yen, rate Rate) yen.Yen {
	if sum < 0 {
		return -r.included(-sum, rate)
	}
	part, whole := sum*yen.Yen(rate), yen.Yen(100+rate)
	switch r {
	case Up:
		part += whole - 1
	case Nearest:
		part += whole / 2
	case Down:
	}
	return part / whole
}

// Taxes divides a paper by rates, the highest first; rates that do not occur are left out. What is taken off the whole, or put onto
// it, is shared among the rates in proportion to their sums (消費税法基本通達 1-8-5); the yen left over goes to the greatest.
func (p Paper) Taxes(rounding Rounding) []Tax {
	sums := make(map[Rate]yen.Yen, len(Rates()))
	sums[Standard] = p.Postage + p.Fees
	for _, line := range p.Lines {
		sums[line.Rate] += line.Amount()
	}
	share(sums, p.Adjustment-p.Discounts)
	taxes := make([]Tax, 0, len(sums))
	for _, rate := range Rates() {
		if sum := sums[rate]; sum != 0 {
			taxes = append(taxes, Tax{rate, sum, rounding.included(sum, rate)})
		}
	}
	return taxes
}

// share adds an amount to the sums in their proportion.
func share(sums map[Rate]yen.Yen, amount yen.Yen) {
	var whole yen.Yen
	greatest := Standard
	for _, rate := range Rates() {
		whole += sums[rate]
		if sums[rate] > sums[greatest] {
			greatest = rate
		}
	}
	left := amount
	if whole > 0 {
		for _, rate := range Rates() {
			part := amount * sums[rate] / whole
			sums[rate] += part
			left -= part
		}
	}
	sums[greatest] += left
}
