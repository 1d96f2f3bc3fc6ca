package crash

import (
	"time"

	"noren/backend/e2e/market"
	"noren/backend/sandbox"
)

// step is one thing that happens, during which the process is killed.
type step struct {
	name string
	from market.Place // where shoppers stand before it

	// before brings about what the step needs besides; nil is nothing. act is the step itself; nil is a click.
	before func(w *world, shoppers []*market.Shopper)
	act    func(w *world, s *market.Shopper) error
	fault  sandbox.Fault // what goes wrong in it even without a crash, if it has a kind

	// calls are those that the step makes at Amazon, each of which is held on both sides of its effect. The test proves that
	// these are all.
	calls []string

	// after is what a shopper (or the merchant) does once the process lives again; nil is to go on buying.
	after func(w *world, s *market.Shopper, mood mood)
}

// mood is what a shopper does who was there when the process died.
type mood string

const (
	gone  mood = "gone"  // closes the tab and never comes back
	again mood = "again" // reloads the page, or presses the button again
	anew  mood = "anew"  // begins again, from the cart
)

// steps are all in which anything is asked of Amazon.
var steps = []step{
	{name: "review", from: market.OnWayBack, calls: []string{"GetCheckoutSession"}},
	{name: "confirm", from: market.AtConfirm, calls: []string{"UpdateCheckoutSession"}},
	{
		name: "result", from: market.HavingPaid,
		calls: []string{"GetCheckoutSession", "CompleteCheckoutSession", "GetChargePermission", "GetCharge"},
	},
	{
		name: "sweep after a closed tab", from: market.HavingPaid, before: wait(11 * time.Minute), act: sweepOne("checkout"),
		calls: []string{"GetCheckoutSession", "CompleteCheckoutSession", "GetChargePermission", "GetCharge"},
	},
	{
		name: "sweep after a lost update", from: market.AtConfirm, before: lose("UpdateCheckoutSession", 21*time.Second), act: sweepOne("checkout"),
		calls: []string{"GetCheckoutSession", "UpdateCheckoutSession"},
	},
	{
		name: "sweep after a lost complete", from: market.HavingPaid, before: lose("CompleteCheckoutSession", 21*time.Second), act: sweepOne("checkout"),
		calls: []string{"GetCheckoutSession", "GetChargePermission", "GetCharge"},
	},
	{
		name: "notification after a lost complete", from: market.HavingPaid, before: beNotified, act: sweepOne("notification"),
		calls: []string{"GetChargePermission", "GetCheckoutSession", "GetChargePermission", "GetCharge"},
	},
	{
		name: "result with an unclear complete", from: market.HavingPaid,
		fault: sandbox.Fault{Kind: sandbox.Fail, Operation: "CompleteCheckoutSession", When: sandbox.After, Count: 1},
		calls: []string{
			"GetCheckoutSession", "CompleteCheckoutSession", "GetCheckoutSession", "GetCheckoutSession", "GetChargePermission", "GetCharge",
		},
	},
	{
		name: "result without having paid", from: market.AtAmazon, act: comeBackUnpaid,
		calls: []string{"GetCheckoutSession", "CompleteCheckoutSession", "GetCheckoutSession"},
	},
	{
		name: "confirm in a second tab", from: market.AtAmazon, before: openTab, after: afterTabs,
		calls: []string{"GetCheckoutSession", "CompleteCheckoutSession", "GetCheckoutSession", "UpdateCheckoutSession"},
	},
	{
		name: "capture", from: market.Home, act: capture, after: captureAgain,
		calls: []string{"GetCharge", "GetChargePermission", "CaptureCharge", "GetCharge", "GetChargePermission"},
	},
}
