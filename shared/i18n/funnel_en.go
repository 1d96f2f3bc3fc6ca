package i18n

func funnelEnglish() Funnel {
	return Funnel{
		Title: "Funnel", Lead: "How far shoppers come, from seeing the Amazon Pay button to a placed order. Nothing here is about a person.",
		Period: "Period", LastDays: "Last {n} days", Since: "From", Until: "To",
		WrongDay: "Please check the date.", WrongOrder: "Please choose a day on or after the first one.", TooLong: "Please choose at most {n} days.",
		Trip: "Purpose", Placement: "Place", Site: "Site", Look: "Colour and size of the button", Any: "all", Show: "Show", Reset: "Clear",
		Empty: "Nothing was counted here", EmptyHint: "Try a longer time or fewer conditions. If no page has the button yet, put the tag into your shop’s pages.",
		EmptyDoctor: "Check with the set-up doctor whether the button is shown",
		Done:        "Orders placed", Rate: "Completion", RateOf: "of the presses became a placed order",
		Versus: "{n} in the period before ({change})", NoPast: "Nothing was counted in the period before",
		Chart: "Share by step", ChartHint: "A bar shows how many of the step before went on.", ChartPast: "The line across is the period before.",
		Step: "Step", Count: "Count", OfLast: "Of the step before", Past: "Period before", Change: "Change",
		Losses: "Why shoppers did not go on", LossesLead: "Begin with the most frequent reason: it promises most.", Loss: "Reason", Help: "What helps",
		NoLoss: "Nothing was lost in this time.", Reason: "Not shown: {title}", Problem: "The shopper was told: “{title}”", Open: "Look into it",
		ByPlace: "By place and button", ByDay: "By day", ByDayHint: "Light bars are presses, dark ones the last step.", Day: "Day", NoLook: "—", DayTable: "Table by day",
		Download: "Download as CSV", UTF8: "UTF-8", ShiftJIS: "Shift_JIS", Colour: "Colour", Size: "Size",
		How: "How this is counted",
		HowLines: []string{
			"Days are Japan’s. Everything from the press on counts for the day of the press, so the figures of recent days may still grow.",
			"“Seen” counts views of pages that showed the button, once for each view however often it is drawn anew. Pages opened after the return from Amazon do not count, nor do the better-known crawlers.",
			"“Seen”, “Sent to Amazon” and what was hidden or not accepted are written every second. If the server crashes, about the last second is lost.",
			"All other figures are read from the payments themselves, so they agree with the order book. A shopper who tries an order twice has pressed twice.",
		},
		Trips: map[string]string{"payment": "Payment", "sign_in": "Login and linking"},
		Placements: map[string]string{
			"cart": "Cart", "checkout": "Register page", "signup": "Registration", "login": "Login page", "mypage": "My page", "complete": "Order complete",
		},
		Sites:   map[string]string{"pc": "PC site", "sp": "Smartphone site"},
		Colours: map[string]string{"gold": "Gold", "lightgray": "Light gray", "darkgray": "Gray"},
		Sizes:   map[string]string{"large": "Large", "medium": "Medium", "small": "Small", "fluid": "Fluid"},
		Steps: map[string]Problem{
			"seen":       {"Seen", "Views of pages that showed the button"},
			"clicked":    {"Pressed", "The button was pressed, and a visit to Amazon begun"},
			"launched":   {"Sent to Amazon", "The page that hands over to Amazon was opened"},
			"returned":   {"Back in the shop", "Came back with address and means of payment chosen"},
			"ordered":    {"Ordered", "The order button was pressed and the order accepted"},
			"authorised": {"Placed", "The payment was authorised, and the order is in the book"},
		},
		SignInSteps: map[string]Problem{"returned": {"Back in the shop", "Amazon said who it is"}},
		Ends:        funnelEndsEnglish(),
	}
}

func funnelEndsEnglish() map[string]Problem {
	return map[string]Problem{
		"hidden":      {"The button was not shown", "Try in the rule tester whether that is what you want."},
		"refused":     {"Pressed, and not accepted", "If it goes on, ask whoever looks after your shop’s system how the cart is handed over."},
		"unreturned":  {"Not back from Amazon", "Show postage and fees before the button is pressed. If many shoppers come from inside an app, tell them to open their browser."},
		"unordered":   {"Back, and not ordered", "Ask for less on the confirmation page, and make the total easy to see."},
		"unconfirmed": {"The order was not accepted", "The shopper can try again. If it happens often, look at how carts change and when stock is checked."},
		"declined":    {"The payment was declined", "The card’s issuer decides. Offer another payment method on the same page."},
		"cancelled":   {"Cancelled at Amazon", "These shoppers looked at amount or contents again: see whether the confirmation page is clear."},
		"expired":     {"Ordered, and not finished at Amazon", "It lapses after 24 hours. Slow pages, or a window closed on the way, may be the cause."},
		"superseded":  {"Went on with another try", "A newer visit for the same cart took over. Nothing to do."},
		"attention":   {"Needs a look", "Payment and order may not agree. Please look into the order book."},
		"open":        {"Under way", "It may still become an order; the outcome is known within 24 hours."},
	}
}
