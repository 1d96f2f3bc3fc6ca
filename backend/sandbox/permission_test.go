package sandbox_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"noren/backend/sandbox"
)

// Protocol 3.4, 4.2, 4.5: permissions.
func TestProtocol_PermissionLimits(t *testing.T) {
	s := sandbox.RunT(t)
	c := newClient(t, s)
	charge := func(permission string, yen int, more string) answer {
		return c.call("POST", "/v2/charges", `{"chargePermissionId":"`+permission+`","chargeAmount":`+amount(yen)+more+`}`)
	}

	permission, none := c.charged(5000, "Confirm")
	if none != "" || c.get("/v2/chargePermissions/"+permission).state() != "Chargeable" {
		t.Error("Confirm has a charge, or is not chargeable")
	}
	first := charge(permission, 2000, `,"captureNow":true`).is(t, 201, "")
	if first.state() != "Captured" || !strings.HasPrefix(first.text("chargeId"), permission) {
		t.Errorf("first charge: %s", first.body)
	}
	if p := c.get("/v2/chargePermissions/" + permission); p.text("limits.amountBalance.amount") != "3000" || p.text("limits.amountLimit.amount") != "5000" {
		t.Errorf("limits: %s", p.body)
	}
	charge(permission, 3001, "").is(t, 400, "TransactionAmountExceeded")
	charge(permission, 3000, "").is(t, 201, "")
	charge(permission, 1, "").is(t, 422, "InvalidChargePermissionStatus") // ChargeInProgress
	charge("S03-0000000-0000000", 1, "").is(t, 404, "ResourceNotFound")
	charge(permission, 1, `,"captureNow":true,"canHandlePendingAuthorization":true`).is(t, 400, "InvalidParameterCombination")

	many, _ := c.charged(1000, "Confirm")
	for range 25 {
		charge(many, 1, `,"captureNow":true`).is(t, 201, "")
	}
	charge(many, 1, "").is(t, 422, "TransactionCountExceeded")

	for _, x := range []struct {
		code, state, reason string
	}{
		{"SoftDeclined", "Chargeable", ""},
		{"TransactionTimedOut", "Chargeable", ""},
		{"HardDeclined", "NonChargeable", "PaymentMethodInvalid"},
		{"AmazonRejected", "Closed", "AmazonCanceled"},
	} {
		p, _ := c.charged(1000, "Confirm")
		c.with("x-amz-pay-simulation-code", x.code).
			call("POST", "/v2/charges", `{"chargePermissionId":"`+p+`","chargeAmount":`+amount(1)+`}`).is(t, 422, x.code)
		got := c.get("/v2/chargePermissions/" + p)
		if got.state() != x.state || !strings.Contains(got.body, x.reason) {
			t.Errorf("%s: %s", x.code, got.body)
		}
	}

	closing, open := c.charged(1000, "Authorize")
	c.call(http.MethodDelete, "/v2/chargePermissions/"+closing+"/close", `{"closureReason":"`+strings.Repeat("x", 256)+`"}`).
		is(t, 400, "InvalidParameterValue")
	got := c.call(http.MethodDelete, "/v2/chargePermissions/"+closing+"/close", `{"closureReason":"在庫切れ","cancelPendingCharges":true}`).is(t, 200, "")
	if got.state() != "Closed" || !strings.Contains(got.body, `"reasons":[{"reasonCode":"MerchantClosed","reasonDescription":"在庫切れ"}]`) {
		t.Errorf("closed: %s", got.body)
	}
	if a := c.get("/v2/charges/" + open); a.text("statusDetails.reasonCode") != "ChargePermissionCanceled" {
		t.Errorf("its charge: %s", a.body)
	}
	c.call(http.MethodDelete, "/v2/chargePermissions/"+closing+"/close", `{"closureReason":"x"}`).is(t, 422, "InvalidChargePermissionStatus")
	c.call("PATCH", "/v2/chargePermissions/"+closing, `{"merchantMetadata":{"merchantReferenceId":"x"}}`).is(t, 422, "InvalidChargePermissionStatus")

	old, _ := c.charged(1000, "Confirm")
	s.Advance(30*day - time.Minute)
	if a := c.get("/v2/chargePermissions/" + old); a.at("buyer") == nil || a.at("shippingAddress") == nil {
		t.Errorf("buyer within 30 days: %s", a.body)
	}
	s.Advance(2 * time.Minute)
	if a := c.get("/v2/chargePermissions/" + old); a.at("buyer") != nil || a.at("shippingAddress") != nil || a.at("billingAddress") != nil {
		t.Errorf("buyer after 30 days: %s", a.body)
	}
	s.Advance(150*day - 3*time.Minute)
	if a := c.get("/v2/chargePermissions/" + old); a.state() != "Chargeable" {
		t.Errorf("before 180 days: %s", a.body)
	}
	s.Advance(2 * time.Minute)
	if a := c.get("/v2/chargePermissions/" + old); a.state() != "Closed" || !strings.Contains(a.body, "Expired") {
		t.Errorf("after 180 days: %s", a.body)
	}
}

