package sandbox

import (
	"regexp"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// postOfficeBox is how people write one: 私書箱 (also 私書函 and in Roman letters), P.O. Box with or without points and
// blanks, P.O.B. and a number, Post Office Box.
var postOfficeBox = regexp.MustCompile(`私\s*書\s*[箱函]|shisho[- ]?bako` +
	`|\bp[.\s・]*o[.\s・]*box|\bp[.\s・]*o[.\s・]*b[.\s]*(?:no[.\s]*)?#?\d|\bpost(?:al)?\s+(?:office\s+)?box\b`)

// refusesBox tells whether the address is refused because it is a post office box (protocol 12.6).
func (d *deliverySpecifications) refusesBox(a *Address) bool {
	return d != nil && slices.Contains(d.SpecialRestrictions, restrictPOBoxes) && a.isPostOfficeBox()
}

func (a *Address) isPostOfficeBox() bool {
	text := strings.Join([]string{
		deref(a.StateOrRegion), deref(a.City), deref(a.County), deref(a.District),
		deref(a.AddressLine1), deref(a.AddressLine2), deref(a.AddressLine3),
	}, "\n")
	return postOfficeBox.MatchString(strings.ToLower(norm.NFKC.String(text)))
}
