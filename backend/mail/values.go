package mail

import (
	"cmp"
	"strconv"
	"strings"

	"noren/backend/store"
	"noren/shared/api"
	"noren/shared/i18n"
	"noren/shared/yen"
)

// values writes a letter's figures in its language.
type values struct {
	letter Letter
	guide  bool // 「ご案内」 is 「表示」
	words  i18n.Mail
}

// of is what stands in a place; "" is nothing.
func (v values) of(p place) string {
	l := v.letter
	switch p {
	case placeName:
		return oneLine(l.Name)
	case placeShop:
		return oneLine(l.Shop.Name)
	case placeOrderNumber:
		return oneLine(l.OrderNumber)
	case placeOrderDate:
		if !l.OrderedAt.IsZero() {
			return l.OrderedAt.In(store.Japan).Format(v.words.DayLayout)
		}
	case placeDeadline:
		if !l.Deadline.IsZero() {
			return l.Deadline.In(store.Japan).Format(v.words.DayLayout)
		}
	case placeReference:
		return oneLine(l.ReferenceID)
	case placeItems:
		return v.items()
	case placeAmounts:
		return v.amounts()
	case placeTotal:
		return v.yen(l.Total)
	case placeDelivery:
		return v.delivery()
	case placeRefund:
		if l.Refund > 0 {
			return v.yen(l.Refund)
		}
	case placeRefundNote:
		if l.Refund > 0 {
			return i18n.Fill(v.words.RefundNote, "amount", v.yen(l.Refund))
		}
		return v.words.NoCharge
	case placeCardURL:
		return cmp.Or(l.CardURL, CardURL)
	case placeGuide:
		if v.guide {
			return strings.TrimSpace(manyLines(l.Shop.Guide))
		}
	case placeReport:
		return v.report()
	case placeConsole:
		return l.ConsoleURL
	}
	return ""
}

func (v values) yen(y yen.Yen) string {
	return i18n.Fill(v.words.Yen, "n", strings.Replace(y.String(), "¥", "", 1))
}

func (v values) items() string {
	lines := make([]string, 0, 2*len(v.letter.Items))
	for _, item := range v.letter.Items {
		lines = append(lines, oneLine(item.Name), i18n.Fill(v.words.Item,
			"price", v.yen(item.Price), "quantity", strconv.Itoa(item.Quantity), "sum", v.yen(item.Price*yen.Yen(item.Quantity))))
	}
	return strings.Join(lines, "\n")
}

// amounts are the rows to the total; fees and discounts only where there are some, postage only where something is sent.
func (v values) amounts() string {
	l := v.letter
	var rows []string
	row := func(shown bool, name string, amount yen.Yen) {
		if shown {
			rows = append(rows, i18n.Fill(v.words.Row, "name", name, "amount", v.yen(amount)))
		}
	}
	row(true, v.words.GoodsTotal, l.GoodsTotal)
	row(l.Delivery != nil || l.Postage != 0, v.words.Postage, l.Postage)
	row(l.Fees != 0, v.words.Fees, l.Fees)
	row(l.Discounts != 0, v.words.Discounts, -l.Discounts)
	row(true, v.words.Total, l.Total)
	return strings.Join(rows, "\n")
}

// delivery is an address as it is written on a parcel.
func (v values) delivery() string {
	d := v.letter.Delivery
	if d == nil {
		return ""
	}
	postal, phone := d.PostalCode, ""
	if len(postal) == 7 && !strings.Contains(postal, "-") {
		postal = postal[:3] + "-" + postal[3:]
	}
	if d.Phone != "" {
		phone = i18n.Fill(v.words.Phone, "phone", d.Phone)
	}
	name := i18n.Fill(v.words.Recipient, "name", oneLine(d.Name))
	lines := []string{v.words.PostalMark + postal, d.Region + d.City + d.Line1, d.Line2, d.Line3, name, phone}
	if v.letter.Lang == api.English {
		lines = []string{name, d.Line3, d.Line2, d.Line1, d.City + " " + d.Region, postal, phone}
	}
	var kept []string
	for _, line := range lines {
		if line = oneLine(line); line != "" && line != v.words.PostalMark {
			kept = append(kept, line)
		}
	}
	return strings.Join(kept, "\n")
}

// report counts what happened; where somebody must look, the orders are named.
func (v values) report() string {
	var lines []string
	for _, outcome := range Outcomes() {
		var count int
		var sum yen.Yen
		var orders []string
		for _, f := range v.letter.Findings {
			if f.Outcome == outcome {
				count++
				sum += f.Amount
				orders = append(orders, i18n.Fill(v.words.FindingOrder, "order", oneLine(f.OrderNumber), "amount", v.yen(f.Amount)))
			}
		}
		switch {
		case count == 0:
			continue
		case outcome == WebhookDisabled: // about the shop and no order
			lines = append(lines, i18n.Fill(v.words.FindingShop, "outcome", v.words.Outcomes[string(outcome)]))
			continue
		}
		lines = append(lines, i18n.Fill(v.words.Finding, "outcome", v.words.Outcomes[string(outcome)], "n", strconv.Itoa(count), "amount", v.yen(sum)))
		if outcome.troubled() {
			lines = append(lines, orders...)
		}
	}
	return strings.Join(lines, "\n")
}
