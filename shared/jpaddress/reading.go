package jpaddress

import (
	"slices"
	"strings"
	"unicode"

	"noren/shared/prefecture"
)

// postalCode reads the postcode and takes one off the head of the first line. It gives the rest of the line.
func (r *reading) postalCode(field, line string) string {
	seven, ok := PostalCode(field)
	written, rest, found := leadingPostalCode(line)
	switch {
	case !found:
	case seven == "" || written == seven:
		seven, ok = written, true
	default:
		r.doubt(PartPostalCode, PartStreet)
		r.unread = strings.TrimRight(strings.TrimSuffix(line, rest), " ")
	}
	if !ok {
		r.doubt(PartPostalCode)
	}
	r.PostalCode = seven
	return rest
}

// prefecture reads the region and takes prefectures off the head of the first line. It gives the rest of the line. Two that
// differ are both kept.
func (r *reading) prefecture(region, line string) string {
	found, ok := prefecture.Of(region)
	if !ok {
		var rest string
		if found, rest, ok = leadingPrefecture(region); ok {
			region, line = "", joined(rest, line) // with the city behind it
		}
	} else {
		region = ""
	}
	for {
		written, rest, leads := leadingPrefecture(line)
		if !leads {
			break
		}
		if ok && written != found {
			r.doubt(PartPrefecture, PartCity)
			break
		}
		found, ok, line = written, true, rest
	}
	if !ok || region != "" {
		r.doubt(PartPrefecture)
	}
	if ok {
		r.Prefecture, r.unread = found.Name, joined(r.unread, region)
	} else {
		r.Prefecture = region
	}
	return line
}

// leadingPrefecture takes a prefecture's official name off the head of a text.
func leadingPrefecture(text string) (found prefecture.Prefecture, rest string, ok bool) {
	for _, p := range prefecture.All() {
		if end := head(text, foldedAll(p.Name)); end > 0 {
			return p, strings.TrimLeft(text[end:], " "), true
		}
	}
	return found, text, false
}

// crossCheck compares prefecture and postcode. A missing prefecture comes from the postcode where only one is possible.
func (r *reading) crossCheck() {
	if len(r.PostalCode) != 7 || !onlyDigits(r.PostalCode) {
		return
	}
	codes := possible(r.PostalCode)
	p, known := prefecture.Of(r.Prefecture)
	switch {
	case r.Prefecture == "" && len(codes) == 1:
		p, _ = prefecture.Of(codes[0])
		r.Prefecture = p.Name
	case known && len(codes) > 0 && !slices.Contains(codes, p.JIS()):
		r.doubt(PartPostalCode, PartPrefecture)
	}
}

// city finds the municipality in its field, at the head of the first line, or in both together (横浜市 in one, 西区 in the other).
// What follows is the street.
func (r *reading) city(field, line string) {
	if p, rest, ok := leadingPrefecture(field); ok && p.Name == r.Prefecture {
		field = rest
	}
	name, rest, certain := "", line, false
	if !r.doubts[PartCity] { // two prefectures: no table to look into
		jis := ""
		if p, ok := prefecture.Of(r.Prefecture); ok {
			jis = p.JIS()
		}
		name, rest, certain = municipality(line, jis)
		if inLine := name; !contains(inLine, field) {
			name, rest, certain = municipality(joined(field, line), jis)
			certain = certain && !strings.HasSuffix(inLine, "市") && !strings.HasSuffix(inLine, "区") // two cities
		}
	}
	if name == "" {
		name, rest = field, line
	}
	if !certain {
		r.doubt(PartCity)
	}
	r.City, r.Street = name, withoutHead(rest, name)
}

// contains reports that a municipality begins or ends with what a city field says: 余市町 of 余市郡余市町.
func contains(name, field string) bool {
	whole, part := string(foldedAll(name)), string(foldedAll(without(field, " ")))
	return name != "" && (strings.HasPrefix(whole, part) || strings.HasSuffix(whole, part))
}

// withoutHead takes a text off the head of a line, as often as it stands there.
func withoutHead(line, text string) string {
	for text != "" {
		end := head(line, foldedAll(without(text, " ")))
		if end == 0 || isMarket(line[:end], line[end:]) {
			break
		}
		line = strings.TrimLeft(line[end:], " ")
	}
	return line
}

// street goes on in the next line while the block number is missing and stands there (下目黒 in one, 1-8-1 in the other). What
// stands behind a blank after it, and all other lines, is the building.
func (r *reading) street(lines []string) {
	street := r.Street
	for len(lines) > 0 {
		line := lines[0]
		if rest := withoutHead(line, r.Prefecture); rest != line {
			line = withoutHead(rest, r.City)
		}
		if street != "" && (complete(street) || !beginsWithBlock(line)) {
			break
		}
		if onlyDigits(line) {
			r.doubt(PartStreet) // a block number, or a room
		}
		street, lines = joined(street, line), lines[1:]
	}
	building := spaced(lines...)
	japanese := strings.ContainsFunc(r.City+street, isJapanese)
	for japanese { // in Latin letters the block number stands first
		before, after := splitBuilding(street)
		if after == "" {
			break
		}
		street, building = before, spaced(after, building)
	}
	if !japanese || !numbered.MatchString(street) {
		r.doubt(PartStreet)
	}
	if glued.MatchString(street) {
		r.doubt(PartBuilding)
	}
	r.Street, r.Building = joined(r.unread, street), building
}

func isJapanese(r rune) bool { return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) }