// Protocol 3.2, 4.2, 4.5, 12.3: what a shop may ask for when the session is made.
func TestProtocol_PermissionKinds(t *testing.T) {
	s := sandbox.RunT(t)
	c := newClient(t, s)
	for _, x := range []struct {
		more    string
		ordered int
		limit   any
		life    time.Duration
	}{
		{`,"paymentDetails":{"allowOvercharge":true}`, 5_000, "70000", 180 * day},
		{`,"paymentDetails":{"allowOvercharge":true}`, 10_000, "90000", 180 * day},
		{`,"paymentDetails":{"extendExpiration":true}`, 5_000, "5000", 394 * day},
		{`,"chargePermissionType":"PaymentMethodOnFile","paymentMethodOnFileMetadata":{"setupOnly":true}`, 0, nil, 394 * day},
	} {
		id, err := s.Initiate(c.form(payload(x.more), "PayOnly"))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.Choose(id, sandbox.Choice{Buyer: "taro"}); err != nil {
			t.Fatal(err)
		}
		body, path := update(x.ordered, "Confirm", ""), "/v2/checkoutSessions/"+id
		if x.ordered == 0 {
			body = `{"webCheckoutDetails":{"checkoutResultReturnUrl":"https://shop.example.jp/r"},"paymentDetails":{"paymentIntent":"Confirm"}}`
		}
		c.call("PATCH", path, body).is(t, 200, "")
		if _, err := s.Pay(id); err != nil {
			t.Fatal(err)
		}
		done := c.call("POST", path+"/complete", map[bool]string{true: `{}`, false: `{"chargeAmount":` + amount(x.ordered) + `}`}[x.ordered == 0])
		p := c.get("/v2/chargePermissions/" + done.is(t, 200, "").text("chargePermissionId"))
		if p.at("limits.amountLimit.amount") != x.limit {
			t.Errorf("%s: limit %v, want %v", x.more, p.at("limits.amountLimit.amount"), x.limit)
		}
		from, err1 := time.Parse("20060102T150405Z", p.text("creationTimestamp"))
		to, err2 := time.Parse("20060102T150405Z", p.text("expirationTimestamp"))
		if life := to.Sub(from); err1 != nil || err2 != nil || life < x.life || life > x.life+5*day {
			t.Errorf("%s: lives %s, want %s", x.more, life, x.life)
		}
	}
}

// Protocol 0.1 point 8, 4.5: a Recurring permission has a monthly limit in Japanese months and its charges have
// ids of their own.
func TestProtocol_Recurring(t *testing.T) {
	s := sandbox.RunT(t)
	s.SetClock(time.Date(2027, 3, 31, 14, 0, 0, 0, time.UTC)) // 23:00 in Japan
	c := newClient(t, s)
	id, err := s.Initiate(c.form(payload(`,"chargePermissionType":"Recurring"`), "PayOnly"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Choose(id, sandbox.Choice{Buyer: "hanako"}); err != nil {
		t.Fatal(err)
	}
	path := "/v2/checkoutSessions/" + id
	a := c.call("PATCH", path, update(1980, "AuthorizeWithCapture", "")).is(t, 200, "")
	if got := constraintIDs(a); got != "RecurringFrequencyNotSet" {
		t.Errorf("constraints: %s", got)
	}
	c.call("PATCH", path, `{"recurringMetadata":{"frequency":{"unit":"Month","value":"1"},"amount":null}}`).is(t, 200, "")
	if _, err := s.Pay(id); err != nil {
		t.Fatal(err)
	}
	done := c.complete(id, 1980).is(t, 200, "")
	permission := done.text("chargePermissionId")
	if !strings.HasPrefix(permission, "C03-") || !strings.HasPrefix(done.text("chargeId"), "S03-") {
		t.Errorf("ids: %s", done.body)
	}
	charge := func(yen int) answer {
		return c.call("POST", "/v2/charges", `{"chargePermissionId":"`+permission+`","captureNow":true,"chargeInitiator":"MITR","chargeAmount":`+amount(yen)+`}`)
	}
	charge(98021).is(t, 400, "PeriodicAmountExceeded")
	charge(98020).is(t, 201, "")
	s.Advance(time.Hour - time.Minute)
	charge(1).is(t, 400, "PeriodicAmountExceeded")
	s.Advance(time.Minute) // the first of April in Japan, still March in Greenwich
	charge(1).is(t, 201, "")
	if p := c.get("/v2/chargePermissions/" + permission); p.text("limits.amountBalance.amount") != "99999" || p.state() != "Chargeable" {
		t.Errorf("balance: %s", p.body)
	}
	if p := c.get("/v2/chargePermissions/" + permission); p.at("shippingAddress") != nil {
		t.Errorf("PayOnly has an address: %s", p.body)
	}

	// The buyer is shown while it is open and for 30 days more (protocol 3.4).
	s.Advance(300 * day)
	if p := c.get("/v2/chargePermissions/" + permission); p.at("buyer") == nil {
		t.Errorf("buyer of an open permission: %s", p.body)
	}
	if err := s.ClosePermission(permission, "x"); err != nil {
		t.Fatal(err)
	}
	s.Advance(29 * day)
	if p := c.get("/v2/chargePermissions/" + permission); p.at("buyer") == nil {
		t.Errorf("29 days after it was closed: %s", p.body)
	}
	s.Advance(2 * day)
	if p := c.get("/v2/chargePermissions/" + permission); p.at("buyer") != nil {
		t.Errorf("31 days after it was closed: %s", p.body)
	}
}
