package amazonpay

import (
	"fmt"
	"strings"
)

// Region is the part of the world in which a merchant's account lives, spelled as x-amz-pay-region.
type Region string

// The regions of Amazon Pay (protocol 1.1).
const (
	Japan        Region = "jp"
	NorthAmerica Region = "na"
	Europe       Region = "eu"
)

type regionFacts struct {
	host     string
	script   string
	hosted   []string
	referrer []string // hosts of pages from which shoppers come back, beside those of hosted
	currency string
}

// regions holds protocol 1.1 and 7.1.
var regions = map[Region]regionFacts{
	Japan: {
		host:     "pay-api.amazon.jp",
		script:   "https://static-fe.payments-amazon.com/checkout.js",
		hosted:   []string{"https://payments.amazon.co.jp"},
		referrer: []string{"pay-v2.amazon.co.jp"},
		currency: "JPY",
	},
	NorthAmerica: {
		host:     "pay-api.amazon.com",
		script:   "https://static-na.payments-amazon.com/checkout.js",
		hosted:   []string{"https://apay-us.amazon.com"},
		currency: "USD",
	},
	Europe: {
		host:   "pay-api.amazon.eu",
		script: "https://static-eu.payments-amazon.com/checkout.js",
		hosted: []string{
			"https://payments.amazon.de", "https://payments.amazon.it", "https://payments.amazon.es",
			"https://payments.amazon.fr", "https://payments.amazon.co.uk",
		},
		currency: "EUR",
	},
}

// ParseRegion reads a region in any letter case, also by the names that Amazon's own libraries accept: us, de, uk.
func ParseRegion(s string) (Region, error) {
	switch strings.ToLower(s) {
	case "jp":
		return Japan, nil
	case "na", "us":
		return NorthAmerica, nil
	case "eu", "de", "uk":
		return Europe, nil
	default:
		return "", fmt.Errorf("amazonpay: unknown region %q", s)
	}
}

// Host is the API's host name, or "" for a region that does not exist. The zero Region is Japan.
func (r Region) Host() string { return regions[r.orJapan()].host }

// ScriptURL is the address of Amazon's checkout.js.
func (r Region) ScriptURL() string { return regions[r.orJapan()].script }

// HostedOrigins lists the origins of the pages on which Amazon talks to the shopper.
func (r Region) HostedOrigins() []string {
	return append([]string(nil), regions[r.orJapan()].hosted...)
}

// Referrers lists the hosts from which shoppers come back, for web analytics to exclude (R3-12).
func (r Region) Referrers() []string {
	facts := regions[r.orJapan()]
	hosts := make([]string, 0, len(facts.hosted)+len(facts.referrer))
	for _, origin := range facts.hosted {
		hosts = append(hosts, strings.TrimPrefix(origin, "https://"))
	}
	return append(hosts, facts.referrer...)
}

// LedgerCurrency is the currency of the merchant's account, as checkout.js wants it named. European accounts may also
// be kept in GBP.
func (r Region) LedgerCurrency() string { return regions[r.orJapan()].currency }

func (r Region) orJapan() Region {
	if r == "" {
		return Japan
	}
	return r
}
