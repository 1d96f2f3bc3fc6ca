package console

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"noren/backend/doctor"
	"noren/backend/store"
	"noren/shared/button"
	"noren/shared/cart"
	"noren/shared/display"
	"noren/shared/i18n"
	"noren/shared/validate"
	"noren/shared/yen"
)

// readTrial takes the form as it is; a field that is not there has its mostYen usual value.
func readTrial(query url.Values) trial {
	q := trial{
		Place: among(query.Get("place"), buttonPlaces), Site: among(query.Get("site"), siteNames), Device: among(query.Get("device"), siteNames),
		Kind: among(query.Get("kind"), cartKinds), Postage: query.Get("postage"), Discounts: query.Get("discounts"), At: query.Get("at"),
		faults: map[string]string{},
	}
	at := func(name string, i int) string {
		if values := query[name]; i < len(values) {
			return values[i]
		}
		return ""
	}
	for i := range min(len(query["price"]), maxLines) {
		line := trialLine{at("price", i), at("quantity", i), at("group", i), among(at("goods", i), goodsKinds)}
		if strings.TrimSpace(line.Price) != "" {
			q.Lines = append(q.Lines, line)
		}
	}
	return q
}

var (
	siteNames  = []string{string(button.PC), string(button.SP)}
	cartKinds  = []string{string(cart.Ordinary), string(cart.Proxy), string(cart.Landing), string(cart.Overseas)}
	goodsKinds = []string{string(cart.Physical), string(cart.Digital), string(cart.Subscription), string(cart.Club)}
)

// among is a value if it is one of those, otherwise the first of them.
func among(value string, values []string) string {
	if slices.Contains(values, value) {
		return value
	}
	return values[0]
}

// rows are the lines to fill in: those that are there, and one more.
func (q trial) rows() []trialLine {
	if len(q.Lines) >= maxLines {
		return q.Lines
	}
	return append(slices.Clone(q.Lines), trialLine{Quantity: "1", Goods: goodsKinds[0]})
}

// ask makes the case, and notes what cannot be read.
func (q trial) ask(w i18n.Tester) doctor.Case {
	kind, placement, _ := strings.Cut(q.Place, ".")
	asked := doctor.Case{
		Kind: button.Kind(kind), Placement: display.Placement(placement), Site: button.Site(q.Site), Device: button.Site(q.Device), Cart: cart.Kind(q.Kind),
		Postage: q.amount(w, "postage", q.Postage), Discounts: q.amount(w, "discounts", q.Discounts),
	}
	for i, line := range q.Lines {
		at := "lines[" + strconv.Itoa(i) + "]."
		asked.Lines = append(asked.Lines, doctor.Line{
			Price: q.amount(w, at+"price", line.Price), Quantity: q.count(w, at+"quantity", line.Quantity), Group: line.Group, Goods: cart.Goods(line.Goods),
		})
	}
	if q.At != "" {
		at, err := time.ParseInLocation(atField, q.At, store.Japan)
		if err != nil {
			q.faults["at"] = w.WrongDay
		}
		asked.At = at
	}
	return asked
}

func (q trial) amount(w i18n.Tester, field, typed string) yen.Yen {
	if strings.TrimSpace(typed) == "" {
		return 0
	}
	amount, ok := typedYen(typed)
	if !ok {
		q.faults[field] = i18n.Fill(w.WrongAmount, "most", mostYen)
	}
	return yen.Yen(amount)
}

const mostYen = "100,000,000"

func (q trial) count(w i18n.Tester, field, typed string) int {
	if strings.TrimSpace(typed) == "" {
		return 1
	}
	n, ok := typedYen(typed)
	if !ok {
		q.faults[field] = w.Wrong
	}
	return int(n)
}

// refuse notes what the rules of the case refuse.
func (q trial) refuse(w i18n.Tester, faults validate.Faults) {
	for _, fault := range faults {
		text := w.Wrong
		switch {
		case fault.Field == "discounts" && fault.Rule == "max" && fault.Param != "100000000":
			limit, _ := yen.Parse(fault.Param)
			text = i18n.Fill(w.WrongAmount, "most", strings.TrimPrefix(limit.String(), "¥"))
		case strings.HasSuffix(fault.Field, "price") || fault.Field == "postage" || fault.Field == "discounts":
			text = i18n.Fill(w.WrongAmount, "most", mostYen)
		}
		q.faults[fault.Field] = text
	}
}

// groupsOf are the groups to choose from, and one that is typed in the address though the shop has it not.
func (q trial) groupsOf(chosen string) []string {
	ids := make([]string, 0, len(q.groups)+1)
	for id := range q.groups {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	if chosen != "" && !slices.Contains(ids, chosen) {
		ids = append(ids, chosen)
	}
	return ids
}

func (q trial) groupName(w i18n.Tester, id string) string {
	if name := q.groups[id]; name != "" {
		return name
	}
	return i18n.Fill(w.GroupGone, "group", id)
}
