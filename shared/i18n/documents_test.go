package i18n_test

import (
	"strings"
	"testing"
	"unicode"

	"noren/shared/api"
	"noren/shared/i18n"
)

func TestX20_WordsAroundDocumentsInBothLanguages(t *testing.T) {
	isJapanese := func(r rune) bool { return unicode.In(r, unicode.Hiragana, unicode.Katakana, unicode.Han) }
	japanese, english := flatOf(t, i18n.DocumentsFor(api.Japanese)), flatOf(t, i18n.DocumentsFor(api.English))
	for name, text := range japanese {
		if !strings.ContainsFunc(text, isJapanese) {
			t.Errorf("%s: %q", name, text)
		}
		if english[name] == "" || strings.ContainsFunc(english[name], isJapanese) {
			t.Errorf("%s: %q", name, english[name])
		}
	}
}
