package ledger

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"noren/backend/buyer"
	"noren/backend/spreadsheet"
	"noren/backend/store"
	"noren/backend/store/query"
	"noren/shared/api"
	"noren/shared/cart"
	"noren/shared/i18n"
	"noren/shared/yen"
)

// exportRow is what a row's cells are made of.
type exportRow struct {
	order     query.Order
	cart      cart.Cart
	card      string
	purchaser api.Person
	recipient api.Person
	erasedAt  time.Time
	line      int // of the goods; −1: the row is for the whole order
	words     i18n.Export
}

func headings(set ExportSet, words i18n.Export) []spreadsheet.Cell {
	row := make([]spreadsheet.Cell, 0, len(set.Columns))
	for _, c := range set.Columns {
		row = append(row, text(words.Columns[string(c)]))
	}
	return row
}

// people reports whether anybody's data are wanted: to read an address takes longer than all the rest.
func (s ExportSet) people() bool {
	return slices.ContainsFunc(s.Columns, func(c Column) bool {
		return strings.HasPrefix(string(c), "purchaser_") || strings.HasPrefix(string(c), "delivery_")
	})
}

// records are an order's rows.
func (b *Book) records(ctx context.Context, o query.Order, set ExportSet, words i18n.Export) ([][]spreadsheet.Cell, error) {
	r := exportRow{order: o, line: -1, words: words}
	if err := json.Unmarshal([]byte(o.Cart), &r.cart); err != nil {
		return nil, fmt.Errorf("ledger: cart: %w", err)
	}
	snapshot, err := buyer.Open(b.Sealer, o.ShopID, o.Buyer)
	if err != nil {
		return nil, err
	}
	r.card = snapshot.Descriptor
	if set.people() {
		purchaser, recipient, err := b.people(o, snapshot)
		if err != nil {
			return nil, err
		}
		r.purchaser = *purchaser
		if recipient != nil {
			r.recipient = *recipient
		}
	}
	if slices.Contains(set.Columns, erasedColumn) {
		if r.erasedAt, err = b.ForgottenAt(ctx, o); err != nil { // it reads where nothing was opened
			return nil, err
		}
	}
	if !set.PerLine || len(r.cart.Items) == 0 {
		return [][]spreadsheet.Cell{r.record(set.Columns)}, nil
	}
	records := make([][]spreadsheet.Cell, 0, len(r.cart.Items))
	for r.line = range r.cart.Items {
		records = append(records, r.record(set.Columns))
	}
	return records, nil
}

func (r exportRow) record(columns []Column) []spreadsheet.Cell {
	record := make([]spreadsheet.Cell, 0, len(columns))
	for _, c := range columns {
		record = append(record, cells[c](r))
	}
	return record
}

// amount is a figure of the whole order. Among several rows it stands in the first alone, so that a column's sum is right.
func (r exportRow) amount(n int64) spreadsheet.Cell {
	if r.line > 0 {
		return spreadsheet.Cell{}
	}
	return spreadsheet.Number(n)
}

// each says something of the row's line of goods, or of all of them.
func (r exportRow) each(say func(cart.Item) string) string {
	if r.line >= 0 {
		return say(r.cart.Items[r.line])
	}
	said := make([]string, 0, len(r.cart.Items))
	for _, item := range r.cart.Items {
		said = append(said, say(item))
	}
	return strings.Join(said, " / ")
}

func (r exportRow) figure(of func(cart.Item) yen.Yen) spreadsheet.Cell {
	figures := r.each(func(i cart.Item) string { return strconv.FormatInt(int64(of(i)), 10) })
	if r.line >= 0 || len(r.cart.Items) == 1 {
		return spreadsheet.Digits(figures)
	}
	return text(figures)
}

func text(s string) spreadsheet.Cell { return spreadsheet.Text(s) }

// moment is a time in Japan, in the form that spreadsheets know.
func moment(micros int64) spreadsheet.Cell { return instant(micros, "2006/01/02 15:04:05") }

func dayCell(micros int64) spreadsheet.Cell { return instant(micros, "2006/01/02") }

func instant(micros int64, layout string) spreadsheet.Cell {
	at := store.Micros(micros).Time()
	if at.IsZero() {
		return spreadsheet.Cell{}
	}
	return text(at.In(store.Japan).Format(layout))
}

// hyphened writes a telephone number so that a spreadsheet keeps its zero.
func hyphened(p api.Person) string {
	if len(p.PhoneParts) == 3 {
		return joined("-", p.PhoneParts...)
	}
	return p.Phone
}

func postcode(p api.Person) string {
	if len(p.PostalCode) == 7 {
		return p.PostalCode[:3] + "-" + p.PostalCode[3:]
	}
	return p.PostalCode
}

// name is somebody's, or that it is known no more.
func (r exportRow) name(p api.Person) spreadsheet.Cell {
	if AreForgotten(r.order) {
		return text(r.words.Erased)
	}
	return text(fullName(p))
}

func fullName(p api.Person) string { return joined(" ", p.FamilyName, p.GivenName) }

func wholeAddress(p api.Person) string {
	return joined(" ", p.Prefecture+p.City+p.Street, p.Building)
}

func joined(by string, parts ...string) string {
	var some []string
	for _, part := range parts {
		if part != "" {
			some = append(some, part)
		}
	}
	return strings.Join(some, by)
}
