package i18n

import (
	"noren/shared/api"
	"noren/shared/timeline"
)

func timelineEnglish() Timeline {
	return Timeline{
		Lang: api.English, WhenLayout: "2 January 2006, 15:04", DayLayout: "2 January 2006",
		Sentences: timelineSentencesEnglish(),
		Actors: map[string]string{
			"staff": "The staff", "api": "The shop's server", "cli": "The operator", "noren": "Noren", timeline.Shopper: "The shopper", timeline.Amazon: "Amazon",
		},
		Names:    timelineNamesEnglish(),
		Reasons:  timelineReasonsEnglish(),
		Reason:   "reason code {code}",
		NoReason: "no reason was given",
		Kinds: map[timeline.Kind]string{
			timeline.Checkout: "The shopper's steps", timeline.Order: "Order", timeline.Call: "Requests to Amazon", timeline.Notification: "Notifications from Amazon",
			timeline.Mail: "Mails", timeline.Webhook: "Messages to the shop's server", timeline.Audit: "Actions",
		},
		Details: map[string]string{
			"request": "Amazon request ID", "operation": "Operation ID", "generation": "Times sent", "status": "HTTP status", "checkout": "Checkout ID",
			"session": "Amazon session ID", "permission": "Amazon reference ID", "charge": "Amazon charge ID", "state": "State at Amazon", "reason": "Reason",
			"amount": "Amount at Amazon", "total": "Order amount", "captured": "Captured", "refunded": "Refunded", "order": "Order number",
			"cart_version": "Cart version", "notification": "Notification ID", "object": "Object ID", "error": "Error", "mail": "Mail ID",
			"tries": "Tries", "event": "Event ID", "audit": "Audit entry ID", "delivery": "Delivery ID", "endpoint": "Endpoint", "site": "Site", "placement": "Button's place",
			"kind": "Kind of operation", "why": "Why", "found": "Found", "fields": "Fields changed", "cause": "Cause", "alert": "Needs a look",
			"on": "Planned day", "at": "Planned time", "what": "What is changed", "difference": "Name of the difference", "anew": "Authorised again",
			"reset": "Back to the order's figures", "by": "By",
		},
		Next: map[string]Advice{
			"await_shopper":   {"Waiting for the shopper's payment", "This goes on by itself once they have paid at Amazon. Do not ship yet."},
			"await_retry":     {"Nothing has been paid", "The shopper may order again from the same cart. Do not ship."},
			"await_amazon":    {"Waiting for Amazon's decision", "The outcome appears here by itself. Do not ship until then."},
			"await_answer":    {"Amazon is being asked", "The answer is on its way. Please open this page again in a minute."},
			"correct_amount":  {"The amount differs from Amazon's", "It was changed in Seller Central. Request the payment there, and correct the figures of the papers before you print or send them."},
			"look_at_charge":  {"Check the charges in Seller Central", "This order has charges that were not requested here. Check them in Seller Central, then mark this as seen."},
			"look_at_alert":   {"Please have a look", "When you have looked into it, mark it as seen."},
			"capture":         {"Request the payment", "Request it before the authorisation ends, so that the money is yours."},
			"capture_planned": {"The payment will be requested by itself", "This happens at the planned time. If it cannot wait, request the payment now."},
			"ship":            {"Ship the goods", "The payment is captured. Mark the order as shipped when it is on its way."},
			"reauthorise":     {"A new authorisation is needed", "Authorise again or request the payment. If it is refused, ask the shopper to change the card, or offer another payment method."},
			"over":            {"Amazon's 180 days are over", "No payment can be requested for this order any more. Offer another payment method."},
			"cancel_order":    {"Cancel the order", "The payment is cancelled or refunded. Cancel the order too, and all is done."},
			"decide":          {"A payment without an order", "Accept it as this order's payment, or cancel the payment."},
			"done":            {"Nothing to do", "Everything is done with this order."},
		},
	}
}

