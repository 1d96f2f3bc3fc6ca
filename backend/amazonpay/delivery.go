package amazonpay

// DeliverySpecifications limits the addresses that a shopper may choose at Amazon (protocol 12.6).
type DeliverySpecifications struct {
	SpecialRestrictions []SpecialRestriction `json:"specialRestrictions,omitempty"`
	AddressRestrictions *AddressRestrictions `json:"addressRestrictions,omitempty"`
}

// SpecialRestriction leaves out a kind of address.
type SpecialRestriction string

// The special restrictions; no Japanese one is known.
const (
	RestrictPOBoxes      SpecialRestriction = "RestrictPOBoxes"
	RestrictPackstations SpecialRestriction = "RestrictPackstations"
)

// AddressRestrictions is a list of places by ISO country code.
type AddressRestrictions struct {
	Type         RestrictionType        `json:"type"`
	Restrictions map[string]Restriction `json:"restrictions"`
}

// RestrictionType says what a list of places means.
type RestrictionType string

// A list of places names the only allowed ones, or the ones that are not allowed.
const (
	Allowed    RestrictionType = "Allowed"
	NotAllowed RestrictionType = "NotAllowed"
)

// Restriction is a part of a country; the zero value is all of it. ZipCodes may have the wildcards "*" and "?".
// Stored addresses may say Tokyo or 東京都, so name both. Except takes parts out again.
type Restriction struct {
	StatesOrRegions []string     `json:"statesOrRegions,omitempty"`
	ZipCodes        []string     `json:"zipCodes,omitempty"`
	Except          *Restriction `json:"except,omitempty"`
}
