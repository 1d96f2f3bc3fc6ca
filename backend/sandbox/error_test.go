package sandbox_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

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
		{400, "PeriodicAmountExceeded", func() answer { p, _ := c.recurring(1); return create(c, p, 100_000) }},
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

// Protocol 6: an answer that asks the client to come again is not kept, one of 500 neither; a new key is not needed then.
func TestProtocol6_ComeAgain(t *testing.T) {
	s := sandbox.RunT(t)
	c := newClient(t, s)
	permission, _ := c.charged(1000, "Confirm")
	body := `{"chargePermissionId":"` + permission + `","captureNow":true,"chargeAmount":` + amount(1) + `}`
	for i, f := range []sandbox.Fault{
		{Kind: sandbox.Throttle, Count: 1}, {Kind: sandbox.Refuse, Status: 408, ReasonCode: "RequestTimeout", Count: 1}, {Kind: sandbox.Fail, Count: 1},
	} {
		k := c.with("x-amz-pay-idempotency-key", strings.Repeat("k", i+1))
		s.Fault(f)
		if a := k.call("POST", "/v2/charges", body); a.status < 400 {
			t.Fatalf("%v: %s", f, a.body)
		}
		k.call("POST", "/v2/charges", body).is(t, 201, "")
	}
	k := c.with("x-amz-pay-idempotency-key", "processing")
	k.with("x-amz-pay-simulation-code", "ProcessingFailure").call("POST", "/v2/charges", body).is(t, 500, "ProcessingFailure")
	k.call("POST", "/v2/charges", body).is(t, 201, "")

	// The effect took place and the answer was lost: the key brings it back.
	lost := c.with("x-amz-pay-idempotency-key", "lost")
	s.Fault(sandbox.Fault{Kind: sandbox.Fail, When: sandbox.After, Count: 1})
	lost.call("POST", "/v2/charges", body).is(t, 500, "InternalServerError")
	before := len(s.Books().Charges)
	lost.call("POST", "/v2/charges", body).is(t, 201, "")
	if len(s.Books().Charges) != before {
		t.Error("charged twice")
	}

	// The scope is account and environment; other methods than POST ignore the header.
	c.stranger("A2OTHER0000001").with("x-amz-pay-idempotency-key", "lost").call("POST", "/v2/charges", body).is(t, 404, "ResourceNotFound")
	lost.get("/v2/chargePermissions/"+permission).is(t, 200, "")
	lost.call("PATCH", "/v2/chargePermissions/"+permission, `{"merchantMetadata":{"noteToBuyer":"x"}}`).is(t, 200, "")
}

// Protocol 5.3: each environment has its own bursts and refills, by the clock.
func TestProtocol5_3_Buckets(t *testing.T) {
	s := sandbox.RunT(t)
	c := newClient(t, s)
	live := c.live()
	set(t, s, sandbox.Settings{Throttle: true})
	burst := func(c *client, method, path, body string) (n int) {
		for c.call(method, path, body).status != 429 {
			n++
		}
		return n
	}
	for _, x := range []struct {
		client              *client
		method, path, body  string
		burst, afterASecond int
	}{
		{c, "POST", "/v2/checkoutSessions", `{}`, 5, 1},
		{c, "GET", "/v2/checkoutSessions/x", ``, 10, 1},
		{c, "PATCH", "/v2/checkoutSessions/x", `{}`, 5, 1},
		{c, "POST", "/v2/checkoutSessions/x/complete", `{}`, 2, 1},
		{c, "GET", "/v2/chargePermissions/x", ``, 10, 1},
		{c, "PATCH", "/v2/chargePermissions/x", `{}`, 5, 1},
		{c, "DELETE", "/v2/chargePermissions/x/close", `{}`, 2, 1},
		{c, "POST", "/v2/charges", `{}`, 2, 1},
		{c, "GET", "/v2/charges/x", ``, 5, 1},
		{c, "POST", "/v2/charges/x/capture", `{}`, 2, 1},
		{c, "DELETE", "/v2/charges/x/cancel", `{}`, 2, 1},
		{c, "POST", "/v2/refunds", `{}`, 2, 1},
		{c, "GET", "/v2/refunds/x", ``, 5, 1},
		{c, "POST", "/v2/deliveryTrackers", `{}`, 1, 1},
		{c, "POST", "/v2/merchantAccounts", `{}`, 1, 1},
		{live, "POST", "/v2/checkoutSessions", `{}`, 40, 16},
		{live, "GET", "/v2/checkoutSessions/x", ``, 40, 8},
		{live, "PATCH", "/v2/checkoutSessions/x", `{}`, 20, 8},
		{live, "POST", "/v2/checkoutSessions/x/complete", `{}`, 20, 4},
		{live, "GET", "/v2/chargePermissions/x", ``, 20, 4},
		{live, "PATCH", "/v2/chargePermissions/x", `{}`, 10, 2},
		{live, "DELETE", "/v2/chargePermissions/x/close", `{}`, 10, 2},
		{live, "POST", "/v2/charges", `{}`, 10, 4},
		{live, "GET", "/v2/charges/x", ``, 20, 4},
		{live, "POST", "/v2/charges/x/capture", `{}`, 20, 4},
		{live, "DELETE", "/v2/charges/x/cancel", `{}`, 10, 2},
		{live, "POST", "/v2/refunds", `{}`, 10, 4},
		{live, "GET", "/v2/refunds/x", ``, 20, 4},
		{live, "POST", "/v2/deliveryTrackers", `{}`, 10, 1},
		{live, "POST", "/v2/merchantAccounts", `{}`, 10, 1},
		{live, "GET", "/v2/authorizationTokens/x", ``, 5, 1},
	} {
		// The calls themselves take time, in which the bucket fills a little.
		if n := burst(x.client, x.method, x.path, x.body); n < x.burst || n > x.burst+x.burst/2+1 {
			t.Errorf("%s %s %s: burst of %d, want %d", x.client.keyID[:4], x.method, x.path, n, x.burst)
		}
		s.Advance(time.Second)
		if n := burst(x.client, x.method, x.path, x.body); n < x.afterASecond || n > x.afterASecond+x.afterASecond/2+1 {
			t.Errorf("%s %s %s: %d after a second, want %d", x.client.keyID[:4], x.method, x.path, n, x.afterASecond)
		}
	}
}

