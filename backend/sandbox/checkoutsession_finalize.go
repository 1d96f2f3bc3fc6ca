package sandbox

import "reflect"

type finalizeRequest struct {
	ShippingAddress               *Address `json:"shippingAddress"`
	BillingAddress                *Address `json:"billingAddress"`
	ChargeAmount                  *Price   `json:"chargeAmount"`
	TotalOrderAmount              *Price   `json:"totalOrderAmount"`
	PaymentIntent                 *string  `json:"paymentIntent"`
	CanHandlePendingAuthorization *bool    `json:"canHandlePendingAuthorization"`
	SupplementaryData             *string  `json:"supplementaryData"`
}

// finalizeCheckoutSession is POST /checkoutSessions/{id}/finalize: the merchant gives in one call what is
// missing, the buyer who chose a card sees no processing page (protocol 3.3). Complete follows.
func (c *call) finalizeCheckoutSession() (int, any, *Error) {
	x, wrong := c.session()
	if wrong != nil {
		return 0, nil, wrong
	}
	var request finalizeRequest
	if wrong := decode(c.body, &request, reflect.TypeFor[finalizeRequest]()); wrong != nil {
		return 0, nil, wrong
	}
	if x.state != sessionOpen || x.buyer == nil {
		return 0, nil, wrongSession(x.state)
	}
	if x.multiAddress() && request.ShippingAddress != nil {
		return 0, nil, refuse(400, "InvalidParameterCombination", "shippingAddress is not for productType "+multiAddressProduct+".")
	}
	merged := clone(x.request)
	p := deref(merged.PaymentDetails)
	p.ChargeAmount, p.TotalOrderAmount = request.ChargeAmount, request.TotalOrderAmount
	p.PaymentIntent, p.CanHandlePendingAuthorization = request.PaymentIntent, request.CanHandlePendingAuthorization
	merged.PaymentDetails = &p
	if request.SupplementaryData != nil {
		merged.SupplementaryData = request.SupplementaryData
	}
	if wrong := c.checkSession(c.owner, merged); wrong != nil {
		return 0, nil, wrong
	}
	if wrong := p.ChargeAmount.require("chargeAmount"); wrong != nil {
		return 0, nil, wrong
	}
	if p.PaymentIntent == nil {
		return 0, nil, missing("paymentIntent")
	}
	x.request, x.updated = merged, c.now()
	c.takeOutcome(x)
	if !x.allows(x.outcome()) {
		return 0, nil, refuse(400, "InvalidParameterCombination", "The payment method needs canHandlePendingAuthorization.")
	}
	if outcome := x.outcome(); outcome == Declined || outcome == BuyerCanceled {
		c.cancelSession(x, string(outcome))
		return 0, nil, c.canceledSession(x.reason)
	}
	x.paid = true
	if request.ShippingAddress != nil {
		x.shipping = request.ShippingAddress
	}
	if request.BillingAddress != nil {
		x.billing = request.BillingAddress
	}
	return 200, c.showSession(x, c.base), nil
}
