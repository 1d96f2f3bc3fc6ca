package sandbox_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"noren/backend/sandbox"
)

const day = 24 * time.Hour

// Protocol 4.1.
func TestProtocol_SessionEnds(t *testing.T) {
	s := sandbox.RunT(t)
	c := newClient(t, s)
	ends := func(id, reason string) {
		t.Helper()
		a := c.get("/v2/checkoutSessions/"+id).is(t, 200, "")
		if a.state() != "Canceled" || a.text("statusDetails.reasonCode") != reason || a.at("buyer") != nil {
			t.Errorf("want Canceled %s: %s", reason, a.body)
		}
		c.complete(id, 3980).is(t, 422, "CheckoutSessionCanceled")
		c.call("PATCH", "/v2/checkoutSessions/"+id, `{}`).is(t, 422, "InvalidCheckoutSessionStatus")
		if _, err := s.Pay(id); reasonOf(err) != "InvalidCheckoutSessionStatus" {
			t.Errorf("pay after the end: %v", err)
		}
	}
	ends(c.paid(3980, "Authorize", "3434", ""), "Declined")
	ends(c.paid(3980, "Authorize", "3064", ""), "BuyerCanceled")

	left := c.chosen(sandbox.Choice{})
	c.call("PATCH", "/v2/checkoutSessions/"+left, update(3980, "Authorize", "")).is(t, 200, "")
	if to, err := s.CancelByBuyer(left); err != nil || to != "https://shop.example.jp/cart" {
		t.Errorf("cancel leads to %q, %v", to, err)
	}
	ends(left, "BuyerCanceled")

	for _, code := range []string{"BuyerCanceled", "AmazonCanceled", "Declined"} {
		id := c.paid(3980, "Authorize", "", "")
		c.with("x-amz-pay-simulation-code", code).complete(id, 3980).is(t, 422, "CheckoutSessionCanceled")
		ends(id, code)
	}
	c.with("x-amz-pay-simulation-code", "SoftDeclined").complete(c.paid(3980, "Authorize", "", ""), 3980).
		is(t, 400, "InvalidSandboxSimulationSpecified")

	late := c.paid(3980, "Authorize", "", "")
	s.Advance(day - time.Minute)
	if a := c.get("/v2/checkoutSessions/" + late); a.state() != "Open" {
		t.Errorf("before 24 hours: %s", a.body)
	}
	s.Advance(2 * time.Minute)
	ends(late, "Expired")
	s.Advance(29*day - 3*time.Minute)
	c.get("/v2/checkoutSessions/"+late).is(t, 200, "")
	s.Advance(2 * time.Minute)
	c.get("/v2/checkoutSessions/"+late).is(t, 404, "ResourceNotFound")
}

// A change of payment after the processing page asks for the page again; nothing else does.
func TestUpdateAfterPayment(t *testing.T) {
	s := sandbox.RunT(t)
	c := newClient(t, s)
	id := c.paid(3980, "Authorize", "", "")
	c.call("PATCH", "/v2/checkoutSessions/"+id, `{"merchantMetadata":{"noteToBuyer":"x"}}`).is(t, 200, "")
	if !s.Books().Sessions[0].Paid {
		t.Error("a note undid the payment")
	}
	c.call("PATCH", "/v2/checkoutSessions/"+id, update(5000, "Authorize", "")).is(t, 200, "")
	c.complete(id, 5000).is(t, 422, "InvalidCheckoutSessionStatus")
	if _, err := s.Pay(id); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Choose(id, sandbox.Choice{Buyer: "taro", Card: "4444"}); err != nil { // back and another card
		t.Fatal(err)
	}
	c.complete(id, 5000).is(t, 422, "InvalidCheckoutSessionStatus")
	if _, err := s.Pay(id); err != nil {
		t.Fatal(err)
	}
	c.complete(id, 5000).is(t, 200, "")
}