// Protocol 9.2 and the extensions of ours: what each simulation code does to charge and permission.
func TestProtocol9_2_SimulationCodes(t *testing.T) {
	s := sandbox.RunT(t)
	c := newClient(t, s)
	for _, x := range []struct{ code, charge, reason, permission string }{
		{"AuthorizationInitiated", "Authorized", "", "NonChargeable"},
		{"PendingSoftDeclined", "Declined", "SoftDeclined", "Chargeable"},
		{"PendingHardDeclined", "Declined", "HardDeclined", "NonChargeable"},
		{"PendingAmazonRejected", "Declined", "AmazonRejected", "Closed"},
		{"PendingTransactionTimedOut", "Declined", "TransactionTimedOut", "Chargeable"},
		{"PendingProcessingFailure", "Declined", "ProcessingFailure", "Chargeable"},
	} {
		permission, _ := c.charged(1000, "Confirm")
		body := `{"chargePermissionId":"` + permission + `","canHandlePendingAuthorization":true,"chargeAmount":` + amount(1000) + `}`
		a := c.with("x-amz-pay-simulation-code", x.code).call("POST", "/v2/charges", body).is(t, 201, "")
		if a.state() != "AuthorizationInitiated" {
			t.Errorf("%s at once: %s", x.code, a.body)
		}
		s.Advance(30 * time.Second)
		got, p := c.get("/v2/charges/"+a.text("chargeId")), c.get("/v2/chargePermissions/"+permission)
		if got.state() != x.charge || got.text("statusDetails.reasonCode") != x.reason || p.state() != x.permission {
			t.Errorf("%s: %s\n%s", x.code, got.body, p.body)
		}
	}
	for code, want := range map[string]string{"CaptureInitiated": "Captured", "PendingAmazonRejected": "Declined", "PendingProcessingFailure": "Declined"} {
		_, charge := c.charged(1000, "Authorize")
		a := c.with("x-amz-pay-simulation-code", code).call("POST", "/v2/charges/"+charge+"/capture", `{"captureAmount":`+amount(1000)+`}`).is(t, 200, "")
		if a.state() != "CaptureInitiated" {
			t.Errorf("%s at once: %s", code, a.body)
		}
		s.Advance(30 * time.Second)
		if a := c.get("/v2/charges/" + charge); a.state() != want {
			t.Errorf("%s: %s", code, a.body)
		}
	}
	permission, _ := c.charged(1000, "Confirm")
	body := `{"chargePermissionId":"` + permission + `","captureNow":true,"chargeAmount":` + amount(1000) + `}`
	if a := c.with("x-amz-pay-simulation-code", "CaptureInitiated").call("POST", "/v2/charges", body).is(t, 201, ""); a.state() != "CaptureInitiated" {
		t.Errorf("slow capture: %s", a.body)
	}
	s.Advance(30 * time.Second)
	if p := c.get("/v2/chargePermissions/" + permission); p.state() != "Closed" {
		t.Errorf("captured: %s", p.body)
	}
	permission, _ = c.charged(1000, "Confirm")
	if a := c.with("x-amz-pay-simulation-code", "AmazonClosed").
		call(http.MethodDelete, "/v2/chargePermissions/"+permission+"/close", `{"closureReason":"x"}`).is(t, 200, ""); !strings.Contains(a.body, `"AmazonClosed"`) {
		t.Errorf("closed: %s", a.body)
	}

	// A code is not good for every call.
	_, charge := c.charged(1000, "Authorize")
	for _, x := range [][4]string{
		{"SoftDeclined", "POST", "/v2/charges/" + charge + "/capture", `{"captureAmount":` + amount(1) + `}`},
		{"AmazonClosed", "DELETE", "/v2/charges/" + charge + "/cancel", `{"cancellationReason":"x"}`},
		{"SoftDeclined", "POST", "/v2/checkoutSessions/" + c.paid(1, "Authorize", "", "") + "/complete", `{"chargeAmount":` + amount(1) + `}`},
		{"AuthorizationInitiated", "POST", "/v2/checkoutSessions/" + c.paid(1, "Authorize", "", "") + "/complete", `{"chargeAmount":` + amount(1) + `}`},
	} {
		c.with("x-amz-pay-simulation-code", x[0]).call(x[1], x[2], x[3]).is(t, 400, "InvalidSandboxSimulationSpecified")
	}
	if a := c.get("/v2/charges/" + charge); a.state() != "Authorized" {
		t.Errorf("a refused code did something: %s", a.body)
	}
}
