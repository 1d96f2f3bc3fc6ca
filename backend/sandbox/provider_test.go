package sandbox_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/golang-jwt/jwt/v5"

	"noren/backend/sandbox"
)

// stranger is another account, with the same key under another id.
func (c *client) stranger(merchantID string) *client {
	d := *c
	d.keyID = "SANDBOX-" + (merchantID + strings.Repeat("A", 24))[:24]
	c.s.RegisterKey(merchantID, d.keyID, &c.key.PublicKey)
	return &d
}

// live is the same account in the live environment.
func (c *client) live() *client {
	d := *c
	d.keyID = strings.Replace(c.keyID, "SANDBOX-", "LIVE-", 1)
	c.s.RegisterKey(c.s.Merchant().MerchantID, d.keyID, &c.key.PublicKey)
	return &d
}

// Protocol 3.7, 10.4: a provider exchanges the secret of a merchant for a token that works for it alone.
func TestProtocol10_4_AuthorizationToken(t *testing.T) {
	s := sandbox.RunT(t)
	c := newClient(t, s)
	_, charge := c.charged(1000, "Authorize")
	merchant := s.Merchant().MerchantID
	provider := c.stranger("A2PROVIDER0001")
	secret, err := s.AuthorizeProvider(merchant)
	if err != nil || !strings.HasPrefix(secret, "amzn.mws.") {
		t.Fatalf("secret %q, %v", secret, err)
	}
	path := "/v2/authorizationTokens/" + secret
	provider.get(path).is(t, 400, "MissingParameterValue")
	provider.get(path+"?merchantId=A2PROVIDER0001").is(t, 404, "ResourceNotFound")
	provider.get("/v2/authorizationTokens/amzn.mws.guess?merchantId="+merchant).is(t, 404, "ResourceNotFound")
	token := provider.get(path+"?merchantId="+merchant).is(t, 200, "").text("authorizationToken")
	parsed, _, err := jwt.NewParser().ParseUnverified(token, &jwt.RegisteredClaims{})
	if err != nil || parsed.Method.Alg() != "HS256" {
		t.Fatalf("token %q: %v", token, err)
	}
	provider.get("/v2/charges/"+charge).is(t, 404, "ResourceNotFound")
	provider.with("x-amz-pay-authtoken", token).get("/v2/charges/"+charge).is(t, 200, "")
	provider.with("x-amz-pay-authtoken", token+"x").get("/v2/charges/"+charge).is(t, 403, "InvalidAuthorizationToken")
	c.stranger("A2THIEF0000001").with("x-amz-pay-authtoken", token).get("/v2/charges/"+charge).is(t, 403, "InvalidAuthorizationToken")

	if _, err := s.AuthorizeProvider(merchant); err != nil {
		t.Fatal(err)
	}
	provider.get(path+"?merchantId="+merchant).is(t, 404, "ResourceNotFound") // the old secret
	if _, err := s.AuthorizeProvider("A9"); reasonOf(err) != "ResourceNotFound" {
		t.Errorf("no such merchant: %v", err)
	}
	set(t, s, sandbox.Settings{TokensOnlyLive: true})
	provider.get(path+"?merchantId="+merchant).is(t, 405, "RequestNotSupported")
}

// Protocol 3.5: Update Charge is for payment providers: accounts that are one, and whoever acts with a merchant's token.
func TestProtocol3_5_UpdateCharge(t *testing.T) {
	s := sandbox.RunT(t)
	c := newClient(t, s)
	const body = `{"statusDetails":{"state":"Canceled","reasonCode":"ExpiredUnused"}}`
	_, charge := c.charged(1000, "Authorize")
	path := "/v2/charges/" + charge
	c.call("PATCH", path, body).is(t, 401, "UnauthorizedAccess")
	if err := s.SetProvider(s.Merchant().MerchantID, true); err != nil {
		t.Fatal(err)
	}
	c.call("PATCH", path, `{"statusDetails":{"state":"Captured","reasonCode":"ExpiredUnused"}}`).is(t, 400, "InvalidParameterValue")
	c.call("PATCH", path, `{"statusDetails":{"state":"Canceled","reasonCode":"Bored"}}`).is(t, 400, "InvalidParameterValue")
	if a := c.call("PATCH", path, body).is(t, 200, ""); a.state() != "Canceled" || a.text("statusDetails.reasonCode") != "ExpiredUnused" {
		t.Errorf("updated: %s", a.body)
	}
	c.call("PATCH", path, body).is(t, 422, "InvalidChargeStatus")
	c.call("PATCH", "/v2/charges/S03-0000000-0000000-C000000", body).is(t, 404, "ResourceNotFound")
	if err := s.SetProvider(s.Merchant().MerchantID, false); err != nil {
		t.Fatal(err)
	}

	_, charge = c.charged(1000, "Authorize")
	s.RegisterAuthToken("token", s.Merchant().MerchantID)
	c.stranger("A2PROVIDER0001").with("x-amz-pay-authtoken", "token").call("PATCH", "/v2/charges/"+charge, body).is(t, 200, "")
	if err := s.SetProvider("A9", true); reasonOf(err) != "ResourceNotFound" {
		t.Errorf("no such merchant: %v", err)
	}
}

