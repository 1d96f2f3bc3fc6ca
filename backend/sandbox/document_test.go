package sandbox

import (
	"encoding/json"
	"reflect"
	"testing"
)

// A body of any shape is understood or refused; what was understood can be shown, and merging it again into
// itself changes nothing.
func FuzzCheckoutRequest(f *testing.F) {
	const store = `"storeId":"x","webCheckoutDetails":{"checkoutReviewReturnUrl":"https://shop.example.jp/"}`
	f.Add(`{` + store + `}`)
	f.Add(`{` + store + `,"paymentDetails":{"chargeAmount":{"amount":1e3,"currencyCode":"JPY"}}}`)
	f.Add(`{` + store + `,"paymentDetails":{"chargeAmount":{"amount":"007","currencyCode":"JPY"},"paymentIntent":"Authorize"}}`)
	f.Add(`{` + store + `,"recurringMetadata":{"frequency":{"unit":"Month","value":1}}}`)
	f.Add(`{` + store + `,"deliverySpecifications":{"addressRestrictions":{"type":"Allowed","restrictions":{"JP":null}}}}`)
	f.Add(`{"paymentDetails":{"chargeAmount":{"amount":null}}}`)
	f.Add(`{"scopes":[null,{}]}`)
	f.Add("null")
	s, err := New(Config{})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, body string) {
		var request checkoutRequest
		wrong := decode([]byte(body), &request, reflect.TypeFor[checkoutRequest]())
		if wrong == nil {
			wrong = s.checkSession(owner{}, request)
		}
		if wrong != nil {
			if wrong.ReasonCode == "" || wrong.Status < 400 || wrong.Status >= 500 {
				t.Errorf("refused as %v", wrong)
			}
			return
		}
		x := checkoutSession{state: sessionOpen, request: request}
		if answer := encode(x.answer("https://x.example")); !json.Valid(answer) {
			t.Errorf("answer %s", answer)
		}
		merged := clone(request)
		if wrong := decode(encode(request), &merged, reflect.TypeFor[checkoutRequest]()); wrong != nil {
			t.Fatal(wrong)
		}
		if string(encode(merged)) != string(encode(request)) {
			t.Errorf("merged into itself: %s, was %s", encode(merged), encode(request))
		}
	})
}

// The path of an unknown name is told, whatever it is hidden in; names have a case.
func TestUnknownField(t *testing.T) {
	for body, want := range map[string]string{
		`{"storeID":"x"}`: "storeID",
		`{"paymentDetails":{"allowOvercharge":true,"chargeAmount":{"amount":"1","currency":"JPY"}}}`: "paymentDetails.chargeAmount.currency",
		`{"deliverySpecifications":{"addressRestrictions":{"restrictions":{"JP":{"zip":[]}}}}}`:      "deliverySpecifications.addressRestrictions.restrictions.JP.zip",
		`{"storeId":null,"scopes":["name"],"paymentDetails":{"paymentIntent":"Confirm"}}`:            "",
	} {
		var tree any
		if err := json.Unmarshal([]byte(body), &tree); err != nil {
			t.Fatal(err)
		}
		if got := unknownField(tree, reflect.TypeFor[checkoutRequest](), ""); got != want {
			t.Errorf("%s: %q, want %q", body, got, want)
		}
	}
}
