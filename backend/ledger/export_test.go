package ledger_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"iter"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/japanese"
	"pgregory.net/rapid"

	"noren/backend/buyer"
	"noren/backend/ledger"
	"noren/backend/spreadsheet"
	"noren/backend/store"
	"noren/backend/store/query"
	"noren/backend/store/storetest"
	"noren/shared/api"
	"noren/shared/cart"
	"noren/shared/i18n"
	"noren/shared/validate"
	"noren/shared/yen"
)

// clerk exports orders that are nowhere stored.
type clerk struct {
	t      testing.TB
	book   *ledger.Book
	sealer *store.Sealer
}

func newClerk(t testing.TB) clerk {
	t.Helper()
	sealer := storetest.Sealer(t)
	return clerk{t, &ledger.Book{Sealer: sealer}, sealer}
}

// order is one whose shopper has a name.
func (c clerk) order(number, name string, items ...cart.Item) query.Order {
	c.t.Helper()
	basket := cart.Cart{Items: items}
	for _, item := range items {
		basket.GoodsTotal += item.Price * yen.Yen(item.Quantity)
	}
	basket.Total = basket.GoodsTotal
	text, err := json.Marshal(basket)
	must(c.t, err)
	shot := buyer.Snapshot{
		Name: name, Email: "taro@example.com", Phone: "09012345678", Descriptor: "Visa ****1111",
		Delivery: &api.Address{Name: name, PostalCode: "153-0064", Region: "東京都", Line1: "目黒区下目黒1-8-1", Line2: "アルコタワー", Country: "JP"},
	}
	shot.Purchaser = shot.Delivery
	sealed, err := shot.Seal(c.sealer, shopID)
	must(c.t, err)
	return query.Order{
		ShopID: shopID, Number: number, State: "captured", Cart: string(text), Total: int64(basket.Total), Captured: int64(basket.Total), Buyer: sealed,
		PermissionID: "P03-1234567-1234567", PlacedAt: 1_795_740_300_000_000,
	}
}

func (c clerk) export(set ledger.ExportSet, orders ...query.Order) string {
	c.t.Helper()
	var out bytes.Buffer
	must(c.t, c.book.Export(c.t.Context(), &out, rowsOf(orders...), set, api.Japanese))
	return out.String()
}

func rowsOf(orders ...query.Order) iter.Seq2[query.Order, error] {
	return func(yield func(query.Order, error) bool) {
		for _, o := range orders {
			if !yield(o, nil) {
				return
			}
		}
	}
}

func tea(price yen.Yen, quantity int) cart.Item {
	return cart.Item{SKU: "tea-1", Name: "煎茶", Quantity: quantity, Price: price, Group: "tea", Goods: cart.Physical}
}

func TestR5_8_ColumnsAreChosenAndOrdered(t *testing.T) {
	c := newClerk(t)
	order := c.order("261127-abc", "山田 太郎", tea(1080, 2), cart.Item{SKU: "cup", Name: "湯呑", Quantity: 1, Price: 2200})
	set := ledger.ExportSet{Encoding: spreadsheet.UTF8, Columns: []ledger.Column{
		ledger.PermissionColumn, "number", "placed_at", "state", "total", "purchaser_name", "delivery_phone", "delivery_postcode", "delivery_address", "goods", "card", "amazon_total",
	}}
	want := "\ufeffAmazonリファレンスID,注文番号,注文日時,状態,合計金額,購入者氏名,お届け先電話番号,お届け先郵便番号,お届け先住所,商品,お支払い方法,Amazonの金額\r\n" +
		"P03-1234567-1234567,261127-abc,2026/11/27 09:45:00,決済済み,4360,山田 太郎,090-1234-5678,153-0064,東京都目黒区下目黒1-8-1 アルコタワー,煎茶 ×2 / 湯呑 ×1,Visa ****1111,\r\n"
	if diff := cmp.Diff(want, c.export(set, order)); diff != "" {
		t.Error(diff)
	}
	set.Columns, set.PerLine = []ledger.Column{"number", "total", "line_name", "line_price", "line_quantity", "line_amount"}, true
	want = "\ufeff注文番号,合計金額,商品名,単価,数量,小計\r\n261127-abc,4360,煎茶,1080,2,2160\r\n261127-abc,,湯呑,2200,1,2200\r\n"
	if diff := cmp.Diff(want, c.export(set, order)); diff != "" {
		t.Error(diff)
	}
}

