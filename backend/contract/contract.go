// Package contract is the agreement between the operator and a merchant about the use of Amazon Pay (requirements R1-4 to R1-6, R2-3
// to R2-5, R6): who applied, what is billed for which month, and when it ends. Days and months are Japan's.
//
// What state a contract is in is not stored: it follows from what happened and from the clock, so that nobody has to be awake at the
// end of a month.
package contract

import (
	"errors"
	"slices"
	"time"
)

// State is what 「ご利用状況」 says (R6-2).
type State string

// The states.
const (
	None     State = "none"     // 「未申込」
	Applied  State = "applied"  // 「申込済み」: Amazon Pay is not shown yet
	InUse    State = "in_use"   // 「利用中」
	Reserved State = "reserved" // 「解約予約中」: in force until the month ends
	Ended    State = "ended"    // 「解約済み」
)

// States are all of them, in the order of a contract's life.
func States() []State { return []State{None, Applied, InUse, Reserved, Ended} }

// Step is what somebody does with a contract.
type Step string

// The steps.
const (
	Apply   Step = "apply"   // 「お申し込み」 (R2-3)
	Use     Step = "use"     // Amazon Pay is 「表示」 for the first time (R2-1)
	Reserve Step = "reserve" // 「解約する」 (R6-1)
	Revoke  Step = "revoke"  // 「解約予約キャンセルする」 (R6-2)
)

// Steps are all of them.
func Steps() []Step { return []Step{Apply, Use, Reserve, Revoke} }

// steps says which step is possible in which state. Where it leads is [Contract.State]'s matter.
var steps = map[State][]Step{
	None:     {Apply},
	Applied:  {Use, Reserve},
	InUse:    {Reserve},
	Reserved: {Use, Revoke},
	Ended:    {Apply}, // a further contract begins
}

// May reports whether a step is possible in this state.
func (s State) May(step Step) bool { return slices.Contains(steps[s], step) }

// InForce reports that payments may be taken: it has been applied for, and the end has not come (R3-1).
func (s State) InForce() bool { return s == Applied || s == InUse || s == Reserved }

// MayRegister reports whether 「Amazon Payを登録する」, which leads to another account at Amazon, is offered: before the
// application and after the end, and only then (R2-5).
func (s State) MayRegister() bool { return !s.InForce() }

// Contract is one agreement, from the application to its end. A shop that comes back after an end has a further one.
type Contract struct {
	Shop            string
	Number          int64  // counts the shop's contracts, beginning with 1; 0: there never was one
	Company         string // as registered
	CorporateNumber string // thirteen digits, 「法人番号」; "" where the contract is older than the question

	Agreement // to the terms of service

	AppliedAt  time.Time // UTC, as all of them; zero: it did not happen
	UsedAt     time.Time
	ReservedAt time.Time
	EndsAt     time.Time // the first moment at which it is not in force
}

// State says how a contract stands at a moment.
func (c Contract) State(now time.Time) State {
	switch {
	case c.Number == 0:
		return None
	case !c.EndsAt.IsZero() && !now.Before(c.EndsAt):
		return Ended
	case !c.EndsAt.IsZero():
		return Reserved
	case !c.UsedAt.IsZero():
		return InUse
	}
	return Applied
}

// Errors that callers tell apart. Wrong input is a [validate.Faults] instead.
var (
	// ErrStep says that the contract is in a state in which this is not possible, perhaps because somebody was faster.
	ErrStep = errors.New("contract: not possible in this state")
	// ErrUnknownShop says that there is no such shop.
	ErrUnknownShop = errors.New("contract: unknown shop")
)
