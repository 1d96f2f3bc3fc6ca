package sandbox

import "reflect"

type completeRequest struct {
	ChargeAmount     *Price `json:"chargeAmount"`
	TotalOrderAmount *Price `json:"totalOrderAmount"`
}

// completeCheckoutSession is POST /checkoutSessions/{id}/complete: the moment at which the payment intent takes
// effect (protocol 3.3).
func (c *call) completeCheckoutSession() (int, any, *Error) {
	x, wrong := c.session()
	if wrong != nil {
		return 0, nil, wrong
	}
	var request completeRequest
	if wrong := decode(c.body, &request, reflect.TypeFor[completeRequest]()); wrong != nil {
		return 0, nil, wrong
	}
	switch {
	case x.state == sessionCanceled:
		return 0, nil, c.canceledSession(x.reason)
	case x.state != sessionOpen:
		return 0, nil, wrongSession(x.state)
	case !x.paid:
		return 0, nil, refuse(422, "InvalidCheckoutSessionStatus", "The buyer has not finished the payment of the checkout session.")
	}
	if wrong := x.checkAmounts(request); wrong != nil {
		return 0, nil, wrong
	}
	if wrong := c.checkRenewal(x); wrong != nil {
		return 0, nil, wrong
	}
	outcome, wrong := c.simulateComplete(x)
	if wrong != nil {
		return 0, nil, wrong
	}
	if c.complete(x, outcome) {
		return 202, c.showSession(x, c.base), nil
	}
	return 200, c.showSession(x, c.base), nil
}

// checkAmounts compares the amounts of Complete with those of the last Update.
func (x *checkoutSession) checkAmounts(request completeRequest) *Error {
	p := x.payment()
	if x.setupOnly() && request.ChargeAmount == nil {
		return nil
	}
	if wrong := request.ChargeAmount.require("chargeAmount"); wrong != nil {
		return wrong
	}
	if wrong := request.TotalOrderAmount.check("totalOrderAmount", 1); wrong != nil {
		return wrong
	}
	mismatch := refuse(409, "AmountMismatch", "The amount differs from the amount of the checkout session.")
	if request.ChargeAmount.value() != p.ChargeAmount.value() {
		return mismatch
	}
	if p.TotalOrderAmount != nil && request.TotalOrderAmount.value() != p.TotalOrderAmount.value() {
		return mismatch
	}
	if p.TotalOrderAmount == nil && request.TotalOrderAmount != nil &&
		request.TotalOrderAmount.value() != p.ChargeAmount.value() {
		return mismatch
	}
	return nil
}

// simulateComplete follows x-amz-pay-simulation-code (protocol 9.2), which overrides the card.
func (c *call) simulateComplete(x *checkoutSession) (outcome Outcome, wrong *Error) {
	switch c.simulation {
	case "":
		return x.outcome(), nil
	case "BuyerCanceled", "AmazonCanceled", "Declined":
		c.cancelSession(x, c.simulation)
		return "", c.canceledSession(c.simulation)
	case "AuthorizationInitiated":
		if !x.pendingAllowed() || x.intent() != intentAuthorize {
			return "", wrongSimulation(c.simulation)
		}
		return Pending, nil
	default:
		return "", wrongSimulation(c.simulation)
	}
}

// checkRenewal looks again at the permission that a session renews: it may have been closed, or charged, meanwhile.
func (c *call) checkRenewal(x *checkoutSession) *Error {
	p, ok := c.former(x)
	switch {
	case !ok:
		return nil
	case p.state == permissionClosed:
		return wrongPermission(p)
	case x.intent() == intentConfirm:
		return nil
	}
	return c.allowsMonth(p, x.payment().ChargeAmount.value())
}

// complete makes the permission, or renews it, and, unless the intent is Confirm, its first charge.
func (s *Sandbox) complete(x *checkoutSession, outcome Outcome) (pending bool) {
	p, ok := s.former(x)
	if ok {
		s.renew(p, x)
	} else {
		p = s.grant(x)
	}
	x.state, x.updated, x.permissionID = sessionCompleted, s.now(), p.id
	s.sessionChanged(x, string(x.state))
	if p.kind != paymentMethodOnFile {
		s.mailBuyer(p, MailOrderPlaced, p.ordered(), p.metadata)
	}
	if x.intent() == intentConfirm || x.setupOnly() {
		return false
	}
	ch := s.newCharge(p, x.payment().ChargeAmount.value(), deref(x.request.MerchantMetadata))
	ch.provider = deref(x.request.ProviderMetadata)
	ch.platformID = x.request.PlatformID
	ch.channel = "Web"
	x.chargeID = ch.id
	switch {
	case outcome.pending() && x.pendingAllowed() && x.intent() == intentAuthorize:
		s.startAuthorization(ch, outcome.declineReason())
		pending = true
	case x.intent() == intentAuthorizeWithCapture:
		s.captured(ch, ch.amount)
	default:
		s.authorized(ch)
	}
	return pending
}
