package i18n_test

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"noren/shared/api"
	"noren/shared/i18n"
)

// The order book's texts: what happened, the download, the papers.
func TestX20_OrderBookSpeaksBothLanguages(t *testing.T) {
	place := regexp.MustCompile(`\{[^}]*\}`)
	places := func(text string) []string {
		return slices.Compact(slices.Sorted(slices.Values(place.FindAllString(text, -1))))
	}
	isJapanese := func(r rune) bool { return unicode.In(r, unicode.Hiragana, unicode.Katakana, unicode.Han) }
	for name, pair := range map[string][2]any{
		"timeline":          {i18n.TimelineFor(api.Japanese), i18n.TimelineFor(api.English)},
		"export":            {i18n.ExportFor(api.Japanese), i18n.ExportFor(api.English)},
		"papers":            {i18n.PapersFor(api.Japanese), i18n.PapersFor(api.English)},
		"orders":            {i18n.OrdersFor(api.Japanese), i18n.OrdersFor(api.English)},
		"actions":           {i18n.OrderActionsFor(api.Japanese), i18n.OrderActionsFor(api.English)},
		"lists":             {i18n.OrderListsFor(api.Japanese), i18n.OrderListsFor(api.English)},
		"bulk":              {i18n.OrderBulkFor(api.Japanese), i18n.OrderBulkFor(api.English)},
		"contract":          {i18n.ContractFor(api.Japanese), i18n.ContractFor(api.English)},
		"contract operator": {i18n.ContractOperatorFor(api.Japanese), i18n.ContractOperatorFor(api.English)},
		"terms":             {i18n.TermsFor(api.Japanese), i18n.TermsFor(api.English)},
		"messages":          {i18n.MessagesFor(api.Japanese), i18n.MessagesFor(api.English)},
		"methods":           {i18n.MethodsFor(api.Japanese), i18n.MethodsFor(api.English)},
		"linking":           {i18n.LinkingFor(api.Japanese), i18n.LinkingFor(api.English)},
		"shop":              {i18n.ShopInfoFor(api.Japanese), i18n.ShopInfoFor(api.English)},
		"keys":              {i18n.KeysFor(api.Japanese), i18n.KeysFor(api.English)},
		"analytics":         {i18n.AnalyticsFor(api.Japanese), i18n.AnalyticsFor(api.English)},
		"audit":             {i18n.AuditFor(api.Japanese), i18n.AuditFor(api.English)},
	} {
		japanese, english := flatOf(t, pair[0]), flatOf(t, pair[1])
		if diff := cmp.Diff(slices.Sorted(maps.Keys(japanese)), slices.Sorted(maps.Keys(english))); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		for at, text := range japanese {
			if diff := cmp.Diff(places(text), places(english[at])); diff != "" {
				t.Errorf("%s%s has other places:\n%s", name, at, diff)
			}
			if strings.ContainsFunc(english[at], isJapanese) {
				t.Errorf("%s%s in English: %q", name, at, english[at])
			}
		}
	}
}
