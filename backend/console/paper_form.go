package console

import (
	"errors"
	"net/url"
	"strconv"
	"strings"

	"noren/backend/ledger"
	"noren/shared/i18n"
	"noren/shared/jpaddress"
	"noren/shared/validate"
	"noren/shared/yen"
)

// emptyLines is how many rows for more goods a form of papers offers.
const emptyLines = 2

// paperForm is the form in which an order's papers are corrected, as it was typed.
type paperForm struct {
	words   i18n.PaperEdit
	version int64
	lines   []url.Values // of sku, name, quantity, price, rate
	figures url.Values
	faults  map[string]string // by field
	sum     string            // "" until it was added up
	why     string            // what the amount at Amazon is, when it is another
	corrected,
	wrong bool
}

// amounts are the figures below the goods, in their order.
func amounts() []string {
	return []string{"postage", "fees", "discounts", "adjustment", "difference", "total"}
}

// fill writes figures into the form.
func (f *paperForm) fill(p ledger.Paper) {
	for _, line := range p.Lines {
		f.lines = append(f.lines, url.Values{
			"sku": {line.SKU}, "name": {line.Name}, "quantity": {strconv.Itoa(line.Quantity)}, "price": {digits(line.Price)}, "rate": {strconv.Itoa(int(line.Rate))},
		})
	}
	f.figures = url.Values{
		"postage": {digits(p.Postage)}, "fees": {digits(p.Fees)}, "discounts": {digits(p.Discounts)}, "adjustment": {digits(p.Adjustment)},
		"difference": {p.Difference}, "total": {digits(p.Total)}, "note": {p.Note},
	}
	f.addEmpty()
}

func (f *paperForm) addEmpty() {
	for range emptyLines {
		f.lines = append(f.lines, url.Values{"quantity": {"1"}, "rate": {"10"}})
	}
}

func digits(y yen.Yen) string { return strconv.FormatInt(int64(y), 10) }

// read takes what was typed, and gives the figures that it says. Numbers may be written as people do: １，０８０, ¥1,080. Lines without
// a name are left out. Errors: validate.Faults.
func (f *paperForm) read(form url.Values) (ledger.Paper, error) {
	r := paperReader{}
	f.figures = form
	p := ledger.Paper{
		Postage: r.yen("postage", form), Fees: r.yen("fees", form), Discounts: r.yen("discounts", form), Adjustment: r.yen("adjustment", form),
		Total: r.yen("total", form), Difference: strings.TrimSpace(form.Get("difference")), Note: strings.ReplaceAll(strings.TrimSpace(form.Get("note")), "\r\n", "\n"),
	}
	for i := range form["name"] {
		line := url.Values{}
		for _, field := range []string{"sku", "name", "quantity", "price", "rate"} {
			if values := form[field]; i < len(values) {
				line.Set(field, strings.TrimSpace(values[i]))
			}
		}
		if line.Get("name") == "" {
			continue
		}
		r.at = "lines[" + strconv.Itoa(len(p.Lines)) + "]."
		p.Lines = append(p.Lines, ledger.PaperLine{
			SKU: line.Get("sku"), Name: line.Get("name"), Quantity: int(r.yen("quantity", line)), Price: r.yen("price", line), Rate: ledger.Rate(r.yen("rate", line)),
		})
		f.lines = append(f.lines, line)
	}
	f.addEmpty()
	if r.faults != nil {
		return p, r.faults
	}
	f.sum = i18n.Fill(f.words.Sum, "sum", p.Sum().String())
	return p, p.Check()
}

// explain says what is wrong, field by field.
func (f *paperForm) explain(err error, texts i18n.Texts) bool {
	faults, ok := errors.AsType[validate.Faults](err)
	f.faults, f.wrong = map[string]string{}, ok
	for _, fault := range faults {
		label := f.words.Fields[fault.Field]
		if line, field, found := strings.Cut(strings.TrimPrefix(fault.Field, "lines["), "]."); found {
			n, _ := strconv.Atoi(line) // the path is ours
			label = i18n.Fill(f.words.Line, "n", strconv.Itoa(n+1), "field", f.words.Fields[field])
		}
		f.faults[fault.Field] = texts.Fault(fault, label)
	}
	return ok
}

// paperReader reads the whole numbers of a form; nothing is 0.
type paperReader struct {
	at     string // before the names of a line's fields
	faults validate.Faults
}

func (r *paperReader) yen(field string, form url.Values) yen.Yen {
	written := strings.NewReplacer(",", "", "¥", "", "円", "", " ", "", "−", "-", "▲", "-") //nolint:gosmopolitan // how people write amounts
	text := written.Replace(jpaddress.Narrow(form.Get(field)))
	if text == "" {
		return 0
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		r.faults = append(r.faults, validate.Fault{Field: r.at + field, Rule: "number"})
	}
	return yen.Yen(n)
}

func paperField(line int, field string) string { return "lines[" + strconv.Itoa(line) + "]." + field }

func paperLabel(f paperForm, line int, field string) string {
	return i18n.Fill(f.words.Line, "n", strconv.Itoa(line+1), "field", f.words.Fields[field])
}
