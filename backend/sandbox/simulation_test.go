package sandbox_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"noren/backend/sandbox"
)

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
