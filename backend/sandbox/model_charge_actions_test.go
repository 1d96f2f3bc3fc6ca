package sandbox_test

import (
	"fmt"
	"net/http"
	"strings"
	"time"

	"pgregory.net/rapid"

	"noren/backend/sandbox"
)

// charge creates some charges in a row.
func (p *play) charge(r *rapid.T) {
	on := some(r, p.permissions, "permission")
	for range rapid.IntRange(1, 4).Draw(r, "charges") {
		p.create(r, on)
	}
}

func (p *play) create(r *rapid.T, on *modelPermission) {
	amount := yen(r, p.balance(on))
	code := rapid.SampledFrom([]string{
		"", "", "", "", "", "", "", "", "", "", "", "", "SoftDeclined", "HardDeclined", "AmazonRejected", "TransactionTimedOut", "CaptureInitiated", "AuthorizationInitiated",
		"PendingHardDeclined", "PendingAmazonRejected", "PaymentMethodNotAllowed", "MFANotCompleted", "ProcessingFailure",
	}).Draw(r, "code")
	// Mostly what the code needs.
	now, mayPend := code == "CaptureInitiated", code == "AuthorizationInitiated" || strings.HasPrefix(code, "Pending")
	switch rapid.IntRange(0, 3).Draw(r, "how") {
	case 0:
		now = !now
	case 1:
		now, mayPend = code == "" || now, mayPend && code != ""
	case 2:
		mayPend = rapid.Bool().Draw(r, "mayPend")
	}
	status, reason := p.model.create(on, amount, now, mayPend, code)
	a := p.expect(p.simulating(code).call("POST", "/v2/charges", fmt.Sprintf(
		`{"chargePermissionId":%q,"captureNow":%t,"canHandlePendingAuthorization":%t,"chargeAmount":{"amount":%d,"currencyCode":"JPY"}}`,
		on.id, now, mayPend, amount)), status, reason)
	if status == 201 {
		p.name(p.charges[len(p.charges)-1], a.text("chargeId"))
	}
}

func (p *play) capture(r *rapid.T) {
	c := some(r, p.charges, "charge")
	amount := yen(r, c.amount)
	code := rapid.SampledFrom([]string{"", "", "", "CaptureInitiated", "AmazonRejected", "PendingProcessingFailure"}).Draw(r, "code")
	status, reason := p.model.capture(c, amount, code)
	p.expect(p.simulating(code).call("POST", "/v2/charges/"+c.id+"/capture", `{"captureAmount":`+amountText(amount)+`}`), status, reason)
}

// amountText has another name here, where amount is a number.
var amountText = amount

func (p *play) cancel(r *rapid.T) {
	c := some(r, p.charges, "charge")
	status, reason := p.model.cancel(c, "MerchantCanceled")
	p.expect(p.c.call(http.MethodDelete, "/v2/charges/"+c.id+"/cancel", `{"cancellationReason":"x"}`), status, reason)
}

func (p *play) refund(r *rapid.T) {
	c := some(r, p.charges, "charge")
	amount, code := yen(r, c.refundable()), rapid.SampledFrom([]string{"", "", "AmazonRejected", "ProcessingFailure"}).Draw(r, "code")
	status, reason := p.model.refund(c, amount, code)
	a := p.expect(p.simulating(code).call("POST", "/v2/refunds", `{"chargeId":"`+c.id+`","refundAmount":`+amountText(amount)+`}`), status, reason)
	if status == 201 {
		p.refunds[len(p.refunds)-1].id = a.text("refundId")
	}
}

func (p *play) close(r *rapid.T) {
	on := some(r, p.permissions, "permission")
	if rapid.IntRange(0, 4).Draw(r, "rarely") > 0 {
		r.Skip("mostly open")
	}
	too := rapid.Bool().Draw(r, "cancelPendingCharges")
	status, reason := p.closePermission(on, too)
	p.expect(p.c.call(http.MethodDelete, "/v2/chargePermissions/"+on.id+"/close", fmt.Sprintf(`{"closureReason":"x","cancelPendingCharges":%t}`, too)), status, reason)
}

func (p *play) patch(r *rapid.T) {
	on, reference := some(r, p.permissions, "permission"), rapid.StringMatching(`[A-Z]{3}`).Draw(r, "reference")
	status, reason := p.model.patch(on, reference)
	p.expect(p.c.call("PATCH", "/v2/chargePermissions/"+on.id, `{"merchantMetadata":{"merchantReferenceId":"`+reference+`"}}`), status, reason)
}

func (p *play) trouble(r *rapid.T) {
	on, reason := some(r, p.permissions, "permission"), rapid.SampledFrom([]string{"", "", "PaymentMethodExpired", "BillingAddressDeleted"}).Draw(r, "reason")
	p.expectError(p.s.SetPaymentMethod(on.id, reason), p.setTrouble(on, reason))
}

func (p *play) changeAmount(r *rapid.T) {
	c := some(r, p.charges, "charge")
	amount := yen(r, c.amount)
	p.expectError(p.s.ChangeAmount(c.id, int64(amount)), p.model.changeAmount(c, amount))
}

func (p *play) advance(r *rapid.T) {
	by := rapid.SampledFrom([]time.Duration{soon, soon, time.Hour, day, 7 * day, 14 * day, 20 * day, 30 * day, 30*day - soon, 200 * day}).Draw(r, "by")
	p.model.advance(by)
	p.s.Advance(by)
}

// compare lays the books beside the model.
func (p *play) compare(*rapid.T) {
	books := p.s.Books()
	sessions, permissions := map[string]sandbox.BookedSession{}, map[string]sandbox.BookedPermission{}
	charges, refunds := map[string]sandbox.BookedCharge{}, map[string]sandbox.BookedRefund{}
	for _, x := range books.Sessions {
		sessions[x.ID] = x
	}
	for _, x := range books.Permissions {
		permissions[x.ID] = x
	}
	for _, x := range books.Charges {
		charges[x.ID] = x
	}
	for _, x := range books.Refunds {
		refunds[x.ID] = x
	}
	for _, x := range p.sessions {
		got, there := sessions[x.id]
		if there == x.gone || there && (got.State != x.state || got.ReasonCode != x.reason || got.Paid != (x.paid && x.state == "Open")) {
			p.Fatalf("session %+v, model %+v", got, x)
		}
	}
	for _, x := range p.permissions {
		got := permissions[x.id]
		state, reason := x.state()
		if got.State != state || got.ReasonCode != reason || got.Limit != int64(x.limit) ||
			got.Balance != int64(max(0, p.balance(x))) || got.ReferenceID != x.reference {
			p.Fatalf("permission %+v, model %s %s, %d of %d", got, state, reason, p.balance(x), x.limit)
		}
	}
	for _, x := range p.charges {
		got := charges[x.id]
		if got.State != x.state || got.ReasonCode != x.reason || got.Amount != int64(x.amount) || got.Captured != int64(x.captured) || got.Refunded != int64(x.refunded) {
			p.Fatalf("charge %+v, model %+v", got, x)
		}
	}
	for _, x := range p.refunds {
		if got := refunds[x.id]; got.State != x.state || got.ReasonCode != x.reason || got.Amount != int64(x.amount) {
			p.Fatalf("refund %+v, model %+v", got, x)
		}
	}
}
