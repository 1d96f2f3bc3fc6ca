package sandbox

import (
	"net/url"
	"slices"
	"unicode/utf8"
)

// Payment intents (protocol 12.1) and kinds of permission (protocol 12.3).
const (
	intentConfirm              = "Confirm"
	intentAuthorize            = "Authorize"
	intentAuthorizeWithCapture = "AuthorizeWithCapture"

	oneTime             = "OneTime"
	recurring           = "Recurring"
	paymentMethodOnFile = "PaymentMethodOnFile"
)

// Longest texts, in characters (protocol 3.2, 3.4, 3.5).
const (
	maxStoreName = 50
	maxNote      = 255
	maxReason    = 255
)

// checkSession is everything that can be wrong with a session's fields, whether they come by the API or by a
// button.
func (s *Sandbox) checkSession(o owner, r checkoutRequest) *Error {
	if deref(r.StoreID) == "" {
		return missing("storeId")
	}
	if !s.knowsStore(o.merchantID, *r.StoreID) {
		return invalid("storeId")
	}
	for _, scope := range r.Scopes {
		if !slices.Contains(scopes, scope) {
			return invalid("scopes")
		}
	}
	if kind := kindOf(r); !slices.Contains([]string{oneTime, recurring, paymentMethodOnFile}, kind) {
		return invalid("chargePermissionType")
	}
	if wrong := s.checkRenewable(o, r); wrong != nil {
		return wrong
	}
	for _, check := range []func(checkoutRequest) *Error{
		checkWeb, checkPayment, checkRecurring, checkAddressDetails, checkMultiAddresses, checkDelivery,
	} {
		if wrong := check(r); wrong != nil {
			return wrong
		}
	}
	return r.MerchantMetadata.check()
}

// checkRenewable: only an open Recurring permission of the merchant can be renewed (protocol 3.2).
func (s *Sandbox) checkRenewable(o owner, r checkoutRequest) *Error {
	if r.ChargePermissionID == nil {
		return nil
	}
	p, ok := s.permissions[*r.ChargePermissionID]
	switch {
	case !ok || p.owner != o:
		return notFound(*r.ChargePermissionID)
	case p.kind != recurring || kindOf(r) != recurring:
		return refuse(400, "InvalidParameterCombination", "Only a Recurring charge permission can be renewed, by a Recurring session.")
	case p.state == permissionClosed:
		return wrongPermission(p)
	}
	return nil
}

// scopes are all that exist (protocol 3.2).
var scopes = []string{"name", "email", "phoneNumber", "billingAddress", "postalCode", "shippingAddress", "primeStatus"}

func checkWeb(r checkoutRequest) *Error {
	web := deref(r.WebCheckoutDetails)
	for field, text := range map[string]*string{
		"checkoutReviewReturnUrl": web.CheckoutReviewReturnURL,
		"checkoutResultReturnUrl": web.CheckoutResultReturnURL,
		"checkoutCancelUrl":       web.CheckoutCancelURL,
	} {
		if text != nil && !isWebURL(*text) {
			return invalid("webCheckoutDetails." + field)
		}
	}
	switch deref(web.CheckoutMode) {
	case "ProcessOrder":
		if deref(r.PaymentDetails).ChargeAmount == nil || deref(r.PaymentDetails).PaymentIntent == nil {
			return missing("paymentDetails")
		}
		if web.CheckoutResultReturnURL == nil {
			return missing("webCheckoutDetails.checkoutResultReturnUrl")
		}
	case "":
		if web.CheckoutReviewReturnURL == nil {
			return missing("webCheckoutDetails.checkoutReviewReturnUrl")
		}
	default:
		return invalid("webCheckoutDetails.checkoutMode")
	}
	return nil
}

func isWebURL(text string) bool {
	u, err := url.Parse(text)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != ""
}

func checkPayment(r checkoutRequest) *Error {
	p := deref(r.PaymentDetails)
	for field, price := range map[string]*Price{
		"chargeAmount": p.ChargeAmount, "totalOrderAmount": p.TotalOrderAmount, "estimateOrderTotal": p.EstimateOrderTotal,
	} {
		if wrong := price.check("paymentDetails."+field, 1); wrong != nil {
			return wrong
		}
	}
	if currency := deref(p.PresentmentCurrency); currency != "" && currency != "JPY" {
		return refuse(400, "CurrencyMismatch", "The presentment currency must be JPY.")
	}
	switch deref(p.PaymentIntent) {
	case "", intentConfirm, intentAuthorize:
	case intentAuthorizeWithCapture:
		if deref(p.CanHandlePendingAuthorization) {
			return refuse(400, "InvalidParameterCombination",
				"canHandlePendingAuthorization cannot be true when the payment is captured at once.")
		}
	default:
		return invalid("paymentDetails.paymentIntent")
	}
	if p.ChargeAmount != nil && p.TotalOrderAmount != nil && p.ChargeAmount.value() > p.TotalOrderAmount.value() {
		return refuse(400, "InvalidParameterCombination", "chargeAmount is above totalOrderAmount.")
	}
	return nil
}

func checkRecurring(r checkoutRequest) *Error {
	m := deref(r.RecurringMetadata)
	if wrong := m.Amount.check("recurringMetadata.amount", 0); wrong != nil {
		return wrong
	}
	if m.Frequency != nil {
		if unit := deref(m.Frequency.Unit); !slices.Contains([]string{"Year", "Month", "Week", "Day", "Variable"}, unit) {
			return invalid("recurringMetadata.frequency.unit")
		}
		if deref(m.Frequency.Value) == "" {
			return missing("recurringMetadata.frequency.value")
		}
	}
	if kindOf(r) == recurring && deref(r.PaymentDetails).ChargeAmount.value() > monthlyLimit {
		return refuse(400, "PeriodicAmountExceeded", "The amount is above what may be charged in one month.")
	}
	return nil
}

func (m *merchantMetadata) check() *Error {
	if m == nil {
		return nil
	}
	if utf8.RuneCountInString(deref(m.MerchantStoreName)) > maxStoreName {
		return invalid("merchantMetadata.merchantStoreName")
	}
	if utf8.RuneCountInString(deref(m.NoteToBuyer)) > maxNote {
		return invalid("merchantMetadata.noteToBuyer")
	}
	return nil
}
