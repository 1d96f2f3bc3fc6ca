package sandbox

import "time"

// sessionState and its reasons are protocol 4.1.
type sessionState string

const (
	sessionOpen      sessionState = "Open"
	sessionCompleted sessionState = "Completed"
	sessionCanceled  sessionState = "Canceled"
)

// Lives of a session (protocol 4.1).
const (
	sessionLife      = 24 * time.Hour
	sessionRetention = 30 * 24 * time.Hour
)

// checkoutSession is one buyer's way through the hosted pages.
type checkoutSession struct {
	owner
	id          string
	order       int
	productType string
	request     checkoutRequest // what the merchant said
	origin      string          // page of the shop, where a buyer who cancels goes without a cancel URL
	estimate    string          // order amount as the button gave it, ready to read
	lang        string          // of the hosted pages

	buyer     *Buyer
	shipping  *Address
	addresses []BookedPlace // of PayAndShipMultiAddress; shipping is the first
	billing   *Address
	card      *Card
	ordered   Outcome // by NextOutcome, instead of the card's; "": the card's

	// paid: the buyer has finished the processing page, the payment method was good, the merchant may complete.
	paid bool

	state        sessionState
	reason       string
	permissionID string
	chargeID     string
	created      time.Time
	updated      time.Time
}

// statusDetails is the state of everything but permissions.
type statusDetails struct {
	State                string  `json:"state"`
	ReasonCode           *string `json:"reasonCode"`
	ReasonDescription    *string `json:"reasonDescription"`
	LastUpdatedTimestamp stamp   `json:"lastUpdatedTimestamp"`
}

func (s *Sandbox) openSession(o owner, productType string, request checkoutRequest) *checkoutSession {
	now := s.now()
	request.Scopes = s.scopesOf(request.Scopes)
	x := &checkoutSession{
		owner: o, id: newUUID(), order: s.nextOrder(), productType: productType, request: request,
		state: sessionOpen, created: now, updated: now,
	}
	s.sessions[x.id] = x
	s.sessionChanged(x, string(x.state))
	s.at(now.Add(sessionLife), func() { s.cancelSession(s.sessions[x.id], "Expired") })
	s.at(now.Add(sessionRetention), func() { delete(s.sessions, x.id) })
	return x
}

func (s *Sandbox) nextOrder() int {
	s.order++
	return s.order
}

func (s *Sandbox) cancelSession(x *checkoutSession, reason string) {
	if x.state != sessionOpen {
		return
	}
	x.state, x.reason, x.updated = sessionCanceled, reason, s.now()
	s.sessionChanged(x, string(x.state))
}

// sessionChanged enters a session's new state, or a step of its buyer, in the journal.
func (s *Sandbox) sessionChanged(x *checkoutSession, what string) {
	s.record(Event{
		Subject: SubjectSession, ID: x.id, MerchantID: x.merchantID, SessionID: x.id, State: what, Detail: x.reason,
	})
}

func (x *checkoutSession) payment() paymentDetails { return deref(x.request.PaymentDetails) }
func (x *checkoutSession) web() webCheckoutDetails { return deref(x.request.WebCheckoutDetails) }
func (x *checkoutSession) intent() string          { return deref(x.payment().PaymentIntent) }
func (x *checkoutSession) pendingAllowed() bool {
	return deref(x.payment().CanHandlePendingAuthorization)
}
func (x *checkoutSession) kind() string { return kindOf(x.request) }

func (x *checkoutSession) needsAddress() bool {
	return x.productType == "PayAndShip" || x.multiAddress()
}

func (x *checkoutSession) additionalPayment() bool {
	return deref(x.web().CheckoutMode) == "ProcessOrder"
}
func (x *checkoutSession) setupOnly() bool         { return setupOnly(x.request) }
func (x *checkoutSession) asked(scope string) bool { return asked(x.request.Scopes, scope) }

func kindOf(r checkoutRequest) string {
	switch {
	case r.ChargePermissionType != nil:
		return *r.ChargePermissionType
	case r.ChargePermissionID != nil: // only these can be renewed
		return recurring
	default:
		return oneTime
	}
}

func setupOnly(r checkoutRequest) bool {
	return deref(deref(r.PaymentMethodOnFileMetadata).SetupOnly)
}

// constraint is one thing that is missing before the session can be paid.
type constraint struct {
	ConstraintID string `json:"constraintId"`
	Description  string `json:"description"`
}

// constraints lists what is missing, in Amazon's order (protocol 3.2).
func (x *checkoutSession) constraints() []constraint {
	list := []constraint{}
	if x.state != sessionOpen {
		return list
	}
	need := func(there bool, id, description string) {
		if !there {
			list = append(list, constraint{ConstraintID: id, Description: description})
		}
	}
	p := x.payment()
	need(x.buyer != nil, "BuyerNotAssociated", "There is no buyer associated with the Checkout Session.")
	need(p.ChargeAmount != nil || x.setupOnly(), "ChargeAmountNotSet", "chargeAmount is not set.")
	need(x.web().CheckoutResultReturnURL != nil, "CheckoutResultReturnUrlNotSet", "checkoutResultReturnUrl is not set.")
	need(p.PaymentIntent != nil, "PaymentIntentNotSet", "paymentIntent is not set.")
	need(x.kind() != recurring || deref(x.request.RecurringMetadata).Frequency != nil,
		"RecurringFrequencyNotSet", "recurringMetadata.frequency is not set.")
	return list
}
