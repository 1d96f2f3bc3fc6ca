package sandbox_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"noren/backend/sandbox"
)

// Protocol 3.2, 3.4, 3.5, 3.6: absent values are null, keys are present, in the documented order.
func TestProtocol_KeyOrder(t *testing.T) {
	s := sandbox.RunT(t)
	c := newClient(t, s)
	session := c.get("/v2/checkoutSessions/" + c.chosen(sandbox.Choice{}))
	permission, charge := c.charged(3980, "AuthorizeWithCapture")
	refund := c.call("POST", "/v2/refunds", `{"chargeId":"`+charge+`","refundAmount":`+amount(1)+`}`)
	for name, x := range map[string]struct {
		answer answer
		keys   string
	}{
		"session": {session, "checkoutSessionId webCheckoutDetails productType paymentDetails cartDetails chargePermissionType " +
			"orderType recurringMetadata paymentMethodOnFileMetadata merchantMetadata supplementaryData buyer billingAddress " +
			"paymentPreferences statusDetails shippingAddress platformId chargePermissionId chargeId constraints " +
			"creationTimestamp expirationTimestamp storeId providerMetadata releaseEnvironment checkoutButtonText " +
			"deliverySpecifications tokens"},
		"permission": {c.get("/v2/chargePermissions/" + permission), "chargePermissionId chargePermissionReferenceId platformId buyer " +
			"shippingAddress billingAddress paymentPreferences statusDetails creationTimestamp expirationTimestamp " +
			"merchantMetadata releaseEnvironment limits chargePermissionType recurringMetadata presentmentCurrency"},
		"charge": {c.get("/v2/charges/" + charge), "chargeId chargeAmount chargePermissionId captureAmount refundedAmount softDescriptor " +
			"providerMetadata convertedAmount conversionRate channel chargeInitiator statusDetails creationTimestamp " +
			"expirationTimestamp releaseEnvironment merchantMetadata platformId webCheckoutDetails"},
		"refund": {refund, "refundId chargeId creationTimestamp refundAmount statusDetails softDescriptor releaseEnvironment"},
	} {
		if diff := cmp.Diff(strings.Fields(x.keys), keysInOrder(t, x.answer.body)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	if _, err := time.Parse("20060102T150405Z", session.text("creationTimestamp")); err != nil {
		t.Error(err)
	}
}

// Protocol 3.3 and 14: Update merges field by field, null clears, what it refuses changes nothing.
func TestProtocol_UpdateMerges(t *testing.T) {
	c := newClient(t, sandbox.RunT(t))
	path := "/v2/checkoutSessions/" + c.chosen(sandbox.Choice{})
	c.call("PATCH", path, `{"paymentDetails":{"chargeAmount":{"amount":1200,"currencyCode":"JPY"}},`+
		`"merchantMetadata":{"merchantReferenceId":"A","noteToBuyer":"b"}}`).is(t, 200, "")
	got := c.call("PATCH", path, `{"paymentDetails":{"paymentIntent":"Confirm"},"merchantMetadata":{"noteToBuyer":null}}`).is(t, 200, "")
	if got.text("paymentDetails.chargeAmount.amount") != "1200" || got.text("paymentDetails.paymentIntent") != "Confirm" ||
		got.text("merchantMetadata.merchantReferenceId") != "A" || got.at("merchantMetadata.noteToBuyer") != nil {
		t.Errorf("merged: %s", got.body)
	}
	for body, reason := range map[string]string{
		`{"paymentDetails":{"paymentIntent":"Authorize","chargeAmount":{"amount":"12.50","currencyCode":"JPY"}}}`: "InvalidParameterValue",
		`{"paymentDetails":{"chargeAmount":{"amount":"1200.00","currencyCode":"JPY"}}}`:                           "InvalidParameterValue",
		`{"paymentDetails":{"chargeAmount":{"amount":"0","currencyCode":"JPY"}}}`:                                 "InvalidParameterValue",
		`{"paymentDetails":{"chargeAmount":{"amount":"10000001","currencyCode":"JPY"}}}`:                          "TransactionAmountExceeded",
		`{"paymentDetails":{"chargeAmount":{"amount":"12","currencyCode":"USD"}}}`:                                "CurrencyMismatch",
		`{"paymentDetails":{"chargeAmount":{"currencyCode":"JPY","amount":""}}}`:                                  "MissingParameterValue",
		`{"paymentDetails":{"allowOvercharge":true}}`:                                                             "UnrecognizedField",
		`{"paymentDetails":{"paymentintent":"Authorize"}}`:                                                        "UnrecognizedField",
		`{"storeId":"x"}`: "UnrecognizedField",
		`{"paymentDetails":{"paymentIntent":"AuthorizeWithCapture","canHandlePendingAuthorization":true}}`: "InvalidParameterCombination",
		`{"paymentDetails":{"paymentIntent":"Pay"}}`:                                                       "InvalidParameterValue",
		`{"webCheckoutDetails":{"checkoutResultReturnUrl":"javascript:alert(1)"}}`:                         "InvalidParameterValue",
		`{"merchantMetadata":{"merchantStoreName":"` + strings.Repeat("店", 51) + `"}}`:                     "InvalidParameterValue",
		`{"paymentDetails":7}`: "InvalidParameterValue",
		`[]`:                   "InvalidRequest",
		`{} {}`:                "InvalidRequestFormat",
		`{`:                    "InvalidRequestFormat",
	} {
		c.call("PATCH", path, body).is(t, 400, reason)
		after := c.get(path)
		if diff := cmp.Diff(got.object["paymentDetails"], after.object["paymentDetails"]); diff != "" {
			t.Errorf("%s changed the session: %s", body, diff)
		}
	}
}

// Protocol 13.5: objects belong to a merchant and an environment.
func TestProtocol_OwnersAreApart(t *testing.T) {
	s := sandbox.RunT(t)
	c := newClient(t, s)
	permission, charge := c.charged(1000, "AuthorizeWithCapture")
	session := s.Books().Sessions[0].ID
	other := *c
	other.keyID = "SANDBOX-OTHERMERCHANTAAAAAAAAAAA"
	s.RegisterKey("A2OTHER0000001", other.keyID, &c.key.PublicKey)
	live := *c
	live.keyID = "LIVE-AAAAAAAAAAAAAAAAAAAAAAAA"
	s.RegisterKey(s.Merchant().MerchantID, live.keyID, &c.key.PublicKey)
	for _, stranger := range []*client{&other, &live} {
		for _, path := range []string{"/v2/checkoutSessions/" + session, "/v2/chargePermissions/" + permission, "/v2/charges/" + charge} {
			stranger.get(path).is(t, 404, "ResourceNotFound")
		}
		stranger.call("POST", "/v2/refunds", `{"chargeId":"`+charge+`","refundAmount":`+amount(1)+`}`).is(t, 404, "ResourceNotFound")
	}
	s.RegisterAuthToken("token", s.Merchant().MerchantID)
	other.with("x-amz-pay-authtoken", "token").get("/v2/charges/"+charge).is(t, 200, "")
	other.with("x-amz-pay-authtoken", "stolen").get("/v2/charges/"+charge).is(t, 403, "InvalidAuthorizationToken")
	live.with("x-amz-pay-simulation-code", "Declined").get("/v2/charges/"+charge).is(t, 400, "InvalidSandboxSimulationSpecified")
}

// Create by the API (protocol 3.3), as old integrations do.
func TestProtocol_CreateByAPI(t *testing.T) {
	c := newClient(t, sandbox.RunT(t))
	a := c.call("POST", "/v2/checkoutSessions", payload("")).is(t, 201, "")
	if a.state() != "Open" || a.text("productType") != "PayAndShip" || a.text("expirationTimestamp") == "" {
		t.Errorf("created: %s", a.body)
	}
	c.call("POST", "/v2/checkoutSessions", `{"webCheckoutDetails":{"checkoutReviewReturnUrl":"https://x.example/"}}`).is(t, 400, "MissingParameterValue")
	c.call("POST", "/v2/checkoutSessions", payload(`,"surprise":1`)).is(t, 400, "UnrecognizedField")
	c.call("POST", "/v2/checkoutSessions", payload(`,"scopes":["everything"]`)).is(t, 400, "InvalidParameterValue")
	c.call("POST", "/v2/checkoutSessions", strings.Replace(payload(""), "5a4d", "0000", 1)).is(t, 400, "InvalidParameterValue")
	big := payload(`,"supplementaryData":"` + strings.Repeat("x", 1<<20) + `"`)
	c.call("POST", "/v2/checkoutSessions", big).is(t, 400, "InvalidRequestFormat")
}

// Protocol 3.3: the merchant gives what is missing in one call; Complete follows.
//
//nolint:misspell // as Amazon spells it
func TestProtocol_Finalize(t *testing.T) {
	c := newClient(t, sandbox.RunT(t))
	id := c.chosen(sandbox.Choice{})
	c.call("PATCH", "/v2/checkoutSessions/"+id, `{"webCheckoutDetails":{"checkoutResultReturnUrl":"https://shop.example.jp/r"}}`).is(t, 200, "")
	at := func(id string) string { return "/v2/checkoutSessions/" + id + "/finalize" } //nolint:misspell // as Amazon spells it
	c.call("POST", at(id), `{"chargeAmount":`+amount(700)+`}`).is(t, 400, "MissingParameterValue")
	c.call("POST", at(id), `{"chargeAmount":`+amount(700)+`,"paymentIntent":"Authorize"}`).is(t, 200, "")
	c.complete(id, 700).is(t, 200, "")

	id = c.chosen(sandbox.Choice{Card: "3434"})
	c.call("POST", at(id), `{"chargeAmount":`+amount(700)+`,"paymentIntent":"Authorize"}`).is(t, 422, "CheckoutSessionCanceled")
}

// Protocol 7.4: the older way, a session that the shop's server made; and addresses of pages that a browser
// reaches by another name.
func TestProtocol_SessionMadeByShop(t *testing.T) {
	s := sandbox.RunT(t)
	s.SetPublicURL("https://amazon.localhost:9")
	c := newClient(t, s)
	id := c.call("POST", "/v2/checkoutSessions", payload("")).is(t, 201, "").text("checkoutSessionId")
	form := c.form("", "PayOnly")
	form.Set("amazonCheckoutSessionId", id)
	for _, field := range []string{"payloadJSON", "signature", "publicKeyId", "algorithm"} {
		form.Del(field)
	}
	if got, err := s.Initiate(form); err != nil || got != id {
		t.Fatalf("session %q, %v", got, err)
	}
	if _, err := s.Choose(id, sandbox.Choice{Buyer: "emily"}); err != nil {
		t.Fatal(err)
	}
	a := c.call("PATCH", "/v2/checkoutSessions/"+id, update(500, "Confirm", "")).is(t, 200, "")
	if a.at("shippingAddress") != nil || a.text("productType") != "PayOnly" {
		t.Errorf("PayOnly: %s", a.body)
	}
	if got := a.text("webCheckoutDetails.amazonPayRedirectUrl"); got != "https://amazon.localhost:9/checkout/processing?amazonCheckoutSessionId="+id {
		t.Errorf("amazonPayRedirectUrl: %s", got)
	}
	form.Set("merchantId", "A9")
	if reason := reasonOf(initiate(s, form)); reason != "ResourceNotFound" {
		t.Errorf("another merchant: %q", reason)
	}
}
