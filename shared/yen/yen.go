// Package yen is money as this system knows it: whole yen, never a fraction and never a float.
package yen

import (
	"errors"
	"strconv"
	"strings"
)

// Yen is an amount in whole yen.
type Yen int64

// Amazon Pay's limits for one payment (requirement R3-2, R4-14).
const (
	Min Yen = 1
	Max Yen = 1_000_000
)

// ErrFraction says that a text is not an amount in whole yen.
var ErrFraction = errors.New("yen: not an amount in whole yen")

// Payable reports whether one payment of y may be asked of Amazon Pay: ¥1 to ¥1,000,000 inclusive (R4-14).
func (y Yen) Payable() bool { return y >= Min && y <= Max }

// Parse reads a plain decimal number. A fraction of zeros ("100.00") is accepted, because Amazon has been seen to answer so
// (protocol section 3); any other fraction, sign or exponent is ErrFraction.
func Parse(text string) (Yen, error) {
	whole, fraction, found := strings.Cut(text, ".")
	if found && (fraction == "" || strings.Trim(fraction, "0") != "") {
		return 0, ErrFraction
	}
	if whole == "" || len(whole) > 15 || strings.Trim(whole, "0123456789") != "" {
		return 0, ErrFraction
	}
	n, err := strconv.ParseInt(whole, 10, 64)
	if err != nil {
		return 0, ErrFraction
	}
	return Yen(n), nil
}

// String writes the amount for people, as in "¥12,000".
func (y Yen) String() string {
	digits := strconv.FormatInt(int64(y), 10)
	sign := ""
	if y < 0 {
		sign, digits = "-", digits[1:]
	}
	head := len(digits) % 3
	groups := make([]string, 0, len(digits)/3+1)
	if head > 0 {
		groups = append(groups, digits[:head])
	}
	for i := head; i < len(digits); i += 3 {
		groups = append(groups, digits[i:i+3])
	}
	return sign + "¥" + strings.Join(groups, ",")
}
