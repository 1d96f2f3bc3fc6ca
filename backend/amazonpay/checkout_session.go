package amazonpay

import (
	"context"
	"net/http"
)

// CheckoutSessionRequest creates or changes a checkout session, and is the payload of a checkout button. An update
// merges field by field; what is left out stays as it is (protocol 3.2, 3.3).
type CheckoutSessionRequest struct {
	WebCheckoutDetails     *WebCheckoutDetails     `json:"webCheckoutDetails,omitempty"`
	StoreID                string                  `json:"storeId,omitempty"`
	Scopes                 []Scope                 `json:"scopes,omitempty"`
	DeliverySpecifications *DeliverySpecifications `json:"deliverySpecifications,omitempty"`
	ChargePermissionType   ChargePermissionType    `json:"chargePermissionType,omitempty"`
	PaymentDetails         *PaymentDetails         `json:"paymentDetails,omitempty"`
	MerchantMetadata       *MerchantMetadata       `json:"merchantMetadata,omitempty"`
	SupplementaryData      string                  `json:"supplementaryData,omitempty"`
	PlatformID             string                  `json:"platformId,omitempty"`
	ProviderMetadata       *ProviderMetadata       `json:"providerMetadata,omitempty"`
}

// WebCheckoutDetails says where the shopper goes. AmazonPayRedirectURL only comes in answers, and only when nothing is
// missing any more.
type WebCheckoutDetails struct {
	CheckoutReviewReturnURL string       `json:"checkoutReviewReturnUrl,omitempty"`
	CheckoutResultReturnURL string       `json:"checkoutResultReturnUrl,omitempty"`
	CheckoutCancelURL       string       `json:"checkoutCancelUrl,omitempty"`
	AmazonPayRedirectURL    string       `json:"amazonPayRedirectUrl,omitempty"`
	CheckoutMode            CheckoutMode `json:"checkoutMode,omitempty"`
}

// CheckoutMode is empty for the ordinary flow with a review page.
type CheckoutMode string

// ProcessOrder pays without a review page (protocol 7.6).
const ProcessOrder CheckoutMode = "ProcessOrder"

// PaymentDetails says what is paid, and what happens on Complete. AllowOvercharge and ExtendExpiration can only be set
// when the session is created.
type PaymentDetails struct {
	PaymentIntent                 PaymentIntent `json:"paymentIntent,omitempty"`
	CanHandlePendingAuthorization bool          `json:"canHandlePendingAuthorization"`
	ChargeAmount                  Price         `json:"chargeAmount,omitzero"`
	TotalOrderAmount              Price         `json:"totalOrderAmount,omitzero"`
	PresentmentCurrency           string        `json:"presentmentCurrency,omitempty"`
	SoftDescriptor                string        `json:"softDescriptor,omitempty"`
	AllowOvercharge               bool          `json:"allowOvercharge,omitempty"`
	ExtendExpiration              bool          `json:"extendExpiration,omitempty"`
}

// PaymentIntent is what Complete does with the money (protocol 12.1).
type PaymentIntent string

// The payment intents: no charge yet, an authorized one, a captured one.
const (
	IntentConfirm              PaymentIntent = "Confirm"
	IntentAuthorize            PaymentIntent = "Authorize"
	IntentAuthorizeWithCapture PaymentIntent = "AuthorizeWithCapture"
)

// ChargePermissionType is how often a permission may be used; empty in a request means OneTime.
type ChargePermissionType string

// The types of charge permissions (protocol 12.3).
const (
	OneTime             ChargePermissionType = "OneTime"
	Recurring           ChargePermissionType = "Recurring"
	PaymentMethodOnFile ChargePermissionType = "PaymentMethodOnFile"
)

// MerchantMetadata appears in Seller Central and in Amazon's mails to the shopper. Amazon takes at most 50 characters
// of store name and 255 of note.
type MerchantMetadata struct {
	MerchantReferenceID string `json:"merchantReferenceId,omitempty"`
	MerchantStoreName   string `json:"merchantStoreName,omitempty"`
	NoteToBuyer         string `json:"noteToBuyer,omitempty"`
	CustomInformation   string `json:"customInformation,omitempty"`
}

// ProviderMetadata belongs to payment providers.
type ProviderMetadata struct {
	ProviderReferenceID string `json:"providerReferenceId,omitempty"`
}

// CheckoutSession is one visit of a shopper. Buyer, addresses and details are there only while it is Open; once
// Completed only state, ChargePermissionID and ChargeID can be relied on (protocol 3.3).
type CheckoutSession struct {
	Answer

	CheckoutSessionID      string                      `json:"checkoutSessionId"`
	WebCheckoutDetails     WebCheckoutDetails          `json:"webCheckoutDetails"`
	ProductType            ProductType                 `json:"productType"`
	PaymentDetails         PaymentDetails              `json:"paymentDetails"`
	ChargePermissionType   ChargePermissionType        `json:"chargePermissionType"`
	MerchantMetadata       MerchantMetadata            `json:"merchantMetadata"`
	SupplementaryData      string                      `json:"supplementaryData"`
	Buyer                  *Person                     `json:"buyer"`
	BillingAddress         *Address                    `json:"billingAddress"`
	ShippingAddress        *Address                    `json:"shippingAddress"`
	PaymentPreferences     PaymentPreferences          `json:"paymentPreferences"`
	StatusDetails          StatusDetails[SessionState] `json:"statusDetails"`
	PlatformID             string                      `json:"platformId"`
	ChargePermissionID     string                      `json:"chargePermissionId"`
	ChargeID               string                      `json:"chargeId"`
	Constraints            []Constraint                `json:"constraints"`
	CreationTimestamp      Time                        `json:"creationTimestamp"`
	ExpirationTimestamp    Time                        `json:"expirationTimestamp"`
	StoreID                string                      `json:"storeId"`
	ProviderMetadata       ProviderMetadata            `json:"providerMetadata"`
	ReleaseEnvironment     string                      `json:"releaseEnvironment"`
	DeliverySpecifications *DeliverySpecifications     `json:"deliverySpecifications"`

	// Pending is set by Complete when Amazon has not decided about the authorization yet (HTTP 202).
	Pending bool `json:"-"`
}

