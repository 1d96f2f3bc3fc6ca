package i18n

import "noren/shared/api"

func previewEnglish() Preview {
	return Preview{
		Lang: api.English,

		Title: "Preview studio", Lead: "Try every combination with the very components that shops get. Nothing is saved.",
		Controls: "What to show", Reset: "Start afresh", Apply: "Show this", CopyAddress: "Copy a link to this",

		Fields: map[string]string{
			"lang": "Language of this page", "show": "Element", "colour": "Colour", "size": "Size", "site": "Site", "words": "Language of the element", "state": "State",
			"reason": "Why it is hidden", "background": "Background", "paint": "Colour of the background", "width": "Width of its place", "height": "Height of the button", "radius": "Corner radius",
			"guide": "Guide text", "image": "With the payment image", "sandbox": "With the test mode mark", "real": "PC screen at its real size", "spread": "Lay out by",
			"page": "Page",
		},
		Hints: map[string]string{
			"width":  "A fluid button grows to this width. Amazon’s rule is 113–600 px.",
			"height": "Empty is that of the size. Amazon’s rule is 42–193 px.",
			"guide":  "Line breaks are kept. Tags are shown as text.",
		},
		Values: map[string]map[string]string{
			"show": {
				"pay": "Pay button", "pay-checkout": "Pay button (checkout page)", "login": "Login button", "login-signup": "Login button (sign-up page)",
				"guide": "Guide (pay)", "guide-login": "Guide (login)", "reflect": "Fill-in box (ticked)", "reflect-off": "Fill-in box (not ticked)",
				"address": "Delivery address", "address-none": "Delivery address (none yet)", "purchaser": "Purchaser", "payment": "Means of payment", "payment-none": "Means of payment (none yet)",
				"order": "Order button", "order-questions": "Order button (with questions)", "link-invite": "Invitation to link", "link": "Linking", "link-made": "Linked",
			},
			"colour": {"gold": "Gold", "lightgray": "Light gray", "darkgray": "Dark gray"},
			"size":   {"large": "Large", "medium": "Medium", "small": "Small", "fluid": "Fluid"},
			"site":   {"": "As the frame", "pc": "PC", "sp": "Smartphone"},
			"words":  {"ja": "Japanese", "en": "English"},
			"state": {
				"loading": "Loading", "ready": "Ready", "busy": "Busy", "disabled": "Disabled", "hidden": "Hidden", "error": "Error", "unreachable": "Unreachable",
			},
			"background": {"light": "Light", "dark": "Dark", "busy": "Pattern", "hostile": "Hostile CSS", "own": "Own colour"},
			"spread":     {"kind": "Kind", "colour": "Colour", "size": "Size", "site": "Site", "words": "Language", "state": "State"},
			"reason": {
				"not_registered": "Not registered", "switched_off": "Payment method hidden", "cart_hidden": "Checkout page only", "linking_off": "Linking not used",
				"below_limit": "Below the lower limit", "above_limit": "At or above the upper limit", "goods_range": "Goods total out of range", "nothing_to_pay": "Nothing to pay",
				"total_range": "Total out of range", "kind_not_allowed": "Kind of cart", "group_not_allowed": "Payment group", "sp_site_on_pc": "Smartphone site on a PC",
				"no_cart": "No cart", "no_checkout": "Nothing chosen at Amazon", "no_member": "No member logged in", "signed": "Signed in with Amazon", "no_guide": "No guide text", "linked": "Linked",
			},
		},
		Groups:  previewJapanese().Groups,
		Refused: "“{value}” cannot be used for “{field}” (instead: {instead}).",

		Large: "Preview", FramePC: "PC (1280 px wide)", FrameSP: "Smartphone (390 px wide)",
		Measures: "{width} × {height} px, ratio {ratio}, {left} px from the left, {top} px from the top", Within: "within Amazon’s rule", Outside: "outside Amazon’s rule",
		NothingYet: "No button is shown", Rule: "The rule: 113–600 px wide, 42–193 px high, 2.6–10 times as wide as high",
		HiddenNote: "Not shown, and takes no room.", LoadingNote: "Only its room is kept.",

		Contrasts: "Contrast", ContrastLead: "WCAG 2.2 AA asks for 4.5 of text and 3.0 of the shape of a control. Where a background has several colours, the worst one counts.",
		ContrastOff: "WCAG asks nothing of a disabled control. These are the figures of the ready state.",
		Pair:        "Pair", Ratio: "Ratio", Wanted: "Wanted", Verdict: "Verdict", Enough: "passes", TooLittle: "too low",
		FigureTop: "Label on fill, top", FigureBottom: "Label on fill, bottom", FigureTopOver: "Label on fill, hovered, top", FigureBottomOver: "Label on fill, hovered, bottom",
		FigurePressed: "Label on fill, pressed", FigureFill: "Fill on background", FigureLine: "Border on background", FigureLabel: "Label on fill", FigureText: "Text on background", FigureRing: "Focus ring on background",
		FillNote: "not required, since the label is enough to see it", LineNote: "not required, since the label is enough to see it",

		Snippets: "For the theme", SnippetHTML: "HTML", SnippetCSS: "CSS (so that nothing moves)", SnippetJSON: "Settings (JSON)", Copy: "Copy", Copied: "Copied", CopyByHand: "This could not be copied. Select the text and copy it",
		Pictures: "Take the picture", PictureLead: "The button of this combination, for design documents. In a shop use the HTML above and not a picture.",
		PictureSVG: "SVG", PicturePNG: "PNG {scale}×", PictureMade: "{name} is saved", PictureFailure: "The picture could not be made",

		Matrix: "All variants", MatrixLead: "Every value of what is ticked; of the rest, the one that is chosen. Press one to see it large.",
		MatrixCount: "{from}–{to} of {all}", Pages: "Pages of the variants", Open: "Show large",

		Shop: "Aonagi", ShopMenu: "Tea　Sweets　Ware", CartHeading: "Shopping cart", TotalHeading: "Goods total (tax included)",
		Goods: [2]string{"Sencha “Morning Mist”, 100 g", "Chestnut cakes, 6 pieces"}, GoodsNote: "Quantity 1",
		SampleGuide: "Use the addresses and cards of your Amazon account,\nand shop in a few steps.", SampleName: "山田 花子",
		SampleAddress: []string{"〒150-0041", "東京都渋谷区神南1-2-3", "青凪ハイツ 405"},
	}
}
