package jpaddress

import (
	"slices"
	"strings"
	"unicode/utf8"

	"noren/shared/api"
)

// Address is an address as Japanese shops keep it: the postcode in seven digits, the prefecture by its official name, the
// municipality (市区町村, with its county or its city of wards), the street (町名・番地), the building with rooms, companies and
// 様方. Uncertain names, in this order, the parts that a person should look at: missing, contradictory, or not surely cut.
type Address struct {
	PostalCode, Prefecture, City, Street, Building string
	Uncertain                                      []Part
}

// Part is a part of an address by its JSON name.
type Part string

// The parts of an address.
const (
	PartPostalCode Part = "postalCode"
	PartPrefecture Part = "prefecture"
	PartCity       Part = "city"
	PartStreet     Part = "street"
	PartBuilding   Part = "building"
)

// Read brings an address as Amazon gives it (in Japan the city mostly stands in the first line) into the fields of a shop. Every
// text is read by Normal. No visible character is lost but a prefecture, city or postcode written twice; none is invented but a
// prefecture that is missing and that the postcode allows only one of, which is marked. What cannot be read stays as written.
func Read(a api.Address) Address {
	lines := []string{Normal(a.Line1), Normal(a.Line2), Normal(a.Line3)}
	r := reading{doubts: make(map[Part]bool)}
	if country := Clean(a.Country); country != "" && country != "JP" {
		r.abroad(a, lines)
		return r.result()
	}
	lines = started(lines)
	lines[0] = r.postalCode(a.PostalCode, lines[0])
	lines = started(lines)
	lines[0] = r.prefecture(Normal(a.Region), lines[0])
	r.crossCheck()
	lines = started(lines)
	r.city(Normal(a.City), lines[0])
	r.street(lines[1:])
	return r.result()
}

// started is lines without the empty ones, but at least one.
func started(lines []string) []string {
	lines = slices.DeleteFunc(lines, func(line string) bool { return line == "" })
	if len(lines) == 0 {
		return []string{""}
	}
	return lines
}

// reading is an address while it is read.
type reading struct {
	Address
	unread string // what is contradicted: a second postcode, a region that is no prefecture
	doubts map[Part]bool
}

func (r *reading) doubt(parts ...Part) {
	for _, part := range parts {
		r.doubts[part] = true
	}
}

func (r *reading) result() Address {
	for _, part := range []Part{PartPostalCode, PartPrefecture, PartCity, PartStreet, PartBuilding} {
		if r.doubts[part] {
			r.Uncertain = append(r.Uncertain, part)
		}
	}
	return r.Address
}

// abroad leaves an address of another country as it is; that it fits a Japanese form is not to be had.
func (r *reading) abroad(a api.Address, lines []string) {
	r.Address = Address{
		PostalCode: Normal(a.PostalCode), Prefecture: Normal(a.Region), City: Normal(a.City),
		Street: lines[0], Building: spaced(lines[1:]...),
	}
	r.doubt(PartPostalCode, PartPrefecture, PartCity, PartStreet)
}

// spaced joins what is there with blanks.
func spaced(texts ...string) string {
	return Normal(strings.Join(texts, " "))
}

// joined writes two parts of a Japanese line together, with a blank only where digits or Latin letters would grow together.
func joined(before, after string) string {
	if before != "" && after != "" && isLatin(before[len(before)-1]) && isLatin(after[0]) {
		before += " "
	}
	return Normal(before + after)
}

func isLatin(c byte) bool { return c < utf8.RuneSelf && isCode(rune(c)) }
