package ledger

import (
	"context"
	"fmt"
	"slices"
	"time"

	"noren/backend/store"
	"noren/backend/store/query"
)

// Action is what somebody may want to do with an order. Console, server API and command line use these words.
type Action string

// The actions.
const (
	CaptureAction       Action = "capture"        // 「決済依頼」
	ReauthoriseAction   Action = "reauthorise"    // 再オーソリ
	CancelPaymentAction Action = "cancel_payment" // 「Amazon Payをキャンセル」
	RefundAction        Action = "refund"         // 返金
	CancelOrderAction   Action = "cancel_order"   // 「この注文をキャンセル」
	AcceptAction        Action = "accept"         // a found payment becomes the order's
	ShipAction          Action = "ship"           // 出荷済みにする
	PlanShippingAction  Action = "plan_shipping"  // 出荷予定日
	EditPurchaserAction Action = "edit_purchaser" // (R5-6)
	EditPaperAction     Action = "edit_paper"     // (R5-9)
)

// Actions are all of them, in the order in which they are offered.
func Actions() []Action {
	return []Action{
		CaptureAction, ReauthoriseAction, ShipAction, PlanShippingAction, CancelPaymentAction, RefundAction, CancelOrderAction, AcceptAction,
		EditPurchaserAction, EditPaperAction,
	}
}

// Why is the reason for which an action cannot be done now; its texts are in shared/i18n.
type Why string

// The reasons.
const (
	WhyState         Why = "state"          // not in this state
	WhyUnpaid        Why = "unpaid"         // nothing has been paid
	WhyPending       Why = "pending"        // Amazon has not decided yet
	WhyDone          Why = "done"           // it has been done
	WhyBusy          Why = "busy"           // something else is under way
	WhyDiffers       Why = "differs"        // the amount was changed in Seller Central (R5-4)
	WhyUnknownCharge Why = "unknown_charge" // charges were made in Seller Central
	WhyOver          Why = "over"           // Amazon's 180 days are over
	WhyCancelled     Why = "cancelled"      // a cancelled payment is never requested again (R5-3)
	WhyPaidFirst     Why = "payment_first"  // the payment must be cancelled before the order (R5-3)
	WhyRefunding     Why = "refunding"      // one refund at a time
	WhyCapturing     Why = "capturing"      // Amazon decides about the capture first
)

// PermitError is an action that may not be done, and why. It is ErrNotAllowed.
type PermitError struct {
	Action Action
	Why    Why
}

func (e *PermitError) Error() string { return fmt.Sprintf("ledger: %s: not now: %s", e.Action, e.Why) }

func (e *PermitError) Unwrap() error { return ErrNotAllowed }

// Permit says of one action whether it may be done now.
type Permit struct {
	Action  Action
	Allowed bool
	Why     Why // "" when allowed
}

// Permits says of every action whether it may be done with an order now. Busy is the kind of a planned operation, "" without. It is
// what console, API and command line ask, and what is asked again when the action is done.
func Permits(o query.Order, busy string, now time.Time) []Permit {
	permits := make([]Permit, 0, len(Actions()))
	for _, action := range Actions() {
		why := refusal(o, busy, now, action)
		permits = append(permits, Permit{Action: action, Allowed: why == "", Why: why})
	}
	return permits
}

func refusal(o query.Order, busy string, now time.Time, action Action) Why {
	state := State(o.State)
	switch action {
	case EditPurchaserAction, EditPaperAction:
		if state == Awaiting || state == Unpaid {
			return WhyUnpaid
		}
		return ""
	case ShipAction:
		if o.ShippedAt > 0 {
			return WhyDone
		}
		return unless(state.MayShip(), state)
	case PlanShippingAction:
		if o.ShippedAt > 0 {
			return WhyDone
		}
		return unless(state.mayEverShip(), state)
	case CancelOrderAction:
		return refuseCancelOrder(state)
	case AcceptAction:
		return unless(state == Attention, state)
	case CaptureAction, ReauthoriseAction, CancelPaymentAction, RefundAction:
	}
	if busy != "" && busy != kindOf(action, o) {
		return WhyBusy
	}
	return refuseMoney(o, now, action)
}

// refuseMoney is about the actions that move money.
func refuseMoney(o query.Order, now time.Time, action Action) Why {
	state := State(o.State)
	switch action { //nolint:exhaustive // the others move no money
	case CaptureAction:
		if why := unless(capturable(state), state); why != "" {
			return why
		}
		return refuseCharge(o, now)
	case ReauthoriseAction:
		if why := unless(state == Lapsed || state == Declined, state); why != "" {
			return why
		}
		return refuseCharge(o, now)
	case CancelPaymentAction:
		cancellable := slices.Contains([]State{Pending, Authorised, Lapsed, Declined, Captured, PartlyRefunded, Attention}, state)
		return unless(cancellable, state)
	case RefundAction:
		refundable := slices.Contains([]State{Captured, PartlyRefunded, Refunded, Attention}, state) && o.Captured > 0
		return unless(refundable, state)
	}
	return WhyState
}

// refuseCharge is about taking or reserving money: not an amount that is not the ledger's (R5-4), and not after 180 days.
func refuseCharge(o query.Order, now time.Time) Why {
	switch {
	case o.Differs == 1:
		return WhyDiffers
	case o.Alert == AlertUnknownCharge:
		return WhyUnknownCharge
	case o.PermissionExpiresAt > 0 && now.After(store.Micros(o.PermissionExpiresAt).Time()):
		return WhyOver
	}
	return ""
}

func capturable(s State) bool { return s == Authorised || s == Lapsed }

// kindOf is the operation that an action plans: the same one under way is no obstacle to it, it is joined.
func kindOf(action Action, o query.Order) string {
	switch {
	case action == CaptureAction && State(o.State) == Authorised:
		return captureOperation
	case action == CancelPaymentAction && o.Captured == 0:
		return cancelOperation
	}
	return ""
}

// unless gives the reason that a state is.
func unless(allowed bool, s State) Why {
	if allowed {
		return ""
	}
	switch s {
	case Awaiting, Unpaid:
		return WhyUnpaid
	case Pending:
		return WhyPending
	case Capturing:
		return WhyCapturing
	case Cancelled, OrderCancelled:
		return WhyCancelled
	case Refunding:
		return WhyRefunding
	case Captured, PartlyRefunded, Refunded:
		return WhyDone
	case Authorised, Lapsed, Declined, Attention:
	}
	return WhyState
}

func refuseCancelOrder(s State) Why {
	switch s {
	case Cancelled, Refunded:
		return ""
	case OrderCancelled:
		return WhyDone
	case Pending, Authorised, Capturing, Captured, Lapsed, Declined, PartlyRefunded, Refunding:
		return WhyPaidFirst
	case Awaiting, Unpaid, Attention:
	}
	return WhyState
}

// permit asks for one action, with what is under way.
func (b *Book) permit(ctx context.Context, o query.Order, action Action) error {
	busy, err := b.Busy(ctx, o)
	if err != nil {
		return err
	}
	if why := refusal(o, busy, b.Now(), action); why != "" {
		return &PermitError{action, why}
	}
	return nil
}

// Busy is the kind of the operation that is under way with an order; "" when none is.
func (b *Book) Busy(ctx context.Context, o query.Order) (string, error) {
	planned, err := b.DB.Read().PlannedOperations(ctx, query.PlannedOperationsParams{ShopID: o.ShopID, Subject: o.ID})
	if err != nil {
		return "", fmt.Errorf("ledger: planned: %w", err)
	}
	if len(planned) == 0 {
		return "", nil
	}
	return planned[0].Kind, nil
}
