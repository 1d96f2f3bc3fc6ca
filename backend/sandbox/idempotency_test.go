package sandbox_test

import (
	"strings"
	"testing"

	"noren/backend/sandbox"
)

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
