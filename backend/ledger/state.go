// Package ledger is the merchant's order book (受注台帳): what became of each order's payment after the shopper confirmed it.
// Only Advance changes an order's state, by compare-and-set, and every change leaves an event beside it.
package ledger

import "fmt"

// State is where an order's payment stands.
type State string

// States of an order.
const (
	Awaiting   State = "awaiting"   // the shopper was sent to Amazon; nothing is paid
	Unpaid     State = "unpaid"     // the last try ended without payment; a new one of the same cart makes it awaiting
	Pending    State = "pending"    // Amazon decides within 24 hours (protocol 12.2); do not ship
	Authorised State = "authorised" // may ship; the money is reserved for 30 days
	Captured   State = "captured"   // the money was requested and is on its way
	Declined   State = "declined"   // Amazon refused after the order was placed
	Lapsed     State = "lapsed"     // the authorisation ran out (R5-7)
	Cancelled  State = "cancelled"  // the payment was cancelled; it is never requested again (R5-3)
	Attention  State = "attention"  // a person must look
)

// Event is what happened to an order.
type Event string

// Events.
const (
	Confirmed     Event = "confirmed"      // the shopper confirmed (again) and is sent to Amazon
	Ended         Event = "ended"          // the checkout ended without payment
	WasPending    Event = "was_pending"    // read from Amazon: AuthorizationInitiated
	WasAuthorised Event = "was_authorised" // read from Amazon: Authorized, or a permission without charge
	WasCaptured   Event = "was_captured"   // read from Amazon: Captured, or CaptureInitiated
	WasDeclined   Event = "was_declined"   // read from Amazon: Declined
	WasLapsed     Event = "was_lapsed"     // read from Amazon: Canceled, ExpiredUnused
	WasCancelled  Event = "was_cancelled"  // read from Amazon: Canceled, any other reason
	Contradicted  Event = "contradicted"   // Amazon's figures and ours differ
)

// Table is every move that an order can make. What is not here cannot happen: a cancelled payment never comes back to life
// (pitfall 8), and late news never turns a paid order into an unpaid one.
var Table = map[State]map[Event]State{
	Awaiting: {
		Confirmed: Awaiting, Ended: Unpaid, WasPending: Pending, WasAuthorised: Authorised, WasCaptured: Captured,
		WasDeclined: Declined, WasLapsed: Lapsed, WasCancelled: Cancelled, Contradicted: Attention,
	},
	Unpaid: {
		Confirmed: Awaiting, WasPending: Attention, WasAuthorised: Attention, WasCaptured: Attention, Contradicted: Attention,
	},
	Pending: {
		WasAuthorised: Authorised, WasCaptured: Captured, WasDeclined: Declined, WasLapsed: Lapsed, WasCancelled: Cancelled,
		Contradicted: Attention,
	},
	Authorised: {
		WasCaptured: Captured, WasDeclined: Declined, WasLapsed: Lapsed, WasCancelled: Cancelled, Contradicted: Attention,
	},
	Captured:  {WasDeclined: Declined, Contradicted: Attention},
	Declined:  {WasAuthorised: Attention, WasCaptured: Attention, Contradicted: Attention},
	Lapsed:    {WasAuthorised: Authorised, WasCaptured: Captured, WasCancelled: Cancelled, Contradicted: Attention},
	Cancelled: {WasAuthorised: Attention, WasCaptured: Attention, Contradicted: Attention},
	Attention: {},
}

// NotAllowedError says that an order cannot make this move.
type NotAllowedError struct {
	From  State
	Event Event
}

func (e *NotAllowedError) Error() string {
	return fmt.Sprintf("ledger: %q cannot happen to an order that is %q", e.Event, e.From)
}

// On gives the state that follows, or a NotAllowedError.
func (s State) On(event Event) (State, error) {
	next, ok := Table[s][event]
	if !ok {
		return s, &NotAllowedError{s, event}
	}
	return next, nil
}

// Placed reports whether the shopper's part is done: Amazon took the payment, whatever became of it later.
func (s State) Placed() bool {
	switch s {
	case Pending, Authorised, Captured, Declined, Lapsed, Cancelled:
		return true
	case Awaiting, Unpaid, Attention:
	}
	return false
}

// MayShip is true only when Amazon was read to hold or to have paid the money (pitfall 9).
func (s State) MayShip() bool { return s == Authorised || s == Captured }
