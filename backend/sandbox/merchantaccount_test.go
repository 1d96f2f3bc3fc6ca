package sandbox_test

import (
	"net/http"
	"strings"
	"testing"

	"noren/backend/sandbox"
)

// onboard is the body that the official SDKs' tests send, shortened.
func onboard(reference, more string) string {
	return `{"uniqueReferenceId":"` + reference + `","ledgerCurrency":"JPY","businessInfo":{"email":"rufus@example.jp","businessType":"CORPORATE",` +
		`"businessLegalName":"株式会社見本","businessCategory":"Beauty","businessDisplayName":"見本カフェ","annualSalesVolume":{"amount":"100000","currencyCode":"JPY"},` +
		`"countryOfEstablishment":"JP","businessAddress":{"addressLine1":"4-7","city":"知立市","stateOrRegion":"愛知県","postalCode":"4720021","countryCode":"JP",` +
		`"phoneNumber":{"countryCode":"81","number":"2062062061"}},"customerSupportInformation":{"customerSupportEmail":"help@example.jp"}},` +
		`"beneficiaryOwners":[{"personId":"BO1","personFullName":"見本 太郎"}],"primaryContactPerson":{"personFullName":"見本 太郎"},` +
		`"defaultStore":{"domainUrls":["https://cafe.example.jp/shop"],"storeName":"見本カフェ","privacyPolicyUrl":"https://cafe.example.jp/privacy","storeStatus":{"state":"Active"}}` + more + `}`
}

// Protocol 3.9: a provider opens an account, works for it, changes it, hands it over, closes it.
func TestProtocol3_9_MerchantAccount(t *testing.T) {
	s, received := sandbox.RunT(t), newShop(t)
	c := newClient(t, s)
	c.call("POST", "/v2/merchantAccounts", onboard("R1", "")).is(t, 401, "UnauthorizedAccess")
	provider := c.stranger("A2PROVIDER0001")
	if err := s.SetProvider("A2PROVIDER0001", true); err != nil {
		t.Fatal(err)
	}
	created := provider.call("POST", "/v2/merchantAccounts",
		onboard("R1", `,"integrationInfo":{"ipnEndpointUrls":["`+received.URL+`"]},"merchantStatus":{"statusProvider":"ABC","state":"ACTIVE","reasonCode":null}`)).is(t, 201, "")
	id, token, store := created.text("merchantAccountId"), created.text("authorizationToken"), created.text("storeId")
	if created.text("uniqueReferenceId") != "R1" || id == "" || token == "" || store == "" {
		t.Fatalf("created: %s", created.body)
	}
	provider.call("POST", "/v2/merchantAccounts", onboard("R1", "")).is(t, 400, "InvalidParameterValue")

	// The account is a real one: sessions, charges and notifications are its own.
	acting := provider.with("x-amz-pay-authtoken", token)
	session := acting.call("POST", "/v2/checkoutSessions", `{"webCheckoutDetails":{"checkoutReviewReturnUrl":"https://cafe.example.jp/r"},"storeId":"`+store+`"}`).is(t, 201, "")
	path := "/v2/checkoutSessions/" + session.text("checkoutSessionId")
	provider.get(path).is(t, 404, "ResourceNotFound")
	if _, err := s.Choose(session.text("checkoutSessionId"), sandbox.Choice{Buyer: "taro"}); err != nil {
		t.Fatal(err)
	}
	acting.call("PATCH", path, update(700, "Authorize", "")).is(t, 200, "")
	if _, err := s.Pay(session.text("checkoutSessionId")); err != nil {
		t.Fatal(err)
	}
	acting.call("POST", path+"/complete", `{"chargeAmount":`+amount(700)+`}`).is(t, 200, "")
	if err := s.DeliverNotifications(t.Context()); err != nil || len(received.got) == 0 || received.got[0]["MerchantID"] != id {
		t.Errorf("notified %v, %v", received.got, err)
	}

	at := "/v2/merchantAccounts/" + id
	acting.call("PATCH", at, `{"businessInfo":{"businessDisplayName":"新見本カフェ"}}`).is(t, 200, "")
	provider.call("PATCH", at, `{"businessInfo":{"email":"new@example.jp"}}`).is(t, 200, "")
	acting.call("PATCH", at, `{"businessInfo":{"businessLegalName":"別会社"}}`).is(t, 400, "InvalidParameterValue")
	acting.call("PATCH", at, `{"businessInfo":{"shoeSize":1}}`).is(t, 400, "UnrecognizedField")
	provider.call("PATCH", "/v2/merchantAccounts/A9", `{}`).is(t, 404, "ResourceNotFound")
	thief := c.stranger("A3PROVIDER0001")
	if err := s.SetProvider("A3PROVIDER0001", true); err != nil {
		t.Fatal(err)
	}
	thief.call("PATCH", at, `{}`).is(t, 401, "UnauthorizedAccess")
	other := provider.call("POST", "/v2/merchantAccounts", onboard("R2", "")).is(t, 201, "").text("merchantAccountId")
	acting.call("PATCH", "/v2/merchantAccounts/"+other, `{}`).is(t, 401, "UnauthorizedAccess")

	// A second store.
	added := provider.call("POST", at+"/stores", `{"domainUrls":["https://second.example.jp"],"storeName":"二号店"}`).is(t, 201, "").text("storeId")
	open := func(store string) answer {
		return acting.call("POST", "/v2/checkoutSessions", `{"webCheckoutDetails":{"checkoutReviewReturnUrl":"https://x.example/"},"storeId":"`+store+`"}`)
	}
	open(added).is(t, 201, "")
	provider.call("PATCH", at+"/stores/"+added, `{"storeStatus":{"state":"Inactive"}}`).is(t, 200, "")
	open(added).is(t, 400, "InvalidParameterValue")
	provider.call("PATCH", at+"/stores/unknown", `{}`).is(t, 404, "ResourceNotFound")
	provider.call("POST", at+"/stores", `{}`).is(t, 400, "MissingParameterValue")

	// Claim leads to Seller Central, also when the call is repeated with its key.
	keyed := provider.with("x-amz-pay-idempotency-key", "claim")
	for range 2 {
		r := keyed.request("POST", at+"/claim", `{"uniqueReferenceId":"R1"}`)
		response, err := http.DefaultTransport.RoundTrip(r)
		if err != nil {
			t.Fatal(err)
		}
		response.Body.Close()
		if response.StatusCode != http.StatusSeeOther || !strings.HasPrefix(response.Header.Get("Location"), s.URL) {
			t.Errorf("claim: %d %q", response.StatusCode, response.Header.Get("Location"))
		}
	}
	provider.call("POST", at+"/claim", `{"uniqueReferenceId":"R1"}`).is(t, 200, "")
	provider.call("POST", at+"/claim", `{"uniqueReferenceId":"R9"}`).is(t, 400, "InvalidParameterValue")
	provider.call("POST", at+"/claim", `{}`).is(t, 400, "MissingParameterValue")

	provider.call(http.MethodDelete, at, "").is(t, 202, "")
	provider.call(http.MethodDelete, at, "").is(t, 404, "ResourceNotFound")
	open(store).is(t, 403, "InvalidAuthorizationToken")
}

