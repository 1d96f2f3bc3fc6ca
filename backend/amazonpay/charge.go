package amazonpay

import (
	"context"
	"net/http"
)

// ChargeRequest charges a permission once more: a re-authorization, or a part of a split order. CaptureNow and
// CanHandlePendingAuthorization exclude each other (protocol 3.5).
type ChargeRequest struct {
	ChargePermissionID            string            `json:"chargePermissionId"`
	ChargeAmount                  Price             `json:"chargeAmount"`
	CaptureNow                    bool              `json:"captureNow"`
	CanHandlePendingAuthorization bool              `json:"canHandlePendingAuthorization"`
	SoftDescriptor                string            `json:"softDescriptor,omitempty"`
	ChargeInitiator               ChargeInitiator   `json:"chargeInitiator,omitempty"`
	Channel                       string            `json:"channel,omitempty"`
	MerchantMetadata              *MerchantMetadata `json:"merchantMetadata,omitempty"`
	ProviderMetadata              *ProviderMetadata `json:"providerMetadata,omitempty"`
	PlatformID                    string            `json:"platformId,omitempty"`
}

// ChargeInitiator says who wanted a charge, and whether it was scheduled.
type ChargeInitiator string

// Charges by customer or merchant, unscheduled or recurring.
const (
	CustomerUnscheduled ChargeInitiator = "CITU"
	MerchantUnscheduled ChargeInitiator = "MITU"
	CustomerRecurring   ChargeInitiator = "CITR"
	MerchantRecurring   ChargeInitiator = "MITR"
)

// CaptureRequest collects an authorized amount or less of it; the rest is released. A charge is captured once.
type CaptureRequest struct {
	CaptureAmount  Price  `json:"captureAmount"`
	SoftDescriptor string `json:"softDescriptor,omitempty"`
}

// CancelRequest gives an authorization back. Amazon takes at most 255 characters of reason.
type CancelRequest struct {
	CancellationReason string `json:"cancellationReason"`
}

// Charge is an amount that is authorized, captured or neither. CaptureAmount and RefundedAmount are zero Prices until
// something is captured. ChargeID need not begin with ChargePermissionID (protocol 11).
type Charge struct {
	Answer

	ChargeID            string                     `json:"chargeId"`
	ChargePermissionID  string                     `json:"chargePermissionId"`
	ChargeAmount        Price                      `json:"chargeAmount"`
	CaptureAmount       Price                      `json:"captureAmount"`
	RefundedAmount      Price                      `json:"refundedAmount"`
	SoftDescriptor      string                     `json:"softDescriptor"`
	ProviderMetadata    ProviderMetadata           `json:"providerMetadata"`
	Channel             string                     `json:"channel"`
	ChargeInitiator     ChargeInitiator            `json:"chargeInitiator"`
	StatusDetails       StatusDetails[ChargeState] `json:"statusDetails"`
	CreationTimestamp   Time                       `json:"creationTimestamp"`
	ExpirationTimestamp Time                       `json:"expirationTimestamp"`
	ReleaseEnvironment  string                     `json:"releaseEnvironment"`
	MerchantMetadata    MerchantMetadata           `json:"merchantMetadata"`
	PlatformID          string                     `json:"platformId"`
}

func (c *Charge) isAbout(id string) bool { return isSame(c.ChargeID, id) }

// CreateCharge charges a permission. Success only means that the charge exists: read its state.
func (c *Client) CreateCharge(ctx context.Context, key IdempotencyKey, body Body[ChargeRequest]) (*Charge, error) {
	return call[Charge](ctx, c, request{
		operation: "CreateCharge", method: http.MethodPost, path: "/charges", key: key, body: body,
	})
}

// GetCharge reads a charge.
func (c *Client) GetCharge(ctx context.Context, id string) (*Charge, error) {
	return call[Charge](ctx, c, request{operation: "GetCharge", method: http.MethodGet, path: "/charges/", id: id})
}

// CaptureCharge collects the money. Later than 7 days after the authorization the answer is CaptureInitiated and
// Amazon decides within about a day.
func (c *Client) CaptureCharge(ctx context.Context, id string, key IdempotencyKey, body Body[CaptureRequest]) (*Charge, error) {
	return call[Charge](ctx, c, request{
		operation: "CaptureCharge", method: http.MethodPost, path: "/charges/", id: id, action: "/capture", key: key, body: body,
	})
}

// CancelCharge gives an authorization back. Captured money is returned by CreateRefund instead.
func (c *Client) CancelCharge(ctx context.Context, id string, body Body[CancelRequest]) (*Charge, error) {
	return call[Charge](ctx, c, request{
		operation: "CancelCharge", method: http.MethodDelete, path: "/charges/", id: id, action: "/cancel", body: body,
	})
}
