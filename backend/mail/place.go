package mail

import (
	"slices"
	"sync"

	"noren/shared/api"
	"noren/shared/i18n"
)

// place is a part of a template that is filled in, written in braces. This is its English name; the Japanese one is in i18n. Both
// are understood in either language.
type place string

// The places.
const (
	placeName        place = "name"
	placeShop        place = "shop"
	placeOrderNumber place = "order_number"
	placeOrderDate   place = "order_date"
	placeReference   place = "amazon_reference_id"
	placeItems       place = "items"
	placeAmounts     place = "amounts" // postage, fees and discounts to the total
	placeTotal       place = "total"
	placeDelivery    place = "delivery"
	placeRefund      place = "refund_amount"
	placeRefundNote  place = "refund_note" // what becomes of money that was taken
	placeCardURL     place = "card_change_url"
	placeDeadline    place = "deadline"
	placeGuide       place = "guide"
	placeReport      place = "report"
	placeConsole     place = "console_url"
)

// placesOf are those that a kind of mail knows, in the order in which they are offered.
func placesOf(kind Kind) []place {
	order := []place{
		placeName, placeShop, placeOrderNumber, placeOrderDate, placeReference, placeItems, placeAmounts, placeTotal, placeDelivery, placeGuide,
	}
	switch kind {
	case OrderCancelled:
		return append(order, placeRefund, placeRefundNote)
	case Refunded:
		return append(order, placeRefund)
	case ChangeCard:
		return append(order, placeCardURL, placeDeadline)
	case Report:
		return []place{placeShop, placeReport, placeConsole}
	case OrderConfirmation, PaymentRequested, Individual, Invitation:
	}
	return order
}

// Places are the names that a template of a kind may write in braces, in a language.
func Places(kind Kind, lang api.Lang) []string {
	names := i18n.MailFor(lang).Places
	var list []string
	for _, p := range placesOf(kind) {
		list = append(list, names[string(p)])
	}
	return list
}

// HasGuide reports whether mails of this kind can carry 「ご案内」: all that go to shoppers (R3-4).
func (k Kind) HasGuide() bool { return slices.Contains(placesOf(k), placeGuide) }

// placeNames finds a place by either of its names.
var placeNames = sync.OnceValue(func() map[string]place {
	known := map[string]place{}
	for _, lang := range []api.Lang{api.Japanese, api.English} {
		for key, name := range i18n.MailFor(lang).Places {
			known[name] = place(key)
		}
	}
	return known
})

// nearest is the name of a kind's place that is most like a misspelt one.
func nearest(kind Kind, written string) string {
	best, least := "", -1
	for _, lang := range []api.Lang{api.Japanese, api.English} {
		for _, name := range Places(kind, lang) {
			if d := distance([]rune(written), []rune(name)); least < 0 || d < least {
				best, least = name, d
			}
		}
	}
	return best
}

// distance counts the letters to change, add or leave out (Levenshtein).
func distance(a, b []rune) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i, x := range a {
		diagonal := row[0]
		row[0] = i + 1
		for j, y := range b {
			above := row[j+1]
			change := diagonal
			if x != y {
				change++
			}
			row[j+1] = min(change, above+1, row[j]+1)
			diagonal = above
		}
	}
	return row[len(b)]
}
