package sandbox

import "time"

// permissionState and its reasons are protocol 4.2.
type permissionState string

const (
	permissionChargeable    permissionState = "Chargeable"
	permissionNonChargeable permissionState = "NonChargeable"
	permissionClosed        permissionState = "Closed"
)

// Limits and lives of permissions (protocol 4.2, 4.5).
const (
	maxCharges         = 25
	monthlyLimit       = 100_000 // yen in a calendar month, Recurring
	overchargeFloor    = 70_000  // yen
	overchargeFactor   = 9
	oneTimeDays        = 180
	longMonths         = 13 // Recurring, and OneTime with extendExpiration
	buyerVisibility    = 30 * 24 * time.Hour
	amazonCanceled     = "AmazonCanceled"
	amazonClosed       = "AmazonClosed"
	merchantClosed     = "MerchantClosed"
	chargeInProgress   = "ChargeInProgress"
	invalidMethod      = "PaymentMethodInvalid"
	permissionCanceled = "ChargePermissionCanceled"
)

// chargePermission is what the buyer agreed to: the shop may charge within limits.
type chargePermission struct {
	owner
	id        string
	sessionID string // of the checkout session that was completed
	lang      string // of the buyer
	order     int
	kind      string
	limit     int64 // yen; 0 for PaymentMethodOnFile: none
	granted   int64 // yen; the limit before the merchant lowered an order's amount

	request   checkoutRequest
	metadata  merchantMetadata
	recurring *recurringMetadata
	buyer     *Buyer
	shipping  *Address
	addresses []BookedPlace // if there are several; shipping is the first
	billing   *Address
	card      *Card

	// trouble is what the buyer has to repair before the next charge, the payment method mostly; "": nothing.
	trouble string

	state       permissionState
	reason      string
	description string
	created     time.Time
	updated     time.Time
	expires     time.Time
	closed      time.Time
	charges     []*charge
}

// balance is the yen that may still be charged. What is authorized counts as used only in the monthly limit of
// Recurring; a OneTime permission has no second charge beside an open one.
func (s *Sandbox) balance(p *chargePermission) int64 {
	used := int64(0)
	for _, c := range p.charges {
		if p.kind == recurring && !s.thisMonth(c.created) {
			continue
		}
		switch {
		case c.state == chargeCaptured:
			used += c.captured
		case p.kind == recurring && c.state.open():
			used += c.amount
		}
	}
	return p.limit - used
}

var japan = time.FixedZone("JST", 9*60*60)

func (s *Sandbox) thisMonth(t time.Time) bool {
	zone := japan
	if s.settings.MonthZone == "UTC" {
		zone = time.UTC
	}
	t, now := t.In(zone), s.now().In(zone)
	return t.Year() == now.Year() && t.Month() == now.Month()
}

func (s *Sandbox) setPermission(p *chargePermission, state permissionState, reason, description string) {
	if p.state == state && p.reason == reason {
		return
	}
	p.state, p.reason, p.description, p.updated = state, reason, description, s.now()
	s.permissionChanged(p)
}

func (s *Sandbox) permissionChanged(p *chargePermission) {
	s.record(Event{
		Subject: SubjectPermission, ID: p.id, MerchantID: p.merchantID, SessionID: p.sessionID, State: string(p.state), Detail: p.reason,
	})
	s.notify(p.owner, objectPermission, p.id, p)
}

// settle brings a permission to the state that follows from its charges (protocol 4.2). Closed is for ever.
func (s *Sandbox) settle(p *chargePermission) {
	switch {
	case p.state == permissionClosed:
	case p.kind == oneTime && p.inProgress():
		s.setPermission(p, permissionNonChargeable, chargeInProgress, "")
	case p.kind == oneTime && s.balance(p) <= 0:
		s.closePermission(p, amazonClosed, "")
	case p.trouble != "":
		s.setPermission(p, permissionNonChargeable, p.trouble, "")
	default:
		s.setPermission(p, permissionChargeable, "", "")
	}
}

func (p *chargePermission) inProgress() bool {
	for _, c := range p.charges {
		if c.state.open() {
			return true
		}
	}
	return false
}

func (s *Sandbox) closePermission(p *chargePermission, reason, description string) {
	if p.state == permissionClosed {
		return
	}
	p.closed = s.now()
	s.setPermission(p, permissionClosed, reason, description)
	if len(p.charges) == 0 && p.kind == oneTime {
		s.mailBuyer(p, MailPaymentCanceled, p.limit, p.metadata)
	}
}

// cancelOpen cancels what is authorized, or to be, on a permission.
func (s *Sandbox) cancelOpen(p *chargePermission, reason string) {
	for _, c := range p.charges {
		if c.undecided() {
			s.setCharge(c, chargeCanceled, reason, "")
		}
	}
}
