package i18n

import (
	"noren/shared/api"
	"noren/shared/validate"
)

// English says the same as Japanese, text by text.
var English = Texts{
	Lang: api.English,

	PayButton:        "Pay with Amazon account",
	PayButtonStart:   "Pay with ",
	LoginButton:      "Sign in with Amazon account",
	LoginButtonStart: "Sign in with ",
	TestMode:         "Test mode",
	Leaving:          "Taking you to Amazon…",

	AddressHeading:   "Delivery address",
	PurchaserHeading: "Your details",
	AddressNone:      "No delivery address has been chosen yet.",
	PurchaserNone:    "No address has been chosen yet.",
	AddressChange:    "Choose from your Amazon address book",
	AddressName:      "{name}",
	AddressPhone:     "Phone {phone}",
	PaymentHeading:   "Payment method",
	PaymentNone:      "No payment method has been chosen yet.",
	PaymentChange:    "Choose another credit card",

	OrderButton: "Place this order",
	OrderTotal:  "Total to pay",
	OrderBusy:   "Checking your order…",
	OrderNotice: "The button opens Amazon's page to make the payment. You will come back to this shop automatically.",

	Offline: "The connection failed. Please check your internet connection and try again.",
	Retry:   "Try again",

	LaunchTitle:    "Taking you to Amazon",
	LaunchBody:     "Please wait a moment.",
	LaunchLink:     "If the page does not change, please press here",
	LaunchNoScript: "To go on to Amazon, please switch JavaScript on in your browser and reload this page.",

	WaitTitle: "Checking your payment",
	WaitBody:  "You will return to the shop automatically when this is done. Please wait and do not close this page.",
	WaitLong:  "This is taking longer than usual. You may go back to the shop; we keep checking. There is no need to order again.",
	WaitLink:  "Go back to the shop to see the result",

	NeutralTitle: "We have received what you did at Amazon",
	NeutralBody:  "This page was opened in another browser than the one you started in, so to protect you we show no details here. Please sign in with your Amazon account again to go on.",
	NeutralLink:  "Sign in with Amazon account to go on",

	ProblemTitle: "Please check",
	BackToShop:   "Back to the shop",

	Problems: problemsEnglish,
	Rules: map[string]string{
		"required":          "Please fill in {field}.",
		"min":               "{field} must be at least {param}.",
		"max":               "{field} must be at most {param}.",
		"len":               "{field} must have exactly {param} characters.",
		"oneof":             "Please choose {field} from: {param}",
		"http_url":          "{field} must be a URL that begins with “https://” or “http://”.",
		"email":             "{field} must be an e-mail address.",
		"unique":            "{field} has an entry twice. Please keep only one of them.",
		"url":               "{field} must be a URL with a host name that begins with “https://”.",
		"startswith":        "{field} must begin with “{param}”.",
		"contains":          "{field} must contain {param}.",
		"origin":            "{field} must be “https://” and a host name only, such as “https://shop.example”.",
		"rsa":               "{field} must be an RSA private key of 2048 bits or more, in PEM.",
		"environment":       "{field} does not agree with the key's environment (SANDBOX or LIVE).",
		validate.Token:      "{field} may only have letters, digits, “_”, “-” and “.”.",
		validate.Clean:      "{field} has line breaks or characters that cannot be seen. Please remove them and try again.",
		validate.CleanLines: "{field} has characters that cannot be seen. Please remove them and try again.",
		validate.Type:       "{field} has a value of the wrong type. Please give: {param}.",
	},
	OtherRule: "Please check {field}.",
}
