package jpaddress

import (
	"unicode/utf16"

	"noren/shared/api"
)

// The lengths of Amazon's address type, in characters (amazon-pay-v2.md, section 12.5). For region, postcode and phone no source
// names one.
const (
	MaxName  = 50
	MaxLine1 = 180
	MaxLine2 = 60
	MaxLine3 = 60
	MaxCity  = 50
)

// Fits reports that a text has at most so many characters. A character outside Unicode's first plane (𠮷) counts as two, as it does
// where lengths are those of UTF-16: so a text that fits here fits in either way of counting.
func Fits(text string, most int) bool {
	units := 0
	for _, r := range text {
		units += max(utf16.RuneLen(r), 1)
	}
	return units <= most
}

// TooLong names the fields of an address, by their JSON names, that Amazon would refuse for their length. Nothing is cut: a cut
// address is another address.
func TooLong(a api.Address) []string {
	var fields []string
	for _, field := range []struct {
		name, text string
		most       int
	}{
		{"name", a.Name, MaxName},
		{"city", a.City, MaxCity},
		{"line1", a.Line1, MaxLine1},
		{"line2", a.Line2, MaxLine2},
		{"line3", a.Line3, MaxLine3},
	} {
		if !Fits(field.text, field.most) {
			fields = append(fields, field.name)
		}
	}
	return fields
}
