package sdk_test

import (
	"testing"

	"noren/backend/sandbox"
)

// testNodeRefusals is protocol 5.2 and 6 as the official SDK sees them.
func testNodeRefusals(t *testing.T, shop shop) {
	s := start(t, sandbox.Config{})
	steps := shop.run(t, "refusals.js", s, v2)
	compare(t, steps, []step{
		refused("unknown session", 404, "ResourceNotFound"),
		refused("unknown charge", 404, "ResourceNotFound"),
		refused("not paid", 422, "InvalidCheckoutSessionStatus"),
		refused("decimals", 400, "InvalidParameterValue"),
		refused("unknown field", 400, "UnrecognizedField"),
		refused("not an object", 400, "InvalidRequest"),
		refused("other amount", 409, "AmountMismatch"),
		{"this amount", 200, values{"statusDetails.state": "Completed"}},
		refused("completed before", 422, "InvalidCheckoutSessionStatus"),
		{"declined", 200, values{"statusDetails.state": "Canceled", "statusDetails.reasonCode": "Declined"}},
		refused("complete declined", 422, "CheckoutSessionCanceled"),

		{"first", 201, values{"statusDetails.state": "Open"}},
		{"again", 201, values{"statusDetails.state": "Open"}},
		refused("other body", 400, "DuplicateIdempotencyKey"),
		refused("no key", 400, "MissingHeader"),
		refused("long key", 400, "InvalidHeaderValue"),
		{"capitals", 201, values{"statusDetails.state": "Open"}},

		refused("capture too much", 400, "TransactionAmountExceeded"),
		refused("refund uncaptured", 422, "InvalidChargeStatus"),
		{"cancel", 200, values{
			"statusDetails.state": "Canceled", "statusDetails.reasonCode": "MerchantCanceled",
			"statusDetails.reasonDescription": "在庫切れのため",
		}},
		refused("cancel twice", 422, "InvalidChargeStatus"),
		{"close", 200, values{
			"statusDetails.state": "Closed", "statusDetails.reasons.reasonCode": "MerchantClosed",
			"statusDetails.reasons.reasonDescription": "在庫切れのため",
		}},
		refused("soft decline", 422, "SoftDeclined"),
		refused("no such simulation", 400, "InvalidSandboxSimulationSpecified"),
		{"charge", 201, values{"statusDetails.state": "Captured", "chargeAmount.amount": "1000"}},
		refused("too much in all", 400, "TransactionAmountExceeded"),
		refused("refund too much", 400, "TransactionAmountExceeded"),
		{"refund with allowance", 201, values{"statusDetails.state": "RefundInitiated"}},

		refused("throttled", 429, "TooManyRequests"),
		{"not throttled", 200, values{"statusDetails.state": "Authorized"}},
	})
	first, again := named(t, steps, "first"), named(t, steps, "again")
	if first.text("checkoutSessionId") == "" || first.text("checkoutSessionId") != again.text("checkoutSessionId") {
		t.Errorf("one key made the sessions %v and %v", first.Body, again.Body)
	}
	if capitals := named(t, steps, "capitals"); capitals.text("checkoutSessionId") == first.text("checkoutSessionId") {
		t.Error("two keys made one session")
	}
	checkValid(t, s)
}

// checkValid wants the signature of every request to have been accepted.
func checkValid(t *testing.T, s *sandbox.Sandbox) {
	t.Helper()
	for _, r := range s.Requests() {
		if r.Signature.Verdict != "valid" {
			t.Errorf("%s %s: %s", r.Method, r.Path, r.Signature.Verdict)
		}
	}
}

func refused(name string, status int, reason string) step {
	return step{name, status, values{"reasonCode": reason}}
}
