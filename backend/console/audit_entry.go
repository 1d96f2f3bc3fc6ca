package console

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"noren/backend/store"
	"noren/backend/store/query"
	"noren/shared/i18n"
)

// alteration is one field of an entry, as it was and is, in words.
type alteration struct{ name, before, after string }

// changes are what an entry says of before and after; none when it says nothing.
func (l auditList) changes(v *view, row query.Audit) []alteration {
	before, after := recorded(row.BeforeText), recorded(row.AfterText)
	all := maps.Clone(before)
	maps.Copy(all, after)
	changes := make([]alteration, 0, len(all))
	for _, name := range slices.Sorted(maps.Keys(all)) {
		was, is := l.value(v, name, before), l.value(v, name, after)
		if was+is != "" {
			changes = append(changes, alteration{orNothing(l.words.Fields[name], name), was, is})
		}
	}
	return changes
}

// recorded is what stands in an entry, by field; what is no object has the field "".
func recorded(text string) map[string]any {
	var value any
	if json.Unmarshal([]byte(text), &value) != nil || value == nil {
		return map[string]any{}
	}
	if fields, ok := value.(map[string]any); ok {
		return fields
	}
	return map[string]any{"": value}
}

// value writes a field as people read it; "" where it is not recorded.
func (l auditList) value(v *view, name string, of map[string]any) string {
	value, known := of[name]
	if !known || value == nil {
		return ""
	}
	return l.inWords(v, name, value)
}

func (l auditList) inWords(v *view, name string, value any) string {
	switch is := value.(type) {
	case bool:
		if is {
			return l.words.Yes
		}
		return l.words.No
	case float64:
		return l.figure(v, name, int64(is))
	case string:
		return l.text(v, name, is)
	case []any:
		texts := make([]string, 0, len(is))
		for _, one := range is {
			texts = append(texts, l.inWords(v, name, one))
		}
		return strings.Join(texts, ", ")
	case map[string]any:
		texts := make([]string, 0, len(is))
		for _, field := range slices.Sorted(maps.Keys(is)) {
			texts = append(texts, field+"="+l.inWords(v, field, is[field]))
		}
		return orNothing(strings.Join(texts, "  "), l.words.Nothing)
	}
	return ""
}

// figure is an amount, a moment in microseconds, or a number.
func (l auditList) figure(v *view, name string, n int64) string {
	switch name {
	case "amount", "total":
		return money(n)
	case "on", "at":
		return orNothing(v.At(n), l.words.Nothing)
	}
	return strconv.FormatInt(n, 10)
}

func (l auditList) text(v *view, name, text string) string {
	known := l.words.Values[name+"."+text]
	switch name {
	case "state":
		known = i18n.OrderStates(v.lang)[text]
	case "alert":
		known = i18n.OrderAlerts(v.lang)[text]
	case "columns":
		known = i18n.ExportFor(v.lang).Columns[text]
	}
	if at, err := time.Parse(time.RFC3339, text); err == nil && known == "" {
		known = v.At(int64(store.At(at)))
	}
	return orNothing(known, text)
}