func (s *CheckoutSession) isAbout(id string) bool { return isSame(s.CheckoutSessionID, id) }

func (s *CheckoutSession) received(from *answer) {
	s.Answer.received(from)
	s.Pending = from.status == http.StatusAccepted
}

// ProductType is what a button does (protocol 7.2).
type ProductType string

// The product types: with delivery, without, and sign-in only.
const (
	PayAndShip ProductType = "PayAndShip"
	PayOnly    ProductType = "PayOnly"
	SignIn     ProductType = "SignIn"
)

// Constraint is one thing that is still missing. A session can be paid only when it has none.
type Constraint struct {
	ConstraintID ConstraintID `json:"constraintId"`
	Description  string       `json:"description"`
}

// ConstraintID names what is missing.
type ConstraintID string

// The constraints seen so far (protocol 3.2).
const (
	ConstraintBuyerNotAssociated       ConstraintID = "BuyerNotAssociated"
	ConstraintChargeAmountNotSet       ConstraintID = "ChargeAmountNotSet"
	ConstraintCheckoutResultURLNotSet  ConstraintID = "CheckoutResultReturnUrlNotSet"
	ConstraintPaymentIntentNotSet      ConstraintID = "PaymentIntentNotSet"
	ConstraintRecurringFrequencyNotSet ConstraintID = "RecurringFrequencyNotSet"
)

// PaymentPreferences is how the shopper pays. Amazon sends a list of one null before the choice is made.
type PaymentPreferences []PaymentPreference

// PaymentPreference is one means of payment.
type PaymentPreference struct {
	PaymentDescriptor string `json:"paymentDescriptor"`
}

// Descriptor is the text to show to the shopper, such as "Amazon Pay (Visa **)", or "" if there is none.
func (p PaymentPreferences) Descriptor() string {
	for _, preference := range p {
		if preference.PaymentDescriptor != "" {
			return preference.PaymentDescriptor
		}
	}
	return ""
}

// CompleteRequest repeats the session's amounts; other ones are refused with AmountMismatch.
type CompleteRequest struct {
	ChargeAmount     Price `json:"chargeAmount,omitzero"`
	TotalOrderAmount Price `json:"totalOrderAmount,omitzero"`
}

// FinalizeRequest ends a session whose address the merchant collected (protocol 3.3).
type FinalizeRequest struct {
	ShippingAddress               *Address      `json:"shippingAddress,omitempty"`
	BillingAddress                *Address      `json:"billingAddress,omitempty"`
	ChargeAmount                  Price         `json:"chargeAmount,omitzero"`
	TotalOrderAmount              Price         `json:"totalOrderAmount,omitzero"`
	PaymentIntent                 PaymentIntent `json:"paymentIntent,omitempty"`
	CanHandlePendingAuthorization bool          `json:"canHandlePendingAuthorization"`
	SupplementaryData             string        `json:"supplementaryData,omitempty"`
}

// CreateCheckoutSession creates a session from the server. Usually the signed payload of a button does the same.
func (c *Client) CreateCheckoutSession(ctx context.Context, key IdempotencyKey, body Body[CheckoutSessionRequest]) (*CheckoutSession, error) {
	return call[CheckoutSession](ctx, c, request{
		operation: "CreateCheckoutSession", method: http.MethodPost, path: "/checkoutSessions", key: key, body: body,
	})
}

// GetCheckoutSession reads a session. Amazon deletes it after 30 days (404 ResourceNotFound).
func (c *Client) GetCheckoutSession(ctx context.Context, id string) (*CheckoutSession, error) {
	return call[CheckoutSession](ctx, c, request{
		operation: "GetCheckoutSession", method: http.MethodGet, path: "/checkoutSessions/", id: id,
	})
}

// UpdateCheckoutSession changes an Open session; any other state is refused with InvalidCheckoutSessionStatus.
func (c *Client) UpdateCheckoutSession(ctx context.Context, id string, body Body[CheckoutSessionRequest]) (*CheckoutSession, error) {
	return call[CheckoutSession](ctx, c, request{
		operation: "UpdateCheckoutSession", method: http.MethodPatch, path: "/checkoutSessions/", id: id, body: body,
	})
}

// CompleteCheckoutSession takes the payment. It is sent exactly once, as it has no idempotency key: after any error
// the caller reads the session to learn what happened.
func (c *Client) CompleteCheckoutSession(ctx context.Context, id string, body Body[CompleteRequest]) (*CheckoutSession, error) {
	return call[CheckoutSession](ctx, c, request{
		operation: "CompleteCheckoutSession", method: http.MethodPost, path: "/checkoutSessions/", id: id, action: "/complete", body: body, once: true,
	})
}

// FinalizeCheckoutSession completes a session with data that the merchant collected. Like Complete it is sent once.
func (c *Client) FinalizeCheckoutSession(ctx context.Context, id string, body Body[FinalizeRequest]) (*CheckoutSession, error) {
	return call[CheckoutSession](ctx, c, request{
		operation: "FinalizeCheckoutSession", method: http.MethodPost, path: "/checkoutSessions/", id: id,
		action: "/finalize", body: body, once: true, //nolint:misspell // Amazon's spelling
	})
}
