package sandbox

import (
	"reflect"
	"time"
)

// refundState and its reasons are protocol 4.4.
type refundState string

const (
	refundInitiated refundState = "RefundInitiated"
	refundRefunded  refundState = "Refunded"
	refundDeclined  refundState = "Declined"
)

// Limits of refunds (protocol 4.5 and 14).
const (
	allowancePercent = 15
	maxAllowance     = 8_400 // yen
)

// refund gives money of a captured charge back. It is always decided later.
type refund struct {
	owner
	id      string
	order   int
	charge  *charge
	amount  int64 // yen
	state   refundState
	reason  string
	created time.Time
	updated time.Time
}

// refundable is the yen that may still be given back: the capture and the smaller of 15 % of it and ¥8,400,
// less what was refunded or is about to be.
func (c *charge) refundable() int64 {
	left := c.captured + min(c.captured*allowancePercent/100, maxAllowance)
	for _, r := range c.refunds {
		if r.state != refundDeclined {
			left -= r.amount
		}
	}
	return left
}

func (c *charge) validRefunds() int {
	n := 0
	for _, r := range c.refunds {
		if r.state != refundDeclined {
			n++
		}
	}
	return n
}

func (s *Sandbox) startRefund(c *charge, amount int64, decline string) *refund {
	now := s.now()
	r := &refund{
		owner: c.owner, order: s.nextOrder(), charge: c, amount: amount, state: refundInitiated, created: now, updated: now,
		id: fresh(s.refunds, func() string { return c.base + "-R" + randomText(digits, 6) }),
	}
	s.refunds[r.id] = r
	c.refunds = append(c.refunds, r)
	s.refundChanged(r)
	s.at(now.Add(pendingTime), func() { s.decideRefund(s.refunds[r.id], decline) })
	return r
}

func (s *Sandbox) decideRefund(r *refund, decline string) {
	r.state, r.reason, r.updated = refundRefunded, decline, s.now()
	if c := r.charge; decline != "" {
		r.state = refundDeclined
	} else {
		c.refunded += r.amount
		s.mailBuyer(c.permission, MailRefunded, r.amount, c.metadata)
	}
	s.refundChanged(r)
}

func (s *Sandbox) refundChanged(r *refund) {
	p := r.charge.permission
	s.record(Event{
		Subject: SubjectRefund, ID: r.id, MerchantID: r.merchantID, SessionID: p.sessionID, State: string(r.state), Detail: r.reason,
	})
	s.notify(r.owner, objectRefund, r.id, p)
}

// refundAnswer has the keys of protocol 3.6 in its order.
type refundAnswer struct {
	RefundID           string        `json:"refundId"`
	ChargeID           string        `json:"chargeId"`
	CreationTimestamp  stamp         `json:"creationTimestamp"`
	RefundAmount       *Price        `json:"refundAmount"`
	StatusDetails      statusDetails `json:"statusDetails"`
	SoftDescriptor     string        `json:"softDescriptor"`
	ReleaseEnvironment string        `json:"releaseEnvironment"`
}

func (s *Sandbox) showRefund(r *refund) *refundAnswer {
	return &refundAnswer{
		RefundID:           r.id,
		ChargeID:           r.charge.id,
		CreationTimestamp:  stamp(r.created),
		RefundAmount:       yen(r.amount),
		StatusDetails:      status(string(r.state), r.reason, r.updated),
		SoftDescriptor:     s.descriptorOf(r.charge),
		ReleaseEnvironment: r.environment.release(),
	}
}

type refundRequest struct {
	ChargeID       *string `json:"chargeId"`
	RefundAmount   *Price  `json:"refundAmount"`
	SoftDescriptor *string `json:"softDescriptor"`
}

// createRefund is POST /refunds. The simulation codes are ours (protocol 9.2).
func (c *call) createRefund() (int, any, *Error) {
	var request refundRequest
	if wrong := decode(c.body, &request, reflect.TypeFor[refundRequest]()); wrong != nil {
		return 0, nil, wrong
	}
	if deref(request.ChargeID) == "" {
		return 0, nil, missing("chargeId")
	}
	if wrong := request.RefundAmount.require("refundAmount"); wrong != nil {
		return 0, nil, wrong
	}
	ch, wrong := c.charge(*request.ChargeID)
	if wrong != nil {
		return 0, nil, wrong
	}
	if c.simulation != "" && c.simulation != amazonRejected && c.simulation != processingFailure {
		return 0, nil, wrongSimulation(c.simulation)
	}
	amount := request.RefundAmount.value()
	if wrong := c.refundableNow(ch, amount); wrong != nil {
		return 0, nil, wrong
	}
	return 201, c.showRefund(c.startRefund(ch, amount, c.simulation)), nil
}

// refundableNow checks state and limits of protocol 4.5.
func (s *Sandbox) refundableNow(c *charge, amount int64) *Error {
	if c.state != chargeCaptured {
		return wrongCharge(c.state)
	}
	if most := s.settings.RefundsPerCharge; most >= 0 && c.validRefunds() >= most {
		return refuse(422, "TransactionCountExceeded", "The charge has all the refunds it may have.")
	}
	if amount > c.refundable() {
		return exceeded("refundAmount")
	}
	return nil
}

// getRefund is GET /refunds/{id}.
func (c *call) getRefund() (int, any, *Error) {
	r, ok := c.refunds[c.id]
	if !ok || r.owner != c.owner {
		return 0, nil, c.notFound(c.id)
	}
	return 200, c.showRefund(r), nil
}
