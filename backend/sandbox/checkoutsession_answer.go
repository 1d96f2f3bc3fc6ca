package sandbox

// sessionAnswer has the keys of protocol 3.2 in its order; nothing is left out, absent values are null. Only what is
// of several addresses is there for these alone (protocol 12.9).
type sessionAnswer struct {
	CheckoutSessionID           string                       `json:"checkoutSessionId"`
	WebCheckoutDetails          *webAnswer                   `json:"webCheckoutDetails"`
	ProductType                 *string                      `json:"productType"`
	PaymentDetails              *paymentAnswer               `json:"paymentDetails"`
	CartDetails                 *string                      `json:"cartDetails"`
	ChargePermissionType        *string                      `json:"chargePermissionType"`
	OrderType                   *string                      `json:"orderType"`
	RecurringMetadata           *recurringMetadata           `json:"recurringMetadata"`
	PaymentMethodOnFileMetadata *paymentMethodOnFileMetadata `json:"paymentMethodOnFileMetadata"`
	MultiAddresses              multiAddressesMetadata       `json:"multiAddressesCheckoutMetadata,omitempty"`
	MerchantMetadata            *merchantMetadata            `json:"merchantMetadata"`
	SupplementaryData           *string                      `json:"supplementaryData"`
	Buyer                       *buyerAnswer                 `json:"buyer"`
	BillingAddress              *Address                     `json:"billingAddress"`
	PaymentPreferences          []*paymentPreference         `json:"paymentPreferences"`
	StatusDetails               statusDetails                `json:"statusDetails"`
	ShippingAddress             *Address                     `json:"shippingAddress"`
	ShippingAddressList         []string                     `json:"shippingAddressList,omitempty"`
	PlatformID                  *string                      `json:"platformId"`
	ChargePermissionID          *string                      `json:"chargePermissionId"`
	ChargeID                    *string                      `json:"chargeId"`
	Constraints                 []constraint                 `json:"constraints"`
	CreationTimestamp           stamp                        `json:"creationTimestamp"`
	ExpirationTimestamp         stamp                        `json:"expirationTimestamp"`
	StoreID                     *string                      `json:"storeId"`
	ProviderMetadata            providerMetadata             `json:"providerMetadata"`
	ReleaseEnvironment          string                       `json:"releaseEnvironment"`
	CheckoutButtonText          *string                      `json:"checkoutButtonText"`
	DeliverySpecifications      *deliverySpecifications      `json:"deliverySpecifications"`
	Tokens                      *string                      `json:"tokens"`
}

type webAnswer struct {
	CheckoutReviewReturnURL *string `json:"checkoutReviewReturnUrl"`
	CheckoutResultReturnURL *string `json:"checkoutResultReturnUrl"`
	CheckoutCancelURL       *string `json:"checkoutCancelUrl"`
	AmazonPayRedirectURL    *string `json:"amazonPayRedirectUrl"`
	CheckoutMode            *string `json:"checkoutMode"`
}

type paymentAnswer struct {
	PaymentIntent                 *string `json:"paymentIntent"`
	CanHandlePendingAuthorization bool    `json:"canHandlePendingAuthorization"`
	ChargeAmount                  *Price  `json:"chargeAmount"`
	TotalOrderAmount              *Price  `json:"totalOrderAmount"`
	SoftDescriptor                *string `json:"softDescriptor"`
	PresentmentCurrency           string  `json:"presentmentCurrency"`
	AllowOvercharge               *bool   `json:"allowOvercharge"`
	ExtendExpiration              *bool   `json:"extendExpiration"`
}

type paymentPreference struct {
	PaymentDescriptor *string `json:"paymentDescriptor"`
}

// answer shows a session. Only an open one is filled; afterwards state and ids are all that is left, buyer and
// address come from the permission (protocol 0.1 point 9, 3.3).
func (x *checkoutSession) answer(base string) *sessionAnswer {
	a := &sessionAnswer{
		CheckoutSessionID:  x.id,
		PaymentPreferences: []*paymentPreference{nil},
		StatusDetails:      status(string(x.state), x.reason, x.updated),
		ChargePermissionID: nullable(x.permissionID),
		ChargeID:           nullable(x.chargeID),
		Constraints:        x.constraints(),
		CreationTimestamp:  stamp(x.created),
		ReleaseEnvironment: x.environment.release(),
	}
	if x.state == sessionOpen {
		x.fill(a, base)
	}
	return a
}

// showSession is answer, with what completed sessions kept in 2020 if the settings say so (protocol 3.3).
func (s *Sandbox) showSession(x *checkoutSession, base string) *sessionAnswer {
	a := x.answer(base)
	if x.state == sessionCompleted && s.settings.CompletedSession == "2020" {
		a.ProductType, a.StoreID, a.ExpirationTimestamp = &x.productType, x.request.StoreID, stamp(x.created.Add(sessionLife))
	}
	return a
}

func (x *checkoutSession) fill(a *sessionAnswer, base string) {
	web, p := x.web(), x.payment()
	a.WebCheckoutDetails = &webAnswer{
		CheckoutReviewReturnURL: web.CheckoutReviewReturnURL,
		CheckoutResultReturnURL: web.CheckoutResultReturnURL,
		CheckoutCancelURL:       web.CheckoutCancelURL,
		CheckoutMode:            web.CheckoutMode,
	}
	if len(a.Constraints) == 0 {
		a.WebCheckoutDetails.AmazonPayRedirectURL = nullable(processingURL(base, x.id))
	}
	a.ProductType = &x.productType
	a.PaymentDetails = &paymentAnswer{
		PaymentIntent:                 p.PaymentIntent,
		CanHandlePendingAuthorization: x.pendingAllowed(),
		ChargeAmount:                  p.ChargeAmount,
		TotalOrderAmount:              p.TotalOrderAmount,
		SoftDescriptor:                p.SoftDescriptor,
		PresentmentCurrency:           "JPY",
		AllowOvercharge:               p.AllowOvercharge,
		ExtendExpiration:              p.ExtendExpiration,
	}
	a.ChargePermissionType = nullable(x.kind())
	a.RecurringMetadata = x.request.RecurringMetadata
	a.PaymentMethodOnFileMetadata = x.request.PaymentMethodOnFileMetadata
	a.MultiAddresses = x.request.MultiAddresses
	metadata := deref(x.request.MerchantMetadata)
	a.MerchantMetadata = &metadata
	a.SupplementaryData = x.request.SupplementaryData
	a.PlatformID = x.request.PlatformID
	a.ExpirationTimestamp = stamp(x.created.Add(sessionLife))
	a.StoreID = x.request.StoreID
	a.ProviderMetadata = deref(x.request.ProviderMetadata)
	a.DeliverySpecifications = x.request.DeliverySpecifications
	if x.buyer == nil {
		return
	}
	a.Buyer = showBuyer(x.merchantID, x.buyer, x.request.Scopes)
	if x.card != nil {
		a.PaymentPreferences = []*paymentPreference{{PaymentDescriptor: &x.card.Descriptor}}
	}
	switch {
	case x.multiAddress():
		a.ShippingAddressList = shippingAddressList(x.merchantID, x.buyer, x.addresses)
	case x.needsAddress():
		a.ShippingAddress = x.shipping
	}
	if x.asked("billingAddress") {
		a.BillingAddress = x.billing
	}
}
