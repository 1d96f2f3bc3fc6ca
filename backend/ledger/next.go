package ledger

import (
	"noren/backend/store/query"
)

// Step is the best thing to do next with an order; its texts are in package i18n.
type Step string

// The steps.
const (
	StepAwaitShopper   Step = "await_shopper"  // the shopper is at Amazon
	StepAwaitRetry     Step = "await_retry"    // nothing was paid; the shopper may order again
	StepAwaitAmazon    Step = "await_amazon"   // Amazon decides; do not ship
	StepAwaitAnswer    Step = "await_answer"   // something is being asked of Amazon
	StepCorrectAmount  Step = "correct_amount" // the amount was changed in Seller Central (R5-4)
	StepLookAtCharge   Step = "look_at_charge" // charges were made in Seller Central
	StepLookAtAlert    Step = "look_at_alert"  // look, then 確認済み
	StepCapture        Step = "capture"        // 「決済依頼」
	StepCapturePlanned Step = "capture_planned"
	StepShip           Step = "ship"         // paid; send the goods
	StepReauthorise    Step = "reauthorise"  // lapsed or declined (R5-7)
	StepOver           Step = "over"         // Amazon's 180 days are over
	StepCancelOrder    Step = "cancel_order" // 「この注文をキャンセル」 (R5-3)
	StepDecide         Step = "decide"       // paid without order: accept or give back
	StepDone           Step = "done"
)

// Next says what to do next with an order. Permits are those of [Permits], busy as there.
func Next(o query.Order, permits []Permit, busy string) Step {
	why := make(map[Action]Why, len(permits))
	for _, permit := range permits {
		why[permit.Action] = permit.Why
	}
	may := func(action Action) bool { reason, known := why[action]; return known && reason == "" }
	switch {
	case busy != "":
		return StepAwaitAnswer
	case may(AcceptAction):
		return StepDecide
	case why[CaptureAction] == WhyDiffers || why[ReauthoriseAction] == WhyDiffers:
		return StepCorrectAmount
	case o.Alert == AlertUnknownCharge:
		return StepLookAtCharge
	case why[CaptureAction] == WhyOver || why[ReauthoriseAction] == WhyOver:
		return StepOver
	case may(ReauthoriseAction):
		return StepReauthorise
	case o.Alert != "":
		return StepLookAtAlert
	case may(CaptureAction) && o.CaptureAt > 0:
		return StepCapturePlanned
	case may(CaptureAction):
		return StepCapture
	case may(CancelOrderAction):
		return StepCancelOrder
	case may(ShipAction):
		return StepShip
	}
	return rest(State(o.State))
}

// rest is the step where nothing can be done.
func rest(s State) Step {
	switch s {
	case Awaiting:
		return StepAwaitShopper
	case Unpaid:
		return StepAwaitRetry
	case Pending, Capturing, Refunding:
		return StepAwaitAmazon
	case Authorised, Captured, Declined, Lapsed, Cancelled, PartlyRefunded, Refunded, OrderCancelled, Attention:
	}
	return StepDone
}

// Steps are all of them.
func Steps() []Step {
	return []Step{
		StepAwaitShopper, StepAwaitRetry, StepAwaitAmazon, StepAwaitAnswer, StepCorrectAmount, StepLookAtCharge, StepLookAtAlert, StepCapture, StepCapturePlanned, StepShip, StepReauthorise,
		StepOver, StepCancelOrder, StepDecide, StepDone,
	}
}
