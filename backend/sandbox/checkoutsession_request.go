package sandbox

// checkoutRequest is the body of Create and the payload of a button (protocol 3.2).
type checkoutRequest struct {
	WebCheckoutDetails          *webCheckoutDetails          `json:"webCheckoutDetails"`
	StoreID                     *string                      `json:"storeId"`
	Scopes                      []string                     `json:"scopes"`
	DeliverySpecifications      *deliverySpecifications      `json:"deliverySpecifications"`
	AddressDetails              *addressDetails              `json:"addressDetails"`
	ChargePermissionType        *string                      `json:"chargePermissionType"`
	RecurringMetadata           *recurringMetadata           `json:"recurringMetadata"`
	PaymentMethodOnFileMetadata *paymentMethodOnFileMetadata `json:"paymentMethodOnFileMetadata"`
	PaymentDetails              *paymentDetails              `json:"paymentDetails"`
	MerchantMetadata            *merchantMetadata            `json:"merchantMetadata"`
	PlatformID                  *string                      `json:"platformId"`
	ProviderMetadata            *providerMetadata            `json:"providerMetadata"`
	SupplementaryData           *string                      `json:"supplementaryData"`
	ChargePermissionID          *string                      `json:"chargePermissionId"`
	MultiAddresses              multiAddressesMetadata       `json:"multiAddressesCheckoutMetadata"`
}

// checkoutUpdate are the fields that Update may change (protocol 3.3).
type checkoutUpdate struct {
	WebCheckoutDetails   *webCheckoutDetails    `json:"webCheckoutDetails"`
	PaymentDetails       *paymentUpdate         `json:"paymentDetails"`
	MerchantMetadata     *merchantMetadata      `json:"merchantMetadata"`
	SupplementaryData    *string                `json:"supplementaryData"`
	PlatformID           *string                `json:"platformId"`
	ProviderMetadata     *providerMetadata      `json:"providerMetadata"`
	ChargePermissionType *string                `json:"chargePermissionType"`
	RecurringMetadata    *recurringMetadata     `json:"recurringMetadata"`
	MultiAddresses       multiAddressesMetadata `json:"multiAddressesCheckoutMetadata"`
}

type webCheckoutDetails struct {
	CheckoutReviewReturnURL *string `json:"checkoutReviewReturnUrl"`
	CheckoutResultReturnURL *string `json:"checkoutResultReturnUrl"`
	CheckoutCancelURL       *string `json:"checkoutCancelUrl"`
	CheckoutMode            *string `json:"checkoutMode"`
}

type paymentDetails struct {
	paymentUpdate

	AllowOvercharge  *bool `json:"allowOvercharge"`
	ExtendExpiration *bool `json:"extendExpiration"`
}

type paymentUpdate struct {
	PaymentIntent                 *string `json:"paymentIntent"`
	CanHandlePendingAuthorization *bool   `json:"canHandlePendingAuthorization"`
	ChargeAmount                  *Price  `json:"chargeAmount"`
	TotalOrderAmount              *Price  `json:"totalOrderAmount"`
	SoftDescriptor                *string `json:"softDescriptor"`
	PresentmentCurrency           *string `json:"presentmentCurrency"`
	EstimateOrderTotal            *Price  `json:"estimateOrderTotal"`
}

type recurringMetadata struct {
	Frequency *frequency `json:"frequency"`
	Amount    *Price     `json:"amount"`
}

type frequency struct {
	Unit  *string `json:"unit"`
	Value *string `json:"value"`
}

type paymentMethodOnFileMetadata struct {
	SetupOnly *bool `json:"setupOnly"`
}

type merchantMetadata struct {
	MerchantReferenceID *string `json:"merchantReferenceId"`
	MerchantStoreName   *string `json:"merchantStoreName"`
	NoteToBuyer         *string `json:"noteToBuyer"`
	CustomInformation   *string `json:"customInformation"`
}

type providerMetadata struct {
	ProviderReferenceID *string `json:"providerReferenceId"`
}
