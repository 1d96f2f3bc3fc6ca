// Package funnel tells a shop how far its shoppers come with Amazon Pay and where it loses them, per day of Japan, placement, site
// and look of the button; nothing in it is about a person.
//
// The figures are of two kinds. What happens on pages before there is a checkout, and that the page before Amazon was opened, is counted
// in memory and written every second: a process that is killed loses what it counted since, at most about a second; one that is
// stopped loses nothing. Everything from the press of the button on is no counter, but read from the checkouts themselves, on the day on
// which the button was pressed: so it is what the order book says, too, and a later step is never more than an earlier one.
package funnel

import (
	"sync"
	"time"

	"noren/backend/store"
	"noren/shared/button"
	"noren/shared/display"
)

// Funnel counts what happens in this process, and reads what happened everywhere. Lock and counts are ready as they are.
type Funnel struct {
	DB  *store.DB
	Now func() time.Time

	lock   sync.Mutex
	counts map[counter]int64
}

// Trip is what a visit to Amazon is for.
type Trip string

// The trips.
const (
	Payment Trip = "payment"
	SignIn  Trip = "sign_in" // a login or a link, without a cart
)

// Trips are all of them.
func Trips() []Trip { return []Trip{Payment, SignIn} }

// Place is where shoppers meet a button, and how it looks. Colour and size are "" where that is not known: of a button that was not
// shown, and of the one that links.
type Place struct {
	Trip      Trip
	Placement display.Placement
	Site      button.Site
	button.Style
}

// Step is how far shoppers come. Each is a part of the one before.
type Step string

// The steps.
const (
	Seen       Step = "seen"       // views of a page that showed the button to somebody who had not been at Amazon yet
	Clicked    Step = "clicked"    // visits to Amazon that were begun
	Launched   Step = "launched"   // the page that hands over to Amazon was opened
	Returned   Step = "returned"   // back in the shop, after choosing or signing in
	Ordered    Step = "ordered"    // 「この内容で注文する」, and Amazon knows the amount
	Authorised Step = "authorised" // Amazon took it: the order is placed
)

// Steps are those of a trip.
func (t Trip) Steps() []Step {
	if t == SignIn {
		return []Step{Seen, Clicked, Launched, Returned}
	}
	return []Step{Seen, Clicked, Launched, Returned, Ordered, Authorised}
}

// End is how a view or visit ended without an order.
type End string

// The ends, in the order in which they can come.
const (
	Hidden      End = "hidden"      // a view of a page that did not show the button: with the reason
	Refused     End = "refused"     // a press that did not lead to Amazon: with the problem
	Unreturned  End = "unreturned"  // not come back from Amazon
	Unordered   End = "unordered"   // back in the shop, and not ordered
	Unconfirmed End = "unconfirmed" // an order that was not accepted: with the problem; it can be tried again
	Declined    End = "declined"
	Cancelled   End = "cancelled"
	Expired     End = "expired" // ordered, and not finished at Amazon
	Superseded  End = "superseded"
	Attention   End = "attention"
	Open        End = "open" // not lost: it may still become an order
)

// Ends are all of them.
func Ends() []End {
	return []End{Hidden, Refused, Unreturned, Unordered, Unconfirmed, Declined, Cancelled, Expired, Superseded, Attention, Open}
}

// Loss is an end with its reason or problem code, which most ends have not.
type Loss struct {
	End  End
	Code string
}
