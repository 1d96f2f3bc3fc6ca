package sandbox

import (
	"reflect"
	"time"
	"unicode/utf8"
)

// permissionAnswer has the keys of protocol 3.4 in its order.
type permissionAnswer struct {
	ChargePermissionID          string               `json:"chargePermissionId"`
	ChargePermissionReferenceID *string              `json:"chargePermissionReferenceId"`
	PlatformID                  *string              `json:"platformId"`
	Buyer                       *buyerAnswer         `json:"buyer"`
	ShippingAddress             *Address             `json:"shippingAddress"`
	ShippingAddressList         []string             `json:"shippingAddressList,omitempty"` // as in the session
	BillingAddress              *Address             `json:"billingAddress"`
	PaymentPreferences          []*paymentPreference `json:"paymentPreferences"`
	StatusDetails               permissionStatus     `json:"statusDetails"`
	CreationTimestamp           stamp                `json:"creationTimestamp"`
	ExpirationTimestamp         stamp                `json:"expirationTimestamp"`
	MerchantMetadata            merchantMetadata     `json:"merchantMetadata"`
	ReleaseEnvironment          string               `json:"releaseEnvironment"`
	Limits                      *limits              `json:"limits"`
	ChargePermissionType        string               `json:"chargePermissionType"`
	RecurringMetadata           *recurringMetadata   `json:"recurringMetadata"`
	PresentmentCurrency         string               `json:"presentmentCurrency"`
}

// permissionStatus has a list of reasons, unlike everything else.
type permissionStatus struct {
	State                permissionState    `json:"state"`
	Reasons              []permissionReason `json:"reasons"`
	LastUpdatedTimestamp stamp              `json:"lastUpdatedTimestamp"`
}

type permissionReason struct {
	ReasonCode        string  `json:"reasonCode"`
	ReasonDescription *string `json:"reasonDescription"`
}

type limits struct {
	AmountLimit   *Price `json:"amountLimit"`
	AmountBalance *Price `json:"amountBalance"`
}

func (s *Sandbox) showPermission(p *chargePermission) *permissionAnswer {
	a := &permissionAnswer{
		ChargePermissionID:   p.id,
		PlatformID:           p.request.PlatformID,
		PaymentPreferences:   []*paymentPreference{{}},
		StatusDetails:        permissionStatus{State: p.state, LastUpdatedTimestamp: stamp(p.updated)},
		CreationTimestamp:    stamp(p.created),
		ExpirationTimestamp:  stamp(p.expires),
		MerchantMetadata:     p.metadata,
		ReleaseEnvironment:   p.environment.release(),
		ChargePermissionType: p.kind,
		RecurringMetadata:    p.recurring,
		PresentmentCurrency:  "JPY",
	}
	if p.reason != "" {
		a.StatusDetails.Reasons = []permissionReason{{ReasonCode: p.reason, ReasonDescription: nullable(p.description)}}
	}
	if p.kind != paymentMethodOnFile {
		a.Limits = &limits{AmountLimit: yen(p.limit), AmountBalance: yen(max(0, s.balance(p)))}
	}
	if p.showsBuyer(s.now()) {
		a.Buyer = showBuyer(p.merchantID, p.buyer, p.request.Scopes)
		a.ShippingAddress = p.shipping
		a.ShippingAddressList = shippingAddressList(p.merchantID, p.buyer, p.addresses)
		if asked(p.request.Scopes, "billingAddress") {
			a.BillingAddress = p.billing
		}
	}
	return a
}

// showsBuyer: OneTime for 30 days, the others while open and 30 days more (protocol 3.4).
func (p *chargePermission) showsBuyer(now time.Time) bool {
	if p.kind == oneTime {
		return now.Before(p.created.Add(buyerVisibility))
	}
	return p.closed.IsZero() || now.Before(p.closed.Add(buyerVisibility))
}

func (c *call) permission(id string) (*chargePermission, *Error) {
	p, ok := c.permissions[id]
	if !ok || p.owner != c.owner {
		return nil, c.notFound(id)
	}
	return p, nil
}

// getChargePermission is GET /chargePermissions/{id}.
func (c *call) getChargePermission() (int, any, *Error) {
	p, wrong := c.permission(c.id)
	if wrong != nil {
		return 0, nil, wrong
	}
	return 200, c.showPermission(p), nil
}

type permissionUpdate struct {
	MerchantMetadata  *merchantMetadata  `json:"merchantMetadata"`
	RecurringMetadata *recurringMetadata `json:"recurringMetadata"`
}

// updateChargePermission is PATCH /chargePermissions/{id}.
func (c *call) updateChargePermission() (int, any, *Error) {
	p, wrong := c.permission(c.id)
	if wrong != nil {
		return 0, nil, wrong
	}
	if p.state == permissionClosed {
		return 0, nil, wrongPermission(p)
	}
	merged := clone(permissionUpdate{MerchantMetadata: &p.metadata, RecurringMetadata: p.recurring})
	if wrong := c.patch(&merged, reflect.TypeFor[permissionUpdate]()); wrong != nil {
		return 0, nil, wrong
	}
	if wrong := merged.MerchantMetadata.check(); wrong != nil {
		return 0, nil, wrong
	}
	if wrong := checkRecurring(checkoutRequest{RecurringMetadata: merged.RecurringMetadata}); wrong != nil {
		return 0, nil, wrong
	}
	p.metadata, p.recurring, p.updated = deref(merged.MerchantMetadata), merged.RecurringMetadata, c.now()
	return 200, c.showPermission(p), nil
}

type closeRequest struct {
	ClosureReason        *string `json:"closureReason"`
	CancelPendingCharges *bool   `json:"cancelPendingCharges"`
}

// closeChargePermission is DELETE /chargePermissions/{id}/close. Open charges stay as they are unless
// cancelPendingCharges says otherwise (protocol 3.4 and 14).
func (c *call) closeChargePermission() (int, any, *Error) {
	p, wrong := c.permission(c.id)
	if wrong != nil {
		return 0, nil, wrong
	}
	var request closeRequest
	if wrong := decode(c.body, &request, reflect.TypeFor[closeRequest]()); wrong != nil {
		return 0, nil, wrong
	}
	if wrong := checkReason("closureReason", request.ClosureReason); wrong != nil {
		return 0, nil, wrong
	}
	reason := merchantClosed
	switch c.simulation {
	case "":
	case amazonClosed:
		reason = amazonClosed
	default:
		return 0, nil, wrongSimulation(c.simulation)
	}
	if wrong := c.endPermission(p, reason, *request.ClosureReason, deref(request.CancelPendingCharges)); wrong != nil {
		return 0, nil, wrong
	}
	return 200, c.showPermission(p), nil
}

// endPermission closes what is not closed.
func (s *Sandbox) endPermission(p *chargePermission, reason, why string, cancelCharges bool) *Error {
	if p.state == permissionClosed {
		return wrongPermission(p)
	}
	s.closePermission(p, reason, why)
	if cancelCharges || s.settings.CloseCancelsCharges {
		s.cancelOpen(p, permissionCanceled)
	}
	return nil
}

func checkReason(field string, text *string) *Error {
	if deref(text) == "" {
		return missing(field)
	}
	if utf8.RuneCountInString(*text) > maxReason {
		return invalid(field)
	}
	return nil
}
