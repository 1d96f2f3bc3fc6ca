package i18n

func settingsEnglish() Settings {
	return Settings{
		Title: "Details", Lead: "What you save is a draft. Your shoppers' pages stay as they are until you press “Publish”.",
		Registered: "Registered", Register: "Register Amazon Pay",
		NotRegistered: "Amazon Pay cannot be used yet. If you have applied at Amazon and passed its review, please check whether you have applied for the service here.",
		Live:          "Published: version {version} ({who}, {at})", LiveDefaults: "Published: the defaults",
		Pending: "There is a draft that is not published ({who}, {at})", PendingHint: "Shoppers do not see it yet.",
		Publish: "Publish", Discard: "Discard the draft", History: "History",
		EditPane: "Settings", PreviewPane: "Preview",
		Sections: map[string]string{
			"limits": "When it is shown", "showIn": "Where buttons stand", "guides": "Guide texts", "image": "Payment image", "payButton": "Button “Pay with your Amazon account”",
			"loginGuides": "Guide texts for signing in", "loginButton": "Button “Sign in with your Amazon account”", "orders": "Orders", "pc": "Button (PC)", "sp": "Button (smartphone)",
		},
		Fields: settingsFieldsEnglish(),
		Hints: map[string]string{
			"limits":               "The total of the goods includes tax, but no postage, fees, points or coupons. Whatever is set here, Amazon Pay is shown for totals from ¥1 to ¥1,000,000 only.",
			"showIn":               "With “register page only”, members cannot sign in with their Amazon account from the cart. They still can from their own page.",
			"guides.checkout":      "Shown at the choice of payment on the register page.",
			"guides.mail":          "Part of the order confirmation and of mails sent from an order, where the mail's template shows the guide.",
			"loginGuides":          "Shown until the shopper has signed in with Amazon.",
			"image":                "Shown beside Amazon Pay in the choice of payment.",
			"imageFile":            "PNG, JPEG, GIF or WebP, up to 1 MB, up to 2000 pixels wide and high. Hidden information, such as where it was taken, is removed.",
			"payButton":            "Gold is what shoppers connect with Amazon most.",
			"orders.capture":       "When the payment is requested.",
			"orders.confirmAbove":  "A refund above this amount asks a second time; ¥0 never asks.",
			"orders.forgetDays":    "That many days after an order, its purchaser, its recipient, what both were before changes, what they are found by and drafts of mails are erased by themselves, once a day. That cannot be undone. Amounts, charges, refunds and the history stay. While a payment is still moving, nothing of its order is erased. 0 never erases; otherwise 30 to 3660, and the first time is 24 hours after you publish.",
			"orders.captureDays":   "1 to 29 days. Amazon reserves the money for 30 days.",
			"kana":                 "Amazon's address book has no reading of names, so the shopper is asked before ordering.",
			"size":                 "“Fluid” takes the width of its place.",
			"loginGuides.checkout": "Shown beside the sign-in button on the register page.",
			"loginGuides.signup":   "Shown beside the sign-in button on the registration page.",
		},
		Count: "{n} of {max} characters", NotShown: "not set", Yen: "yen", Days: "days later", NeverForget: "nothing is erased", ForgetAfter: "{n} days after the order",
		ShowIn:  map[string]string{"cart_and_checkout": "In the cart and on the register page (recommended)", "checkout": "On the register page only"},
		Colours: map[string]string{"gold": "Gold", "lightgray": "Light gray", "darkgray": "Gray"},
		Sizes:   map[string]string{"large": "Large", "medium": "Medium", "small": "Small", "fluid": "Fluid"},
		Capture: map[string]string{"manual": "By hand", "at_order": "With the order", "at_shipping": "When the goods are shipped", "after_days": "Some days after the order"},

		ImageInsert: "Insert image", ImageRemove: "Remove image", ImageFile: "Image file", ImageAlt: "The payment image", NoImage: "There is no image.",
		ImageInserted: "The image is in its place. Press “Save” to keep it in the draft.", ImageRemoved: "The image is taken out. Press “Save” to keep that in the draft.",
		Marks: "Download of marks (Amazon Pay)", Guideline: "Guideline for marks (Amazon Pay)", NewWindow: "opens a new window",
		Trademark: "Amazon, Amazon Pay and their logos are trademarks of Amazon.com, Inc. or its affiliates. Please use the marks as Amazon's guideline says.",
		Save:      "Save", SaveHint: "Saves all fields together, as a draft.",
		Saved: "The draft is saved. Check it, then press “Publish”.", Unchanged: "This is what is published. There is no draft.",
		Faulty: "Nothing was saved. Please check these fields ({n}):", TooLong: "{field} can have {max} characters. It has {n}: please remove {over}.",
		Ranges: map[string]string{
			"limits.hideBelow": "Please enter an amount from ¥1 to ¥1,000,000, in digits.", "limits.hideFrom": "Please enter an amount from ¥1 to ¥1,000,000, in digits.",
			"orders.captureDays": "Please enter a number of days from 1 to 29.", "orders.confirmAbove": "Please enter an amount from ¥0 to ¥10,000,000, in digits.",
			"orders.forgetDays": "Please enter a number of days from 30 to 3660, or 0 to erase nothing.",
		},
		Faults: map[string]string{
			"imagekind": "Images of this kind cannot be used. Please save it as PNG, JPEG, GIF or WebP.", "imagebroken": "The image cannot be read. Please save it again, and choose it once more.",
			"imageside": "The image is too large. Please reduce it to {param} pixels in width and height.", "imagesize": "The image has more than 1 MB. Please reduce or compress it.",
			"image": "The image is not there. Please insert it again.", "imagemissing": "Please choose an image file.",
		},
		Conflict:     "{who} has saved something else in the meantime ({at}). Your values are not saved yet.",
		ConflictHint: "Fields that you had not changed have {who}'s values now. Where you both changed a field, {who}'s value stands beside yours. Please check, and press “Save” again.",
		Theirs:       "{who}'s value:", Never: "With both conditions, it is shown for no amount at all.",
		Preview: "Preview", PreviewLead: "This is what you are typing. It is neither saved nor published.", PreviewRefresh: "Refresh the preview",
		PreviewFaulty: "Not right yet:", PreviewFailed: "The preview could not be refreshed. Please check your connection.", PC: "PC", SP: "Smartphone",
		Scenes: map[string]string{"cart": "Cart", "checkout": "Register page", "login": "Register page, before signing in", "signup": "Registration page"}, NotInCart: "Not shown in the cart.",
		Empty: "none", On: "on", Off: "off",

		PublishTitle: "Publish the draft", PublishLead: "Shoppers see it within a second.", PublishYes: "Publish", Published: "It is published.",
		NothingToPublish: "There is no draft to publish.",
		DiscardTitle:     "Discard the draft", DiscardLead: "This draft will be dropped. That cannot be undone.", DiscardYes: "Discard", Discarded: "The draft is dropped.",
		Raced: "Something has changed while you were looking. Please check once more.", Refused: "It could not be published, because something in it is not right.",
		Field: "Field", Before: "Published now", After: "Afterwards", Back: "Back",

		HistoryTitle: "History of the settings", HistoryLead: "What was published, and by whom. You can go back to any version.", HistoryEmpty: "Nothing has been published yet. Save the details and press “Publish”: then it stands here.",
		Version: "Version {n}", Current: "Published", Restore: "Go back to this version", RestoreTitle: "Go back to version {n}", RestoreLead: "This is what changes. It is published at once, as a new version.",
		RestoreDraft: "The draft stays as it is.", RestoreYes: "Publish this", Restored: "Version {n} is published again.", Same: "This is what is published.", Was: "Before", Became: "After",
		MethodShown: "{name} (shown)", MethodHidden: "{name} (hidden)", GroupTicked: "{name} (with Amazon Pay)", GroupUnticked: "{name} (without Amazon Pay)",
		Roundings: map[string]string{"": "rounded down", "down": "rounded down", "nearest": "rounded to the nearest", "up": "rounded up"},
	}
}

