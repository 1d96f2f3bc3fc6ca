package sandbox

import (
	"reflect"
	"strings"
)

func (c *call) charge(id string) (*charge, *Error) {
	ch, ok := c.charges[id]
	if !ok || ch.owner != c.owner {
		return nil, c.notFound(id)
	}
	return ch, nil
}

// getCharge is GET /charges/{id}.
func (c *call) getCharge() (int, any, *Error) {
	ch, wrong := c.charge(c.id)
	if wrong != nil {
		return 0, nil, wrong
	}
	return 200, c.showCharge(ch), nil
}

type captureRequest struct {
	CaptureAmount  *Price  `json:"captureAmount"`
	SoftDescriptor *string `json:"softDescriptor"`
}

// captureCharge is POST /charges/{id}/capture: once per charge, for its amount or less.
func (c *call) captureCharge() (int, any, *Error) {
	ch, wrong := c.charge(c.id)
	if wrong != nil {
		return 0, nil, wrong
	}
	var request captureRequest
	if wrong := decode(c.body, &request, reflect.TypeFor[captureRequest]()); wrong != nil {
		return 0, nil, wrong
	}
	if wrong := request.CaptureAmount.require("captureAmount"); wrong != nil {
		return 0, nil, wrong
	}
	amount := request.CaptureAmount.value()
	if wrong := ch.capturable(amount); wrong != nil {
		return 0, nil, wrong
	}
	reason, later := strings.CutPrefix(c.simulation, "Pending")
	switch {
	case c.simulation == "":
		c.capture(ch, amount)
	case c.simulation == "CaptureInitiated":
		c.startCapture(ch, amount, "")
	case reason != amazonRejected && reason != processingFailure:
		return 0, nil, wrongSimulation(c.simulation)
	case later: // this, and ProcessingFailure, are ours (protocol 9.2)
		c.startCapture(ch, amount, reason)
	default:
		c.setCharge(ch, chargeDeclined, reason, "")
		return 0, nil, declined(reason)
	}
	return 200, c.showCharge(ch), nil
}

func (c *charge) capturable(amount int64) *Error {
	if c.state != chargeAuthorized {
		return wrongCharge(c.state)
	}
	if amount > c.amount {
		return exceeded("captureAmount")
	}
	return nil
}

// capture takes the money, late ones after a while (protocol 4.3).
func (s *Sandbox) capture(c *charge, amount int64) {
	if s.now().After(c.authorized.Add(quickCapture)) {
		s.startCapture(c, amount, "")
	} else {
		s.captured(c, amount)
	}
}

type cancelRequest struct {
	CancellationReason *string `json:"cancellationReason"`
}

// cancelCharge is DELETE /charges/{id}/cancel.
func (c *call) cancelCharge() (int, any, *Error) {
	ch, wrong := c.charge(c.id)
	if wrong != nil {
		return 0, nil, wrong
	}
	var request cancelRequest
	if wrong := decode(c.body, &request, reflect.TypeFor[cancelRequest]()); wrong != nil {
		return 0, nil, wrong
	}
	if wrong := checkReason("cancellationReason", request.CancellationReason); wrong != nil {
		return 0, nil, wrong
	}
	if c.simulation != "" {
		return 0, nil, wrongSimulation(c.simulation)
	}
	if wrong := c.cancel(ch, *request.CancellationReason); wrong != nil {
		return 0, nil, wrong
	}
	return 200, c.showCharge(ch), nil
}

// cancel ends a charge of which no money was taken; while a capture is under way only if the settings allow it
// (protocol 4.3 and 14).
func (s *Sandbox) cancel(c *charge, why string) *Error {
	if !c.undecided() && (c.state != chargeCaptureInitiated || !s.settings.CancelDuringCapture) {
		return wrongCharge(c.state)
	}
	s.setCharge(c, chargeCanceled, "MerchantCanceled", why)
	return nil
}

// undecided: authorized or to be, and no capture has begun.
func (c *charge) undecided() bool {
	return c.state == chargeAuthorized || c.state == chargeAuthorizationInitiated
}

type chargeUpdate struct {
	StatusDetails *struct {
		State      *string `json:"state"`
		ReasonCode *string `json:"reasonCode"`
	} `json:"statusDetails"`
}

// updateCharge is PATCH /charges/{id}: a payment provider tells that an authorization ran out unused (protocol 3.5).
func (c *call) updateCharge() (int, any, *Error) {
	if wrong := c.requireProvider(); wrong != nil {
		return 0, nil, wrong
	}
	ch, wrong := c.charge(c.id)
	if wrong != nil {
		return 0, nil, wrong
	}
	var request chargeUpdate
	if wrong := decode(c.body, &request, reflect.TypeFor[chargeUpdate]()); wrong != nil {
		return 0, nil, wrong
	}
	status := deref(request.StatusDetails)
	if deref(status.State) != string(chargeCanceled) {
		return 0, nil, invalid("statusDetails.state")
	}
	if deref(status.ReasonCode) != expiredUnused {
		return 0, nil, invalid("statusDetails.reasonCode")
	}
	if !ch.undecided() {
		return 0, nil, wrongCharge(ch.state)
	}
	c.setCharge(ch, chargeCanceled, expiredUnused, "")
	return 200, c.showCharge(ch), nil
}
