package amazonpay

import (
	"encoding/json"
	"fmt"
	"slices"
)

// SessionState is the state of a checkout session (protocol 4.1).
type SessionState string

// The states of a checkout session. Canceled by BuyerCanceled, Expired, AmazonCanceled or Declined.
const (
	SessionOpen      SessionState = "Open"
	SessionCompleted SessionState = "Completed"
	SessionCanceled  SessionState = "Canceled"
)

// Known tells whether this package knows the state; a caller must not guess what another one means.
func (s SessionState) Known() bool {
	return slices.Contains([]SessionState{SessionOpen, SessionCompleted, SessionCanceled}, s)
}

// UnmarshalJSON also reads Complete, as the state was spelled in 2020, as Completed (protocol 3.3).
func (s *SessionState) UnmarshalJSON(text []byte) error {
	var state string
	if err := json.Unmarshal(text, &state); err != nil {
		return fmt.Errorf("amazonpay: session state: %w", err)
	}
	if state == "Complete" {
		state = string(SessionCompleted)
	}
	*s = SessionState(state)
	return nil
}

// PermissionState is the state of a charge permission (protocol 4.2).
type PermissionState string

// The states of a charge permission.
const (
	PermissionChargeable    PermissionState = "Chargeable"
	PermissionNonChargeable PermissionState = "NonChargeable"
	PermissionClosed        PermissionState = "Closed"
)

// Known tells whether this package knows the state; a caller must not guess what another one means.
func (s PermissionState) Known() bool {
	return slices.Contains([]PermissionState{PermissionChargeable, PermissionNonChargeable, PermissionClosed}, s)
}

// ChargeState is the state of a charge (protocol 4.3).
type ChargeState string

// The states of a charge. An authorization lives 30 days, a pending one is decided within 24 hours.
const (
	ChargeAuthorizationInitiated ChargeState = "AuthorizationInitiated"
	ChargeAuthorized             ChargeState = "Authorized"
	ChargeCaptureInitiated       ChargeState = "CaptureInitiated"
	ChargeCaptured               ChargeState = "Captured"
	ChargeCanceled               ChargeState = "Canceled"
	ChargeDeclined               ChargeState = "Declined"
)

// Known tells whether this package knows the state; a caller must not guess what another one means.
func (s ChargeState) Known() bool {
	return slices.Contains([]ChargeState{
		ChargeAuthorizationInitiated, ChargeAuthorized, ChargeCaptureInitiated, ChargeCaptured, ChargeCanceled, ChargeDeclined,
	}, s)
}

// RefundState is the state of a refund (protocol 4.4). Refunds are never done at once.
type RefundState string

// The states of a refund.
const (
	RefundInitiated RefundState = "RefundInitiated"
	Refunded        RefundState = "Refunded"
	RefundDeclined  RefundState = "Declined"
)

// Known tells whether this package knows the state; a caller must not guess what another one means.
func (s RefundState) Known() bool {
	return slices.Contains([]RefundState{RefundInitiated, Refunded, RefundDeclined}, s)
}

// StatusDetails is the state of a session, charge or refund, and why.
type StatusDetails[S ~string] struct {
	State                S          `json:"state"`
	ReasonCode           ReasonCode `json:"reasonCode"`
	ReasonDescription    string     `json:"reasonDescription"`
	LastUpdatedTimestamp Time       `json:"lastUpdatedTimestamp"`
}

// PermissionStatus is the state of a charge permission, which may have several reasons at once (protocol 3.4).
type PermissionStatus struct {
	State                PermissionState `json:"state"`
	Reasons              []Reason        `json:"reasons"`
	LastUpdatedTimestamp Time            `json:"lastUpdatedTimestamp"`
}

// Reason is one reason for a permission's state.
type Reason struct {
	ReasonCode        ReasonCode `json:"reasonCode"`
	ReasonDescription string     `json:"reasonDescription"`
}

// Has tells whether code is among the reasons.
func (s PermissionStatus) Has(code ReasonCode) bool {
	return slices.ContainsFunc(s.Reasons, func(r Reason) bool { return r.ReasonCode == code })
}