func timelineSentencesEnglish() map[string]string {
	return map[string]string{
		"checkout.begin":            "The shopper pressed the Amazon button",
		"checkout.returned":         "The shopper chose address and payment method at Amazon",
		"checkout.change":           "The shopper went back to Amazon to choose again",
		"checkout.change.address":   "The shopper went back to choose another address",
		"checkout.change.payment":   "The shopper went back to choose another payment method",
		"checkout.confirm":          "The shopper confirmed the order ({amount})",
		"checkout.updated":          "Amazon was told the amount of {amount}",
		"checkout.refused":          "Amazon did not accept the order's data",
		"checkout.complete":         "Amazon was asked to complete the payment",
		"checkout.unfinished":       "The shopper has not confirmed the payment at Amazon yet",
		"checkout.completed":        "The shopper confirmed the payment at Amazon ({amount})",
		"checkout.was_declined":     "Amazon declined the payment: {reason}",
		"checkout.was_cancelled":    "The checkout at Amazon was cancelled: {reason}",
		"checkout.was_expired":      "The checkout at Amazon expired",
		"checkout.supersede":        "Another checkout of the same cart took over",
		"checkout.contradicted":     "Amazon's record and the order disagree. Somebody must look",
		"checkout.identified":       "The shopper signed in with Amazon",
		"order.confirmed":           "The order was received ({amount}). The shopper went to Amazon",
		"order.ended":               "The checkout ended without payment",
		"order.was_pending":         "Amazon is deciding about the payment (up to 24 hours)",
		"order.was_authorised":      "The payment is authorised. The money is reserved",
		"order.was_capturing":       "Amazon is processing the payment request",
		"order.was_captured":        "The payment is captured",
		"order.was_declined":        "Amazon declined the payment: {reason}",
		"order.was_lapsed":          "The authorisation lapsed",
		"order.was_cancelled":       "The payment was cancelled: {reason}",
		"order.was_refunding":       "Amazon is processing a refund",
		"order.was_partly_refunded": "A partial refund is complete",
		"order.was_refunded":        "The full refund is complete",
		"order.reauthorised":        "The new authorisation was approved. The money is reserved",
		"order.refund_asked":        "{who} asked for a refund ({amount})",
		"order.cancel_order":        "{who} cancelled the order",
		"order.accept":              "{who} accepted this payment as the order's",
		"order.contradicted":        "Amazon has a payment that is not what was ordered. Somebody must look",
		"order.capture_asked":       "{who} requested the payment ({amount})",
		"order.capture_asked.anew":  "{who} requested the payment with a new authorisation ({amount})",
		"order.reauthorise_asked":   "{who} asked for a new authorisation ({amount})",
		"order.cancel_asked":        "{who} cancelled the payment",
		"order.refused":             "Amazon did not accept this: {what}. {reason}",
		"order.amount_changed":      "The amount at Amazon was changed to {amount}",
		"order.charge_found":        "A charge made in Seller Central was found",
		"order.alerted":             "Something needs a look",

		"order.alerted.unknown_charge": "A charge that was not requested here was found at Amazon",
		"order.alerted.chargeback":     "Amazon told of a chargeback; look in Seller Central",
		"order.alerted.capture":        "The automatic payment request failed: {reason}",
		"order.alerted.reauthorise":    "The new authorisation failed: {reason}",
		"order.alerted.refund":         "A refund was declined",

		"order.alert_seen":             "{who} marked it as seen",
		"order.shipped":                "{who} marked the order as shipped",
		"order.shipping_planned":       "{who} set the shipping day to {day}",
		"order.shipping_planned.none":  "{who} removed the shipping day",
		"order.capture_scheduled":      "{who} planned the payment request for {at}",
		"order.capture_scheduled.none": "{who} took the planned payment request back",
		"order.purchaser_changed":      "{who} changed the purchaser's data (Amazon is not told)",
		"order.purchaser_forgotten":    "{who} erased the personal data of this order",
		"order.paper_changed":          "{who} corrected the figures of the papers ({amount})",
		"order.paper_changed.reset":    "{who} gave the papers the order's own figures again",
		"order.card_change_asked":      "{who} asked the shopper to change the card",
		"order.individually_mailed":    "{who} asked for an individual mail to be sent",

		"call.planned": "Amazon is being asked: {what}",
		"call.done":    "Amazon accepted: {what}",
		"call.refused": "Amazon refused: {what}. {reason}",
		"call.unknown": "Amazon did not answer: {what}. The outcome will be read from Amazon",
		"call.dropped": "No longer needed: {what}",

		"notification.received": "Amazon sent a notification about {what}. It will be read in a moment",
		"notification.worked":   "Amazon sent a notification about {what}, and it was looked into",
		"notification.parked":   "Amazon sent a notification about {what} that could not be looked into; it is kept",

		"mail.waiting":  "The mail “{what}” will be sent",
		"mail.sent":     "The mail “{what}” was sent",
		"mail.failed":   "The mail “{what}” could not be sent: {reason}",
		"mail.unwanted": "The mail “{what}” was not sent: {reason}",

		"webhook.waiting":   "The shop's server will be told: {what}",
		"webhook.delivered": "The shop's server was told: {what}",
		"webhook.failed":    "The shop's server could not be told: {what}",
		"webhook.unwanted":  "The endpoint is stopped, so it was not told: {what}",

		"audit": "{who}: {what}",
	}
}

