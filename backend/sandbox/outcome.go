package sandbox

import (
	"fmt"
	"math"
	"slices"
)

// NextOutcome says what paying comes to, whatever the card.
type NextOutcome struct {
	Outcome    Outcome `json:"outcome"`
	MerchantID string  `json:"merchantId"` // "": every merchant
	Count      int     `json:"count"`      // how many payments; 0: all, until ClearOutcomes
}

type orderedOutcome struct {
	NextOutcome

	left int
}

var outcomes = []Outcome{Success, BuyerCanceled, Declined, Pending, PendingDeclined}

// NextOutcome orders what the next payments come to, in the order of the calls. A pending outcome waits for a payment
// that allows it: intent Authorize with canHandlePendingAuthorization (protocol 9.1).
func (s *Sandbox) NextOutcome(o NextOutcome) error {
	if !slices.Contains(outcomes, o.Outcome) {
		return refuse(400, "InvalidParameterValue", fmt.Sprintf("The value %q provided for 'outcome' is invalid: want one of %v.", o.Outcome, outcomes))
	}
	x := &orderedOutcome{NextOutcome: o, left: o.Count}
	if o.Count <= 0 {
		x.left = math.MaxInt
	}
	s.lock()
	defer s.unlock()
	s.outcomes = append(s.outcomes, x)
	return nil
}

// NextOutcomes lists what is ordered and not used up; Count is what is left.
func (s *Sandbox) NextOutcomes() []NextOutcome {
	s.lock()
	defer s.unlock()
	list := []NextOutcome{}
	for _, x := range s.outcomes {
		o := x.NextOutcome
		if o.Count > 0 {
			o.Count = x.left
		}
		list = append(list, o)
	}
	return list
}

// ClearOutcomes takes all orders of outcomes back.
func (s *Sandbox) ClearOutcomes() {
	s.lock()
	defer s.unlock()
	s.outcomes = nil
}

// takeOutcome applies the oldest order that fits to a payment that is being made.
func (s *Sandbox) takeOutcome(x *checkoutSession) {
	at := slices.IndexFunc(s.outcomes, func(o *orderedOutcome) bool {
		return (o.MerchantID == "" || o.MerchantID == x.merchantID) && x.allows(o.Outcome)
	})
	if at < 0 {
		return
	}
	o := s.outcomes[at]
	x.ordered = o.Outcome
	if o.left--; o.left == 0 {
		s.outcomes = slices.Delete(s.outcomes, at, at+1)
	}
}

// outcome is what paying comes to: the card's, unless another was ordered.
func (x *checkoutSession) outcome() Outcome {
	if x.ordered != "" {
		return x.ordered
	}
	return x.card.outcome()
}

func (x *checkoutSession) allows(o Outcome) bool {
	return !o.pending() || x.intent() == intentAuthorize && x.pendingAllowed()
}