func TestR5_8_ReferenceIsOffUntilAdded(t *testing.T) {
	if slices.Contains(ledger.DefaultColumns(), ledger.PermissionColumn) || !slices.Contains(ledger.Columns(), ledger.PermissionColumn) {
		t.Error("AmazonリファレンスID is not something that a shop adds")
	}
	if heading := i18n.ExportFor(api.Japanese).Columns[string(ledger.PermissionColumn)]; heading != "AmazonリファレンスID" {
		t.Errorf("it is headed %q", heading)
	}
	if err := ledger.DefaultExport().Check(); err != nil {
		t.Error(err)
	}
}

func TestR5_8_EveryColumnHasAHeadingAndACell(t *testing.T) {
	c := newClerk(t)
	set := ledger.ExportSet{Encoding: spreadsheet.UTF8, Columns: ledger.Columns()}
	records, err := csv.NewReader(strings.NewReader(c.export(set, c.order("1", "山田 太郎", tea(100, 1))))).ReadAll()
	must(t, err)
	if len(records) != 2 || slices.Contains(records[0], "") {
		t.Errorf("headings: %v", records[0])
	}
	for _, lang := range []api.Lang{api.Japanese, api.English} {
		words := i18n.ExportFor(lang)
		if len(words.Columns) != len(ledger.Columns()) {
			t.Errorf("%s: %d headings for %d columns", lang, len(words.Columns), len(ledger.Columns()))
		}
		for _, state := range ledger.States() {
			if words.States[string(state)] == "" {
				t.Errorf("%s: %s has no word", lang, state)
			}
		}
	}
}

func TestR5_8_WrongSetsAreRefused(t *testing.T) {
	for _, set := range []ledger.ExportSet{
		{Encoding: spreadsheet.UTF8},
		{Encoding: "utf16", Columns: ledger.DefaultColumns()},
		{Encoding: spreadsheet.UTF8, Columns: []ledger.Column{"number", "number"}},
		{Encoding: spreadsheet.UTF8, Columns: []ledger.Column{"private_key"}},
	} {
		var faults validate.Faults
		if err := newClerk(t).book.Export(t.Context(), io.Discard, rowsOf(), set, api.Japanese); !errors.As(err, &faults) {
			t.Errorf("%+v: %v", set, err)
		}
	}
}

func TestR5_8_NoTextBecomesAFormula(t *testing.T) {
	c := newClerk(t)
	set := ledger.ExportSet{Encoding: spreadsheet.UTF8, Columns: []ledger.Column{"number", "line_name", "discounts", "line_price"}}
	for _, name := range []string{"=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "＝HYPERLINK(1)", "＋1", "－1", "＠x", "−1", "\nx"} {
		item := tea(-100, 1) // no cart has one; an amount stays a number all the same
		item.Name = name
		for _, encoding := range []spreadsheet.Encoding{spreadsheet.UTF8, spreadsheet.ShiftJIS} {
			set.Encoding = encoding
			fields := read(t, encoding, c.export(set, c.order(name, "x", item)))[1]
			if !strings.HasPrefix(fields[0], "'") || !strings.HasPrefix(fields[1], "'") {
				t.Errorf("%q in %s: %q", name, encoding, fields)
			}
			if fields[2] != "0" || fields[3] != "-100" {
				t.Errorf("%q: numbers %q", name, fields)
			}
		}
	}
}

func read(t testing.TB, encoding spreadsheet.Encoding, text string) [][]string {
	t.Helper()
	if encoding == spreadsheet.ShiftJIS {
		var err error
		text, err = japanese.ShiftJIS.NewDecoder().String(text)
		must(t, err)
	}
	records, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(text, "\ufeff"))).ReadAll()
	must(t, err)
	return records
}

func TestR5_8_ShiftJISLosesAsLittleAsItCan(t *testing.T) {
	c := newClerk(t)
	set := ledger.ExportSet{Encoding: spreadsheet.ShiftJIS, Columns: []ledger.Column{"line_name"}}
	for name, want := range map[string]string{
		"10〜20": "10～20", "a−b": "a－b", "‖": "∥", "a¥": "a￥", "😀の茶": "〓の茶", "𠮷野": "〓野", "髙﨑①": "髙﨑①", "葛\U000E0100城": "葛城", "か\u3099": "が",
		"\u2014": "―", "a\u00a0b": "a b", "café": "caf〓",
	} {
		item := tea(100, 1)
		item.Name = name
		if got := read(t, spreadsheet.ShiftJIS, c.export(set, c.order("1", "x", item)))[1][0]; got != want {
			t.Errorf("%q becomes %q, want %q", name, got, want)
		}
	}
}

