package sandbox

import "errors"

// Choice is what a buyer chooses on the hosted page, by ids of Buyers. An empty Address or Card takes the first;
// Address is for PayAndShip, Addresses for PayAndShipMultiAddress (protocol 12.9), without them it is the one Address.
type Choice struct {
	Buyer     string   `json:"buyer"`
	Address   string   `json:"address"`
	Addresses []string `json:"addresses"`
	Card      string   `json:"card"`
}

// ErrSeller is the refusal of the merchant's own account (R4-15).
var ErrSeller = errors.New("sandbox: the merchant's own account cannot buy")

// ErrOtherBuyer is the refusal of a permission's renewal by anybody but its buyer.
var ErrOtherBuyer = errors.New("sandbox: the charge permission belongs to another buyer")

// ErrAddressRefused tells that the shop does not deliver to the address (protocol 12.6).
var ErrAddressRefused = errors.New("sandbox: the shop does not deliver to this address")

// ErrCardRefused tells that the card needs intent Authorize with canHandlePendingAuthorization (protocol 9.1).
var ErrCardRefused = errors.New("sandbox: the card needs a pending authorization")

// Choose presses 「続行」: the session gets buyer, address and card, redirect is the review return URL. With an
// Additional Payment Button it pays, and redirect is the result URL (protocol 7.6).
func (s *Sandbox) Choose(sessionID string, choice Choice) (redirect string, err error) {
	s.lock()
	defer s.unlock()
	x, err := s.liveSession(sessionID)
	if err != nil {
		return "", err
	}
	buyer, ok := s.buyer(choice.Buyer)
	if !ok {
		return "", notFound(choice.Buyer)
	}
	if choice.Address == "" && len(buyer.Addresses) > 0 {
		choice.Address = buyer.Addresses[0].ID
	}
	if len(choice.Addresses) == 0 {
		choice.Addresses = []string{choice.Address}
	}
	if choice.Card == "" && len(buyer.Cards) > 0 {
		choice.Card = buyer.Cards[0].ID
	}
	if err := s.choose(x, buyer, choice); err != nil {
		return "", err
	}
	if x.additionalPayment() {
		return s.payOrCancel(x)
	}
	return x.reviewReturn(), nil
}

func (s *Sandbox) liveSession(id string) (*checkoutSession, error) {
	x, ok := s.sessions[id]
	if !ok {
		return nil, notFound(id)
	}
	if x.state != sessionOpen {
		return nil, wrongSession(x.state)
	}
	return x, nil
}

// choose sets what was chosen; the buyer will have to see the processing page after it.
func (s *Sandbox) choose(x *checkoutSession, buyer *Buyer, choice Choice) error {
	if buyer.Seller {
		return ErrSeller
	}
	if former, ok := s.former(x); ok && former.buyer.ID != buyer.ID {
		return ErrOtherBuyer
	}
	card, ok := buyer.card(choice.Card)
	if !ok {
		return notFound(choice.Card)
	}
	if x.intent() != "" && !x.canPayWith(card) {
		return ErrCardRefused
	}
	shipping := x.shipping
	var places []BookedPlace
	if x.needsAddress() && x.request.AddressDetails == nil {
		var err error
		if places, err = x.places(buyer, choice.Addresses); err != nil {
			return err
		}
		shipping = &places[0].Address
	}
	x.buyer, x.card, x.shipping, x.billing = buyer, card, shipping, buyer.home()
	if x.multiAddress() {
		x.sendTo(places)
	}
	x.paid, x.ordered, x.updated = false, "", s.now()
	s.sessionChanged(x, "chosen")
	return nil
}

func (x *checkoutSession) canPayWith(card *Card) bool {
	return x.allows(card.Outcome)
}

func (x *checkoutSession) reviewReturn() string {
	return withParameter(deref(x.web().CheckoutReviewReturnURL), sessionParameter, x.id)
}

// changeReturn is where a buyer goes who leaves a change: the review page, if there is one.
func (x *checkoutSession) changeReturn() string {
	if x.web().CheckoutReviewReturnURL == nil {
		return x.cancelReturn()
	}
	return x.reviewReturn()
}

func (x *checkoutSession) resultReturn() string {
	return withParameter(deref(x.web().CheckoutResultReturnURL), sessionParameter, x.id)
}

// cancelReturn is the cancel URL, or the page of the shop from which the buyer came (protocol 7.6).
func (x *checkoutSession) cancelReturn() string {
	if target := deref(x.web().CheckoutCancelURL); target != "" {
		return target
	}
	if isWebURL(x.origin) {
		return x.origin
	}
	if x.web().CheckoutReviewReturnURL != nil {
		return x.reviewReturn()
	}
	return x.resultReturn()
}

// Pay goes through the processing page: the outcome is the card's. Redirect is the result URL whether it went
// well or not; the merchant reads the state (protocol 7.6). It is an error while constraints are left.
func (s *Sandbox) Pay(sessionID string) (redirect string, err error) {
	s.lock()
	defer s.unlock()
	x, err := s.liveSession(sessionID)
	if err != nil {
		return "", err
	}
	return s.payOrCancel(x)
}

func (s *Sandbox) payOrCancel(x *checkoutSession) (redirect string, err error) {
	outcome, err := s.pay(x)
	if err != nil {
		return "", err
	}
	if outcome == Declined || outcome == BuyerCanceled {
		s.cancelSession(x, string(outcome))
	}
	return x.resultReturn(), nil
}

// pay marks the session as paid if the card is good. What becomes of a bad one is the caller's to decide: a
// buyer may try another.
func (s *Sandbox) pay(x *checkoutSession) (Outcome, error) {
	if missing := x.constraints(); len(missing) > 0 {
		return "", refuse(422, "InvalidCheckoutSessionStatus", "The checkout session is not ready: "+missing[0].ConstraintID+".")
	}
	s.takeOutcome(x)
	if !x.allows(x.outcome()) {
		return "", ErrCardRefused
	}
	outcome := x.outcome()
	if outcome != Declined && outcome != BuyerCanceled {
		x.paid, x.updated = true, s.now()
		s.sessionChanged(x, "paid")
	}
	return outcome, nil
}

// CancelByBuyer presses 「キャンセル」. On the processing page (nothing is missing any more) it ends the session with
// BuyerCanceled; before, the session stays open. Redirect is the cancel URL or the page of origin.
func (s *Sandbox) CancelByBuyer(sessionID string) (redirect string, err error) {
	s.lock()
	defer s.unlock()
	x, err := s.liveSession(sessionID)
	if err != nil {
		return "", err
	}
	return s.leave(x), nil
}

func (s *Sandbox) leave(x *checkoutSession) string {
	if len(x.constraints()) == 0 {
		s.cancelSession(x, string(BuyerCanceled))
	}
	return x.cancelReturn()
}
