package console

import (
	"net/url"
	"testing"

	"github.com/google/go-cmp/cmp"

	"noren/backend/ledger"
	"noren/shared/api"
	"noren/shared/i18n"
)

func TestR5_9_FiguresAreReadAsPeopleWriteThem(t *testing.T) {
	form := url.Values{
		"sku": {"tea", "", ""}, "name": {"煎茶", " ", "湯呑"}, "quantity": {"２", "1", "1"}, "price": {"１，０８０", "", "¥2,200"}, "rate": {"8", "10", "10"},
		"postage": {"550円"}, "fees": {""}, "discounts": {"0"}, "adjustment": {"▲10"}, "difference": {"端数"}, "total": {"4,900"}, "note": {"一行目\r\n二行目"},
	}
	f := paperForm{words: i18n.PaperEditFor(api.Japanese)}
	got, err := f.read(form)
	if err != nil {
		t.Fatal(err)
	}
	want := ledger.Paper{
		Lines:   []ledger.PaperLine{{SKU: "tea", Name: "煎茶", Quantity: 2, Price: 1080, Rate: 8}, {Name: "湯呑", Quantity: 1, Price: 2200, Rate: 10}},
		Postage: 550, Adjustment: -10, Difference: "端数", Total: 4900, Note: "一行目\n二行目",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if len(f.lines) != 2+emptyLines {
		t.Errorf("%d rows", len(f.lines))
	}
}

func TestR5_9_FaultsAreToldBesideTheFigures(t *testing.T) {
	words := i18n.PaperEditFor(api.Japanese)
	for name, c := range map[string]struct {
		form url.Values
		want map[string]string
	}{
		"no number": {
			url.Values{"name": {"煎茶"}, "quantity": {"二"}, "price": {"100"}, "rate": {"10"}, "total": {"100"}},
			map[string]string{"lines[0].quantity": "1行目の数量は数字でご入力ください。"},
		},
		"another sum": {
			url.Values{"name": {"煎茶"}, "quantity": {"1"}, "price": {"100"}, "rate": {"10"}, "total": {"90"}},
			map[string]string{"total": "合計が内訳の合計（¥100）と一致しません。"},
		},
		"a difference without a name": {
			url.Values{"name": {"煎茶"}, "quantity": {"1"}, "price": {"100"}, "rate": {"10"}, "adjustment": {"-10"}, "total": {"90"}},
			map[string]string{"difference": "差額の名目をご入力ください。"},
		},
		"no goods": {url.Values{"name": {""}, "total": {"0"}}, map[string]string{"lines": "商品をご入力ください。"}},
	} {
		t.Run(name, func(t *testing.T) {
			f := paperForm{words: words}
			_, err := f.read(c.form)
			f.explain(err, i18n.For(api.Japanese))
			if diff := cmp.Diff(c.want, f.faults); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// What was filled in is read as it was.
func TestR5_9_FormGivesTheFiguresBack(t *testing.T) {
	want := ledger.Paper{
		Lines:   []ledger.PaperLine{{SKU: "a", Name: "茶", Quantity: 3, Price: 500, Rate: 8}, {SKU: "b", Name: "器", Quantity: 1, Price: 0, Rate: 0}},
		Postage: 300, Fees: 20, Discounts: 50, Adjustment: -70, Difference: "差", Total: 1700, Note: "注",
	}
	var f paperForm
	f.fill(want)
	form := f.figures
	for _, line := range f.lines {
		for _, field := range []string{"sku", "name", "quantity", "price", "rate"} {
			form.Add(field, line.Get(field))
		}
	}
	got, err := (&paperForm{words: i18n.PaperEditFor(api.Japanese)}).read(form)
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Error(err, diff)
	}
}

func TestR5_8_PressesChangeTheColumns(t *testing.T) {
	for name, c := range map[string]struct {
		press, column string
		want          []ledger.Column
	}{
		"added at the end":    {"add", "permission_id", []ledger.Column{"number", "state", "total", "permission_id"}},
		"twice is once":       {"add", "total", []ledger.Column{"number", "state", "total"}},
		"one that is none":    {"add", "secret", []ledger.Column{"number", "state", "total"}},
		"removed":             {"remove", "state", []ledger.Column{"number", "total"}},
		"up":                  {"up", "total", []ledger.Column{"number", "total", "state"}},
		"the first stays":     {"up", "number", []ledger.Column{"number", "state", "total"}},
		"down":                {"down", "number", []ledger.Column{"state", "number", "total"}},
		"the last stays":      {"down", "total", []ledger.Column{"number", "state", "total"}},
		"nothing was pressed": {"", "", []ledger.Column{"number", "state", "total"}},
	} {
		t.Run(name, func(t *testing.T) {
			got := pressed([]ledger.Column{"number", "state", "total"}, url.Values{c.press: {c.column}})
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}
