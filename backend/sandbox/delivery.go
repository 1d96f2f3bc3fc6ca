package sandbox

import (
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"
)

// deliverySpecifications say where the shop delivers (protocol 12.6).
type deliverySpecifications struct {
	SpecialRestrictions []string             `json:"specialRestrictions"`
	AddressRestrictions *addressRestrictions `json:"addressRestrictions"`
}

type addressRestrictions struct {
	Type         string                  `json:"type"`
	Restrictions map[string]*countryPart `json:"restrictions"`
}

// countryPart is a part of a country; without anything in it, all of the country.
type countryPart struct {
	StatesOrRegions []string     `json:"statesOrRegions,omitempty"`
	ZipCodes        []string     `json:"zipCodes,omitempty"`
	Except          *countryPart `json:"except,omitempty"`
}

// Special restrictions. Packstations are lockers for parcels in Germany; no Japanese address is one.
const (
	restrictPOBoxes      = "RestrictPOBoxes"
	restrictPackstations = "RestrictPackstations"
)

// Whether the named parts of the world are all that the shop delivers to, or what it does not.
const (
	restrictAllowed    = "Allowed"
	restrictNotAllowed = "NotAllowed"
)

func checkDelivery(r checkoutRequest) *Error {
	for _, special := range deref(r.DeliverySpecifications).SpecialRestrictions {
		if special != restrictPOBoxes && special != restrictPackstations {
			return invalid("deliverySpecifications.specialRestrictions")
		}
	}
	restrictions := deref(r.DeliverySpecifications).AddressRestrictions
	if restrictions == nil {
		return nil
	}
	switch restrictions.Type {
	case restrictAllowed, restrictNotAllowed:
		return nil
	case "":
		return missing("deliverySpecifications.addressRestrictions.type")
	default:
		return invalid("deliverySpecifications.addressRestrictions.type")
	}
}

// allows tells whether the shop delivers there. No restriction allows everything.
func (d *deliverySpecifications) allows(a *Address) bool {
	if d.refusesBox(a) {
		return false
	}
	if d == nil || d.AddressRestrictions == nil {
		return true
	}
	part, named := d.AddressRestrictions.Restrictions[deref(a.CountryCode)]
	inside := named && part.covers(a)
	if d.AddressRestrictions.Type == restrictNotAllowed {
		return !inside
	}
	return inside
}

func (p *countryPart) covers(a *Address) bool {
	if p == nil {
		return true
	}
	if p.Except != nil && p.Except.covers(a) {
		return false
	}
	if len(p.StatesOrRegions) == 0 && len(p.ZipCodes) == 0 {
		return true
	}
	return slices.Contains(p.StatesOrRegions, deref(a.StateOrRegion)) ||
		slices.ContainsFunc(p.ZipCodes, func(pattern string) bool {
			return wildcard(bare(pattern), bare(deref(a.PostalCode)))
		})
}

// bare leaves what counts in a postcode or a pattern of one: address books have full-width digits, all kinds of
// hyphens and the postal mark (protocol 3.1).
func bare(postcode string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '０' && r <= '９':
			return r - '０' + '0'
		case r >= '0' && r <= '9', r >= 'A' && r <= 'Z', r == '*', r == '?':
			return r
		case r >= 'a' && r <= 'z': // abroad
			return r - 'a' + 'A'
		default:
			return -1
		}
	}, postcode)
}

// wildcard matches * (any text) and ? (one character).
func wildcard(pattern, text string) bool {
	switch {
	case pattern == "":
		return text == ""
	case pattern[0] == '*':
		return wildcard(pattern[1:], text) || text != "" && wildcard(pattern, text[1:])
	case text == "":
		return false
	case pattern[0] == '?' || pattern[0] == text[0]:
		return wildcard(pattern[1:], text[1:])
	default:
		return false
	}
}

// addressDetails is the address that the shop gives with an Additional Payment Button (protocol 12.5).
type addressDetails struct {
	Name             *string `json:"name"`
	AddressLine1     *string `json:"addressLine1"`
	AddressLine2     *string `json:"addressLine2"`
	AddressLine3     *string `json:"addressLine3"`
	City             *string `json:"city"`
	DistrictOrCounty *string `json:"districtOrCounty"`
	StateOrRegion    *string `json:"stateOrRegion"`
	PostalCode       *string `json:"postalCode"`
	CountryCode      *string `json:"countryCode"`
	PhoneNumber      *string `json:"phoneNumber"`
}

func checkAddressDetails(r checkoutRequest) *Error {
	d := r.AddressDetails
	if d == nil {
		return nil
	}
	if deref(deref(r.WebCheckoutDetails).CheckoutMode) != "ProcessOrder" {
		return refuse(400, "InvalidParameterCombination", "addressDetails is only for checkoutMode ProcessOrder.")
	}
	for _, f := range []struct {
		name     string
		value    *string
		longest  int
		required bool
	}{
		{"name", d.Name, 50, true},
		{"addressLine1", d.AddressLine1, 180, true},
		{"addressLine2", d.AddressLine2, 60, false},
		{"addressLine3", d.AddressLine3, 60, false},
		{"city", d.City, 50, false},
		{"stateOrRegion", d.StateOrRegion, 50, true},
		{"postalCode", d.PostalCode, 20, true},
		{"countryCode", d.CountryCode, 2, true},
		{"phoneNumber", d.PhoneNumber, 20, true},
	} {
		text := deref(plain(f.value))
		if f.required && text == "" {
			return missing("addressDetails." + f.name)
		}
		if utf8.RuneCountInString(text) > f.longest {
			return invalid("addressDetails." + f.name)
		}
	}
	return nil
}

// plain undoes the percent-encoding that Japanese shops use inside the payload (protocol 2), when it gives UTF-8.
func plain(text *string) *string {
	if text == nil {
		return nil
	}
	decoded, err := url.PathUnescape(*text)
	if err != nil || !utf8.ValidString(decoded) {
		decoded = *text
	}
	decoded = strings.TrimSpace(decoded)
	return nullable(decoded)
}

func (d *addressDetails) address() *Address {
	upper := func(text *string) *string { return nullable(strings.ToUpper(deref(plain(text)))) }
	return &Address{
		Name: deref(plain(d.Name)), AddressLine1: plain(d.AddressLine1), AddressLine2: plain(d.AddressLine2),
		AddressLine3: plain(d.AddressLine3), City: plain(d.City), District: plain(d.DistrictOrCounty),
		StateOrRegion: plain(d.StateOrRegion), PostalCode: upper(d.PostalCode), CountryCode: upper(d.CountryCode),
		PhoneNumber: plain(d.PhoneNumber),
	}
}
