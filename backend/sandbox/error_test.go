package sandbox_test

import (
	"net/http"
	"strings"
	"testing"

	"noren/backend/sandbox"
)

// Protocol 5.2, line by line: each code that a call can produce is produced by a call; those that only Amazon's own
// trouble produces, by an ordered fault.
func TestProtocol5_2_Codes(t *testing.T) {
	s := sandbox.RunT(t)
	c := newClient(t, s)
	order := func(status int, reason string) func() answer {
		return func() answer {
			s.Fault(sandbox.Fault{Kind: sandbox.Refuse, Status: status, ReasonCode: reason, Count: 1})
			return c.get("/v2/charges/x")
		}
	}
	confirmed := func(yen int) (permission string) { permission, _ = c.charged(yen, "Confirm"); return permission }
	create := func(c *client, permission string, yen int) answer {
		return c.call("POST", "/v2/charges", `{"chargePermissionId":"`+permission+`","captureNow":true,"chargeAmount":`+amount(yen)+`}`)
	}
	simulated := func(code string) func() answer {
		return func() answer { return create(c.with("x-amz-pay-simulation-code", code), confirmed(100), 1) }
	}
	without := func(header string) func() answer {
		return func() answer {
			r := c.request("GET", "/v2/charges/x", "")
			r.Header.Del(header)
			return c.do(r)
		}
	}
	post := func(body string) func() answer { return func() answer { return c.call("POST", "/v2/charges", body) } }
	for _, x := range []struct {
		status int
		reason string
		do     func() answer
	}{
		{400, "InvalidHeaderValue", func() answer { d := *c; d.keyID = "SANDBOX-UNKNOWN"; return d.get("/v2/charges/x") }},
		{400, "MissingHeader", without("Authorization")},
		{400, "MissingHeaderValue", func() answer {
			r := c.request("POST", "/v2/charges", `{}`)
			r.Header["X-Amz-Pay-Idempotency-Key"] = []string{""}
			return c.do(r)
		}},
		{400, "InvalidRequest", post(`[]`)},
		{400, "InvalidRequestFormat", post(`{`)},
		{400, "InvalidParameterValue", post(`{"chargePermissionId":"x","chargeAmount":` + amount(0) + `}`)},
		{400, "MissingParameterValue", post(`{}`)},
		{400, "InvalidParameterCombination", post(`{"chargePermissionId":"x","captureNow":true,"canHandlePendingAuthorization":true,"chargeAmount":` + amount(1) + `}`)},
		{400, "UnrecognizedField", post(`{"charge":1}`)},
		{400, "CurrencyMismatch", post(`{"chargePermissionId":"x","chargeAmount":{"amount":"1","currencyCode":"USD"}}`)},
		{400, "TransactionAmountExceeded", func() answer { return create(c, confirmed(100), 101) }},
		{400, "PeriodicAmountExceeded", func() answer { p := c.recurring(1); return create(c, p, 100_000) }},
		{400, "DuplicateIdempotencyKey", func() answer {
			k := c.with("x-amz-pay-idempotency-key", "twice")
			k.call("POST", "/v2/charges", `{}`)
			return k.call("POST", "/v2/charges", `{"chargePermissionId":"x"}`)
		}},
		{400, "InvalidSandboxSimulationSpecified", simulated("Sunshine")},
		{400, "InvalidAPIVersion", func() answer { return c.get("/v3/charges/x") }},
		{401, "UnauthorizedAccess", func() answer { return c.get("/live/v2/charges/x") }},
		{403, "InvalidAuthentication", func() answer {
			if err := s.SetProvider(s.Merchant().MerchantID, true); err != nil {
				t.Fatal(err)
			}
			a := c.call("POST", "/v2/merchantAccounts", onboard("gone", "")).is(t, 201, "")
			d := c.stranger(a.text("merchantAccountId"))
			c.call(http.MethodDelete, "/v2/merchantAccounts/"+a.text("merchantAccountId"), "").is(t, 202, "")
			return d.get("/v2/charges/x")
		}},
		{403, "InvalidRequestSignature", func() answer {
			r := c.request("GET", "/v2/charges/x", "")
			r.Header.Set("Accept", "text/plain")
			return c.do(r)
		}},
		{403, "InvalidAccountStatus", func() answer {
			live := c.live()
			token := live.call("POST", "/v2/merchantAccounts", onboard("review", "")).is(t, 201, "").text("authorizationToken")
			return live.with("x-amz-pay-authtoken", token).get("/v2/charges/x")
		}},
		{403, "InvalidAuthorizationToken", func() answer { return c.with("x-amz-pay-authtoken", "x").get("/v2/charges/x") }},
		{404, "ResourceNotFound", func() answer { return c.get("/v2/charges/x") }},
		{405, "UnsupportedOperation", func() answer { return c.call(http.MethodDelete, "/v2/charges/x", "") }},
		{405, "RequestNotSupported", func() answer { return c.call("POST", "/v2/files", "{}") }},
		{408, "RequestTimeout", order(408, "RequestTimeout")},
		{409, "AmountMismatch", func() answer { return c.complete(c.paid(100, "Confirm", "", ""), 101) }},
		{422, "InvalidCheckoutSessionStatus", func() answer { return c.complete(c.chosen(sandbox.Choice{}), 100) }},
		{422, "CheckoutSessionCanceled", func() answer { return c.complete(c.paid(100, "Confirm", "3434", ""), 100) }},
		{422, "InvalidChargePermissionStatus", func() answer { p, _ := c.charged(100, "Authorize"); return create(c, p, 1) }},
		{422, "InvalidChargeStatus", func() answer {
			_, charge := c.charged(100, "AuthorizeWithCapture")
			return c.call("POST", "/v2/charges/"+charge+"/capture", `{"captureAmount":`+amount(1)+`}`)
		}},
		{422, "TransactionCountExceeded", func() answer {
			p := confirmed(1000)
			for range 25 {
				create(c, p, 1).is(t, 201, "")
			}
			return create(c, p, 1)
		}},
		{422, "SoftDeclined", simulated("SoftDeclined")},
		{422, "HardDeclined", simulated("HardDeclined")},
		{422, "PaymentMethodNotAllowed", simulated("PaymentMethodNotAllowed")},
		{422, "AmazonRejected", simulated("AmazonRejected")},
		{422, "MFANotCompleted", simulated("MFANotCompleted")},
		{422, "TransactionTimedOut", simulated("TransactionTimedOut")},
		{426, "TLSVersionNotSupported", order(426, "TLSVersionNotSupported")},
		{429, "TooManyRequests", func() answer {
			s.Fault(sandbox.Fault{Kind: sandbox.Throttle, Count: 1})
			return c.get("/v2/charges/x")
		}},
		{500, "InternalServerError", order(500, "InternalServerError")},
		{500, "ProcessingFailure", simulated("ProcessingFailure")},
		{503, "ServiceUnavailable", order(503, "ServiceUnavailable")},
	} {
		t.Run(x.reason, func(t *testing.T) {
			a := x.do().is(t, x.status, x.reason)
			if a.text("message") == "" || a.header.Get("Content-Type") != "application/json" {
				t.Errorf("answer: %v %s", a.header, a.body)
			}
		})
	}
}

// Protocol 5.1: the message of a 404 names the path as it was requested.
func TestProtocol5_1_NotFoundNamesPath(t *testing.T) {
	c := newClient(t, sandbox.RunT(t))
	for _, path := range []string{
		"/sandbox/v2/charges/x", "/v2/refunds/x/", "/sandbox/v2/checkoutSessions/x", "/v2/chargePermissions/x", "/v2/buyers/x", "/v2/nothing/x",
	} {
		if a := c.get(path).is(t, 404, "ResourceNotFound"); !strings.Contains(a.text("message"), "'"+path+"'") {
			t.Errorf("%s: %s", path, a.body)
		}
	}
	a := c.call("POST", "/v2/charges", `{"chargePermissionId":"S03-0000000-0000000","chargeAmount":`+amount(1)+`}`)
	if !strings.Contains(a.text("message"), "S03-0000000-0000000") {
		t.Errorf("an id of the body: %s", a.body)
	}
}
