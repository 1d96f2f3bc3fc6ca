package console

//go:generate go run github.com/a-h/templ/cmd/templ@v0.3.977 generate

import (
	"strconv"
	"strings"
	"time"

	"noren/backend/ledger"
	"noren/backend/store"
	"noren/backend/store/query"
	"noren/shared/api"
	"noren/shared/i18n"
	"noren/shared/jpaddress"
	"noren/shared/yen"
)

// Kinds of paper that are printed (R5-9); the words of the address.
const (
	deliveryNote = "delivery_note" // 納品書
	invoice      = "invoice"       // 請求書
	receipt      = "receipt"       // 領収書
)

// sheet is a paper as it is printed, in plain values.
type sheet struct {
	kind    string
	words   i18n.Papers
	titles  i18n.PaperWords
	notices []string // on the screen only

	to, honour, purpose string // 宛名, 敬称, 但し書き
	postcode            string
	address             []string
	orderer             string // who ordered what goes to somebody else

	issuer            ledger.Issuer
	issued, ordered   string
	shipped           string
	number, reference string
	paper             ledger.Paper
	taxes             []ledger.Tax
	reduced           bool // some goods have the reduced rate
}

// addressee is who a paper is made out to, where somebody asked for another name than the purchaser's.
type addressee struct {
	To      string `json:"to" validate:"max=100,clean"`
	Honour  string `json:"honour" validate:"omitempty,oneof=sama onchu none"`
	Purpose string `json:"purpose" validate:"max=100,clean"`
}

// filing is all that a paper is made of.
type filing struct {
	order                query.Order
	shop                 ledger.Shop
	purchaser, recipient *api.Person
	now                  time.Time
}

// newSheet fills a paper in. Errors: figures that cannot be read.
func newSheet(kind string, f filing, asked addressee, words i18n.Papers) (sheet, error) {
	paper, corrected, err := ledger.PaperOf(f.order, f.shop.Issuer)
	if err != nil {
		return sheet{}, err
	}
	s := sheet{
		kind: kind, words: words, titles: words.Kinds[kind], issuer: f.shop.Issuer, paper: paper,
		number: f.order.Number, reference: f.order.PermissionID, taxes: paper.Taxes(f.shop.Issuer.Rounding),
		issued: paperDay(words, f.now), ordered: paperDay(words, store.Micros(f.order.PlacedAt).Time()), shipped: paperDay(words, store.Micros(f.order.ShippedAt).Time()),
	}
	if s.issuer.Name == "" {
		s.issuer.Name = f.shop.Name
	}
	for _, line := range paper.Lines {
		s.reduced = s.reduced || line.Rate == ledger.Reduced
	}
	s.addressTo(f, asked)
	s.notices = notices(kind, f, paper, corrected, words)
	return s, nil
}

// addressTo makes it out: a delivery note to whoever gets the goods, the others to whoever paid.
func (s *sheet) addressTo(f filing, asked addressee) {
	person := f.purchaser
	if s.kind == deliveryNote && f.recipient != nil {
		person = f.recipient
		if by, to := nameOf(f.purchaser), nameOf(f.recipient); by != to {
			s.orderer = i18n.Fill(s.words.Orderer, "name", by)
		}
	}
	s.to, s.honour, s.purpose = nameOf(person), "sama", s.words.ForGoods
	if asked.To != "" {
		s.to = asked.To
	}
	if asked.Honour != "" {
		s.honour = asked.Honour
	}
	if asked.Purpose != "" {
		s.purpose = asked.Purpose
	}
	if s.kind == receipt { // a receipt has a name alone
		return
	}
	if code := person.PostalCode; len(code) == 7 {
		s.postcode = i18n.Fill(s.words.Postcode, "code", code[:3]+"-"+code[3:])
	}
	for _, line := range []string{person.Prefecture + person.City + person.Street, person.Building} {
		if line != "" {
			s.address = append(s.address, line)
		}
	}
}

// notices say on the screen what to mind before the paper leaves the house.
func notices(kind string, f filing, paper ledger.Paper, corrected bool, words i18n.Papers) (say []string) {
	o := f.order
	if ledger.PaperDiffers(o, paper) {
		say = append(say, i18n.Fill(words.Differs, "paper", paper.Total.String(), "amazon", yen.Yen(o.AmazonTotal).String()))
	} else if corrected {
		say = append(say, words.Corrected)
	}
	switch state := ledger.State(o.State); {
	case state == ledger.Cancelled || state == ledger.OrderCancelled && o.Captured == 0:
		say = append(say, words.Cancelled)
	case kind == receipt && o.Captured == 0:
		say = append(say, words.NotCaptured)
	}
	if o.Refunded > 0 {
		say = append(say, i18n.Fill(words.Returned, "amount", yen.Yen(o.Refunded).String()))
	}
	if kind != deliveryNote && f.shop.Issuer.Number == "" {
		say = append(say, words.NoRegistration)
	}
	return say
}

func nameOf(p *api.Person) string { return strings.TrimSpace(p.FamilyName + " " + p.GivenName) }

func paperDay(words i18n.Papers, at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return at.In(store.Japan).Format(words.DayLayout)
}

// rate names a line's rate.
func (s sheet) rate(r ledger.Rate) string {
	if r == ledger.Untaxed {
		return s.words.Untaxed
	}
	return i18n.Fill(s.words.RateOf, "rate", strconv.Itoa(int(r)))
}

// figure is one of the figures below the table.
type figure struct {
	name   string
	amount yen.Yen
}

// figures are those between goods and total; what is nothing is left out.
func (s sheet) figures() []figure {
	all := []figure{
		{s.words.Goods, s.paper.Goods()},
		{s.words.Postage, s.paper.Postage},
		{s.words.Fees, s.paper.Fees},
		{s.words.Discounts, -s.paper.Discounts},
		{s.paper.Difference, s.paper.Adjustment},
	}
	some := all[:1]
	for _, f := range all[1:] {
		if f.amount != 0 {
			some = append(some, f)
		}
	}
	return some
}

// honourName names a form of address; «none» has no sign of its own.
func honourName(words i18n.Papers, honour string) string {
	if name := words.Honours[honour]; name != "" {
		return name
	}
	return words.NoHonour
}

// paperPhone is written in its parts.
func paperPhone(number string) string {
	area, exchange, rest, certain := jpaddress.PhoneParts(number)
	if !certain {
		return number
	}
	return strings.Trim(area+"-"+exchange+"-"+rest, "-")
}
