package amazonpay

import "slices"

// ReasonCode says in one word why Amazon refused a call or why an object is in its state. Values that Amazon adds
// later are kept as they come; Known tells them apart.
type ReasonCode string

// Reasons for the state of an object (protocol 4). Several also come as answers to a call.
const (
	ReasonBuyerCanceled            ReasonCode = "BuyerCanceled"
	ReasonExpired                  ReasonCode = "Expired"
	ReasonAmazonCanceled           ReasonCode = "AmazonCanceled"
	ReasonDeclined                 ReasonCode = "Declined"
	ReasonPaymentMethodInvalid     ReasonCode = "PaymentMethodInvalid"
	ReasonPaymentMethodDeleted     ReasonCode = "PaymentMethodDeleted"
	ReasonPaymentMethodExpired     ReasonCode = "PaymentMethodExpired"
	ReasonPaymentMethodNotAllowed  ReasonCode = "PaymentMethodNotAllowed"
	ReasonPaymentMethodNotSet      ReasonCode = "PaymentMethodNotSet"
	ReasonBillingAddressDeleted    ReasonCode = "BillingAddressDeleted"
	ReasonChargeInProgress         ReasonCode = "ChargeInProgress"
	ReasonMFAFailed                ReasonCode = "MFAFailed"
	ReasonMerchantClosed           ReasonCode = "MerchantClosed"
	ReasonBuyerClosed              ReasonCode = "BuyerClosed"
	ReasonAmazonClosed             ReasonCode = "AmazonClosed"
	ReasonExpiredUnused            ReasonCode = "ExpiredUnused"
	ReasonMerchantCanceled         ReasonCode = "MerchantCanceled"
	ReasonChargePermissionCanceled ReasonCode = "ChargePermissionCanceled"
	ReasonSoftDeclined             ReasonCode = "SoftDeclined"
	ReasonHardDeclined             ReasonCode = "HardDeclined"
	ReasonAmazonRejected           ReasonCode = "AmazonRejected"
	ReasonProcessingFailure        ReasonCode = "ProcessingFailure"
	ReasonTransactionTimedOut      ReasonCode = "TransactionTimedOut"
)

// Reasons for refusing a call (protocol 5.2).
const (
	ReasonInvalidHeaderValue                ReasonCode = "InvalidHeaderValue"
	ReasonMissingHeader                     ReasonCode = "MissingHeader"
	ReasonMissingHeaderValue                ReasonCode = "MissingHeaderValue"
	ReasonInvalidRequest                    ReasonCode = "InvalidRequest"
	ReasonInvalidRequestFormat              ReasonCode = "InvalidRequestFormat"
	ReasonInvalidParameterValue             ReasonCode = "InvalidParameterValue"
	ReasonMissingParameterValue             ReasonCode = "MissingParameterValue"
	ReasonInvalidParameterCombination       ReasonCode = "InvalidParameterCombination"
	ReasonUnrecognizedField                 ReasonCode = "UnrecognizedField"
	ReasonCurrencyMismatch                  ReasonCode = "CurrencyMismatch"
	ReasonTransactionAmountExceeded         ReasonCode = "TransactionAmountExceeded"
	ReasonPeriodicAmountExceeded            ReasonCode = "PeriodicAmountExceeded"
	ReasonDuplicateIdempotencyKey           ReasonCode = "DuplicateIdempotencyKey"
	ReasonInvalidSandboxSimulationSpecified ReasonCode = "InvalidSandboxSimulationSpecified"
	ReasonInvalidAPIVersion                 ReasonCode = "InvalidAPIVersion"
	ReasonUnauthorizedAccess                ReasonCode = "UnauthorizedAccess"
	ReasonInvalidAuthentication             ReasonCode = "InvalidAuthentication"
	ReasonInvalidRequestSignature           ReasonCode = "InvalidRequestSignature"
	ReasonInvalidAccountStatus              ReasonCode = "InvalidAccountStatus"
	ReasonInvalidAuthorizationToken         ReasonCode = "InvalidAuthorizationToken"
	ReasonResourceNotFound                  ReasonCode = "ResourceNotFound"
	ReasonUnsupportedOperation              ReasonCode = "UnsupportedOperation"
	ReasonRequestNotSupported               ReasonCode = "RequestNotSupported"
	ReasonRequestTimeout                    ReasonCode = "RequestTimeout"
	ReasonAmountMismatch                    ReasonCode = "AmountMismatch"
	ReasonInvalidCheckoutSessionStatus      ReasonCode = "InvalidCheckoutSessionStatus"
	ReasonCheckoutSessionCanceled           ReasonCode = "CheckoutSessionCanceled"
	ReasonInvalidChargePermissionStatus     ReasonCode = "InvalidChargePermissionStatus"
	ReasonInvalidChargeStatus               ReasonCode = "InvalidChargeStatus"
	ReasonTransactionCountExceeded          ReasonCode = "TransactionCountExceeded"
	ReasonMFANotCompleted                   ReasonCode = "MFANotCompleted"
	ReasonTLSVersionNotSupported            ReasonCode = "TLSVersionNotSupported"
	ReasonTooManyRequests                   ReasonCode = "TooManyRequests"
	ReasonInternalServerError               ReasonCode = "InternalServerError"
	ReasonServiceUnavailable                ReasonCode = "ServiceUnavailable"
)

// reasonCodes lists every reason code above.
var reasonCodes = []ReasonCode{
	ReasonBuyerCanceled, ReasonExpired, ReasonAmazonCanceled, ReasonDeclined, ReasonPaymentMethodInvalid,
	ReasonPaymentMethodDeleted, ReasonPaymentMethodExpired, ReasonPaymentMethodNotAllowed, ReasonPaymentMethodNotSet,
	ReasonBillingAddressDeleted, ReasonChargeInProgress, ReasonMFAFailed, ReasonMerchantClosed, ReasonBuyerClosed,
	ReasonAmazonClosed, ReasonExpiredUnused, ReasonMerchantCanceled, ReasonChargePermissionCanceled,
	ReasonSoftDeclined, ReasonHardDeclined, ReasonAmazonRejected, ReasonProcessingFailure, ReasonTransactionTimedOut,

	ReasonInvalidHeaderValue, ReasonMissingHeader, ReasonMissingHeaderValue, ReasonInvalidRequest,
	ReasonInvalidRequestFormat, ReasonInvalidParameterValue, ReasonMissingParameterValue,
	ReasonInvalidParameterCombination, ReasonUnrecognizedField, ReasonCurrencyMismatch,
	ReasonTransactionAmountExceeded, ReasonPeriodicAmountExceeded, ReasonDuplicateIdempotencyKey,
	ReasonInvalidSandboxSimulationSpecified, ReasonInvalidAPIVersion, ReasonUnauthorizedAccess,
	ReasonInvalidAuthentication, ReasonInvalidRequestSignature, ReasonInvalidAccountStatus,
	ReasonInvalidAuthorizationToken, ReasonResourceNotFound, ReasonUnsupportedOperation, ReasonRequestNotSupported,
	ReasonRequestTimeout, ReasonAmountMismatch, ReasonInvalidCheckoutSessionStatus, ReasonCheckoutSessionCanceled,
	ReasonInvalidChargePermissionStatus, ReasonInvalidChargeStatus, ReasonTransactionCountExceeded,
	ReasonMFANotCompleted, ReasonTLSVersionNotSupported, ReasonTooManyRequests, ReasonInternalServerError,
	ReasonServiceUnavailable,
}

// Known tells whether the code is one of this package's constants.
func (c ReasonCode) Known() bool { return slices.Contains(reasonCodes, c) }
