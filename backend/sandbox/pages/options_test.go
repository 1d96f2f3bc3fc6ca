package pages_test

import (
	"strconv"
	"strings"
	"testing"
)

func TestProtocol_7_2_WrongOptionsThrow(t *testing.T) {
	_, b, _ := openShop(t, place)
	tests := []struct{ name, call, want string }{
		{"no element", `amazon.Pay.renderButton('#nowhere', {})`, "No element matches the selector #nowhere."},
		{"no options", `amazon.Pay.renderButton('#AmazonPayButton')`, "options are required."},
		{"no merchant", button("merchantId: ''"), "merchantId is required."},
		{"no currency", button("ledgerCurrency: undefined"), "ledgerCurrency must be one of JPY."},
		{"other region's currency", button("ledgerCurrency: 'USD'"), "ledgerCurrency must be one of JPY."},
		{"placement", button("placement: 'Footer'"), "placement must be one of Home, Product, Cart, Checkout, Other."},
		{"product type", button("productType: 'Pay'"), "productType must be one of PayAndShip, PayOnly, SignIn, Donation, PayAndShipMultiAddress."},
		{"language", button("checkoutLanguage: 'de_DE'"), "checkoutLanguage must be one of ja_JP, en_US."},
		{"empty key id", button("publicKeyId: ''"), "publicKeyId is required."},
		{"sandbox as text", button("sandbox: 'true'"), "sandbox must be true or false."},
		{"sandbox key, live button", button("sandbox: false"), "sandbox is false, but publicKeyId begins with SANDBOX-."},
		{"live key, sandbox button", button("sandbox: true, publicKeyId: 'LIVE-KEY'"), "sandbox is true, but publicKeyId begins with LIVE-."},
		{"no payload", button("createCheckoutSessionConfig: {signature: 's'}"), "createCheckoutSessionConfig.payloadJSON is required."},
		{"payload as object", button("createCheckoutSessionConfig: {payloadJSON: {}, signature: 's'}"), "createCheckoutSessionConfig.payloadJSON is required."},
		{"no signature", button("createCheckoutSessionConfig: {payloadJSON: '{}'}"), "createCheckoutSessionConfig.signature is required."},
		{"no key id anywhere", button("publicKeyId: undefined, signInConfig: {payloadJSON: '{}', signature: 's'}"), "signInConfig.publicKeyId is required."},
		{"old session", button("createCheckoutSession: 'https://shop.example.jp'"), "createCheckoutSession must be a function or an object with url."},
		{"click handler", button("") + ".onClick('f')", "onClick needs a function."},
		{"decoupled start without payload", button("") + ".initCheckout({})", "createCheckoutSessionConfig is required."},
		{"initCheckout ignores the key beside the config", `amazon.Pay.initCheckout({merchantId: 'A1', ledgerCurrency: 'JPY', placement: 'Cart', publicKeyId: 'SANDBOX-KEY', createCheckoutSessionConfig: {payloadJSON: '{}', signature: 's'}})`, "createCheckoutSessionConfig.publicKeyId is required."},
		{"initCheckout without options", `amazon.Pay.initCheckout()`, "merchantId is required."},
		{"initCheckout without session", `amazon.Pay.initCheckout({merchantId: 'A1', ledgerCurrency: 'JPY', placement: 'Cart'})`, "createCheckoutSessionConfig is required."},
		{"change of nothing", `amazon.Pay.bindChangeAction('#nowhere', {})`, "No element matches the selector #nowhere."},
		{"change without session", `amazon.Pay.bindChangeAction('#AmazonPayButton', {changeAction: 'changeAddress'})`, "amazonCheckoutSessionId is required."},
		{"change of something else", `amazon.Pay.bindChangeAction('#AmazonPayButton', {amazonCheckoutSessionId: 'id', changeAction: 'changeName'})`, "changeAction must be one of changeAddress, changePayment."},
		{"change without options", `amazon.Pay.bindChangeAction('#AmazonPayButton')`, "options are required."},
		{"change of account is not bound", `amazon.Pay.bindChangeAction('#AmazonPayButton', {amazonCheckoutSessionId: 'id', changeAction: 'changeAccount'})`, "changeAction must be one of changeAddress, changePayment."},
		{"payment at once, of nothing", `amazon.Pay.changePaymentMethod()`, "options are required."},
		{"payment at once, without session", `amazon.Pay.changePaymentMethod({})`, "amazonCheckoutSessionId is required."},
		{"address at once", `amazon.Pay.changeShippingAddress({amazonCheckoutSessionId: 7})`, "amazonCheckoutSessionId is required."},
		{"account at once", `amazon.buywithprime.changeAccount({})`, "amazonCheckoutSessionId is required."},
		{"upgrade of nothing", `amazon.Pay.bindUpgradeAction('#nowhere', {})`, "No element matches the selector #nowhere."},
		{"upgrade without options", `amazon.Pay.bindUpgradeAction('#AmazonPayButton')`, "options are required."},
		{"upgrade without payload", upgrade("payloadJSON: ''"), "payloadJSON is required."},
		{"upgrade without signature", upgrade("signature: undefined"), "signature is required."},
		{"upgrade without key", upgrade("publicKeyId: ''"), "publicKeyId is required."},
		{"upgrade to something else", upgrade("upgradeAction: 'recurring'"), "upgradeAction must be one of recurringUpgrade, recurringUpdate."},
		{"switch without options", `amazon.Pay.switchAccount()`, "options are required."},
		{"switch without merchant", switchAccount("merchantId: ''"), "merchantId is required."},
		{"switch without placement", switchAccount("placement: 'Top'"), "placement must be one of Home, Product, Cart, Checkout, Other."},
		{"switch without config", switchAccount("SignInConfig: undefined"), "SignInConfig is required."},
		{"switch without key", switchAccount("SignInConfig: {payloadJSON: '{}', signature: 's'}"), "SignInConfig.publicKeyId is required."},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			b.t = t
			if got, want := b.eval(tt.call), "thrown: AmazonPay:\n"+tt.want; got != want {
				t.Errorf("got  %q\nwant %q", got, want)
			}
		})
	}
}

