package sandbox_test

import (
	"net/http"
	"testing"

	"noren/backend/sandbox"
)

// Protocol 3.2, 12.3: a session that names a Recurring permission changes it when it is completed; no new one comes to be.
func TestProtocol3_2_Renewal(t *testing.T) {
	s := sandbox.RunT(t)
	c := newClient(t, s)
	permission := c.recurring(1980)
	before := c.get("/v2/chargePermissions/" + permission)
	s.Advance(60 * day)
	if err := s.SetPaymentMethod(permission, "PaymentMethodExpired"); err != nil {
		t.Fatal(err)
	}
	renewal := payload(`,"chargePermissionType":"Recurring","chargePermissionId":"` + permission + `","merchantMetadata":{"merchantStoreName":"新しい店"}`)
	done := c.renewed(renewal, 2980, "AuthorizeWithCapture").is(t, 200, "")
	if done.text("chargePermissionId") != permission || done.text("chargeId") == "" || len(s.Books().Permissions) != 1 {
		t.Errorf("renewed: %s", done.body)
	}
	after := c.get("/v2/chargePermissions/" + permission)
	if after.state() != "Chargeable" || after.text("merchantMetadata.merchantStoreName") != "新しい店" ||
		after.text("expirationTimestamp") <= before.text("expirationTimestamp") ||
		after.text("creationTimestamp") != before.text("creationTimestamp") ||
		after.text("recurringMetadata.frequency.unit") != "Month" || after.text("limits.amountBalance.amount") != "97020" {
		t.Errorf("renewed permission: %s", after.body)
	}
	var types []string
	for _, n := range s.Notifications() {
		if n.ObjectID == permission {
			types = append(types, n.Type)
		}
	}
	if len(types) != 4 || types[2] != "ATTRIBUTE_CHANGE" || types[3] != "STATE_CHANGE" { // made, expired card, renewed, chargeable
		t.Errorf("notified: %v", types)
	}

	// Without a type the session is Recurring by itself; with Confirm nothing is charged.
	done = c.renewed(payload(`,"chargePermissionId":"`+permission+`"`), 100_000, "Confirm").is(t, 200, "")
	if done.at("chargeId") != nil {
		t.Errorf("confirmed: %s", done.body)
	}
	c.renewed(payload(`,"chargePermissionId":"`+permission+`"`), 97_021, "Authorize").is(t, 400, "PeriodicAmountExceeded")
}

func TestProtocol3_2_RenewalRefused(t *testing.T) {
	s := sandbox.RunT(t)
	c := newClient(t, s)
	permission := c.recurring(1980)
	once, _ := c.charged(1000, "Confirm")
	create := func(more string) answer { return c.call("POST", "/v2/checkoutSessions", payload(more)) }
	create(`,"chargePermissionId":"C03-0000000-0000000"`).is(t, 404, "ResourceNotFound")
	create(`,"chargePermissionId":"`+once+`"`).is(t, 400, "InvalidParameterCombination")
	create(`,"chargePermissionType":"OneTime","chargePermissionId":"`+permission+`"`).is(t, 400, "InvalidParameterCombination")

	other := *c
	other.keyID = "SANDBOX-OTHERMERCHANTAAAAAAAAAAA"
	s.RegisterKey("A2OTHER0000001", other.keyID, &c.key.PublicKey)
	other.call("POST", "/v2/checkoutSessions", payload(`,"chargePermissionId":"`+permission+`"`)).is(t, 404, "ResourceNotFound")

	id := create(`,"chargePermissionId":"`+permission+`"`).is(t, 201, "").text("checkoutSessionId")
	if _, err := s.Choose(id, sandbox.Choice{Buyer: "taro"}); err == nil {
		t.Error("another buyer may choose")
	}
	if _, err := s.Choose(id, sandbox.Choice{Buyer: "hanako"}); err != nil {
		t.Fatal(err)
	}
	c.call("PATCH", "/v2/checkoutSessions/"+id, update(1980, "Confirm", "")).is(t, 200, "")
	c.call("PATCH", "/v2/checkoutSessions/"+id, `{"recurringMetadata":{"frequency":{"unit":"Variable","value":"0"}}}`).is(t, 200, "")
	if _, err := s.Pay(id); err != nil {
		t.Fatal(err)
	}
	c.call(http.MethodDelete, "/v2/chargePermissions/"+permission+"/close", `{"closureReason":"x"}`).is(t, 200, "")
	c.complete(id, 1980).is(t, 422, "InvalidChargePermissionStatus")
	create(`,"chargePermissionId":"`+permission+`"`).is(t, 422, "InvalidChargePermissionStatus")
}

// Protocol 12.3: a stored payment method, set up without a payment, charged later without a limit.
func TestProtocol12_3_PaymentMethodOnFile(t *testing.T) {
	s := sandbox.RunT(t)
	c := newClient(t, s)
	stored := func(setupOnly string) (id string) {
		id, err := s.Initiate(c.form(payload(`,"chargePermissionType":"PaymentMethodOnFile","paymentMethodOnFileMetadata":{"setupOnly":`+setupOnly+`}`), "PayOnly"))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.Choose(id, sandbox.Choice{Buyer: "taro"}); err != nil {
			t.Fatal(err)
		}
		return id
	}
	id := stored("true")
	a := c.call("PATCH", "/v2/checkoutSessions/"+id,
		`{"webCheckoutDetails":{"checkoutResultReturnUrl":"https://shop.example.jp/r"},"paymentDetails":{"paymentIntent":"Confirm"}}`).is(t, 200, "")
	if got := constraintIDs(a); got != "" {
		t.Errorf("setupOnly needs %s", got)
	}
	if _, err := s.Pay(id); err != nil {
		t.Fatal(err)
	}
	done := c.call("POST", "/v2/checkoutSessions/"+id+"/complete", `{}`).is(t, 200, "")
	permission := done.text("chargePermissionId")
	if done.at("chargeId") != nil {
		t.Errorf("setupOnly charged: %s", done.body)
	}
	p := c.get("/v2/chargePermissions/" + permission)
	if p.text("chargePermissionType") != "PaymentMethodOnFile" || p.at("limits") != nil || p.state() != "Chargeable" {
		t.Errorf("stored method: %s", p.body)
	}
	charge := func(yen int) answer {
		return c.call("POST", "/v2/charges", `{"chargePermissionId":"`+permission+`","captureNow":true,"chargeInitiator":"MITU","chargeAmount":`+amount(yen)+`}`)
	}
	for range 26 { // neither a balance nor a count
		charge(9_000_000).is(t, 201, "")
	}
	charge(10_000_001).is(t, 400, "TransactionAmountExceeded")

	id = stored("false") // stored, and paid at once
	if got := constraintIDs(c.get("/v2/checkoutSessions/" + id)); got != "ChargeAmountNotSet CheckoutResultReturnUrlNotSet PaymentIntentNotSet" {
		t.Errorf("constraints: %s", got)
	}
	c.call("PATCH", "/v2/checkoutSessions/"+id, update(500, "Authorize", "")).is(t, 200, "")
	if _, err := s.Pay(id); err != nil {
		t.Fatal(err)
	}
	done = c.complete(id, 500).is(t, 200, "")
	if a := c.get("/v2/charges/" + done.text("chargeId")); a.state() != "Authorized" {
		t.Errorf("paid at once: %s", a.body)
	}
}
