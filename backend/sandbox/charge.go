package sandbox

import (
	"fmt"
	"strings"
	"time"
)

// chargeState and its reasons are protocol 4.3.
type chargeState string

const (
	chargeAuthorizationInitiated chargeState = "AuthorizationInitiated"
	chargeAuthorized             chargeState = "Authorized"
	chargeCaptureInitiated       chargeState = "CaptureInitiated"
	chargeCaptured               chargeState = "Captured"
	chargeCanceled               chargeState = "Canceled"
	chargeDeclined               chargeState = "Declined"
)

// open: neither money nor an end is known yet.
func (c chargeState) open() bool {
	return c == chargeAuthorizationInitiated || c == chargeAuthorized || c == chargeCaptureInitiated
}

// Times of a charge (protocol 4.3 and 9.2).
const (
	pendingTime       = 30 * time.Second    // until something asynchronous is decided
	authorizationLife = 30 * 24 * time.Hour // in the sandbox too
	quickCapture      = 7 * 24 * time.Hour  // a later capture is asynchronous
)

// Reasons for which a payment fails, or ends without one.
const (
	expiredUnused       = "ExpiredUnused"
	softDeclined        = "SoftDeclined"
	hardDeclined        = "HardDeclined"
	amazonRejected      = "AmazonRejected"
	transactionTimedOut = "TransactionTimedOut"
	methodNotAllowed    = "PaymentMethodNotAllowed"
	mfaNotCompleted     = "MFANotCompleted"
	processingFailure   = "ProcessingFailure"
)

// charge is one authorization and its capture.
type charge struct {
	owner
	id         string
	base       string // what its refunds' ids begin with
	order      int
	permission *chargePermission
	amount     int64 // yen authorized
	capturing  int64 // yen of the capture under way
	captured   int64
	refunded   int64 // yen of finished refunds
	metadata   merchantMetadata
	provider   providerMetadata
	platformID *string
	channel    string
	initiator  string
	state      chargeState
	reason     string
	note       string // reasonDescription
	created    time.Time
	updated    time.Time
	authorized time.Time
	taken      time.Time // captured
	refunds    []*refund
	chargeback int64     // yen that the buyer's bank took back
	disputed   time.Time // when it did
}

// newCharge enters a charge that has no state yet: the caller sets it in the same breath. A charge of a Recurring
// permission has a base of its own (protocol 0.1 point 8).
func (s *Sandbox) newCharge(p *chargePermission, amount int64, metadata merchantMetadata) *charge {
	now := s.now()
	base := p.id
	if p.kind == recurring {
		base = newBase(p.environment, false)
	}
	c := &charge{
		owner: p.owner, base: base, order: s.nextOrder(), permission: p, amount: amount, metadata: metadata,
		id:      fresh(s.charges, func() string { return base + "-C" + randomText(digits, 6) }),
		created: now, updated: now,
	}
	s.charges[c.id] = c
	p.charges = append(p.charges, c)
	if p.kind == recurring {
		s.prolong(p)
	}
	s.at(now.Add(authorizationLife), func() { s.expireCharge(s.charges[c.id]) })
	return c
}

func (s *Sandbox) expireCharge(c *charge) {
	if c.undecided() {
		s.setCharge(c, chargeCanceled, expiredUnused, "")
	}
}

// setCharge is the only writer of a charge's state; the permission follows.
func (s *Sandbox) setCharge(c *charge, state chargeState, reason, note string) {
	c.state, c.reason, c.note, c.updated = state, reason, note, s.now()
	s.record(Event{
		Subject: SubjectCharge, ID: c.id, MerchantID: c.merchantID, SessionID: c.permission.sessionID, State: string(state), Detail: reason,
	})
	s.notify(c.owner, objectCharge, c.id, c.permission)
	switch state {
	case chargeCaptured:
		s.expectSettlement(c.owner)
		s.mailBuyer(c.permission, MailPaymentRequested, c.captured, c.metadata)
	case chargeCanceled:
		s.mailBuyer(c.permission, MailPaymentCanceled, c.amount, c.metadata)
	case chargeDeclined:
		s.suffer(c.permission, reason)
	case chargeAuthorizationInitiated, chargeAuthorized, chargeCaptureInitiated:
	}
	s.settle(c.permission)
}

// suffer is what a failed payment does to its permission: a hard decline spoils the payment method, a rejection
// closes the permission (protocol 4.2).
func (s *Sandbox) suffer(p *chargePermission, reason string) {
	switch reason {
	case hardDeclined:
		p.trouble = invalidMethod
	case methodNotAllowed:
		p.trouble = methodNotAllowed
	case mfaNotCompleted:
		p.trouble = "MFAFailed"
	case amazonRejected:
		s.closePermission(p, amazonCanceled, "")
	}
	s.settle(p)
}

func (s *Sandbox) authorized(c *charge) {
	c.authorized = s.now()
	s.setCharge(c, chargeAuthorized, "", "")
}

// startAuthorization leaves the charge undecided for a while; decline is "" if it will be authorized.
func (s *Sandbox) startAuthorization(c *charge, decline string) {
	s.setCharge(c, chargeAuthorizationInitiated, "", "")
	s.at(s.now().Add(pendingTime), func() { s.decideAuthorization(s.charges[c.id], decline) })
}

func (s *Sandbox) decideAuthorization(c *charge, decline string) {
	switch {
	case c.state != chargeAuthorizationInitiated:
	case decline != "":
		s.setCharge(c, chargeDeclined, decline, "")
	default:
		s.authorized(c)
	}
}

// captured ends well, whether authorized before or in the same breath.
func (s *Sandbox) captured(c *charge, amount int64) {
	c.captured, c.capturing, c.taken = amount, 0, s.now()
	s.setCharge(c, chargeCaptured, "", "")
}

// startCapture leaves the capture undecided for a while; decline is "" if it will go well.
func (s *Sandbox) startCapture(c *charge, amount int64, decline string) {
	c.capturing = amount
	s.setCharge(c, chargeCaptureInitiated, "", "")
	s.at(s.now().Add(pendingTime), func() { s.decideCapture(s.charges[c.id], decline) })
}

func (s *Sandbox) decideCapture(c *charge, decline string) {
	switch {
	case c.state != chargeCaptureInitiated:
	case decline != "":
		s.setCharge(c, chargeDeclined, decline, "")
	default:
		s.captured(c, c.capturing)
	}
}

// softDescriptor is the line on the card statement: fixed by Amazon in Japan, letters beyond ASCII as bracketed
// bytes (protocol 3.5).
func softDescriptor(storeName string) string {
	var b strings.Builder
	b.WriteString("AMZ*")
	for i := range len(storeName) {
		if ch := storeName[i]; ch < 0x80 {
			b.WriteByte(ch)
		} else {
			fmt.Fprintf(&b, "[0x%02x]", ch)
		}
	}
	return b.String()
}