// Protocol 3.7: checked and echoed.
func TestProtocol3_7_DeliveryTracker(t *testing.T) {
	c := newClient(t, sandbox.RunT(t))
	permission, _ := c.charged(1000, "Authorize")
	send := func(body string) answer { return c.call("POST", "/v2/deliveryTrackers", body) }
	for _, carrier := range []string{"JAPAN_POST", "SAGAWA", "SEINO", "TAQBIN_JP", "FEDEX"} {
		body := `{"chargePermissionId":"` + permission + `","deliveryDetails":[{"trackingNumber":"1234-5678-9012","carrierCode":"` + carrier + `"}]}`
		if a := send(body).is(t, 200, ""); a.body != body {
			t.Errorf("echo: %s", a.body)
		}
	}
	older := `{"amazonOrderReferenceId":"` + permission + `","deliveryDetails":[{"trackingNumber":"1","carrierCode":"SAGAWA"}]}`
	if a := send(older).is(t, 200, ""); a.body != older {
		t.Errorf("echo: %s", a.body)
	}
	for body, reason := range map[string]string{
		`{"deliveryDetails":[{"trackingNumber":"1","carrierCode":"SAGAWA"}]}`:                                                  "MissingParameterValue",
		`{"chargePermissionId":"P","deliveryDetails":[]}`:                                                                      "MissingParameterValue",
		`{"chargePermissionId":"P","deliveryDetails":[{"carrierCode":"X"}]}`:                                                   "MissingParameterValue",
		`{"chargePermissionId":"P","deliveryDetails":[{"trackingNumber":"1"}]}`:                                                "MissingParameterValue",
		`{"chargePermissionId":"P","deliveryDetails":[{"trackingNumber":"1","carrierCode":"ヤマト"}]}`:                            "InvalidParameterValue",
		`{"chargePermissionId":"P","deliveryDetails":[{"trackingNumber":"<1>","carrierCode":"X"}]}`:                            "InvalidParameterValue",
		`{"chargePermissionId":"P","amazonOrderReferenceId":"P","deliveryDetails":[{"trackingNumber":"1","carrierCode":"X"}]}`: "InvalidParameterCombination",
		`{"chargePermissionId":"P","deliveryDetails":[{"trackingNumber":"1","carrierCode":"X","weight":1}]}`:                   "UnrecognizedField",
	} {
		send(body).is(t, 400, reason)
	}
	send(strings.Replace(older, permission, "S03-0000000-0000000", 1)).is(t, 404, "ResourceNotFound")
}

// Protocol 3.10: what Amazon has and this sandbox has not says so.
func TestProtocol3_10_Absent(t *testing.T) {
	c := newClient(t, sandbox.RunT(t))
	for _, x := range [][2]string{
		{"POST", "/v2/disputes"},
		{"GET", "/v2/disputes/1"},
		{"PATCH", "/v2/disputes/1"},
		{"POST", "/v2/disputes/1/contest"},
		{"POST", "/v2/files"},
		{"POST", "/v2/in-store/merchantScan"},
		{"POST", "/sandbox/v2/in-store/charge"},
		{"POST", "/v2/in-store/refund/"},
	} {
		if a := c.call(x[0], x[1], `{}`).is(t, 405, "RequestNotSupported"); !strings.Contains(a.text("message"), x[1]) {
			t.Errorf("message: %s", a.body)
		}
	}
	c.call(http.MethodPut, "/v2/charges", `{}`).is(t, 405, "UnsupportedOperation")
}
