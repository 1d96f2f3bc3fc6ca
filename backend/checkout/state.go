package checkout

import "fmt"

// State is where a checkout stands. What becomes of the payment after Placed is a state of the order (ledger).
type State string

// States of a checkout.
const (
	Begun      State = "begun"      // the shopper is on the way to Amazon; no session is known yet
	Reviewing  State = "reviewing"  // back with address and card; nothing is confirmed
	Confirming State = "confirming" // confirmed; Amazon is being told the amount
	AtAmazon   State = "at_amazon"  // Amazon knows the amount; the shopper may pay at any moment
	Completing State = "completing" // Amazon is being asked to take the payment
	Placed     State = "placed"     // Amazon took it: permission and charge are known
	Declined   State = "declined"   // Amazon refused the card
	Cancelled  State = "cancelled"  // the shopper, or Amazon, cancelled
	Expired    State = "expired"    // Amazon's 24 hours are over
	Superseded State = "superseded" // another checkout of the cart won
	Attention  State = "attention"  // a person must look; money may be involved
	SignedIn   State = "signed_in"  // only signed in with Amazon: who it is, is known for a day
)

// Paying reports whether money may be on its way: the shopper has confirmed, and what came of it is not known yet.
func (s State) Paying() bool { return s == Confirming || s == AtAmazon || s == Completing }

// Event is what happened to a checkout.
type Event string

// Events.
const (
	Returned     Event = "returned"      // the shopper came back from choosing; the session was read and is Open
	Change       Event = "change"        // the shopper goes back to Amazon to choose another address or card
	Confirm      Event = "confirm"       // the shopper pressed 「この内容で注文する」
	Updated      Event = "updated"       // Amazon knows the amount
	Refused      Event = "refused"       // Amazon refused the update; the session was read and is Open
	Complete     Event = "complete"      // the intention to take the payment
	Unfinished   Event = "unfinished"    // asked too early: the session was read and is still Open
	Completed    Event = "completed"     // the session was read: Completed, with permission and right amount
	WasDeclined  Event = "was_declined"  // the session was read: Canceled, Declined
	WasCancelled Event = "was_cancelled" // the session was read: Canceled by buyer or Amazon
	WasExpired   Event = "was_expired"   // the session was read: Canceled, Expired; or there never was one
	Supersede    Event = "supersede"     // another checkout of the cart goes on
	Contradicted Event = "contradicted"  // Amazon's figures and ours differ, or money on an ended checkout
	Identified   Event = "identified"    // the shopper came back from signing in; the buyer was read
)

// Table is every move that a checkout can make (design.md section 5). What is not here cannot happen.
var Table = map[State]map[Event]State{
	Begun: {Returned: Reviewing, Identified: SignedIn, WasExpired: Expired, Supersede: Superseded, Contradicted: Attention},
	Reviewing: {
		Returned: Reviewing, Change: Reviewing, Confirm: Confirming, Supersede: Superseded,
		WasDeclined: Declined, WasCancelled: Cancelled, WasExpired: Expired, Contradicted: Attention,
	},
	Confirming: {
		Returned: Confirming, Change: Confirming, Confirm: Confirming, Updated: AtAmazon, Refused: Reviewing, Supersede: Superseded,
		WasDeclined: Declined, WasCancelled: Cancelled, WasExpired: Expired, Contradicted: Attention,
	},
	AtAmazon: {
		Returned: AtAmazon, Change: AtAmazon, Confirm: Confirming, Complete: Completing, Refused: Reviewing,
		Supersede:   Superseded,
		WasDeclined: Declined, WasCancelled: Cancelled, WasExpired: Expired, Contradicted: Attention,
	},
	Completing: {
		Completed: Placed, Unfinished: AtAmazon,
		WasDeclined: Declined, WasCancelled: Cancelled, WasExpired: Expired, Contradicted: Attention,
	},
	Placed:     {},
	Declined:   {Contradicted: Attention},
	Cancelled:  {Contradicted: Attention},
	Expired:    {Contradicted: Attention},
	Superseded: {WasDeclined: Declined, WasCancelled: Cancelled, WasExpired: Expired, Contradicted: Attention},
	Attention:  {},
	SignedIn:   {Identified: SignedIn, WasExpired: Expired},
}

// NotAllowedError says that a checkout cannot make this move.
type NotAllowedError struct {
	From  State
	Event Event
}

func (e *NotAllowedError) Error() string {
	return fmt.Sprintf("checkout: %q cannot happen to a checkout that is %q", e.Event, e.From)
}

// On gives the state that follows, or a NotAllowedError.
func (s State) On(event Event) (State, error) {
	next, ok := Table[s][event]
	if !ok {
		return s, &NotAllowedError{s, event}
	}
	return next, nil
}

// Final reports whether nothing is expected to happen any more.
func (s State) Final() bool {
	switch s {
	case Placed, Declined, Cancelled, Expired, Superseded, Attention:
		return true
	case Begun, Reviewing, Confirming, AtAmazon, Completing, SignedIn:
	}
	return false
}
