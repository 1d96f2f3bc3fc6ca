// Package ledger is the merchant's order book (受注台帳, R5): what the payment of an order is, and what is done with it after the
// shopper has paid. The states and their transitions are one table in code; only Advance writes them. Whatever moves money is noted
// before it is asked for, and believed only when it has been read from Amazon (design.md section 5).
package ledger

import "fmt"

// State is where an order stands.
type State string

// States of an order.
const (
	Awaiting       State = "awaiting"        // the shopper was sent to Amazon; nothing is paid
	Unpaid         State = "unpaid"          // the last try ended without payment; a new one of the same cart makes it awaiting
	Pending        State = "pending"         // Amazon decides within 24 hours (protocol 12.2); do not ship
	Authorised     State = "authorised"      // may ship; the money is reserved for 30 days
	Capturing      State = "capturing"       // requested later than 7 days: Amazon decides within about a day (pitfall 12)
	Captured       State = "captured"        // the money was taken
	Declined       State = "declined"        // Amazon refused after the order was placed
	Lapsed         State = "lapsed"          // the authorisation ran out (R5-7)
	Cancelled      State = "cancelled"       // the payment was cancelled; it is never requested again (R5-3)
	Refunding      State = "refunding"       // money is on its way back (pitfall 11)
	PartlyRefunded State = "partly_refunded" // a part is back
	Refunded       State = "refunded"        // all of it is back
	OrderCancelled State = "order_cancelled" // 「この注文をキャンセル」, after the payment was cancelled or returned
	Attention      State = "attention"       // paid without order: a person must look
)

// States are all of them, in the order of an order's life.
func States() []State {
	return []State{
		Awaiting, Unpaid, Pending, Authorised, Capturing, Captured, Declined, Lapsed, Cancelled, Refunding, PartlyRefunded, Refunded,
		OrderCancelled, Attention,
	}
}

// Event is what happened to an order.
type Event string

// Events that change the state.
const (
	Confirmed         Event = "confirmed"           // the shopper confirmed (again) and is sent to Amazon
	Ended             Event = "ended"               // the checkout ended without payment
	WasPending        Event = "was_pending"         // read from Amazon: AuthorizationInitiated
	WasAuthorised     Event = "was_authorised"      // read from Amazon: Authorized
	WasCapturing      Event = "was_capturing"       // read from Amazon: CaptureInitiated
	WasCaptured       Event = "was_captured"        // read from Amazon: Captured, nothing refunded or being refunded
	WasDeclined       Event = "was_declined"        // read from Amazon: Declined
	WasLapsed         Event = "was_lapsed"          // read from Amazon: Canceled, ExpiredUnused
	WasCancelled      Event = "was_cancelled"       // read from Amazon: Canceled for any other reason, or the permission is closed
	WasRefunding      Event = "was_refunding"       // read from Amazon: Captured, and a refund is not final
	WasPartlyRefunded Event = "was_partly_refunded" // read from Amazon: Captured, a part is refunded
	WasRefunded       Event = "was_refunded"        // read from Amazon: Captured, all of it is refunded
	Reauthorised      Event = "reauthorised"        // our own new charge was read: Authorized (R5-7)
	RefundAsked       Event = "refund_asked"        // the intention to refund
	CancelOrder       Event = "cancel_order"        // 「この注文をキャンセル」 (R5-3)
	Accept            Event = "accept"              // a person takes a found payment as the order's
	Contradicted      Event = "contradicted"        // Amazon took money for something else than what was confirmed
)

// Events that change no state: what was found or done besides. Note writes them.
const (
	CaptureAsked       Event = "capture_asked"       // the intention of 決済依頼
	ReauthoriseAsked   Event = "reauthorise_asked"   // the intention to authorise again
	CancelAsked        Event = "cancel_asked"        // the intention of 「Amazon Payをキャンセル」
	Refusal            Event = "refused"             // Amazon refused what was asked for
	AmountChanged      Event = "amount_changed"      // the amount at Amazon is another than before (R5-4)
	ChargeFound        Event = "charge_found"        // a charge that we did not make
	Alerted            Event = "alerted"             // a person should look, although the state is sound
	AlertSeen          Event = "alert_seen"          // a person has looked
	Shipped            Event = "shipped"             // the shop has shipped
	ShippingPlanned    Event = "shipping_planned"    // the shop will ship on a day
	CaptureScheduled   Event = "capture_scheduled"   // the payment will be requested by itself
	PurchaserChanged   Event = "purchaser_changed"   // (R5-6)
	PurchaserForgotten Event = "purchaser_forgotten" // the personal data of the order were erased
	PaperChanged       Event = "paper_changed"       // (R5-9)
	CardChangeAsked    Event = "card_change_asked"   // the shopper was asked by mail to change the card
	IndividuallyMailed Event = "individually_mailed" // 「個別確認メール」
)

