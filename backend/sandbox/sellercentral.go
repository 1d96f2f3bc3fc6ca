package sandbox

// What a merchant does in Seller Central. The code behind it is that of the API's operations.

// Capture requests the payment of an authorized charge, or of a part of it.
func (s *Sandbox) Capture(chargeID string, yen int64) error {
	return s.withCharge(chargeID, func(c *charge) *Error {
		if yen < 1 {
			return invalid("captureAmount")
		}
		if wrong := c.capturable(yen); wrong != nil {
			return wrong
		}
		s.capture(c, yen)
		return nil
	})
}

// CancelCharge cancels a charge of which no money was taken.
func (s *Sandbox) CancelCharge(chargeID, reason string) error {
	return s.withCharge(chargeID, func(c *charge) *Error { return s.cancel(c, reason) })
}

// Refund starts to give money of a captured charge back.
func (s *Sandbox) Refund(chargeID string, yen int64) (refundID string, err error) {
	err = s.withCharge(chargeID, func(c *charge) *Error {
		if yen < 1 {
			return invalid("refundAmount")
		}
		if wrong := s.refundableNow(c, yen); wrong != nil {
			return wrong
		}
		refundID = s.startRefund(c, yen, "").id
		return nil
	})
	return refundID, err
}

// ChangeAmount changes the amount of an authorized order before its payment is requested: lower, or higher within what
// the buyer agreed to. The permission's limit follows, except for the monthly one of Recurring. It goes out as
// ATTRIBUTE_CHANGE (R5-4).
func (s *Sandbox) ChangeAmount(chargeID string, yen int64) error {
	return s.withCharge(chargeID, func(c *charge) *Error {
		p := c.permission
		if c.state != chargeAuthorized {
			return wrongCharge(c.state)
		}
		if yen < 1 {
			return invalid("chargeAmount")
		}
		if yen > s.highestAmount(c) {
			return exceeded("chargeAmount")
		}
		if p.kind == oneTime {
			p.limit = min(p.granted, p.limit+yen-c.amount)
		}
		c.amount, c.updated, p.updated = yen, s.now(), s.now()
		s.record(Event{
			Subject: SubjectCharge, ID: c.id, MerchantID: c.merchantID, SessionID: p.sessionID, State: string(c.state),
			Detail: "amount changed to " + text(yen),
		})
		s.announce(c.owner, attributeChange, objectCharge, c.id, p)
		return nil
	})
}

// highestAmount is the most to which an authorized charge can be raised: for Recurring what its month has left, once that
// is over nothing.
func (s *Sandbox) highestAmount(c *charge) int64 {
	p := c.permission
	switch {
	case p.kind == oneTime:
		return min(maxAmount, p.granted-(p.limit-s.balance(p)))
	case p.kind == recurring && s.thisMonth(c.created):
		return c.amount + s.balance(p)
	case p.kind == recurring:
		return c.amount
	default:
		return maxAmount
	}
}

// ClosePermission closes a charge permission; open charges stay, unless the settings say otherwise.
func (s *Sandbox) ClosePermission(permissionID, reason string) error {
	return s.withPermission(permissionID, func(p *chargePermission) *Error {
		return s.endPermission(p, merchantClosed, reason, false)
	})
}

func (s *Sandbox) withCharge(id string, do func(*charge) *Error) error {
	s.lock()
	defer s.unlock()
	c, ok := s.charges[id]
	if !ok {
		return notFound(id)
	}
	if wrong := do(c); wrong != nil {
		return wrong
	}
	return nil
}

func (s *Sandbox) withPermission(id string, do func(*chargePermission) *Error) error {
	s.lock()
	defer s.unlock()
	p, ok := s.permissions[id]
	if !ok {
		return notFound(id)
	}
	if wrong := do(p); wrong != nil {
		return wrong
	}
	return nil
}
