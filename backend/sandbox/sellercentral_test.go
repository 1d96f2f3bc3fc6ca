package sandbox_test

import (
	"strings"
	"testing"
	"time"

	"noren/backend/sandbox"
)

// What a merchant does in Seller Central is what the API's operations do, with their refusals.
func TestSellerCentral(t *testing.T) {
	s := sandbox.RunT(t)
	c := newClient(t, s)
	refused := func(err error, reason string) {
		t.Helper()
		if got := reasonOf(err); got != reason {
			t.Errorf("error %v, want %s", err, reason)
		}
	}
	_, charge := c.charged(3980, "Authorize")
	refused(s.Capture(charge, 3981), "TransactionAmountExceeded")
	refused(s.Capture(charge, 0), "InvalidParameterValue")
	refused(s.Capture("S03-0000000-0000000-C000000", 1), "ResourceNotFound")
	if err := s.Capture(charge, 3000); err != nil {
		t.Fatal(err)
	}
	refused(s.Capture(charge, 1), "InvalidChargeStatus")
	refused(s.CancelCharge(charge, "x"), "InvalidChargeStatus")
	if _, err := s.Refund(charge, 3451); reasonOf(err) != "TransactionAmountExceeded" {
		t.Errorf("refund: %v", err)
	}
	if _, err := s.Refund(charge, -1); reasonOf(err) != "InvalidParameterValue" {
		t.Errorf("refund: %v", err)
	}
	refund, err := s.Refund(charge, 500)
	if err != nil || c.get("/v2/refunds/"+refund).state() != "RefundInitiated" {
		t.Errorf("refund %s, %v", refund, err)
	}
	if a := c.get("/v2/charges/" + charge); a.text("captureAmount.amount") != "3000" {
		t.Errorf("captured: %s", a.body)
	}

	permission, charge := c.charged(3980, "Authorize")
	if err := s.CancelCharge(charge, "在庫切れ"); err != nil {
		t.Fatal(err)
	}
	if a := c.get("/v2/charges/" + charge); a.text("statusDetails.reasonDescription") != "在庫切れ" {
		t.Errorf("cancelled: %s", a.body)
	}
	if err := s.ClosePermission(permission, "終了"); err != nil {
		t.Fatal(err)
	}
	refused(s.ClosePermission(permission, "x"), "InvalidChargePermissionStatus")
	refused(s.ClosePermission("S03-0000000-0000000", "x"), "ResourceNotFound")
}

// R5-4: the amount of an authorised order is changed in Seller Central; the permission's limit follows.
func TestR5_4_ChangeOfAmount(t *testing.T) {
	s := sandbox.RunT(t)
	c := newClient(t, s)
	limit := func(permission string) string {
		return c.get("/v2/chargePermissions/" + permission).text("limits.amountLimit.amount")
	}
	change := func(charge string, yen int64, reason string) {
		t.Helper()
		if err := s.ChangeAmount(charge, yen); reasonOf(err) != reason {
			t.Errorf("change to %d: %v, want %q", yen, err, reason)
		}
	}
	permission, charge := c.charged(3980, "Authorize")
	before := len(s.Notifications())
	change(charge, 3000, "")
	n := s.Notifications()
	if len(n) != before+1 || n[before].Type != "ATTRIBUTE_CHANGE" || n[before].ObjectID != charge {
		t.Errorf("notified: %+v", n[before:])
	}
	if a := c.get("/v2/charges/" + charge); a.text("chargeAmount.amount") != "3000" || a.state() != "Authorized" || limit(permission) != "3000" {
		t.Errorf("lowered: %s, limit %s", a.body, limit(permission))
	}
	change(charge, 3981, "TransactionAmountExceeded")
	change(charge, 3980, "")
	if limit(permission) != "3980" {
		t.Errorf("raised again: limit %s", limit(permission))
	}
	change(charge, 0, "InvalidParameterValue")
	change(charge, 2000, "")
	c.call("POST", "/v2/charges/"+charge+"/capture", `{"captureAmount":`+amount(2001)+`}`).is(t, 400, "TransactionAmountExceeded")
	c.call("POST", "/v2/charges/"+charge+"/capture", `{"captureAmount":`+amount(2000)+`}`).is(t, 200, "")
	if p := c.get("/v2/chargePermissions/" + permission); p.state() != "Closed" || !strings.Contains(p.body, "AmazonClosed") {
		t.Errorf("all of the lowered amount was captured: %s", p.body)
	}
	change(charge, 1000, "InvalidChargeStatus")

	// One of several charges: higher only within what is left.
	permission, _ = c.charged(5000, "Confirm")
	create := `{"chargePermissionId":"` + permission + `","chargeAmount":` + amount(2000) + `,"captureNow":`
	c.call("POST", "/v2/charges", create+`true}`).is(t, 201, "")
	second := c.call("POST", "/v2/charges", create+`false}`).is(t, 201, "").text("chargeId")
	change(second, 3001, "TransactionAmountExceeded")
	change(second, 3000, "")
	if limit(permission) != "5000" {
		t.Errorf("limit %s", limit(permission))
	}
}