// Table says what each event makes of each state. What is not in it is not allowed. It is drawn in the README.
var Table = map[State]map[Event]State{
	Awaiting: {
		Confirmed: Awaiting, Ended: Unpaid, WasPending: Pending, WasAuthorised: Authorised, WasCapturing: Capturing, WasCaptured: Captured,
		WasDeclined: Declined, WasLapsed: Lapsed, WasCancelled: Cancelled, WasRefunding: Refunding, WasPartlyRefunded: PartlyRefunded,
		WasRefunded: Refunded, Contradicted: Attention,
	},
	Unpaid: {
		Confirmed: Awaiting, WasPending: Attention, WasAuthorised: Attention, WasCapturing: Attention, WasCaptured: Attention,
		WasRefunding: Attention, WasPartlyRefunded: Attention, Contradicted: Attention,
	},
	Pending: {
		WasAuthorised: Authorised, WasCapturing: Capturing, WasCaptured: Captured, WasDeclined: Declined, WasLapsed: Lapsed,
		WasCancelled: Cancelled, WasRefunding: Refunding, WasPartlyRefunded: PartlyRefunded, WasRefunded: Refunded,
	},
	Authorised: {
		WasCapturing: Capturing, WasCaptured: Captured, WasDeclined: Declined, WasLapsed: Lapsed, WasCancelled: Cancelled,
		WasRefunding: Refunding, WasPartlyRefunded: PartlyRefunded, WasRefunded: Refunded,
	},
	Capturing: {
		WasCaptured: Captured, WasDeclined: Declined, WasCancelled: Cancelled, WasRefunding: Refunding, WasPartlyRefunded: PartlyRefunded,
		WasRefunded: Refunded,
	},
	Captured: {
		RefundAsked: Refunding, WasRefunding: Refunding, WasPartlyRefunded: PartlyRefunded, WasRefunded: Refunded,
	},
	Declined: {
		Reauthorised: Authorised, WasCancelled: Cancelled, WasPending: Attention, WasAuthorised: Attention, WasCapturing: Attention,
		WasCaptured: Attention, WasRefunding: Attention, WasPartlyRefunded: Attention,
	},
	Lapsed: {
		Reauthorised: Authorised, WasPending: Pending, WasAuthorised: Authorised, WasCapturing: Capturing, WasCaptured: Captured,
		WasDeclined: Declined, WasCancelled: Cancelled, WasRefunding: Refunding, WasPartlyRefunded: PartlyRefunded, WasRefunded: Refunded,
	},
	Cancelled: {
		CancelOrder: OrderCancelled, WasPending: Attention, WasAuthorised: Attention, WasCapturing: Attention, WasCaptured: Attention,
		WasRefunding: Attention, WasPartlyRefunded: Attention,
	},
	Refunding: {
		WasCaptured: Captured, WasPartlyRefunded: PartlyRefunded, WasRefunded: Refunded,
	},
	PartlyRefunded: {
		RefundAsked: Refunding, WasRefunding: Refunding, WasRefunded: Refunded,
	},
	Refunded: {
		CancelOrder: OrderCancelled, RefundAsked: Refunding, WasRefunding: Refunding,
		WasCaptured: Attention, WasPartlyRefunded: Attention, // another charge was taken in Seller Central
	},
	OrderCancelled: {
		WasPending: Attention, WasAuthorised: Attention, WasCapturing: Attention, WasCaptured: Attention, WasPartlyRefunded: Attention,
	},
	Attention: { // while a refund is on its way the order stays here: should it be declined, it is still nobody's
		Accept: Awaiting, WasDeclined: Declined, WasLapsed: Lapsed, WasCancelled: Cancelled, WasRefunded: Refunded,
	},
}

// NotAllowedError says that an event cannot happen to an order in a state.
type NotAllowedError struct {
	From  State
	Event Event
}

func (e *NotAllowedError) Error() string {
	return fmt.Sprintf("ledger: %q cannot happen to an order that is %q", e.Event, e.From)
}

// On is the state that an event leads to, or *NotAllowedError.
func (s State) On(event Event) (State, error) {
	next, ok := Table[s][event]
	if !ok {
		return s, &NotAllowedError{s, event}
	}
	return next, nil
}

// Placed reports whether the shopper has paid, as far as Amazon let them: the order is in the merchant's book.
func (s State) Placed() bool {
	switch s {
	case Pending, Authorised, Capturing, Captured, Declined, Lapsed, Cancelled, Refunding, PartlyRefunded, Refunded, OrderCancelled:
		return true
	case Awaiting, Unpaid, Attention:
	}
	return false
}

// MayShip reports whether goods may leave: only with money that was read as reserved or taken (pitfall 9). While Amazon decides
// about a late capture, or about a refund, they wait (pitfall 12).
func (s State) MayShip() bool { return s == Authorised || s == Captured || s == PartlyRefunded }

// mayEverShip reports whether goods may leave one day, perhaps after the money was reserved anew.
func (s State) mayEverShip() bool {
	switch s {
	case Pending, Authorised, Capturing, Captured, Declined, Lapsed, PartlyRefunded:
		return true
	case Awaiting, Unpaid, Cancelled, Refunding, Refunded, OrderCancelled, Attention:
	}
	return false
}
