package ledger

import (
	"net/url"
	"reflect"
	"testing"
)

// What stands in an address is no filter, or one that its own form gives back.
func FuzzR5_1_Filter(f *testing.F) {
	for _, query := range []string{"number=1001", "amount=1000&state=captured", "amount_from=5&amount_to=3", "from=2026-02-30", "phone=090-1234-5678", "name=ヤマダ&shipped=yes", "amount=１０００", "lapses_in=31", "state=&state=x", "amount=-1", "amount=99999999999999999999"} {
		f.Add(query)
	}
	f.Fuzz(func(t *testing.T, query string) {
		values, err := url.ParseQuery(query)
		if err != nil {
			return
		}
		filter, err := ParseFilter(values)
		if err != nil {
			return
		}
		again, err := ParseFilter(filter.Values())
		if err != nil || !reflect.DeepEqual(again, filter) {
			t.Errorf("%q is %+v, and its form %q is %+v, %v", query, filter, filter.Values().Encode(), again, err)
		}
		filter.days()
	})
}

// A cursor that somebody made up is refused or leads somewhere, and a good one leads where it led.
func FuzzR5_1_Cursor(f *testing.F) {
	for _, text := range []string{"", "bjEgb3JkXzE", "cDE3NjQgb3JkXzE", "n", "bg", "////", "bi0xIA", "bjk5OTk5OTk5OTk5OTk5OTk5OTk5IG8"} {
		f.Add(text, true)
	}
	f.Fuzz(func(t *testing.T, text string, byText bool) {
		var p plan
		if byText {
			p.facet.sort = byNumber
		}
		at, err := p.place(Cursor(text))
		if err != nil || text == "" {
			return
		}
		again, err := p.place(at.cursor())
		if err != nil || again != at {
			t.Errorf("%q is %+v, and its cursor %q is %+v, %v", text, at, at.cursor(), again, err)
		}
	})
}
