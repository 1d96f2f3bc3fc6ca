package sandbox

import "cmp"

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
	return softDescriptor(s.shopOf(c.merchantID, c.metadata))
}

// shopOf is the name of the shop as an order says it, else as the account says it.
func (s *Sandbox) shopOf(merchantID string, metadata merchantMetadata) string {
	return cmp.Or(deref(metadata.MerchantStoreName), s.storeName(merchantID))
}
