package sandbox_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"noren/backend/sandbox"
)

// Protocol 14: the zero value is what the reference proposes, and Settings shows it with nothing left out.
func TestProtocol14_ProposedSettings(t *testing.T) {
	got := sandbox.RunT(t).Settings()
	want := sandbox.Settings{
		Skew: sandbox.Duration(15 * time.Minute), EnvironmentMismatch: 401, CanceledSession: 422, CompletedSession: "empty",
		DefaultScopes: []string{"name", "email"}, RefundsPerCharge: 10, MonthZone: "Japan", Redeliveries: 3, SignatureVersion: "1",
		Review: sandbox.Duration(7 * day), ReviewOutcome: "accepted",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	text, err := json.Marshal(got)
	if err != nil || !strings.Contains(string(text), `"skew":"15m0s"`) {
		t.Errorf("%s, %v", text, err)
	}
	var back sandbox.Settings
	if err := json.Unmarshal(text, &back); err != nil || !cmp.Equal(got, back) {
		t.Errorf("read back: %+v, %v", back, err)
	}
}

// A choice that does not exist is refused, by New as by SetSettings, and the error says what to choose.
func TestProtocol14_WrongSettings(t *testing.T) {
	s := sandbox.RunT(t)
	for message, x := range map[string]sandbox.Settings{
		"environmentMismatch 500: choose 401, 403 or 404":    {EnvironmentMismatch: 500},
		"canceledSession 409: choose 422 or 400":             {CanceledSession: 409},
		`completedSession "2021": choose empty or 2020`:      {CompletedSession: "2021"},
		`monthZone "Tokyo": choose Japan or UTC`:             {MonthZone: "Tokyo"},
		`signatureVersion "3": choose 1 or 2`:                {SignatureVersion: "3"},
		`defaultScopes: no scope "shoeSize": choose from na`: {DefaultScopes: []string{"shoeSize"}},
	} {
		if err := s.SetSettings(x); err == nil || !strings.Contains(err.Error(), message) {
			t.Errorf("want %q: %v", message, err)
		}
		if _, err := sandbox.New(sandbox.Config{Settings: x}); err == nil {
			t.Errorf("New takes what %q refuses", message)
		}
	}
	if s.Settings().SignatureVersion != "1" {
		t.Error("a refused choice was kept")
	}
}

// set changes the settings of a running sandbox.
func set(t *testing.T, s *sandbox.Sandbox, x sandbox.Settings) {
	t.Helper()
	if err := s.SetSettings(x); err != nil {
		t.Fatal(err)
	}
}

// Each choice changes what the sandbox does, while it runs.
func TestProtocol14_Choices(t *testing.T) {
	s := sandbox.RunT(t)
	c := newClient(t, s)

	set(t, s, sandbox.Settings{CanceledSession: 400})
	c.complete(c.paid(100, "Authorize", "3434", ""), 100).is(t, 400, "CheckoutSessionCanceled")

	for status, reason := range map[int]string{401: "UnauthorizedAccess", 403: "InvalidAuthentication", 404: "ResourceNotFound"} {
		set(t, s, sandbox.Settings{EnvironmentMismatch: status})
		c.get("/live/v2/charges/x").is(t, status, reason)
	}

	set(t, s, sandbox.Settings{CompletedSession: "2020"})
	a := c.complete(c.paid(100, "Confirm", "", ""), 100).is(t, 200, "")
	if a.text("productType") != "PayAndShip" || a.text("storeId") == "" || a.text("expirationTimestamp") == "" || a.at("buyer") != nil {
		t.Errorf("completed as in 2020: %s", a.body)
	}
	path := "/v2/checkoutSessions/" + a.text("checkoutSessionId")
	set(t, s, sandbox.Settings{})
	if a := c.get(path); a.at("productType") != nil || a.at("storeId") != nil {
		t.Errorf("completed: %s", a.body)
	}

	set(t, s, sandbox.Settings{DefaultScopes: []string{"phoneNumber"}})
	id := c.call("POST", "/v2/checkoutSessions", `{"webCheckoutDetails":{"checkoutReviewReturnUrl":"https://x.example/"},`+storePart+`}`).text("checkoutSessionId")
	if _, err := s.Choose(id, sandbox.Choice{Buyer: "taro"}); err != nil {
		t.Fatal(err)
	}
	if a := c.get("/v2/checkoutSessions/" + id); a.at("buyer.name") != nil || a.text("buyer.phoneNumber") == "" {
		t.Errorf("default scopes: %s", a.body)
	}

	set(t, s, sandbox.Settings{ReplaceObjects: true})
	path = "/v2/checkoutSessions/" + c.chosen(sandbox.Choice{})
	c.call("PATCH", path, `{"merchantMetadata":{"merchantReferenceId":"A","noteToBuyer":"b"}}`).is(t, 200, "")
	a = c.call("PATCH", path, `{"merchantMetadata":{"noteToBuyer":"c"}}`).is(t, 200, "")
	if a.at("merchantMetadata.merchantReferenceId") != nil || a.text("merchantMetadata.noteToBuyer") != "c" ||
		a.text("webCheckoutDetails.checkoutReviewReturnUrl") == "" {
		t.Errorf("replaced: %s", a.body)
	}
}

// Protocol 4.3, 3.4: what happens to charges whose end is not known.
func TestProtocol14_ChoicesOfCharges(t *testing.T) {
	s := sandbox.RunT(t)
	c := newClient(t, s)
	cancel := func(charge string) answer {
		return c.call(http.MethodDelete, "/v2/charges/"+charge+"/cancel", `{"cancellationReason":"x"}`)
	}
	slow := func() (charge string) {
		_, charge = c.charged(1000, "Authorize")
		c.with("x-amz-pay-simulation-code", "CaptureInitiated").
			call("POST", "/v2/charges/"+charge+"/capture", `{"captureAmount":`+amount(1000)+`}`).is(t, 200, "")
		return charge
	}
	cancel(slow()).is(t, 422, "InvalidChargeStatus")
	set(t, s, sandbox.Settings{CancelDuringCapture: true, CloseCancelsCharges: true, RefundsPerCharge: 1, ForgetRefusals: true})
	charge := slow()
	cancel(charge).is(t, 200, "")
	s.Advance(time.Minute)
	if a := c.get("/v2/charges/" + charge); a.state() != "Canceled" || a.at("captureAmount") != nil {
		t.Errorf("cancelled while it was captured: %s", a.body)
	}

	permission, charge := c.charged(1000, "Authorize")
	c.call(http.MethodDelete, "/v2/chargePermissions/"+permission+"/close", `{"closureReason":"x"}`).is(t, 200, "")
	if a := c.get("/v2/charges/" + charge); a.text("statusDetails.reasonCode") != "ChargePermissionCanceled" {
		t.Errorf("close left %s", a.body)
	}

	_, charge = c.charged(1000, "AuthorizeWithCapture")
	refund := `{"chargeId":"` + charge + `","refundAmount":` + amount(1) + `}`
	c.call("POST", "/v2/refunds", refund).is(t, 201, "")
	c.call("POST", "/v2/refunds", refund).is(t, 422, "TransactionCountExceeded")
	set(t, s, sandbox.Settings{RefundsPerCharge: -1, ForgetRefusals: true})
	for range 12 {
		c.call("POST", "/v2/refunds", refund).is(t, 201, "")
	}

	// A refused call may come again with its key, as soon as it can succeed.
	k := c.with("x-amz-pay-idempotency-key", "again")
	k.call("POST", "/v2/refunds", strings.Replace(refund, charge, "S03-0000000-0000000-C000000", 1)).is(t, 404, "ResourceNotFound")
	k.call("POST", "/v2/refunds", refund).is(t, 201, "")
	set(t, s, sandbox.Settings{LongIdempotency: true, RefundsPerCharge: -1})
	c.with("x-amz-pay-idempotency-key", strings.Repeat("k", 36)).call("POST", "/v2/refunds", refund).is(t, 201, "")
}

// Protocol 4.5: the month begins in Japan, or in Greenwich.
func TestProtocol14_MonthZone(t *testing.T) {
	s := sandbox.RunT(t)
	s.SetClock(time.Date(2027, 3, 31, 14, 30, 0, 0, time.UTC))
	c := newClient(t, s)
	permission := c.recurring(100_000)
	s.Advance(time.Hour) // April in Japan
	balance := func() string { return c.get("/v2/chargePermissions/" + permission).text("limits.amountBalance.amount") }
	if got := balance(); got != "100000" {
		t.Errorf("in Japan: %s", got)
	}
	set(t, s, sandbox.Settings{MonthZone: "UTC"})
	if got := balance(); got != "0" {
		t.Errorf("in Greenwich: %s", got)
	}
}