func timelineNamesEnglish() map[string]string {
	return map[string]string{
		"call.update": "the order's data", "call.complete": "completing the payment", "call.capture": "the payment request",
		"call.charge": "the new authorisation", "call.close": "cancelling the payment", "call.refund": "the refund",

		"notification.CHARGE_PERMISSION": "the order as a whole", "notification.CHARGE": "an authorisation or capture", "notification.REFUND": "a refund",
		"notification.CHARGEBACK": "a chargeback",

		"mail.order_confirmation": "order confirmation", "mail.payment_requested": "payment captured", "mail.order_cancelled": "order cancelled",
		"mail.refunded": "refund complete", "mail.change_card": "please change the card", "mail.individual": "individual mail",
		"mail.report": "report to the staff",

		"webhook.order.placed": "order placed", "webhook.order.pending": "Amazon is deciding", "webhook.order.authorised": "authorised",
		"webhook.order.capturing": "capture under way", "webhook.order.captured": "captured", "webhook.order.declined": "declined",
		"webhook.order.lapsed": "authorisation lapsed", "webhook.order.payment_cancelled": "payment cancelled",
		"webhook.order.refunding": "refund under way", "webhook.order.partly_refunded": "partly refunded", "webhook.order.refunded": "refunded",
		"webhook.order.cancelled": "order cancelled", "webhook.order.attention": "needs attention", "webhook.order.amount_differs": "amounts differ",
		"webhook.endpoint.test": "test message",
	}
}

func timelineReasonsEnglish() map[string]string {
	return map[string]string{
		"BuyerCanceled": "the shopper cancelled", "BuyerClosed": "the shopper closed it", "Expired": "it expired", "ExpiredUnused": "it was not used in time",
		"AmazonCanceled": "Amazon cancelled it", "AmazonClosed": "Amazon closed it", "AmazonRejected": "Amazon did not approve",
		"Declined": "the card was declined", "SoftDeclined": "declined for the moment; trying again later may help",
		"HardDeclined": "declined; the shopper must change the card", "PaymentMethodInvalid": "the payment method cannot be used",
		"PaymentMethodDeleted": "the payment method was deleted", "PaymentMethodExpired": "the card has expired",
		"PaymentMethodNotAllowed": "this payment method is not allowed", "PaymentMethodNotSet": "no payment method was chosen",
		"BillingAddressDeleted": "the billing address was deleted", "ChargeInProgress": "another charge is being processed",
		"MFAFailed": "the identity check failed", "MFANotCompleted": "the identity check was not completed", "MerchantClosed": "the shop closed it",
		"MerchantCanceled": "the shop cancelled it", "ChargePermissionCanceled": "the payment was cancelled",
		"ProcessingFailure": "Amazon could not process it", "TransactionTimedOut": "Amazon did not decide in time", "AmountMismatch": "the amounts do not match",
		"TransactionAmountExceeded": "more than may be charged", "TransactionCountExceeded": "more often than may be charged",
		"InvalidChargePermissionStatus": "the payment is in another state now", "InvalidChargeStatus": "the charge is in another state now",
		"InvalidCheckoutSessionStatus": "the checkout is in another state now", "CheckoutSessionCanceled": "the checkout was cancelled",
		"TooManyRequests": "Amazon is busy", "InternalServerError": "Amazon has a fault", "ServiceUnavailable": "Amazon is busy",
		"RequestTimeout": "Amazon did not answer in time", "ResourceNotFound": "Amazon does not know it",
		"DuplicateIdempotencyKey": "Amazon had this request before",

		"state": "not possible in this state", "unpaid": "nothing has been paid", "pending": "Amazon is deciding", "done": "it has been done already",
		"busy": "something else is under way", "differs": "the amount was changed in Seller Central", "unknown_charge": "there are charges made in Seller Central",
		"over": "Amazon's 180 days are over", "cancelled": "the payment is cancelled", "payment_first": "the payment must be cancelled first",
		"refunding": "a refund is under way", "capturing": "a capture is under way", "unreachable": "no connection",

		"no_address": "there is no e-mail address", "bad_address": "no mail can be sent to this address", "switched_off": "mails of this kind are switched off",
		"no_server": "no mail server is set up", "login": "the mail server refused the login", "refused": "the mail server refused it",
		"not_composed": "the mail could not be put together",
	}
}
