package sandbox

import (
	"reflect"
	"slices"
	"strings"
)

type chargeRequest struct {
	ChargePermissionID            *string           `json:"chargePermissionId"`
	ChargeAmount                  *Price            `json:"chargeAmount"`
	CaptureNow                    *bool             `json:"captureNow"`
	SoftDescriptor                *string           `json:"softDescriptor"`
	CanHandlePendingAuthorization *bool             `json:"canHandlePendingAuthorization"`
	ChargeInitiator               *string           `json:"chargeInitiator"`
	Channel                       *string           `json:"channel"`
	MerchantMetadata              *merchantMetadata `json:"merchantMetadata"`
	ProviderMetadata              *providerMetadata `json:"providerMetadata"`
	PlatformID                    *string           `json:"platformId"`
}

var (
	initiators = []string{"", "CITU", "MITU", "CITR", "MITR"}
	channels   = []string{"", "Web", "Phone", "App", "Alexa", "PointOfSale", "FireTv", "Offline", "Amazon"}
)

func (r *chargeRequest) check() *Error {
	if deref(r.ChargePermissionID) == "" {
		return missing("chargePermissionId")
	}
	if wrong := r.ChargeAmount.require("chargeAmount"); wrong != nil {
		return wrong
	}
	if deref(r.CaptureNow) && deref(r.CanHandlePendingAuthorization) {
		return refuse(400, "InvalidParameterCombination", "captureNow and canHandlePendingAuthorization exclude each other.")
	}
	if !slices.Contains(initiators, deref(r.ChargeInitiator)) {
		return invalid("chargeInitiator")
	}
	if !slices.Contains(channels, deref(r.Channel)) {
		return invalid("channel")
	}
	return r.MerchantMetadata.check()
}

// createCharge is POST /charges.
func (c *call) createCharge() (int, any, *Error) {
	var request chargeRequest
	if wrong := decode(c.body, &request, reflect.TypeFor[chargeRequest]()); wrong != nil {
		return 0, nil, wrong
	}
	if wrong := request.check(); wrong != nil {
		return 0, nil, wrong
	}
	p, wrong := c.permission(*request.ChargePermissionID)
	if wrong != nil {
		return 0, nil, wrong
	}
	amount := request.ChargeAmount.value()
	if wrong := c.allows(p, amount); wrong != nil {
		return 0, nil, wrong
	}
	plan, wrong := c.planCharge(&request, p)
	if wrong != nil {
		return 0, nil, wrong
	}
	if plan.refusal != "" {
		c.suffer(p, plan.refusal)
		return 0, nil, declined(plan.refusal)
	}
	ch := c.newCharge(p, amount, deref(request.MerchantMetadata))
	ch.provider = deref(request.ProviderMetadata)
	ch.platformID, ch.channel, ch.initiator = request.PlatformID, deref(request.Channel), deref(request.ChargeInitiator)
	switch {
	case plan.pending:
		c.startAuthorization(ch, plan.decline)
	case plan.slowCapture:
		c.startCapture(ch, amount, "")
	case deref(request.CaptureNow):
		c.captured(ch, amount)
	default:
		c.authorized(ch)
	}
	return 201, c.showCharge(ch), nil
}

// allows checks state and limits of protocol 4.5.
func (s *Sandbox) allows(p *chargePermission, amount int64) *Error {
	if p.state != permissionChargeable {
		return wrongPermission(p)
	}
	if p.kind == oneTime && p.validCharges() >= maxCharges {
		return refuse(422, "TransactionCountExceeded", "The charge permission has all the charges it may have.")
	}
	if p.kind == oneTime && amount > s.balance(p) {
		return exceeded("chargeAmount")
	}
	return s.allowsMonth(p, amount)
}

// allowsMonth checks the monthly limit of Recurring.
func (s *Sandbox) allowsMonth(p *chargePermission, amount int64) *Error {
	if p.kind == recurring && amount > s.balance(p) {
		return refuse(400, "PeriodicAmountExceeded", "The amount is above what may be charged in this month.")
	}
	return nil
}

func (p *chargePermission) validCharges() int {
	n := 0
	for _, c := range p.charges {
		if c.state != chargeDeclined && c.state != chargeCanceled {
			n++
		}
	}
	return n
}

// chargePlan is how a new charge will go.
type chargePlan struct {
	refusal     string // answered at once, no charge comes to be
	pending     bool   // decided later,
	decline     string // for this reason against it, or "" for it
	slowCapture bool
}

// refusals are the simulation codes with which a charge fails, at once or later. Those behind the first four are ours
// (protocol 9.2).
var refusals = []string{
	softDeclined, hardDeclined, amazonRejected, transactionTimedOut, processingFailure, methodNotAllowed, mfaNotCompleted,
}

// planCharge follows the simulation code, else the card (protocol 9). "Pending" before a code decides it later;
// these names are ours.
func (c *call) planCharge(request *chargeRequest, p *chargePermission) (chargePlan, *Error) {
	mayPend := deref(request.CanHandlePendingAuthorization)
	code, later := strings.CutPrefix(c.simulation, "Pending")
	switch {
	case c.simulation == "":
		outcome := p.card.outcome()
		return chargePlan{pending: mayPend && outcome.pending(), decline: outcome.declineReason()}, nil
	case c.simulation == "AuthorizationInitiated" && mayPend:
		return chargePlan{pending: true}, nil
	case c.simulation == "CaptureInitiated" && deref(request.CaptureNow):
		return chargePlan{slowCapture: true}, nil
	case !slices.Contains(refusals, code), later && !mayPend:
		return chargePlan{}, wrongSimulation(c.simulation)
	case later:
		return chargePlan{pending: true, decline: code}, nil
	default:
		return chargePlan{refusal: code}, nil
	}
}

// declined is a synchronous failure of a payment. ProcessingFailure is one to try again (protocol 5.2).
func declined(reason string) *Error {
	status := 422
	if reason == processingFailure {
		status = 500
	}
	return refuse(status, reason, "The payment was declined: "+reason+".")
}
