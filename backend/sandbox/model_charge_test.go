package sandbox_test

func (m *model) addCharge(p *modelPermission, amount int, state string) *modelCharge {
	c := &modelCharge{permission: p, state: state, amount: amount, born: m.now, authorized: m.now}
	p.charges, m.charges, p.lastCharged = append(p.charges, c), append(m.charges, c), m.now
	switch state {
	case "Captured":
		c.captured = amount
	case "CaptureInitiated":
		c.capturing, c.decided = amount, m.now+soon
	case "AuthorizationInitiated":
		c.decided = m.now + soon
	}
	m.follow(p)
	return c
}

// create is Create Charge.
func (m *model) create(p *modelPermission, amount int, captureNow, mayPend bool, code string) (int, string) {
	valid := 0
	for _, c := range p.charges {
		if c.state != "Canceled" && c.state != "Declined" {
			valid++
		}
	}
	state, _ := p.state()
	switch {
	case captureNow && mayPend:
		return 400, "InvalidParameterCombination"
	case amount > 10_000_000:
		return 400, "TransactionAmountExceeded"
	case state != "Chargeable":
		return 422, "InvalidChargePermissionStatus"
	case !p.recurring && valid >= 25:
		return 422, "TransactionCountExceeded"
	case !p.recurring && amount > m.balance(p):
		return 400, "TransactionAmountExceeded"
	case amount > m.balance(p):
		return 400, "PeriodicAmountExceeded"
	}
	switch code {
	case "":
		switch {
		case captureNow:
			m.addCharge(p, amount, "Captured")
		case mayPend && p.card.pending():
			m.addCharge(p, amount, "AuthorizationInitiated").decline = p.card.decline()
		default:
			m.addCharge(p, amount, "Authorized")
		}
	case "AuthorizationInitiated", "PendingHardDeclined", "PendingAmazonRejected":
		if !mayPend {
			return 400, "InvalidSandboxSimulationSpecified"
		}
		c := m.addCharge(p, amount, "AuthorizationInitiated")
		c.decline = map[string]string{"PendingHardDeclined": "HardDeclined", "PendingAmazonRejected": "AmazonRejected"}[code]
	case "CaptureInitiated":
		if !captureNow {
			return 400, "InvalidSandboxSimulationSpecified"
		}
		m.addCharge(p, amount, "CaptureInitiated")
	case "ProcessingFailure":
		return 500, code
	default:
		p.fail(code)
		return 422, code
	}
	return 201, ""
}

func (m *model) capture(c *modelCharge, amount int, code string) (int, string) {
	late := m.now-c.authorized >= 7*day // and the moment of real time that has passed
	switch {
	case c.state != "Authorized":
		return 422, "InvalidChargeStatus"
	case amount > c.amount:
		return 400, "TransactionAmountExceeded"
	case code == "AmazonRejected":
		c.state, c.reason = "Declined", code
		c.permission.fail(code)
		m.follow(c.permission)
		return 422, code
	case code != "" || late:
		c.state, c.capturing, c.decided = "CaptureInitiated", amount, m.now+soon
		c.decline = map[string]string{"PendingProcessingFailure": "ProcessingFailure"}[code]
	default:
		c.state, c.captured = "Captured", amount
	}
	m.follow(c.permission)
	return 200, ""
}

func (m *model) cancel(c *modelCharge, reason string) (int, string) {
	if !c.undecided() {
		return 422, "InvalidChargeStatus"
	}
	c.state, c.reason = "Canceled", reason
	m.follow(c.permission)
	return 200, ""
}

// refundable is the capture and the smaller of 15 % and ¥8,400, less what was given back or is about to be.
func (c *modelCharge) refundable() int {
	left := c.captured + min(c.captured*15/100, 8400)
	for _, r := range c.refunds {
		if r.state != "Declined" {
			left -= r.amount
		}
	}
	return left
}

func (m *model) refund(c *modelCharge, amount int, code string) (int, string) {
	valid := 0
	for _, r := range c.refunds {
		if r.state != "Declined" {
			valid++
		}
	}
	switch {
	case c.state != "Captured":
		return 422, "InvalidChargeStatus"
	case valid >= 10:
		return 422, "TransactionCountExceeded"
	case amount > c.refundable():
		return 400, "TransactionAmountExceeded"
	}
	r := &modelRefund{charge: c, amount: amount, state: "RefundInitiated", decline: code, decided: m.now + soon}
	c.refunds, m.refunds = append(c.refunds, r), append(m.refunds, r)
	return 201, ""
}