// Protocol 4.2: everything for which a permission is not chargeable, and who else may close it.
func TestProtocol4_2_BuyersAndAmazon(t *testing.T) {
	s := sandbox.RunT(t)
	c := newClient(t, s)
	permission, _ := c.charged(1000, "Confirm")
	charge := func() answer {
		return c.call("POST", "/v2/charges", `{"chargePermissionId":"`+permission+`","chargeAmount":`+amount(1)+`,"captureNow":true}`)
	}
	for _, reason := range []string{
		"PaymentMethodInvalid", "PaymentMethodDeleted", "PaymentMethodExpired", "PaymentMethodNotAllowed", "PaymentMethodNotSet",
		"BillingAddressDeleted", "MFAFailed",
	} {
		if err := s.SetPaymentMethod(permission, reason); err != nil {
			t.Fatal(err)
		}
		if p := c.get("/v2/chargePermissions/" + permission); p.state() != "NonChargeable" || !strings.Contains(p.body, `"reasonCode":"`+reason+`"`) {
			t.Errorf("%s: %s", reason, p.body)
		}
		charge().is(t, 422, "InvalidChargePermissionStatus")
	}
	if err := s.SetPaymentMethod(permission, "Tired"); reasonOf(err) != "InvalidParameterValue" {
		t.Errorf("unknown reason: %v", err)
	}
	if err := s.RepairPaymentMethod(permission); err != nil {
		t.Fatal(err)
	}
	charge().is(t, 201, "")

	for _, x := range []struct {
		do                   func(string) error
		reason, chargeReason string
	}{
		{s.ClosePermissionByBuyer, "BuyerClosed", "BuyerCanceled"},
		{s.ClosePermissionByAmazon, "AmazonCanceled", "AmazonCanceled"},
	} {
		permission, charge := c.charged(1000, "Authorize")
		if err := x.do(permission); err != nil {
			t.Fatal(err)
		}
		if p := c.get("/v2/chargePermissions/" + permission); p.state() != "Closed" || !strings.Contains(p.body, x.reason) {
			t.Errorf("%s: %s", x.reason, p.body)
		}
		if a := c.get("/v2/charges/" + charge); a.state() != "Canceled" || a.text("statusDetails.reasonCode") != x.chargeReason {
			t.Errorf("%s: %s", x.reason, a.body)
		}
		if err := x.do(permission); reasonOf(err) != "InvalidChargePermissionStatus" {
			t.Errorf("closed twice: %v", err)
		}
		if err := s.SetPaymentMethod(permission, ""); reasonOf(err) != "InvalidChargePermissionStatus" {
			t.Errorf("repaired after the end: %v", err)
		}
	}
}

// Protocol 8.1: a chargeback is notified under an id of its own, once.
func TestProtocol8_1_Chargeback(t *testing.T) {
	s := sandbox.RunT(t)
	c := newClient(t, s)
	permission, charge := c.charged(1000, "AuthorizeWithCapture")
	if _, err := s.Refund(charge, 400); err != nil {
		t.Fatal(err)
	}
	s.Advance(time.Minute)
	id, err := s.Chargeback(charge)
	if err != nil {
		t.Fatal(err)
	}
	all := s.Notifications()
	last := all[len(all)-1]
	if last.ObjectType != "CHARGEBACK" || last.ObjectID != id || last.ChargePermissionID != permission || last.Type != "STATE_CHANGE" {
		t.Errorf("notified: %+v", last)
	}
	if _, err := s.Chargeback(charge); reasonOf(err) != "InvalidChargeStatus" {
		t.Errorf("twice: %v", err)
	}
	_, open := c.charged(1000, "Authorize")
	if _, err := s.Chargeback(open); reasonOf(err) != "InvalidChargeStatus" {
		t.Errorf("of an open charge: %v", err)
	}
}
