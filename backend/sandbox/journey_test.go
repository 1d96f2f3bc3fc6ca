package sandbox_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"noren/backend/sandbox"
)

// The ordinary payment of protocol 3.3, 7.6 and 12: create, choose, update, pay, complete, capture, refund.
func TestProtocol_Journey(t *testing.T) {
	s := sandbox.RunT(t)
	c := newClient(t, s)

	id, err := s.Initiate(c.form(payload(""), "PayAndShip"))
	if err != nil {
		t.Fatal(err)
	}
	fresh := c.get("/v2/checkoutSessions/"+id).is(t, 200, "")
	if got := constraintIDs(fresh); got != "BuyerNotAssociated ChargeAmountNotSet CheckoutResultReturnUrlNotSet PaymentIntentNotSet" {
		t.Errorf("constraints of a fresh session: %s", got)
	}
	back, err := s.Choose(id, sandbox.Choice{Buyer: "taro", Address: "office", Card: "4444"})
	if err != nil || back != "https://shop.example.jp/review?x=1&amazonCheckoutSessionId="+id {
		t.Fatalf("review return %q, %v", back, err)
	}
	chosen := c.get("/v2/checkoutSessions/"+id).is(t, 200, "")
	if got := constraintIDs(chosen); got != "ChargeAmountNotSet CheckoutResultReturnUrlNotSet PaymentIntentNotSet" {
		t.Errorf("constraints of a chosen session: %s", got)
	}
	if got := chosen.text("shippingAddress.addressLine1"); got != "横浜市西区みなとみらい1-2-3" {
		t.Errorf("shipping address: %q", got)
	}
	if chosen.at("webCheckoutDetails.amazonPayRedirectUrl") != nil {
		t.Error("amazonPayRedirectUrl is there while something is missing")
	}
	c.complete(id, 3980).is(t, 422, "InvalidCheckoutSessionStatus") // nothing paid

	updated := c.call("PATCH", "/v2/checkoutSessions/"+id, update(3980, "Authorize", "")).is(t, 200, "")
	if got := updated.text("webCheckoutDetails.amazonPayRedirectUrl"); got != s.URL+"/checkout/processing?amazonCheckoutSessionId="+id {
		t.Errorf("amazonPayRedirectUrl: %q", got)
	}
	c.complete(id, 3980).is(t, 422, "InvalidCheckoutSessionStatus") // the buyer has not finished
	back, err = s.Pay(id)
	if err != nil || back != "https://shop.example.jp/result?amazonCheckoutSessionId="+id {
		t.Fatalf("result return %q, %v", back, err)
	}
	c.complete(id, 3981).is(t, 409, "AmountMismatch")
	done := c.complete(id, 3980).is(t, 200, "")
	if done.state() != "Completed" || done.at("buyer") != nil || done.at("paymentDetails") != nil {
		t.Errorf("completed session: %s", done.body)
	}
	c.complete(id, 3980).is(t, 422, "InvalidCheckoutSessionStatus")

	permission, charge := done.text("chargePermissionId"), done.text("chargeId")
	if !strings.HasPrefix(charge, permission+"-C") || !strings.HasPrefix(permission, "S03-") {
		t.Errorf("ids %s, %s", permission, charge)
	}
	p := c.get("/v2/chargePermissions/"+permission).is(t, 200, "")
	if p.state() != "NonChargeable" || !strings.Contains(p.body, "ChargeInProgress") {
		t.Errorf("permission while the authorization is open: %s", p.body)
	}
	captured := c.call("POST", "/v2/charges/"+charge+"/capture", `{"captureAmount":`+amount(3980)+`}`).is(t, 200, "")
	if captured.state() != "Captured" || captured.text("captureAmount.amount") != "3980" {
		t.Errorf("capture: %s", captured.body)
	}
	if p := c.get("/v2/chargePermissions/" + permission); p.state() != "Closed" || !strings.Contains(p.body, "AmazonClosed") {
		t.Errorf("used-up permission: %s", p.body)
	}
	refund := c.call("POST", "/v2/refunds", `{"chargeId":"`+charge+`","refundAmount":`+amount(500)+`}`).is(t, 201, "")
	if refund.state() != "RefundInitiated" || !strings.HasPrefix(refund.text("refundId"), permission+"-R") {
		t.Errorf("refund: %s", refund.body)
	}
	s.Advance(30 * time.Second)
	if r := c.get("/v2/refunds/" + refund.text("refundId")); r.state() != "Refunded" {
		t.Errorf("refund after 30 s: %s", r.body)
	}
	books := s.Books()
	want := []sandbox.BookedCharge{{
		ID: charge, PermissionID: permission, ReferenceID: "ORDER-77", State: "Captured", Amount: 3980, Captured: 3980,
		Refunded: 500, Created: books.Charges[0].Created,
	}}
	if diff := cmp.Diff(want, books.Charges); diff != "" {
		t.Error(diff)
	}
}

func constraintIDs(a answer) string {
	list, ok := a.at("constraints").([]any)
	if !ok {
		return "not a list"
	}
	var ids []string
	for _, x := range list {
		m, ok := x.(map[string]any)
		if !ok {
			return "not objects"
		}
		id, ok := m["constraintId"].(string)
		if !ok {
			return "no ids"
		}
		ids = append(ids, id)
	}
	return strings.Join(ids, " ")
}
