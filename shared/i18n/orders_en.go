package i18n

import "noren/shared/api"

func ordersEnglish() Orders {
	return Orders{
		Lang: api.English, Title: "Orders",
		Order: "Order", Number: "Order number", Reference: "Amazon reference ID", Purchaser: "Purchaser", Total: "Amount", State: "State", OrderedOn: "Ordered on",
		Limit: "Time limit", Notes: "To look at", When: "When", Copy: "Copy", Copied: "Copied", Back: "Back to the orders", NoName: "(no name)",
		Erased: "erased", ErasedText: "The personal data of purchaser and recipient were erased. Amounts and history are still here.",
		ErasedAt: "The personal data of purchaser and recipient were erased on {at}. Amounts and history are still here.",
		Sections: map[string]string{
			"next": "What to do next", "actions": "Other actions", "amounts": "Amounts", "limits": "Time limits", "purchaser": "Purchaser", "delivery": "Delivery",
			"goods": "Goods", "money": "Authorisations, payments, refunds", "plan": "Shipping and payment plan", "papers": "Papers and mails",
			"timeline": "What happened to this order",
		},
		Figures: map[string]string{
			"ledger": "In this book", "amazon": "At Amazon", "captured": "Captured", "refunded": "Refunded", "goods": "Goods", "postage": "Postage", "fees": "Fees",
			"discounts": "Discounts", "total": "Total (tax included)",
		},
		NotRead: "not read yet", LastRead: "Amazon was read on {at}",
		Limits: map[string]OrderLimit{
			"7":   {"Instant capture (7 days)", "A payment requested later may take about a day"},
			"30":  {"Authorisation (30 days)", "The authorisation lapses; then it must be made anew"},
			"180": {"Amazon (180 days)", "Amazon's end: no request and no change of the amount after it"},
		},
		DaysLeft: "{n} days left", LastDay: "today is the last day", Over: "over", Until: "until {at}",
		Differs:      "The amount was changed in Seller Central (here: {ledger}, at Amazon: {amazon}). The payment cannot be requested from here. Request it in Seller Central.",
		DiffersPaper: "Correct the figures of mail, delivery note, invoice and receipt before you send or print them.", PaperRight: "The figures of the papers have been corrected.", DiffersShort: "Amounts differ",
		Alert: "Please look: {alert}", Refusal: "Amazon refused: {reason}",
		Classes: map[string]string{
			"soft": "The same again after a while may be approved.", "hard": "The shopper must change the card.", "other": "This payment method will not be approved.",
		},
		RemedyHead: "What you can do",
		Remedies: []string{
			"Use another payment method", "Let the shopper register another card at Amazon and order anew",
			"Let the shopper repair the cause, and request the payment in Seller Central (within 180 days of the order date)",
		},
		MayNot:   "You may look only, so there is nothing for you to do here.",
		OnlyHere: "A change stays in this book. Nothing is sent to Amazon.", History: "History", HistoryEmpty: "Nothing was changed.", ChangedBy: "{at} {who}",
		Save: "Save", Leave: "Back without saving",
		GoodsFixed: "The goods of an order paid with Amazon Pay cannot be changed. If they must be, there are two ways.",
		GoodsWays:  []string{"A new order", "Another payment method"},
		GoodsSteps: map[string]string{
			"order_anew": "Let the shopper order anew", "cancel_payment": "“Cancel Amazon Pay”", "await_refund": "Wait until the refund is complete",
			"change_method": "Change the payment method (in your shop's own system)", "change_goods": "Change the goods (in your shop's own system)",
			"nothing_paid": "Nothing is paid yet: the shopper can change the cart",
		},
		Goods:  GoodsTable{"Item", "SKU", "Quantity", "Unit price", "Sum"},
		Charge: "Charge", Refund: "Refund", Reason: "Reason", ByHand: "made in Seller Central", NoReason: "no reason given",
		ChargeStates: map[string]string{
			"AuthorizationInitiated": "being decided", "Authorized": "authorised", "CaptureInitiated": "being captured", "Captured": "captured", "Declined": "declined",
			"Canceled": "cancelled", "": "not read yet",
		},
		RefundStates: map[string]string{"requested": "requested", "pending": "under way", "refunded": "refunded", "declined": "declined", "refused": "refused"},
		Technical:    "Show technical records too", Details: "Details",
		Papers: map[string]string{"delivery_note": "Delivery note", "invoice": "Invoice", "receipt": "Receipt", "individual": "Individual mail", "edit": "Correct the figures"},
		Plan:   "Change the plan", ShipOn: "Ships on", Shipped: "Shipped on", CaptureAt: "Payment request planned", NotPlanned: "not planned",
		PlanHint: "An empty field takes the plan back. If the authorisation lapses before the day of shipping, it is made anew the day before.",
		DayWrong: "Enter a date within the next 180 days.",
	}
}
