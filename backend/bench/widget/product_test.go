package widget

// product is one widget to measure, or none.
type product struct {
	id, name string
	noren    bool
	live     string // for Noren: true when the program has taken over, after the pointer came near
	entry    string // what a shop writes to use the package, bundled with it
	thing    string // JavaScript: the thing to press, when it is drawn without the maker's servers
	pressed  string // part of the address that a press asks for
	note     string
}

const norenThing = `document.querySelector("noren-pay")?.shadowRoot?.querySelector("button[data-do=begin]")`

// products in the order of the table. Everything is compared with the one after the page itself.
var products = []product{
	{id: "page", name: "the page alone", thing: `document.querySelector("h1")`, note: "without any widget; visible is its headline"},
	{id: "noren", name: "Noren", noren: true, thing: norenThing, pressed: "/embed/v1/begin", note: "whole: a click leads to Amazon. What comes later is the WebAssembly, when the page is idle"},
	{
		id: "noren-live", name: "Noren, WebAssembly started", noren: true, thing: norenThing,
		live: `document.querySelector("noren-pay").shadowRoot.querySelector("[data-noren-program=live]")`,
		note: "the same page after the pointer came near the button: what the program adds, once for all placements",
	},
	{
		id: "adyen-redirect", name: "Adyen Web, redirect button", thing: `document.querySelector(".place button")`, pressed: "/pressed", entry: adyen + `
places.forEach(place => new Redirect(checkout, {type: "molpay_ebanking_VN", name: "Bank"}).mount(place));`,
		note: "the one button of this table, beside ours, that npm's package draws by itself; a press asks the shop's server, which must ask Adyen's",
	},
	{
		id: "adyen-amazon", name: "Adyen Web, Amazon Pay", entry: adyen + `
const configuration = {merchantId: "A1", publicKeyId: "SANDBOX-1", storeId: "amzn1.1", region: "US"};
places.forEach(place => new AmazonPay(checkout, {configuration, productType: "PayOnly", returnUrl: location.href}).mount(place));`,
		note: "draws a turning wheel, and then needs Amazon's script in the shop page; not for Japan",
	},
	{
		id: "google", name: "Google Pay element", entry: `
import "@google-pay/button-element";
const method = {type: "CARD", parameters: {allowedAuthMethods: ["PAN_ONLY"], allowedCardNetworks: ["VISA"]},
	tokenizationSpecification: {type: "PAYMENT_GATEWAY", parameters: {gateway: "example", gatewayMerchantId: "example"}}};
const paymentRequest = {apiVersion: 2, apiVersionMinor: 0, allowedPaymentMethods: [method], merchantInfo: {merchantId: "1", merchantName: "Shop"},
	transactionInfo: {totalPriceStatus: "FINAL", totalPrice: "3000", currencyCode: "JPY", countryCode: "JP"}};` + everyPlace + `
const button = () => Object.assign(document.createElement("google-pay-button"), {environment: "TEST", buttonType: "buy", buttonLocale: "ja", paymentRequest});
places.forEach(place => place.append(button()));`,
		note: "draws nothing before Google's script has come",
	},
	{
		id: "shopify", name: "Shopify buy-button", entry: `
import "@shopify/buy-button-js/dist/buybutton.min.js";
const {ShopifyBuy} = window;
const ui = ShopifyBuy.UI.init(ShopifyBuy.buildClient({domain: "example.myshopify.com", storefrontAccessToken: "0"}));` + everyPlace + `
places.forEach((node, at) => ui.createComponent("product", {id: 1 + at, node}));`,
		note: "draws nothing but an empty frame, and the button when Shopify's server has told the product",
	},
	{
		id: "braintree", name: "Braintree drop-in", entry: `
import dropin from "braintree-web-drop-in/dist/browser/dropin.js";` + everyPlace + `
places.forEach(container => dropin.create({authorization: "sandbox_00000000_0000000000000000", container}).catch(() => {}));`,
		note: "draws nothing before Braintree's server has answered",
	},
	{
		id: "paypal", name: "PayPal paypal-js", entry: `
import { loadScript } from "@paypal/paypal-js";` + everyPlace + `
loadScript({clientId: "test", currency: "JPY"}).then(paypal => places.forEach(place => paypal.Buttons().render(place)), () => {});`,
		note: "only loads PayPal's script, which draws",
	},
}

// What shops write for several of them.
const (
	everyPlace = `
const places = document.querySelectorAll(".place");`

	adyen = `
import { AdyenCheckout, AmazonPay, Redirect } from "@adyen/adyen-web";
import "@adyen/adyen-web/styles/adyen.css";` + everyPlace + `
const checkout = await AdyenCheckout({
	clientKey: "test_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", environment: "test", locale: "en-US", countryCode: "US", amount: {value: 3000, currency: "USD"},
	analytics: {enabled: false}, onSubmit: () => void fetch("/pressed", {method: "POST"}), paymentMethodsResponse: {paymentMethods: []},
});`
)