// Every value of every listed option is taken (protocol 7.2).
func TestProtocol_7_2_GoodOptionsAreTaken(t *testing.T) {
	_, b, _ := openShop(t, place)
	for option, values := range map[string][]string{
		"ledgerCurrency":       {"'JPY'"},
		"placement":            {"'Home'", "'Product'", "'Cart'", "'Checkout'", "'Other'"},
		"productType":          {"'PayAndShip'", "'PayOnly'", "'SignIn'", "'Donation'", "'PayAndShipMultiAddress'", "undefined"},
		"checkoutLanguage":     {"'ja_JP'", "'en_US'", "undefined"},
		"buttonColor":          {"'Gold'", "'LightGray'", "'DarkGray'", "'Pink'", "undefined"},
		"sandbox":              {"true", "undefined"},
		"publicKeyId":          {"'SANDBOX-KEY'", "'ANOLDKEY'", "undefined"},
		"design":               {"'C0001'", "'C9999'", "undefined"},
		"alwaysRedirect":       {"true", "false"},
		"scopes":               {"['name']", "undefined"},
		"platformConnectionId": {"'p'", "undefined"},
		"estimatedOrderAmount": {"{amount: '1', currencyCode: 'JPY'}", "{amount: 1, currencyCode: 'JPY'}", "'wrong'", "undefined"},
		"unknownOption":        {"{}"},
	} {
		for _, value := range values {
			if got := b.eval(button(option + ": " + value)); strings.HasPrefix(got, "thrown") {
				t.Errorf("{%s: %s}: %s", option, value, got)
			}
		}
	}
}

// What is wrong in an amount costs the amount and a line in the console, nothing else (protocol 7.2).
func TestProtocol_7_2_EstimatedOrderAmount(t *testing.T) {
	h, b, _ := openShop(t, place)
	for amount, want := range map[string]string{
		"{amount: '3980', currencyCode: 'JPY'}":  `{"amount":"3980","currencyCode":"JPY"}`,
		"{amount: 3980, currencyCode: 'JPY'}":    `{"amount":3980,"currencyCode":"JPY"}`,
		"{amount: '39.80', currencyCode: 'JPY'}": `{}`,
		"{amount: '0', currencyCode: 'JPY'}":     `{}`,
		"{amount: '-5', currencyCode: 'JPY'}":    `{}`,
		"{amount: '1e3', currencyCode: 'JPY'}":   `{}`,
		"{amount: '5', currencyCode: 'jpy'}":     `{}`,
		"{amount: '5'}":                          `{}`,
		"'5'":                                    `{}`,
		"null":                                   `{}`,
	} {
		b.eval(`window.complaints = 0, console.error = () => { window.complaints += 1; }`)
		b.eval(button("createCheckoutSessionConfig: " + config + ", estimatedOrderAmount: " + amount))
		if got := b.eval("complaints === 0"); got != strconv.FormatBool(want != "{}") {
			t.Errorf("%s: no complaint in the console: %s", amount, got)
		}
		b.eval("window.dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))") // opens the lock of the last click
		b.eval(clickButton)
		if got := h.posted(t).Form.Get("estimatedOrderAmount"); got != want {
			t.Errorf("%s is sent as %s, want %s", amount, got, want)
		}
	}
}
