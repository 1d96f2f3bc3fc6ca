package sandbox_test

import (
	"slices"
	"time"
)

// model is section 4 of the protocol written down a second time: plain values and rules, without appointments or
// notifications. model_session_test.go has its sessions; model_actions_test.go plays it against the sandbox.
type model struct {
	start       time.Time
	now         time.Duration // since the start
	sessions    []*modelSession
	permissions []*modelPermission
	charges     []*modelCharge
	refunds     []*modelRefund
}

type modelPermission struct {
	id                string
	recurring         bool
	card              modelCard
	granted, limit    int
	trouble           string // what the buyer has to repair
	closed            string // reason; "": open
	born, lastCharged time.Duration
	charges           []*modelCharge
	reference         string
}

type modelCharge struct {
	id         string
	permission *modelPermission
	state      string
	reason     string
	amount     int
	capturing  int // yen of a capture under way
	captured   int
	refunded   int
	refunds    []*modelRefund
	decline    string        // how what is pending will end; "": well
	decided    time.Duration // when it will
	authorized time.Duration
	born       time.Duration
}

type modelRefund struct {
	id      string
	charge  *modelCharge
	amount  int
	state   string
	reason  string
	decline string
	decided time.Duration
}

const (
	soon     = 30 * time.Second
	authLife = 30 * day
)

func (c *modelCharge) undecided() bool {
	return c.state == "Authorized" || c.state == "AuthorizationInitiated"
}
func (c *modelCharge) open() bool { return c.undecided() || c.state == "CaptureInitiated" }

// balance is what may still be charged: of the order, or of this month in Japan.
func (m *model) balance(p *modelPermission) int {
	left := p.limit
	for _, c := range p.charges {
		if !p.recurring {
			left -= c.captured
		} else if m.month(c.born) == m.month(m.now) {
			left -= c.captured
			if c.open() {
				left -= c.amount
			}
		}
	}
	return left
}

func (m *model) month(at time.Duration) string {
	return m.start.Add(at).In(time.FixedZone("", 9*60*60)).Format("2006-01")
}

func (p *modelPermission) busy() bool { return slices.ContainsFunc(p.charges, (*modelCharge).open) }

func (p *modelPermission) state() (state, reason string) {
	switch {
	case p.closed != "":
		return "Closed", p.closed
	case !p.recurring && p.busy():
		return "NonChargeable", "ChargeInProgress"
	case p.trouble != "":
		return "NonChargeable", p.trouble
	default:
		return "Chargeable", ""
	}
}

func (p *modelPermission) close(reason string) {
	if p.closed == "" {
		p.closed = reason
	}
}

// follow closes what is used up.
func (m *model) follow(p *modelPermission) {
	if !p.recurring && !p.busy() && m.balance(p) <= 0 {
		p.close("AmazonClosed")
	}
}

// fail is what a decline does to the permission.
func (p *modelPermission) fail(reason string) {
	switch reason {
	case "HardDeclined":
		p.trouble = "PaymentMethodInvalid"
	case "PaymentMethodNotAllowed":
		p.trouble = reason
	case "MFANotCompleted":
		p.trouble = "MFAFailed"
	case "AmazonRejected":
		p.close("AmazonCanceled")
	}
}

func (m *model) closePermission(p *modelPermission, cancelCharges bool) (int, string) {
	if p.closed != "" {
		return 422, "InvalidChargePermissionStatus"
	}
	p.close("MerchantClosed")
	if cancelCharges {
		for _, c := range p.charges {
			m.cancel(c, "ChargePermissionCanceled")
		}
	}
	return 200, ""
}

func (m *model) patch(p *modelPermission, reference string) (int, string) {
	if p.closed != "" {
		return 422, "InvalidChargePermissionStatus"
	}
	p.reference = reference
	return 200, ""
}

// setTrouble is SetPaymentMethod.
func (m *model) setTrouble(p *modelPermission, reason string) string {
	if p.closed != "" {
		return "InvalidChargePermissionStatus"
	}
	p.trouble = reason
	return ""
}

// changeAmount is that of Seller Central (R5-4).
func (m *model) changeAmount(c *modelCharge, amount int) string {
	p := c.permission
	most := c.amount
	switch {
	case !p.recurring:
		most = p.granted - (p.limit - m.balance(p))
	case m.month(c.born) == m.month(m.now):
		most += m.balance(p)
	}
	switch {
	case c.state != "Authorized":
		return "InvalidChargeStatus"
	case amount > most:
		return "TransactionAmountExceeded"
	}
	if !p.recurring {
		p.limit = min(p.granted, p.limit+amount-c.amount)
	}
	c.amount = amount
	return ""
}
