package mail

import (
	"time"

	"noren/shared/api"
	"noren/shared/yen"
)

// Letter is what a mail is about: the figures and people of one order, or the findings of a report. It exists only while a mail is
// put together. Amounts are whole yen. Whatever does not apply stays empty, and the lines that would show it are left out.
type Letter struct {
	Kind  Kind
	Lang  api.Lang
	Shop  Shop // without a name it is filled in by [Templates.Compose]
	Name  string
	Email string // empty or not fit for mail: the mail is unwanted

	OrderNumber string
	ReferenceID string // AmazonリファレンスID
	OrderedAt   time.Time

	Items      []Item
	GoodsTotal yen.Yen
	Postage    yen.Yen
	Fees       yen.Yen
	Discounts  yen.Yen // positive: what is taken off
	Total      yen.Yen
	Delivery   *api.Address // nil: nothing is sent

	Refund   yen.Yen   // what goes back to the shopper
	CardURL  string    // where the card is changed, at Amazon; "" is [CardURL]
	Deadline time.Time // of the change of the card: the last day counts

	Findings   []Finding // of a report
	ConsoleURL string    // where the merchant looks
}

// CardURL is where a shopper changes the card of a payment: Amazon's list of their orders. Nobody is ever asked for a card by us.
const CardURL = "https://pay.amazon.com/jp/jr/your-account/orders"

// Item is a line of goods; Price is that of one piece.
type Item struct {
	Name     string
	Quantity int
	Price    yen.Yen
}

// Finding is what happened by itself to one order. Outcome is one of [Outcomes].
type Finding struct {
	OrderNumber string
	Outcome     Outcome
	Amount      yen.Yen
}

// Outcome names what happened by itself.
type Outcome string

// The outcomes. Those from CaptureRefused on are for a person to look at.
const (
	Captured           Outcome = "captured"         // 決済依頼
	Reauthorised       Outcome = "reauthorised"     // 再オーソリ
	CardChangeAsked    Outcome = "change_card"      // the shopper was asked to change the card
	CaptureRefused     Outcome = "capture"          // 決済依頼 by itself was refused
	ReauthoriseRefused Outcome = "reauthorise"      // authorising again was refused
	RefundDeclined     Outcome = "refund"           // a refund was declined
	Lapses             Outcome = "lapses"           // the authorisation will lapse soon
	Differs            Outcome = "differs"          // the amount was changed in Seller Central
	UnknownCharge      Outcome = "unknown_charge"   // charged in Seller Central
	Chargeback         Outcome = "chargeback"       // the shopper's bank took money back
	PaidWithoutOrder   Outcome = "attention"        // paid without order
	WebhookDisabled    Outcome = "webhook_disabled" // the shop's server does not answer
)

// Outcomes are all of them, in the order of a report.
func Outcomes() []Outcome {
	return []Outcome{
		CaptureRefused, ReauthoriseRefused, RefundDeclined, PaidWithoutOrder, Differs, UnknownCharge, Chargeback, Lapses, WebhookDisabled,
		Captured, Reauthorised, CardChangeAsked,
	}
}

// troubled reports that each order is named.
func (o Outcome) troubled() bool { return o != Captured && o != Reauthorised && o != CardChangeAsked }

// Shop is what mails know of a shop.
type Shop struct {
	Name    string
	Guide   string // 「ご案内（メール用）」
	Contact string // the shop's own e-mail address; "" has none
}
