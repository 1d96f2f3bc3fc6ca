package widget

import (
	"strconv"
	"strings"
	"unicode"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

// attr makes any text fit for the value of an attribute; it and [flag] are the only way to give one that is not a constant.
// go-app quotes values as Go does, so that on the server a quotation mark breaks out and others come out as \u3000: there,
// every character that is changed by quoting, or means something in HTML, is written as a numeric entity.
func attr(value string) string {
	value = strings.TrimSpace(plain(value)) // go-app trims too, but would not see a blank behind its entity
	if app.IsClient {
		return value
	}
	return entities(value)
}

// flag is an attribute that is there, with the value "true", or not there at all: to go-app a false one is there too. A boolean
// attribute of HTML is written with a capital (Hidden, Checked): HTML does not mind, but go-app knows those names in small
// letters only, and sets the property in their stead, which leaves another attribute than the server's, or none.
func flag(set bool) string {
	if !set {
		return ""
	}
	return attr("true")
}

// text is a text node. It must be the only child of its element: go-app indents the others.
func text(value string) app.UI { return app.Text(plain(value)) }

func entities(value string) string {
	var out strings.Builder
	for i, r := range value {
		bare := value == "true" && i == 0 // go-app writes this value as no value
		if bare || strings.ContainsRune("&<>\"'\\", r) || !strconv.IsPrint(r) {
			out.WriteString("&#" + strconv.Itoa(int(r)) + ";")
			continue
		}
		out.WriteRune(r)
	}
	return out.String()
}

// plain is a text without what does not reach a page whole or would turn our own words around: control characters other than
// line break and tab, broken UTF-8, U+FEFF, which the browser takes for a byte order mark at the start of every string from Go,
// and the controls that begin and end a direction of writing. Letters have their direction without them.
func plain(value string) string {
	return strings.Map(func(r rune) rune {
		if r == '\ufeff' || turns(r) || unicode.IsControl(r) && r != '\n' && r != '\t' {
			return -1
		}
		return r
	}, value)
}

// turns reports an embedding, override or isolate of Unicode's bidirectional algorithm, or the end of one.
func turns(r rune) bool { return '\u202a' <= r && r <= '\u202e' || '\u2066' <= r && r <= '\u2069' }
