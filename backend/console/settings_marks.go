package console

import (
	"maps"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"noren/shared/i18n"
)

var maxGuideText = strconv.Itoa(maxGuide)

// marks are the attributes of a field: what describes it, what is wrong with it, and whether the page begins there.
func (f *settingsForm) marks(path string) templ.Attributes {
	described := []string{}
	if f.words.Hints[path] != "" || path == "paymentImage" {
		described = append(described, "hint-"+path)
	}
	attributes := templ.Attributes{}
	if f.faults[path] != "" {
		described = append(described, "fault-"+path)
		attributes["aria-invalid"] = "true"
		attributes["autofocus"] = f.first(path)
	}
	if _, differs := f.theirs[path]; differs {
		described = append(described, "theirs-"+path)
	}
	if len(described) > 0 {
		attributes["aria-describedby"] = strings.Join(described, " ")
	}
	return attributes
}

// groupMarks are the same for a choice, which has its hint and its fault once.
func (f *settingsForm) groupMarks(path string) templ.Attributes {
	attributes := f.marks(path)
	delete(attributes, "aria-invalid") // no attribute of a group
	delete(attributes, "autofocus")
	if path == "showIn" {
		described, _ := attributes["aria-describedby"].(string)
		attributes["aria-describedby"] = strings.TrimSpace(strings.ReplaceAll(described, "hint-showIn", ""))
	}
	return attributes
}

func (f *settingsForm) theirLabel() string { return i18n.Fill(f.words.Theirs, "who", f.they) }

// captureWords name the times of a capture; by hand is "".
func captureWords(w i18n.Settings) map[string]string {
	words := maps.Clone(w.Capture)
	words[""] = w.Capture["manual"]
	return words
}

// choicesOf are values as a form has them.
func choicesOf[Value ~string](values []Value) []string {
	texts := make([]string, 0, len(values))
	for _, value := range values {
		texts = append(texts, string(value))
	}
	return texts
}
