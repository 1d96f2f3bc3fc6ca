package ledger

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"noren/backend/store"
	"noren/shared/jpaddress"
	"noren/shared/validate"
	"noren/shared/yen"
)

// Filter says which orders are looked for. What is empty or 0 does not matter; what is given must all hold. The names are those of
// its URL form, which console, server API and command line share.
type Filter struct {
	Number     string   `json:"number" validate:"max=100,clean"`    // an order number or its beginning
	Reference  string   `json:"reference" validate:"max=100,clean"` // AmazonリファレンスID: of the permission, or of a charge
	Name       string   `json:"name" validate:"max=100,clean"`      // a part of the purchaser's name, or of its kana
	Email      string   `json:"email" validate:"max=254,clean"`     // the purchaser's, whole
	Phone      string   `json:"phone" validate:"max=40,clean"`      // the purchaser's, whole or its last four digits
	AmountFrom int64    `json:"amount_from" validate:"min=0"`       // whole yen
	AmountTo   int64    `json:"amount_to" validate:"min=0"`         // whole yen, inclusive
	From       string   `json:"from" validate:"omitempty,datetime=2006-01-02"`
	To         string   `json:"to" validate:"omitempty,datetime=2006-01-02"` // days in Japan, both inclusive
	States     []State  `json:"state" validate:"max=20,unique"`              // none: all but awaiting and unpaid
	Attention  bool     `json:"attention"`                                   // a person should look
	Differs    bool     `json:"differs"`                                     // at Amazon it is another amount, or there is another charge
	LapsesIn   int      `json:"lapses_in" validate:"min=0,max=30"`           // days: the authorisation lapses within them (R5-7)
	Shipped    Shipping `json:"shipped" validate:"omitempty,oneof=yes no"`
}

// Shipping says whether the shop has shipped.
type Shipping string

// The choices.
const (
	HasShipped    Shipping = "yes"
	HasNotShipped Shipping = "no"
)

// ParseFilter reads a filter's URL form: its fields by name, "state" any number of times, true as "1", and "amount" for the same
// amount_from and amount_to. Names that are not a filter's are left to others. The error is validate.Faults by these names.
func ParseFilter(values url.Values) (Filter, error) {
	p := parser{values: values}
	f := Filter{
		Number: p.text("number"), Reference: p.text("reference"), Name: p.text("name"), Email: p.text("email"), Phone: p.text("phone"),
		AmountFrom: p.amount("amount_from"), AmountTo: p.amount("amount_to"), From: p.text("from"), To: p.text("to"), States: p.states("state"),
		Attention: p.flag("attention"), Differs: p.flag("differs"), LapsesIn: p.number("lapses_in"), Shipped: Shipping(p.text("shipped")),
	}
	if exact := p.amount("amount"); exact > 0 {
		f.AmountFrom, f.AmountTo = exact, exact
	}
	if p.faults != nil {
		return f, p.faults
	}
	return f, f.Check()
}

// Check returns every fault as validate.Faults; nil means good.
func (f Filter) Check() error {
	faults := validate.Faults(validate.Struct(f))
	for _, state := range f.States {
		if !slices.Contains(States(), state) {
			faults = append(faults, validate.Fault{Field: "state", Rule: "oneof", Param: "awaiting … attention"})
		}
	}
	if f.AmountTo > 0 && f.AmountFrom > f.AmountTo {
		faults = append(faults, validate.Fault{Field: "amount_to", Rule: "min", Param: strconv.FormatInt(f.AmountFrom, 10)})
	}
	if f.To != "" && f.From > f.To {
		faults = append(faults, validate.Fault{Field: "to", Rule: "min", Param: f.From})
	}
	if f.Phone != "" && len(digits(f.Phone)) < lastDigits {
		faults = append(faults, validate.Fault{Field: "phone", Rule: validate.Phone})
	}
	if f.Name != "" && jpaddress.NameKey(f.Name) == "" {
		faults = append(faults, validate.Fault{Field: "name", Rule: validate.Clean})
	}
	if faults == nil {
		return nil
	}
	return faults
}

// Values is the filter's URL form, without what is empty: ParseFilter reads the same filter from it.
func (f Filter) Values() url.Values {
	values := url.Values{}
	set := func(name, value string) {
		if value != "" && value != "0" {
			values.Add(name, value)
		}
	}
	for name, value := range map[string]string{
		"number": f.Number, "reference": f.Reference, "name": f.Name, "email": f.Email, "phone": f.Phone, "from": f.From, "to": f.To,
		"lapses_in": strconv.Itoa(f.LapsesIn), "shipped": string(f.Shipped),
	} {
		set(name, value)
	}
	if f.AmountFrom == f.AmountTo {
		set("amount", strconv.FormatInt(f.AmountFrom, 10))
	} else {
		set("amount_from", strconv.FormatInt(f.AmountFrom, 10))
		set("amount_to", strconv.FormatInt(f.AmountTo, 10))
	}
	for _, state := range f.States {
		set("state", string(state))
	}
	for name, on := range map[string]bool{"attention": f.Attention, "differs": f.Differs} {
		if on {
			set(name, "1")
		}
	}
	return values
}

// IsZero reports a filter that leaves out nothing but awaiting and unpaid orders.
func (f Filter) IsZero() bool { return len(f.Values()) == 0 }

// days are the first moment of From and the first after To, as microseconds; 0 is open.
func (f Filter) days() (since, until int64) {
	begin := func(day string, later int) int64 {
		at, err := time.ParseInLocation(time.DateOnly, day, store.Japan)
		if err != nil {
			return 0
		}
		return int64(store.At(at.AddDate(0, 0, later)))
	}
	return begin(f.From, 0), begin(f.To, 1)
}

// parser reads values and keeps what is wrong with them.
type parser struct {
	values url.Values
	faults validate.Faults
}

func (p *parser) text(name string) string { return jpaddress.Clean(p.values.Get(name)) }

func (p *parser) flag(name string) bool { return p.text(name) != "" && p.text(name) != "0" }

func (p *parser) number(name string) int {
	text := jpaddress.Narrow(p.text(name))
	n, err := strconv.Atoi(text)
	if text != "" && err != nil {
		p.faults = append(p.faults, validate.Fault{Field: name, Rule: "number"})
	}
	return n
}

// amount reads whole yen as people write them: 1,000 and ￥１０００.
func (p *parser) amount(name string) int64 {
	text := strings.NewReplacer(",", "", "¥", "").Replace(jpaddress.Narrow(p.text(name)))
	if text == "" {
		return 0
	}
	amount, err := yen.Parse(text)
	if err != nil {
		p.faults = append(p.faults, validate.Fault{Field: name, Rule: "number"})
	}
	return int64(amount)
}

func (p *parser) states(name string) []State {
	var states []State
	for _, value := range p.values[name] {
		if value != "" {
			states = append(states, State(value))
		}
	}
	return states
}
