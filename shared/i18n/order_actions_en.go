package i18n

func orderActionsEnglish() OrderActions {
	return OrderActions{
		Names: map[string]string{
			"capture": "Request payment", "reauthorise": "Authorise again", "ship": "Mark as shipped", "cancel_payment": "Cancel Amazon Pay", "refund": "Refund",
			"cancel_order": "Cancel this order", "accept": "Take it as this order's payment", "ask_card": "Ask for another card", "edit_purchaser": "Change the purchaser",
			"edit_paper": "Correct the papers", "plan_shipping": "Plan the shipping", "seen": "Mark as seen",
		},
		Deeds: map[string]Deed{
			"capture": {[]string{
				"The amount at Amazon is read. If it was changed in Seller Central, nothing is requested.", "The payment of {amount} is requested from Amazon.",
				"When it is captured, Amazon mails the shopper.",
			}, "A requested payment cannot be taken back. To return money, use “Cancel Amazon Pay” or “Refund”."},
			"capture.anew": {[]string{
				"The authorisation has lapsed, so {amount} is authorised again.", "If it is approved, the payment is captured at once.",
				"If it is not, no money is taken, and you will see why and what can be done.",
			}, "A requested payment cannot be taken back."},
			"reauthorise": {[]string{
				"{amount} is authorised again. No money is taken yet.", "If it is approved, the payment can be requested within 30 days.",
				"If it is not, you will see why and what can be done.",
			}, ""},
			"ship": {[]string{"The order is noted as shipped.", "If the shop requests payments at shipping, that follows by itself."}, "This note cannot be taken back."},
			"cancel_payment": {[]string{
				"The payment of {amount} is cancelled at Amazon. Nothing will be charged.", "When that is done, you can use “Cancel this order”.",
			}, "A cancelled payment can never be requested again."},
			"cancel_payment.return": {[]string{
				"Amazon returns the captured {rest} to the shopper.", "Amazon mails the shopper that the payment is cancelled.",
				"When the refund is complete, you can use “Cancel this order”.",
			}, "A refund cannot be taken back. A cancelled payment can never be requested again."},
			"refund": {[]string{
				"Amazon returns the amount that you enter to the shopper.", "When the refund is complete, the shop mails the shopper.",
				"If Amazon does not take the refund, this order says so.",
			}, "A refund cannot be taken back."},
			"cancel_order": {[]string{"The order {number} is cancelled.", "The shop mails the shopper that the order is cancelled."}, "A cancelled order cannot be restored."},
			"accept":       {[]string{"The payment that was found at Amazon becomes this order's.", "Amazon is read again, and the order takes the state that is found there."}, "To give the money back later, use “Cancel Amazon Pay”."},
			"ask_card":     {[]string{"The shopper is asked by mail to change the card at Amazon.", "When they have, use “Authorise again” or “Request payment”."}, ""},
		},
		Heading: "{action}: please confirm", WillHappen: "What will happen", NoWayBack: "No way back", NotNow: "This cannot be done now", Send: "Send", Blocked: "What cannot be done now, and why", GoBack: "Back to the order",
		Way: []string{"Cancel Amazon Pay", "Cancel this order"}, WayHeading: "The order of cancelling", WayHere: "you are here", WayDone: "done",
		Amount: "Amount (yen)", AmountHint: "Up to {most} can be refunded.", Reason: "Reason (internal)", ReasonHint: "Kept in the order book. The shopper does not see it.",
		Confirm: "This is more than {limit}. {amount} is right", AmountWrong: "Enter an amount from ¥1 to {most}, in digits.",
		Done: map[string]string{
			"capture": "The payment was requested.", "reauthorise": "The payment was authorised again.", "ship": "The order is marked as shipped.",
			"cancel_payment": "Amazon Pay was cancelled.", "cancel_payment.return": "The refund was requested. When it is complete, the order can be cancelled.", "refund": "The refund was requested. Its result will be shown by itself.", "cancel_order": "The order was cancelled.",
			"accept": "The payment is this order's now.", "ask_card": "The shopper will be asked by mail for another card.", "seen": "Marked as seen.",
			"edit_purchaser": "The purchaser was changed.", "plan": "The plan was saved.", "individual": "The mail will be sent.",
		},
		Outcomes: map[string]string{
			"raced": "The order has changed since you opened the page. Nothing was done. What you see below is the latest.", "busy": "Nothing was done, because something else is being asked of Amazon. Try again when it is settled.",
			"unreachable": "Amazon cannot be reached. What had been asked for already is followed by itself; otherwise nothing was done.", "refused": "Amazon refused. The reason is shown below.",
			"not": "Nothing was done: {reason}", "limited": "That was a lot at once. Please wait a little.",
		},
	}
}
