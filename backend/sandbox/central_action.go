package sandbox

import (
	"net/url"

	"noren/backend/sandbox/central"
)

// orderAction is what a merchant can do with an order, or with one of its charges: c is nil for the whole order.
type orderAction struct {
	name    central.Action
	offered func(d *desk, p *chargePermission, c *charge) bool
	now     func(c *charge) int64                                       // yen as it stands; nil: none is asked for
	most    func(d *desk, p *chargePermission, c *charge) int64         // yen that may be asked for; nil: no amount
	propose func(d *desk, p *chargePermission, c *charge) int64         // yen to begin with
	reason  bool                                                        // a reason may be given
	do      func(s *Sandbox, id string, yen int64, reason string) error // id of the charge or of the order; takes the lock itself
	done    central.Done
}

// orderActions in the order in which they are offered.
var orderActions = []orderAction{
	{
		name: central.ActionCapture, done: central.DoneCapture,
		offered: func(_ *desk, _ *chargePermission, c *charge) bool { return c != nil && c.state == chargeAuthorized },
		now:     func(c *charge) int64 { return c.amount },
		most:    func(_ *desk, _ *chargePermission, c *charge) int64 { return c.amount },
		propose: func(_ *desk, _ *chargePermission, c *charge) int64 { return c.amount },
		do:      func(s *Sandbox, id string, yen int64, _ string) error { return s.Capture(id, yen) },
	},
	{
		name: central.ActionAmount, done: central.DoneAmount,
		offered: func(d *desk, _ *chargePermission, c *charge) bool {
			return c != nil && c.state == chargeAuthorized && d.highestAmount(c) > 0
		},
		now:     func(c *charge) int64 { return c.amount },
		most:    func(d *desk, _ *chargePermission, c *charge) int64 { return d.highestAmount(c) },
		propose: func(_ *desk, _ *chargePermission, c *charge) int64 { return c.amount },
		do:      func(s *Sandbox, id string, yen int64, _ string) error { return s.ChangeAmount(id, yen) },
	},
	{
		name: central.ActionRefund, done: central.DoneRefund,
		offered: func(d *desk, _ *chargePermission, c *charge) bool { return c != nil && d.refundableNow(c, 1) == nil },
		now:     func(c *charge) int64 { return c.captured - c.refunded },
		most:    func(_ *desk, _ *chargePermission, c *charge) int64 { return c.refundable() },
		propose: func(_ *desk, _ *chargePermission, c *charge) int64 {
			return max(0, min(c.captured-c.refunded, c.refundable()))
		},
		do: func(s *Sandbox, id string, yen int64, _ string) error {
			_, err := s.Refund(id, yen)
			return err
		},
	},
	{
		name: central.ActionCancel, done: central.DoneCancel, reason: true,
		offered: func(d *desk, _ *chargePermission, c *charge) bool {
			return c != nil && (c.undecided() || c.state == chargeCaptureInitiated && d.settings.CancelDuringCapture)
		},
		do: func(s *Sandbox, id string, _ int64, reason string) error { return s.CancelCharge(id, reason) },
	},
	{
		name: central.ActionCharge, done: central.DoneCharge,
		offered: func(d *desk, p *chargePermission, c *charge) bool { return c == nil && d.allows(p, 1) == nil },
		most:    func(d *desk, p *chargePermission, _ *charge) int64 { return d.chargeable(p) },
		propose: func(d *desk, p *chargePermission, _ *charge) int64 { return d.chargeable(p) },
		do:      func(s *Sandbox, id string, yen int64, _ string) error { return s.chargeOrder(id, yen) },
	},
	{
		name: central.ActionClose, done: central.DoneClose, reason: true,
		offered: func(_ *desk, p *chargePermission, c *charge) bool { return c == nil && p.state != permissionClosed },
		do:      func(s *Sandbox, id string, _ int64, reason string) error { return s.ClosePermission(id, reason) },
	},
}

// chargeable is the most that a new charge of the order may be.
func (s *Sandbox) chargeable(p *chargePermission) int64 {
	if p.kind == paymentMethodOnFile {
		return maxAmount
	}
	return min(s.balance(p), maxAmount)
}

// chargeOrder makes a new charge and captures it at once, as after the authorization has lapsed (R5-7).
func (s *Sandbox) chargeOrder(permissionID string, amount int64) error {
	return s.withPermission(permissionID, func(p *chargePermission) *Error {
		now := true
		c := &call{Sandbox: s, owner: p.owner, body: encode(chargeRequest{
			ChargePermissionID: &p.id, ChargeAmount: yen(amount), CaptureNow: &now, MerchantMetadata: &p.metadata,
		})}
		_, _, wrong := c.createCharge()
		return wrong
	})
}

func (d *desk) offered(p *chargePermission, c *charge) []central.ActionLink {
	var links []central.ActionLink
	for _, a := range orderActions {
		if a.offered(d, p, c) {
			links = append(links, central.ActionLink{Action: a.name, Link: d.actionAddress(p, c, a)})
		}
	}
	return links
}

func (d *desk) actionAddress(p *chargePermission, c *charge, a orderAction) string {
	address := d.path("orders", p.id, string(a.name))
	if c != nil {
		address += "?" + url.Values{"charge": {c.id}}.Encode()
	}
	return address
}
