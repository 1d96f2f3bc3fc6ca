package amazonpay

import (
	"context"
	"net/http"
)

// ChargePermission is the shopper's consent to be charged: after Complete the place where buyer and address are
// found, for 30 days (protocol 3.4).
type ChargePermission struct {
	Answer

	ChargePermissionID   string               `json:"chargePermissionId"`
	ChargePermissionType ChargePermissionType `json:"chargePermissionType"`
	PlatformID           string               `json:"platformId"`
	Buyer                *Person              `json:"buyer"`
	ShippingAddress      *Address             `json:"shippingAddress"`
	BillingAddress       *Address             `json:"billingAddress"`
	PaymentPreferences   PaymentPreferences   `json:"paymentPreferences"`
	StatusDetails        PermissionStatus     `json:"statusDetails"`
	CreationTimestamp    Time                 `json:"creationTimestamp"`
	ExpirationTimestamp  Time                 `json:"expirationTimestamp"`
	MerchantMetadata     MerchantMetadata     `json:"merchantMetadata"`
	ReleaseEnvironment   string               `json:"releaseEnvironment"`
	Limits               Limits               `json:"limits"`
	PresentmentCurrency  string               `json:"presentmentCurrency"`
}

func (p *ChargePermission) isAbout(id string) bool { return isSame(p.ChargePermissionID, id) }

// Limits is what may be charged in all, and what is left of it. The balance falls with captures.
type Limits struct {
	AmountLimit   Price `json:"amountLimit"`
	AmountBalance Price `json:"amountBalance"`
}

// PermissionRequest changes a charge permission.
type PermissionRequest struct {
	MerchantMetadata *MerchantMetadata `json:"merchantMetadata,omitempty"`
}

// CloseRequest ends a permission. Amazon takes at most 255 characters of reason.
type CloseRequest struct {
	ClosureReason        string `json:"closureReason"`
	CancelPendingCharges bool   `json:"cancelPendingCharges"`
}

// GetChargePermission reads a permission.
func (c *Client) GetChargePermission(ctx context.Context, id string) (*ChargePermission, error) {
	return call[ChargePermission](ctx, c, request{
		operation: "GetChargePermission", method: http.MethodGet, path: "/chargePermissions/", id: id,
	})
}

// UpdateChargePermission changes the merchant's own data of a permission.
func (c *Client) UpdateChargePermission(ctx context.Context, id string, body Body[PermissionRequest]) (*ChargePermission, error) {
	return call[ChargePermission](ctx, c, request{
		operation: "UpdateChargePermission", method: http.MethodPatch, path: "/chargePermissions/", id: id, body: body,
	})
}

// CloseChargePermission ends a permission: no further charges.
func (c *Client) CloseChargePermission(ctx context.Context, id string, body Body[CloseRequest]) (*ChargePermission, error) {
	return call[ChargePermission](ctx, c, request{
		operation: "CloseChargePermission", method: http.MethodDelete, path: "/chargePermissions/", id: id, action: "/close", body: body,
	})
}