// Protocol 9.1, 12.2: cards 0701 and 4354 are decided after 30 seconds, and need consent to pending.
func TestProtocol_PendingAuthorization(t *testing.T) {
	s := sandbox.RunT(t)
	c := newClient(t, s)
	pending := `,"canHandlePendingAuthorization":true`
	for card, want := range map[string][2]string{"0701": {"Authorized", ""}, "4354": {"Declined", "HardDeclined"}} {
		id := c.paid(3980, "Authorize", card, pending)
		a := c.complete(id, 3980).is(t, 202, "")
		charge := a.text("chargeId")
		if got := c.get("/v2/charges/" + charge); got.state() != "AuthorizationInitiated" {
			t.Errorf("at once: %s", got.body)
		}
		c.call("POST", "/v2/charges/"+charge+"/capture", `{"captureAmount":`+amount(1)+`}`).is(t, 422, "InvalidChargeStatus")
		s.Advance(30 * time.Second)
		got := c.get("/v2/charges/" + charge)
		if got.state() != want[0] || got.text("statusDetails.reasonCode") != want[1] {
			t.Errorf("card %s after 30 s: %s", card, got.body)
		}
		p := c.get("/v2/chargePermissions/" + a.text("chargePermissionId"))
		if reason := map[string]string{"0701": "ChargeInProgress", "4354": "PaymentMethodInvalid"}[card]; !strings.Contains(p.body, reason) {
			t.Errorf("permission: %s", p.body)
		}
		if card == "4354" {
			if err := s.RepairPaymentMethod(a.text("chargePermissionId")); err != nil {
				t.Fatal(err)
			}
			if p := c.get("/v2/chargePermissions/" + a.text("chargePermissionId")); p.state() != "Chargeable" {
				t.Errorf("repaired: %s", p.body)
			}
		}
	}
	id := c.chosen(sandbox.Choice{Card: "0701"})
	c.call("PATCH", "/v2/checkoutSessions/"+id, update(3980, "Authorize", "")).is(t, 200, "")
	if _, err := s.Pay(id); err == nil {
		t.Error("a pending card was taken without canHandlePendingAuthorization")
	}
}

// Protocol 3.5, 4.3: what may be done with a charge in which state.
func TestProtocol_ChargeStates(t *testing.T) {
	s := sandbox.RunT(t)
	c := newClient(t, s)
	capture := func(id string, yen int) answer {
		return c.call("POST", "/v2/charges/"+id+"/capture", `{"captureAmount":`+amount(yen)+`}`)
	}
	cancel := func(id string) answer {
		return c.call(http.MethodDelete, "/v2/charges/"+id+"/cancel", `{"cancellationReason":"在庫切れ"}`)
	}

	_, charge := c.charged(3980, "Authorize")
	capture(charge, 3981).is(t, 400, "TransactionAmountExceeded")
	capture(charge, 0).is(t, 400, "InvalidParameterValue")
	if a := capture(charge, 1).is(t, 200, ""); a.state() != "Captured" || a.text("captureAmount.amount") != "1" {
		t.Errorf("partial capture: %s", a.body)
	}
	capture(charge, 1).is(t, 422, "InvalidChargeStatus")
	cancel(charge).is(t, 422, "InvalidChargeStatus")

	permission, charge := c.charged(3980, "Authorize")
	c.call(http.MethodDelete, "/v2/charges/"+charge+"/cancel", `{}`).is(t, 400, "MissingParameterValue")
	if a := cancel(charge).is(t, 200, ""); a.state() != "Canceled" || a.text("statusDetails.reasonCode") != "MerchantCanceled" ||
		a.text("statusDetails.reasonDescription") != "在庫切れ" {
		t.Errorf("cancel: %s", a.body)
	}
	if p := c.get("/v2/chargePermissions/" + permission); p.state() != "Chargeable" {
		t.Errorf("permission after cancel: %s", p.body)
	}
	cancel(charge).is(t, 422, "InvalidChargeStatus")

	// Later than 7 days a capture is asynchronous (pitfall 12); after 30 days there is nothing to capture (13).
	_, early := c.charged(3980, "Authorize")
	_, late := c.charged(3980, "Authorize")
	_, never := c.charged(3980, "Authorize")
	s.Advance(7*day - time.Minute)
	if a := capture(early, 3980).is(t, 200, ""); a.state() != "Captured" {
		t.Errorf("on day 7: %s", a.body)
	}
	s.Advance(2 * time.Minute)
	if a := capture(late, 3980).is(t, 200, ""); a.state() != "CaptureInitiated" || a.at("captureAmount") != nil {
		t.Errorf("after day 7: %s", a.body)
	}
	cancel(late).is(t, 422, "InvalidChargeStatus")
	s.Advance(30 * time.Second)
	if a := c.get("/v2/charges/" + late); a.state() != "Captured" {
		t.Errorf("30 s later: %s", a.body)
	}
	s.Advance(23 * day)
	if a := c.get("/v2/charges/" + never); a.state() != "Canceled" || a.text("statusDetails.reasonCode") != "ExpiredUnused" {
		t.Errorf("after 30 days: %s", a.body)
	}
	capture(never, 1).is(t, 422, "InvalidChargeStatus")

	_, rejected := c.charged(3980, "Authorize")
	c.with("x-amz-pay-simulation-code", "AmazonRejected").
		call("POST", "/v2/charges/"+rejected+"/capture", `{"captureAmount":`+amount(1)+`}`).is(t, 422, "AmazonRejected")
	if a := c.get("/v2/charges/" + rejected); a.state() != "Declined" {
		t.Errorf("rejected capture: %s", a.body)
	}
}

