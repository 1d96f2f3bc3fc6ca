package sandbox

import "net/url"

// signInProduct is the productType of a button that only signs in.
const signInProduct = "SignIn"

// multiAddressProduct is the productType of an order that goes to several addresses (protocol 12.9).
const multiAddressProduct = "PayAndShipMultiAddress"

// productTypeOf is the productType of a button that pays (protocol 7.2).
func productTypeOf(form url.Values) (string, *Error) {
	switch productType := form.Get("productType"); productType {
	case "":
		return "PayAndShip", nil
	case "PayAndShip", "PayOnly", multiAddressProduct:
		return productType, nil
	default:
		return "", invalid("productType")
	}
}

// checkProduct: only an order that goes to several addresses has something to say about each, and its buyer chooses
// them all.
func checkProduct(productType string, r checkoutRequest) *Error {
	several := productType == multiAddressProduct
	if len(r.MultiAddresses) > 0 && !several {
		return refuse(400, "InvalidParameterCombination",
			"multiAddressesCheckoutMetadata is only for productType "+multiAddressProduct+".")
	}
	if r.AddressDetails != nil && several {
		return refuse(400, "InvalidParameterCombination", "addressDetails is not for productType "+multiAddressProduct+".")
	}
	return nil
}
