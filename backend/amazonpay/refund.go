package amazonpay

import (
	"context"
	"net/http"
)

// RefundRequest returns captured money. In Japan all refunds of a charge together may exceed the capture by the
// smaller of 15 % and ¥8,400 (protocol 4.5).
type RefundRequest struct {
	ChargeID       string `json:"chargeId"`
	RefundAmount   Price  `json:"refundAmount"`
	SoftDescriptor string `json:"softDescriptor,omitempty"`
}

// Refund is money on its way back. It is never done at once: read it until it is Refunded or Declined (protocol 3.6).
type Refund struct {
	Answer

	RefundID           string                     `json:"refundId"`
	ChargeID           string                     `json:"chargeId"`
	CreationTimestamp  Time                       `json:"creationTimestamp"`
	RefundAmount       Price                      `json:"refundAmount"`
	StatusDetails      StatusDetails[RefundState] `json:"statusDetails"`
	SoftDescriptor     string                     `json:"softDescriptor"`
	ReleaseEnvironment string                     `json:"releaseEnvironment"`
}

func (r *Refund) isAbout(id string) bool { return isSame(r.RefundID, id) }

// CreateRefund asks for a refund.
func (c *Client) CreateRefund(ctx context.Context, key IdempotencyKey, body Body[RefundRequest]) (*Refund, error) {
	return call[Refund](ctx, c, request{
		operation: "CreateRefund", method: http.MethodPost, path: "/refunds", key: key, body: body,
	})
}

// GetRefund reads a refund.
func (c *Client) GetRefund(ctx context.Context, id string) (*Refund, error) {
	return call[Refund](ctx, c, request{operation: "GetRefund", method: http.MethodGet, path: "/refunds/", id: id})
}
