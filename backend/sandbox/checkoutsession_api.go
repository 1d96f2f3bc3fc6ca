package sandbox

import "reflect"

// createCheckoutSession is POST /checkoutSessions.
func (c *call) createCheckoutSession() (int, any, *Error) {
	var request checkoutRequest
	if wrong := decode(c.body, &request, reflect.TypeFor[checkoutRequest]()); wrong != nil {
		return 0, nil, wrong
	}
	if wrong := c.checkSession(c.owner, request); wrong != nil {
		return 0, nil, wrong
	}
	x := c.openSession(c.owner, "PayAndShip", request)
	return 201, c.showSession(x, c.base), nil
}

func (c *call) session() (*checkoutSession, *Error) {
	x, ok := c.sessions[c.id]
	if !ok || x.owner != c.owner {
		return nil, c.notFound(c.id)
	}
	return x, nil
}

// getCheckoutSession is GET /checkoutSessions/{id}.
func (c *call) getCheckoutSession() (int, any, *Error) {
	x, wrong := c.session()
	if wrong != nil {
		return 0, nil, wrong
	}
	return 200, c.showSession(x, c.base), nil
}

// updateCheckoutSession is PATCH /checkoutSessions/{id}. What it refuses changes nothing. When the payment
// changes, the buyer has to see the processing page again.
func (c *call) updateCheckoutSession() (int, any, *Error) {
	x, wrong := c.session()
	if wrong != nil {
		return 0, nil, wrong
	}
	if x.state != sessionOpen {
		return 0, nil, wrongSession(x.state)
	}
	merged := clone(x.request)
	if wrong := c.patch(&merged, reflect.TypeFor[checkoutUpdate]()); wrong != nil {
		return 0, nil, wrong
	}
	if wrong := c.checkSession(c.owner, merged); wrong != nil {
		return 0, nil, wrong
	}
	if !reflect.DeepEqual(merged.MultiAddresses, x.request.MultiAddresses) {
		if wrong := x.checkChosen(merged.MultiAddresses); wrong != nil {
			return 0, nil, wrong
		}
	}
	if !reflect.DeepEqual(merged.PaymentDetails, x.request.PaymentDetails) {
		x.paid = false
	}
	x.request, x.updated = merged, c.now()
	return 200, c.showSession(x, c.base), nil
}
