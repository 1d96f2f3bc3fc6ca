// Package jpaddress knows Japanese addresses as people write them.
package jpaddress

import (
	"strings"

	"noren/shared/api"
	"noren/shared/validate"
)

// Clean takes out of a text what nobody sees (see validate.Visible) and blanks at both ends, U+3000 among them. It rearranges
// and replaces nothing: full width and half width, 髙 and 高, stay as the person wrote them. Only a line break or a tab
// becomes a blank, so that "1-2" and "3-4" do not grow together.
func Clean(text string) string {
	return strings.TrimSpace(validate.Visible(blanks.Replace(text)))
}

var blanks = strings.NewReplacer("\r\n", " ", "\n", " ", "\r", " ", "\t", " ", "\v", " ", "\f", " ",
	"\u0085", " ", "\u2028", " ", "\u2029", " ")

// Lines writes an address ready to read, without name and phone: postcode, prefecture with city and street, then the rest.
// Empty parts give no line. A country is named only when it is not Japan.
func Lines(a api.Address) []string {
	lines := make([]string, 0, 5)
	add := func(line string) {
		if line = Clean(line); line != "" {
			lines = append(lines, line)
		}
	}
	if code := Clean(a.PostalCode); code != "" {
		add("〒" + hyphened(code))
	}
	add(Clean(a.Region) + Clean(a.City) + Clean(a.Line1))
	add(a.Line2)
	add(a.Line3)
	if country := Clean(a.Country); country != "JP" {
		add(country)
	}
	return lines
}

// hyphened writes seven digits as 123-4567 and leaves all else alone.
func hyphened(code string) string {
	if len(code) != 7 || strings.Trim(code, "0123456789") != "" {
		return code
	}
	return code[:3] + "-" + code[3:]
}