func settingsFieldsEnglish() map[string]string {
	return map[string]string{
		"limits.hideBelow": "Hide below a total of goods", "limits.hideFrom": "Hide from a total of goods on", "showIn": "Where buttons stand",
		"guides.checkout": "Guide text (register page)", "guides.mail": "Guide text (mails)", "paymentImage": "Payment image",
		"loginGuides.checkout": "Guide text (register page, signing in)", "loginGuides.signup": "Guide text (registration page)",
		"colour": "Colour", "size": "Size", "amount": "Amount",
		"payButton.pc.colour": "Payment button (PC): colour", "payButton.pc.size": "Payment button (PC): size",
		"payButton.sp.colour": "Payment button (smartphone): colour", "payButton.sp.size": "Payment button (smartphone): size",
		"loginButton.pc.colour": "Sign-in button (PC): colour", "loginButton.pc.size": "Sign-in button (PC): size",
		"loginButton.sp.colour": "Sign-in button (smartphone): colour", "loginButton.sp.size": "Sign-in button (smartphone): size",
		"orders.capture": "When payment is requested", "orders.captureDays": "Days after the order", "orders.confirmAbove": "Second confirmation of refunds", "orders.forgetDays": "Erasure of personal data", "kana": "Ask for the reading of the purchaser's name",
		"methods": "Payment methods", "groups": "Payment groups", "linking": "Linking of accounts", "contact": "The shop's e-mail address", "issuer": "Issuer of papers",
	}
}
