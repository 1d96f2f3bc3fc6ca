package sandbox

import (
	"reflect"
	"slices"
	"strings"
)

// chargeAnswer has the keys of protocol 3.5 in its order.
type chargeAnswer struct {
	ChargeID            string           `json:"chargeId"`
	ChargeAmount        *Price           `json:"chargeAmount"`
	ChargePermissionID  string           `json:"chargePermissionId"`
	CaptureAmount       *Price           `json:"captureAmount"`
	RefundedAmount      *Price           `json:"refundedAmount"`
	SoftDescriptor      *string          `json:"softDescriptor"`
	ProviderMetadata    providerMetadata `json:"providerMetadata"`
	ConvertedAmount     *Price           `json:"convertedAmount"`
	ConversionRate      *string          `json:"conversionRate"`
	Channel             *string          `json:"channel"`
	ChargeInitiator     *string          `json:"chargeInitiator"`
	StatusDetails       statusDetails    `json:"statusDetails"`
	CreationTimestamp   stamp            `json:"creationTimestamp"`
	ExpirationTimestamp stamp            `json:"expirationTimestamp"`
	ReleaseEnvironment  string           `json:"releaseEnvironment"`
	MerchantMetadata    merchantMetadata `json:"merchantMetadata"`
	PlatformID          *string          `json:"platformId"`
	WebCheckoutDetails  *webAnswer       `json:"webCheckoutDetails"`
}

func (s *Sandbox) showCharge(c *charge) *chargeAnswer {
	a := &chargeAnswer{
		ChargeID:            c.id,
		ChargeAmount:        yen(c.amount),
		ChargePermissionID:  c.permission.id,
		ProviderMetadata:    c.provider,
		Channel:             nullable(c.channel),
		ChargeInitiator:     nullable(c.initiator),
		StatusDetails:       status(string(c.state), c.reason, c.updated),
		CreationTimestamp:   stamp(c.created),
		ExpirationTimestamp: stamp(c.created.Add(authorizationLife)),
		ReleaseEnvironment:  c.environment.release(),
		MerchantMetadata:    c.metadata,
		PlatformID:          c.platformID,
	}
	a.StatusDetails.ReasonDescription = nullable(c.note)
	if c.state == chargeCaptured {
		a.CaptureAmount, a.RefundedAmount = yen(c.captured), yen(c.refunded)
		a.SoftDescriptor = nullable(s.descriptorOf(c))
	}
	return a
}

func (s *Sandbox) descriptorOf(c *charge) string {
	name := deref(c.metadata.MerchantStoreName)
	if name == "" {
		name = s.storeName(c.merchantID)
	}
	return softDescriptor(name)
}

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
	if wrong := p.allows(c, amount); wrong != nil {
		return 0, nil, wrong
	}
	plan, wrong := c.planCharge(&request, p)
	if wrong != nil {
		return 0, nil, wrong
	}
	if plan.refusal != "" {
		c.suffer(p, plan.refusal)
		return 0, nil, refuse(422, plan.refusal, "The charge was declined: "+plan.refusal+".")
	}
	ch := c.newCharge(p, amount, deref(request.MerchantMetadata))
	ch.provider = deref(request.ProviderMetadata)
	ch.platformID, ch.channel, ch.initiator = request.PlatformID, deref(request.Channel), deref(request.ChargeInitiator)
	switch {
	case plan.pending:
		c.startAuthorization(ch, plan.decline)
	case plan.slowCapture:
		c.startCapture(ch, amount)
	case deref(request.CaptureNow):
		c.captured(ch, amount)
	default:
		c.authorized(ch)
	}
	return 201, c.showCharge(ch), nil
}

// allows checks state and limits of protocol 4.5.
func (p *chargePermission) allows(c *call, amount int64) *Error {
	if p.state != permissionChargeable {
		return wrongPermission(p)
	}
	if p.kind == oneTime && p.validCharges() >= maxCharges {
		return refuse(422, "TransactionCountExceeded", "The charge permission has all the charges it may have.")
	}
	switch left := p.balance(c.now()); {
	case p.kind == recurring && amount > left:
		return refuse(400, "PeriodicAmountExceeded", "The amount is above what may be charged in this month.")
	case p.kind == oneTime && amount > left:
		return exceeded("chargeAmount")
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
	case !slices.Contains([]string{softDeclined, hardDeclined, amazonRejected, transactionTimedOut}, code), later && !mayPend:
		return chargePlan{}, wrongSimulation(c.simulation)
	case later:
		return chargePlan{pending: true, decline: code}, nil
	default:
		return chargePlan{refusal: code}, nil
	}
}

func (c *call) charge(id string) (*charge, *Error) {
	ch, ok := c.charges[id]
	if !ok || ch.owner != c.owner {
		return nil, notFound(id)
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
	if ch.state != chargeAuthorized {
		return 0, nil, wrongCharge(ch.state)
	}
	amount := request.CaptureAmount.value()
	if amount > ch.amount {
		return 0, nil, exceeded("captureAmount")
	}
	switch c.simulation {
	case "":
		if c.now().After(ch.authorized.Add(quickCapture)) {
			c.startCapture(ch, amount)
		} else {
			c.captured(ch, amount)
		}
	case "CaptureInitiated":
		c.startCapture(ch, amount)
	case amazonRejected:
		c.setCharge(ch, chargeDeclined, amazonRejected, "")
		return 0, nil, refuse(422, amazonRejected, "The capture was declined: AmazonRejected.")
	default:
		return 0, nil, wrongSimulation(c.simulation)
	}
	return 200, c.showCharge(ch), nil
}

type cancelRequest struct {
	CancellationReason *string `json:"cancellationReason"`
}

// cancelCharge is DELETE /charges/{id}/cancel, before capture only (protocol 14).
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
	if ch.state != chargeAuthorized && ch.state != chargeAuthorizationInitiated {
		return 0, nil, wrongCharge(ch.state)
	}
	c.setCharge(ch, chargeCanceled, "MerchantCanceled", *request.CancellationReason)
	return 200, c.showCharge(ch), nil
}