// Protocol 4.4, 4.5 and pitfall 11: refunds.
func TestProtocol_Refunds(t *testing.T) {
	s := sandbox.RunT(t)
	c := newClient(t, s)
	refund := func(charge string, yen int) answer {
		return c.call("POST", "/v2/refunds", `{"chargeId":"`+charge+`","refundAmount":`+amount(yen)+`}`)
	}
	for captured, most := range map[int]int{999: 999 + 149, 56_000: 56_000 + 8_400, 100_000: 108_400, 1: 1} {
		_, charge := c.charged(captured, "AuthorizeWithCapture")
		refund(charge, most+1).is(t, 400, "TransactionAmountExceeded")
		if most > 1 {
			refund(charge, most-1).is(t, 201, "")
		}
		refund(charge, 2).is(t, 400, "TransactionAmountExceeded")
		refund(charge, 1).is(t, 201, "")
		refund(charge, 1).is(t, 400, "TransactionAmountExceeded")
	}
	_, open := c.charged(1000, "Authorize")
	refund(open, 1).is(t, 422, "InvalidChargeStatus")
	refund("S03-0000000-0000000-C000000", 1).is(t, 404, "ResourceNotFound")

	_, charge := c.charged(1000, "AuthorizeWithCapture")
	bad := c.with("x-amz-pay-simulation-code", "AmazonRejected").
		call("POST", "/v2/refunds", `{"chargeId":"`+charge+`","refundAmount":`+amount(1000)+`}`).is(t, 201, "")
	if bad.state() != "RefundInitiated" {
		t.Errorf("at once: %s", bad.body)
	}
	s.Advance(30 * time.Second)
	if a := c.get("/v2/refunds/" + bad.text("refundId")); a.state() != "Declined" || a.text("statusDetails.reasonCode") != "AmazonRejected" {
		t.Errorf("declined refund: %s", a.body)
	}
	if a := c.get("/v2/charges/" + charge); a.text("refundedAmount.amount") != "0" {
		t.Errorf("money of a declined refund: %s", a.body)
	}
	for i := range 10 {
		if a := refund(charge, 1); a.status != 201 {
			t.Fatalf("refund %d: %s", i, a.body)
		}
	}
	refund(charge, 1).is(t, 422, "TransactionCountExceeded")
}

// Protocol 6 and pitfall 7.
func TestPitfall7_Idempotency(t *testing.T) {
	s := sandbox.RunT(t)
	c := newClient(t, s)
	permission, _ := c.charged(5000, "Confirm")
	body := `{"chargePermissionId":"` + permission + `","captureNow":true,"chargeAmount":` + amount(1000) + `}`
	k := c.with("x-amz-pay-idempotency-key", strings.Repeat("k", 32))
	first := k.call("POST", "/v2/charges", body).is(t, 201, "")
	s.Advance(40 * day)
	again := k.call("POST", "/v2/charges", body).is(t, 201, "")
	if first.body != again.body || len(s.Books().Charges) != 1 {
		t.Errorf("repeated: %s\n%s", first.body, again.body)
	}
	if first.header.Get("X-Amz-Pay-Request-Id") == again.header.Get("X-Amz-Pay-Request-Id") {
		t.Error("the request id was repeated")
	}
	k.call("POST", "/v2/charges", strings.Replace(body, "1000", "1001", 1)).is(t, 400, "DuplicateIdempotencyKey")
	k.call("POST", "/v2/refunds", body).is(t, 400, "DuplicateIdempotencyKey")

	refused := c.with("x-amz-pay-idempotency-key", "refused")
	tooMuch := strings.Replace(body, "1000", "4001", 1)
	refused.call("POST", "/v2/charges", tooMuch).is(t, 400, "TransactionAmountExceeded")
	refused.call("POST", "/v2/charges", body).is(t, 400, "DuplicateIdempotencyKey")

	s.Fault(sandbox.Fault{Operation: "CreateCharge", Kind: sandbox.Fail, When: sandbox.Before, Count: 1})
	failed := c.with("x-amz-pay-idempotency-key", "failed")
	failed.call("POST", "/v2/charges", body).is(t, 500, "InternalServerError")
	failed.call("POST", "/v2/charges", body).is(t, 201, "") // a 500 is not repeated

	c.with("x-amz-pay-idempotency-key", strings.Repeat("k", 33)).call("POST", "/v2/charges", body).is(t, 400, "InvalidHeaderValue")
	c.with("x-amz-pay-idempotency-key", "a.b").call("POST", "/v2/charges", body).is(t, 400, "InvalidHeaderValue")
	c.do(c.request("POST", "/v2/charges", body)).is(t, 400, "MissingHeader")
	c.do(c.request("POST", "/v2/refunds", `{}`)).is(t, 400, "MissingHeader")
}

func ExampleSandbox_Choose() {
	s, err := sandbox.New(sandbox.Config{})
	if err != nil {
		fmt.Println(err)
		return
	}
	_, err = s.Choose("no-such-session", sandbox.Choice{Buyer: "taro"})
	fmt.Println(err)
	// Output: sandbox: 404 ResourceNotFound: No resource was found for 'no-such-session'.
}