// Protocol 3.9: what is wrong with an application is said.
func TestProtocol3_9_Refused(t *testing.T) {
	s := sandbox.RunT(t)
	c := newClient(t, s)
	if err := s.SetProvider(s.Merchant().MerchantID, true); err != nil {
		t.Fatal(err)
	}
	good := onboard("R", "")
	for _, x := range [][3]string{
		{`"uniqueReferenceId":"R"`, `"uniqueReferenceId":""`, "MissingParameterValue"},
		{`"ledgerCurrency":"JPY"`, `"ledgerCurrency":"USD"`, "CurrencyMismatch"},
		{`"CORPORATE"`, `"CLUB"`, "InvalidParameterValue"},
		{`"businessLegalName":"株式会社見本",`, ``, "MissingParameterValue"},
		{`"countryOfEstablishment":"JP"`, `"countryOfEstablishment":"US"`, "InvalidParameterValue"},
		{`"storeName":"見本カフェ"`, `"storeName":""`, "MissingParameterValue"},
		{`https://cafe.example.jp/privacy`, `javascript:alert(1)`, "InvalidParameterValue"},
		{`https://cafe.example.jp/shop`, `cafe`, "InvalidParameterValue"},
	} {
		c.call("POST", "/v2/merchantAccounts", strings.Replace(good, x[0], x[1], 1)).is(t, 400, x[2])
	}
	c.call("POST", "/v2/merchantAccounts", onboard("R", `,"integrationInfo":{"ipnEndpointUrls":["nowhere"]}`)).is(t, 400, "InvalidParameterValue")
}

// Protocol 5.2: in live an account that is not active may not pay; its provider may still work on it.
func TestProtocol5_2_InvalidAccountStatus(t *testing.T) {
	s := sandbox.RunT(t)
	c := newClient(t, s)
	if err := s.SetProvider(s.Merchant().MerchantID, true); err != nil {
		t.Fatal(err)
	}
	live := c.live()
	created := live.call("POST", "/v2/merchantAccounts", onboard("R1", "")).is(t, 201, "")
	token, at := created.text("authorizationToken"), "/v2/merchantAccounts/"+created.text("merchantAccountId")
	live.with("x-amz-pay-authtoken", token).get("/v2/charges/x").is(t, 403, "InvalidAccountStatus")
	c.with("x-amz-pay-authtoken", token).get("/v2/charges/x").is(t, 404, "ResourceNotFound") // sandbox works already
	form := live.form(strings.Replace(payload(""), s.Merchant().StoreID, created.text("storeId"), 1), "PayOnly")
	form.Set("environment", "LIVE")
	form.Set("merchantId", created.text("merchantAccountId"))
	form.Set("authorizationToken", token)
	form.Set("origin_url", "https://cafe.example.jp/item")
	if reason := reasonOf(initiate(s, form)); reason != "InvalidAccountStatus" {
		t.Errorf("button of an account in review: %q", reason)
	}
	live.with("x-amz-pay-authtoken", token).call("PATCH", at, `{"merchantStatus":{"state":"ACTIVE"}}`).is(t, 200, "")
	live.with("x-amz-pay-authtoken", token).get("/v2/charges/x").is(t, 404, "ResourceNotFound")
	live.call("PATCH", at, `{"merchantStatus":{"state":"SUSPENDED"}}`).is(t, 200, "")
	live.with("x-amz-pay-authtoken", token).get("/v2/charges/x").is(t, 403, "InvalidAccountStatus")
}
