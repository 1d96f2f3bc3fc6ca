package mail

import (
	"strings"
	"unicode"

	"noren/shared/validate"
)

// part is a piece of a template's line: text, or a place by the name that was written.
type part struct {
	text  string
	name  string // "" for text
	stray bool   // a brace without its partner
}

// split takes a line apart. Braces that a Japanese keyboard writes in full width name a place too, where they hold the name of one;
// otherwise they are text.
func split(line string) []part {
	var parts []part
	for line != "" {
		at := strings.IndexAny(line, "{}｛")
		if at < 0 {
			return append(parts, part{text: line})
		}
		if at > 0 {
			parts = append(parts, part{text: line[:at]})
			line = line[at:]
		}
		p, rest := brace(line)
		parts = append(parts, p)
		line = rest
	}
	return parts
}

// brace reads what begins with a brace.
func brace(line string) (p part, rest string) {
	first := string([]rune(line)[:1])
	rest = line[len(first):]
	end := strings.IndexAny(rest, "{}｛｝")
	if end < 0 || first == "}" || strings.HasPrefix(rest[end:], "{") || strings.HasPrefix(rest[end:], "｛") {
		return part{text: first, stray: first != "｛"}, rest
	}
	name := strings.TrimSpace(rest[:end])
	if _, known := placeNames()[name]; first == "｛" && !known {
		return part{text: first}, rest
	}
	last := string([]rune(rest[end:])[:1])
	return part{name: name}, rest[end+len(last):]
}

// fill puts values into a template, each as it is, also one that looks like a place. A line whose places all have nothing to show
// is left out, and so is a heading (headings begin with a mark such as ■) that then heads nothing.
func fill(text string, value func(place) string) string {
	lines := strings.Split(text, "\n")
	var out []string
	for len(lines) > 0 {
		end := paragraph(lines)
		if end == 0 {
			out, lines = append(out, ""), lines[1:]
			continue
		}
		kept := fillParagraph(lines[:end], value)
		out, lines = append(out, kept...), lines[end:]
		for len(kept) == 0 && len(lines) > 0 && strings.TrimSpace(lines[0]) == "" {
			lines = lines[1:] // the distance to what is not there
		}
	}
	return strings.TrimSpace(strings.Join(out, "\n"))
}

// paragraph is the number of lines before the first empty one.
func paragraph(lines []string) int {
	for i, line := range lines {
		if strings.TrimSpace(line) == "" {
			return i
		}
	}
	return len(lines)
}

func fillParagraph(lines []string, value func(place) string) []string {
	var kept []string
	for _, line := range lines {
		if filled, ok := fillLine(line, value); ok {
			kept = append(kept, filled)
		}
	}
	if len(kept) == 1 && len(lines) > 1 && strings.ContainsAny(kept[0][:min(3, len(kept[0]))], "■◆●▼◇□○") {
		return nil
	}
	return kept
}

// fillLine says false when nothing that the line is about is there.
func fillLine(line string, value func(place) string) (string, bool) {
	var text strings.Builder
	places, filled := 0, 0
	for _, p := range split(line) {
		text.WriteString(p.text)
		if p.name == "" {
			continue
		}
		places++
		if v := value(placeNames()[p.name]); v != "" {
			filled++
			text.WriteString(v)
		}
	}
	return strings.TrimRightFunc(text.String(), unicode.IsSpace), places == 0 || filled > 0
}

// oneLine is a value for a header or a line: no breaks, nothing that nobody sees.
func oneLine(text string) string {
	text = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.In(r, unicode.Zl, unicode.Zp) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(text, ""))
	return strings.Join(strings.Fields(validate.Visible(text)), " ")
}

// manyLines is oneLine for a text with line breaks; blanks stay as they are.
func manyLines(text string) string {
	lines := strings.Split(strings.NewReplacer("\r\n", "\n", "\r", "\n", "\t", "    ").Replace(strings.ToValidUTF8(text, "")), "\n")
	for i, line := range lines {
		lines[i] = validate.Visible(line)
	}
	return strings.Join(lines, "\n")
}
