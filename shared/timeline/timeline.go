// Package timeline is what happened with an order, as values: the ledger collects them, package i18n says them in words.
package timeline

import (
	"time"

	"noren/shared/yen"
)

// Kind is where an entry comes from.
type Kind string

// The kinds.
const (
	Checkout     Kind = "checkout"     // what the shopper did, and what became of it
	Order        Kind = "order"        // what became of the order, and what the shop did
	Call         Kind = "call"         // a call to Amazon that changes something
	Notification Kind = "notification" // what Amazon said by itself
	Mail         Kind = "mail"
	Webhook      Kind = "webhook" // what the shop's server is told
	Audit        Kind = "audit"   // what a person did besides
)

// Kinds are all of them.
func Kinds() []Kind { return []Kind{Checkout, Order, Call, Notification, Mail, Webhook, Audit} }

// Actors that are no person and no key, beside those that the ledger writes ("staff:{id}", "api:{key id}", "cli", "noren").
const (
	Shopper = "shopper"
	Amazon  = "amazon"
)

// Entry is one thing that happened.
type Entry struct {
	At   time.Time // UTC
	Kind Kind

	// Code says what, in the words of its kind: a checkout's or order's event, an operation's kind, the type of the object that a
	// notification is about, a mail's or webhook's kind, an audit's action.
	Code string

	// State is how it stands: of a call planned, done, refused, unknown or dropped; of a notification received, worked or parked; of a
	// mail and a webhook waiting, sent or delivered, failed, unwanted. Of a checkout's or order's event it is the state after it.
	State string

	Actor  string // who; "" where nobody did it
	Name   string // the person's, where the reader knows it; the sentence then names them
	Reason string // Amazon's reason code, or the word of why not

	Money   yen.Yen           // came in (+) or went out (−) by this
	Details map[string]string // the technical part, to be folded away; no personal data
}

// Technical reports an entry that matters only to whoever looks for a fault: it is folded away unless it went wrong.
func (e Entry) Technical() bool {
	switch e.Kind {
	case Call:
		return e.State != "refused"
	case Webhook, Notification:
		return e.State != "failed" && e.State != "parked"
	case Audit:
		return true // an order's event tells the same in words
	case Checkout, Order, Mail:
	}
	return false
}
