package sandbox

import "slices"

// What buyers do in their account at Amazon, and Amazon and banks by themselves.

// nonChargeable are the troubles of a permission that its buyer has to repair (protocol 4.2).
var nonChargeable = []string{
	invalidMethod, "PaymentMethodDeleted", "PaymentMethodExpired", methodNotAllowed, "PaymentMethodNotSet",
	"BillingAddressDeleted", "MFAFailed",
}

// SetPaymentMethod brings a permission into trouble, so that it is NonChargeable for this reason; "" repairs it.
func (s *Sandbox) SetPaymentMethod(permissionID, reason string) error {
	return s.withPermission(permissionID, func(p *chargePermission) *Error {
		if reason != "" && !slices.Contains(nonChargeable, reason) {
			return invalid("reason")
		}
		if p.state == permissionClosed {
			return wrongPermission(p)
		}
		p.trouble = reason
		s.settle(p)
		return nil
	})
}

// RepairPaymentMethod is what a buyer does on Amazon's pages after a hard decline: the permission is chargeable
// again.
func (s *Sandbox) RepairPaymentMethod(permissionID string) error {
	return s.SetPaymentMethod(permissionID, "")
}

// ClosePermissionByBuyer closes a permission as its buyer can; what is authorized ends with it.
func (s *Sandbox) ClosePermissionByBuyer(permissionID string) error {
	return s.closeByOther(permissionID, "BuyerClosed", string(BuyerCanceled))
}

// ClosePermissionByAmazon closes a permission as Amazon may; what is authorized ends with it.
func (s *Sandbox) ClosePermissionByAmazon(permissionID string) error {
	return s.closeByOther(permissionID, amazonCanceled, amazonCanceled)
}

func (s *Sandbox) closeByOther(permissionID, reason, chargeReason string) error {
	return s.withPermission(permissionID, func(p *chargePermission) *Error {
		if p.state == permissionClosed {
			return wrongPermission(p)
		}
		s.closePermission(p, reason, "")
		s.cancelOpen(p, chargeReason)
		return nil
	})
}

// Chargeback lets the buyer's bank take back what is left of a captured charge. The merchant is notified of it under an
// id of its own; the charge stays as it is.
func (s *Sandbox) Chargeback(chargeID string) (chargebackID string, err error) {
	err = s.withCharge(chargeID, func(c *charge) *Error {
		if c.state != chargeCaptured || c.chargeback > 0 {
			return wrongCharge(c.state)
		}
		left := c.captured - c.refunded
		if left <= 0 {
			return exceeded("chargeback")
		}
		c.chargeback, c.disputed = left, s.now()
		chargebackID = c.base + "-B" + randomText(digits, 6)
		s.record(Event{
			Subject: SubjectCharge, ID: c.id, MerchantID: c.merchantID, SessionID: c.permission.sessionID, State: "Chargeback",
			Detail: text(left),
		})
		s.announce(c.owner, stateChange, objectChargeback, chargebackID, c.permission)
		return nil
	})
	return chargebackID, err
}
