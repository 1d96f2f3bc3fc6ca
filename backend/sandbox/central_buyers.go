package sandbox

import (
	"net/http"
	"slices"
	"strings"
	"unicode/utf8"

	"noren/backend/sandbox/central"
)

func (d *desk) buyersPage() step {
	view := central.BuyersView{Frame: d.frame(central.TabBuyers), New: d.path("buyers", "new")}
	for i := range d.buyers {
		b := &d.buyers[i]
		row := central.BuyerRow{Name: b.Name, Email: b.Email, Phone: b.Phone, Note: b.Note}
		if d.lang == "en" {
			row.Note = b.NoteEnglish
		}
		for j := range b.Addresses {
			row.Addresses = append(row.Addresses, b.Addresses[j].lines())
		}
		for _, c := range b.Cards {
			row.Cards = append(row.Cards, c.Label+" — "+textsOf(d.lang).outcome(c.Outcome))
		}
		view.Buyers = append(view.Buyers, row)
	}
	return step{page: central.Buyers(view)}
}

func (d *desk) newBuyerPage() step { return step{page: central.NewBuyer(d.newBuyerView())} }

func (d *desk) newBuyerView() central.NewBuyerView {
	view := central.NewBuyerView{
		Frame: d.frame(central.TabBuyers), Action: d.path("buyers", "new"), Back: d.path("buyers"), Values: map[string]string{},
	}
	for _, name := range central.BuyerFields {
		view.Values[name] = strings.TrimSpace(d.form.Get(name))
	}
	return view
}

// newBuyerForm makes a test account with the preset cards (protocol 9.1).
func (d *desk) newBuyerForm() step {
	view := d.newBuyerView()
	if view.Problems = d.checkBuyer(view.Values); len(view.Problems) > 0 {
		return step{status: http.StatusUnprocessableEntity, page: central.NewBuyer(view)}
	}
	v := view.Values
	b := Buyer{ID: strings.ToLower(randomText(upperDigits, 12)), Name: v["name"], Email: v["email"], Phone: v["phone"], Cards: testCards()}
	b.Addresses = append(b.Addresses, place("home", v["postalCode"], v["region"], v["line1"], v["line2"], b.Name, b.Phone))
	if v["line12"] != "" {
		b.Addresses = append(b.Addresses, place("second", v["postalCode2"], v["region2"], v["line12"], v["line22"], b.Name, b.Phone))
	}
	d.buyers = append(slices.Clone(d.buyers), b)
	return told(d.path("buyers"), central.DoneBuyer)
}

// checkBuyer checks lengths by protocol 12.5. The second address may be left out as a whole.
func (d *desk) checkBuyer(v map[string]string) map[string]central.Problem {
	problems := map[string]central.Problem{}
	second := v["postalCode2"] != "" || v["region2"] != "" || v["line12"] != "" || v["line22"] != ""
	for _, name := range central.BuyerFields {
		most := 60
		switch name {
		case "line1", "line12":
			most = 180
		case "name":
			most = 50
		}
		required := !central.OptionalBuyerField(name) || second && (name == "postalCode2" || name == "region2" || name == "line12")
		switch {
		case required && v[name] == "":
			problems[name] = central.Missing
		case utf8.RuneCountInString(v[name]) > most:
			problems[name] = central.TooLong
		case strings.HasPrefix(name, "postalCode") && v[name] != "" && !postalCode.MatchString(v[name]):
			problems[name] = central.NotPostalCode
		case name == "email" && !isEmail(v[name]):
			problems[name] = central.NotEmail
		case name == "email" && slices.ContainsFunc(d.buyers, func(b Buyer) bool { return strings.EqualFold(b.Email, v[name]) }):
			problems[name] = central.TakenEmail
		}
	}
	return problems
}
