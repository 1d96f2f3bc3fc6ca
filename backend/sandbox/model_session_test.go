package sandbox_test

import "time"

// modelSession is a checkout session of the model: open, chosen, updated, paid, and its end.
type modelSession struct {
	id         string
	recurring  bool
	overcharge bool
	card       modelCard
	amount     int // 0: not updated
	intent     string
	mayPend    bool
	paid       bool
	state      string
	reason     string
	gone       bool // deleted
	born       time.Duration
	permission *modelPermission
	charge     *modelCharge
}

// modelCard is the last digits of a card, which decide how it pays; "": nothing chosen.
type modelCard string

func (c modelCard) pending() bool { return c == "0701" || c == "4354" }

func (c modelCard) decline() string {
	if c == "4354" {
		return "HardDeclined"
	}
	return ""
}

// pendingFits: the shop can wait for a decision (protocol 9.1).
func (x *modelSession) pendingFits() bool { return x.intent == "Authorize" && x.mayPend }

func (x *modelSession) cancel(reason string) {
	if x.state == "Open" {
		x.state, x.reason = "Canceled", reason
	}
}

// ended is the reason code of an operation of a buyer on a session that has ended.
func (x *modelSession) ended() string {
	switch {
	case x.gone:
		return "ResourceNotFound"
	case x.state != "Open":
		return "InvalidCheckoutSessionStatus"
	}
	return ""
}

const cardRefused = "the card needs a pending authorization"

func (x *modelSession) choose(card modelCard) string {
	if wrong := x.ended(); wrong != "" {
		return wrong
	}
	if x.intent != "" && card.pending() && !x.pendingFits() {
		return cardRefused
	}
	x.card, x.paid = card, false
	return ""
}

func (x *modelSession) update(amount int, intent string, mayPend bool) (int, string) {
	switch {
	case x.gone:
		return 404, "ResourceNotFound"
	case x.state != "Open":
		return 422, "InvalidCheckoutSessionStatus"
	case intent == "AuthorizeWithCapture" && mayPend:
		return 400, "InvalidParameterCombination"
	case x.recurring && amount > 100_000:
		return 400, "PeriodicAmountExceeded"
	}
	if amount != x.amount || intent != x.intent || mayPend != x.mayPend {
		x.paid = false
	}
	x.amount, x.intent, x.mayPend = amount, intent, mayPend
	return 200, ""
}

func (x *modelSession) pay() string {
	switch {
	case x.ended() != "":
		return x.ended()
	case x.card == "" || x.amount == 0:
		return "InvalidCheckoutSessionStatus"
	case x.card.pending() && !x.pendingFits():
		return cardRefused
	case x.card == "3434":
		x.cancel("Declined")
	case x.card == "3064":
		x.cancel("BuyerCanceled")
	default:
		x.paid = true
	}
	return ""
}

// leave is the buyer who cancels: the end only on the processing page, when nothing is missing any more.
func (x *modelSession) leave() string {
	if wrong := x.ended(); wrong != "" {
		return wrong
	}
	if x.card != "" && x.amount != 0 {
		x.cancel("BuyerCanceled")
	}
	return ""
}

func (m *model) complete(x *modelSession, amount int, code string) (int, string) {
	switch {
	case x.gone:
		return 404, "ResourceNotFound"
	case x.state == "Canceled":
		return 422, "CheckoutSessionCanceled"
	case x.state != "Open", !x.paid:
		return 422, "InvalidCheckoutSessionStatus"
	case amount != x.amount:
		return 409, "AmountMismatch"
	}
	pending := x.card.pending()
	switch code {
	case "":
	case "AuthorizationInitiated":
		if !x.pendingFits() {
			return 400, "InvalidSandboxSimulationSpecified"
		}
		pending = true
	default:
		x.cancel(code)
		return 422, "CheckoutSessionCanceled"
	}
	p := &modelPermission{recurring: x.recurring, card: x.card, granted: x.amount, born: m.now, lastCharged: m.now, reference: "ORDER-77"}
	switch {
	case x.recurring:
		p.granted = 100_000
	case x.overcharge:
		p.granted = max(70_000, 9*x.amount)
	}
	p.limit, x.permission, x.state = p.granted, p, "Completed"
	m.permissions = append(m.permissions, p)
	switch {
	case x.intent == "Confirm":
	case x.intent == "AuthorizeWithCapture":
		x.charge = m.addCharge(p, x.amount, "Captured")
	case pending && x.pendingFits():
		x.charge = m.addCharge(p, x.amount, "AuthorizationInitiated")
		if code == "" {
			x.charge.decline = x.card.decline()
		}
		return 202, ""
	default:
		x.charge = m.addCharge(p, x.amount, "Authorized")
	}
	return 200, ""
}

// advance goes from one moment at which something ends to the next.
func (m *model) advance(by time.Duration) {
	until := m.now + by
	for {
		at, end := m.nextEnd()
		if end == nil || at > until {
			break
		}
		m.now = at
		end()
	}
	m.now = until
}

// nextEnd is the first moment at which something ends by itself, and its end.
func (m *model) nextEnd() (first time.Duration, end func()) {
	consider := func(at time.Duration, do func()) {
		if end == nil || at < first {
			first, end = at, do
		}
	}
	for _, x := range m.sessions {
		if x.state == "Open" {
			consider(x.born+day, func() { x.cancel("Expired") })
		}
		if !x.gone {
			consider(x.born+30*day, func() { x.gone = true })
		}
	}
	for _, c := range m.charges {
		switch c.state {
		case "AuthorizationInitiated", "CaptureInitiated":
			consider(c.decided, func() { m.decide(c) })
		case "Authorized":
			consider(c.born+authLife, func() { m.cancel(c, "ExpiredUnused") })
		}
	}
	for _, r := range m.refunds {
		if r.state == "RefundInitiated" {
			consider(r.decided, func() { r.decide() })
		}
	}
	for _, p := range m.permissions {
		if p.closed == "" {
			consider(m.lifeOf(p), func() { p.close("Expired") })
		}
	}
	return first, end
}

func (m *model) lifeOf(p *modelPermission) time.Duration {
	if p.recurring {
		from := m.start.Add(p.lastCharged)
		return p.lastCharged + from.AddDate(0, 13, 0).Sub(from)
	}
	return p.born + 180*day
}

func (m *model) decide(c *modelCharge) {
	switch {
	case c.decline != "":
		c.state, c.reason = "Declined", c.decline
		c.permission.fail(c.decline)
	case c.state == "AuthorizationInitiated":
		c.state, c.authorized = "Authorized", m.now
	default:
		c.state, c.captured = "Captured", c.capturing
	}
	m.follow(c.permission)
}

func (r *modelRefund) decide() {
	if r.decline != "" {
		r.state, r.reason = "Declined", r.decline
		return
	}
	r.state = "Refunded"
	r.charge.refunded += r.amount
}