// Whatever people are called, the file can be read, and has a field for each column.
func TestR5_8_EveryTextComesThrough(t *testing.T) {
	c := newClerk(t)
	rapid.Check(t, func(t *rapid.T) {
		item := tea(100, 1)
		item.Name = rapid.String().Draw(t, "name")
		encoding := rapid.SampledFrom([]spreadsheet.Encoding{spreadsheet.UTF8, spreadsheet.ShiftJIS}).Draw(t, "encoding")
		set := ledger.ExportSet{Encoding: encoding, Columns: []ledger.Column{"line_name", "number"}}
		if got := read(c.t, encoding, c.export(set, c.order("1", "x", item))); len(got) != 2 || len(got[1]) != 2 || got[1][1] != "1" {
			t.Errorf("%q", got)
		}
	})
}

func TestR5_8_MemoryDoesNotGrowWithTheOrders(t *testing.T) {
	const rows = 200_000
	c := newClerk(t)
	order := c.order("1", "山田 太郎", tea(1080, 2))
	heap := func() uint64 {
		var m runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	before, most := heap(), uint64(0)
	all := func(yield func(query.Order, error) bool) {
		for i := range rows {
			if i%50_000 == 49_999 {
				most = max(most, heap())
			}
			o := order
			o.Number = strconv.Itoa(i)
			if !yield(o, nil) {
				return
			}
		}
	}
	out := &counter{}
	set := ledger.ExportSet{Encoding: spreadsheet.UTF8, Columns: []ledger.Column{"number", "placed_at", "state", "total", ledger.PermissionColumn, "card"}}
	must(t, c.book.Export(t.Context(), out, all, set, api.Japanese)) // card: what is sealed is opened
	if out.lines != rows+1 || out.largest > 8192 {
		t.Errorf("%d lines, in pieces of up to %d bytes", out.lines, out.largest)
	}
	if grown := int64(most) - int64(before); grown > 4<<20 {
		t.Errorf("the heap grew by %d bytes", grown)
	}
}

type counter struct{ lines, largest int }

func (c *counter) Write(p []byte) (int, error) {
	c.lines += bytes.Count(p, []byte("\n"))
	c.largest = max(c.largest, len(p))
	return len(p), nil
}

func TestR5_8_AFailureOnTheWayIsTold(t *testing.T) {
	c, broken := newClerk(t), errors.New("broken")
	rows := func(yield func(query.Order, error) bool) {
		_ = yield(c.order("1", "x", tea(1, 1)), nil) && yield(query.Order{}, broken)
	}
	wantError(t, c.book.Export(t.Context(), io.Discard, rows, ledger.DefaultExport(), api.Japanese), broken)
}

func TestR5_8_SetsAreKeptPerShop(t *testing.T) {
	everywhere(t, func(t *testing.T, k *kit) {
		set := ledger.DefaultExport()
		_, err := k.book.SaveExport(t.Context(), shopID, "staff:1", set)
		var faults validate.Faults
		if !errors.As(err, &faults) || faults[0].Field != "name" {
			t.Errorf("without a name: %v", err)
		}
		set.Name = "照合用"
		saved, err := k.book.SaveExport(t.Context(), shopID, "staff:1", set)
		must(t, err)
		_, err = k.book.SaveExport(t.Context(), shopID, "staff:1", set)
		wantError(t, err, ledger.ErrNameTaken)
		saved.Columns, saved.Encoding = append(saved.Columns, ledger.PermissionColumn), spreadsheet.ShiftJIS
		_, err = k.book.SaveExport(t.Context(), shopID, "staff:2", saved)
		must(t, err)
		read, err := k.book.ExportOf(t.Context(), shopID, saved.ID)
		must(t, err)
		all, err := k.book.Exports(t.Context(), shopID)
		must(t, err)
		if diff := cmp.Diff([]ledger.ExportSet{saved, saved}, append(all, read)); diff != "" {
			t.Error(diff)
		}
		_, err = k.book.ExportOf(t.Context(), "shop_other", saved.ID)
		wantError(t, err, ledger.ErrUnknownSet)
		wantError(t, k.book.DeleteExport(t.Context(), "shop_other", "staff:1", saved.ID), ledger.ErrUnknownSet)
		must(t, k.book.DeleteExport(t.Context(), shopID, "staff:1", saved.ID))
		if all, err = k.book.Exports(t.Context(), shopID); err != nil || len(all) != 0 {
			t.Errorf("left: %v, %v", all, err)
		}
	})
}
