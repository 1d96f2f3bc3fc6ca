package sdk_test

import (
	"errors"
	"net/http"
	"slices"
	"testing"
	"time"

	"noren/backend/amazonpay"
	"noren/backend/sandbox"
)

// faults are those of a bad day. Refusal is the status that the client reads, 0 if there is no answer to read.
var faults = []struct {
	name    string
	fault   sandbox.Fault
	refusal int
}{
	{"cut before the effect", sandbox.Fault{Kind: sandbox.Cut, When: sandbox.Before}, 0},
	{"cut after the effect", sandbox.Fault{Kind: sandbox.Cut, When: sandbox.After}, 0},
	{"500 before the effect", sandbox.Fault{Kind: sandbox.Fail, When: sandbox.Before}, http.StatusInternalServerError},
	{"500 after the effect", sandbox.Fault{Kind: sandbox.Fail, When: sandbox.After}, http.StatusInternalServerError},
	{"503 after the effect", sandbox.Fault{
		Kind: sandbox.Fail, When: sandbox.After, Status: http.StatusServiceUnavailable, ReasonCode: "ServiceUnavailable",
	}, http.StatusServiceUnavailable},
	{"throttled", sandbox.Fault{Kind: sandbox.Throttle, RetryAfter: 7 * time.Second}, http.StatusTooManyRequests},
}

// Complete has no idempotency key: it is sent once, whatever comes back, and the session tells what happened.
func TestProtocol5_4_CompleteIsNeverRepeated(t *testing.T) {
	for _, test := range faults {
		t.Run(test.name, func(t *testing.T) {
			m := newMerchant(t, start(t, sandbox.Config{}), amazonpay.V2)
			session := m.paid(amazonpay.IntentAuthorizeWithCapture) // on a connection that is in use already
			m.fault("CompleteCheckoutSession", test.fault)

			done, err := m.complete(session, 3980)
			if done != nil {
				t.Errorf("answer %+v", done)
			}
			checkUnclear(t, err, test.refusal, test.fault.RetryAfter)
			if n := len(m.requests("CompleteCheckoutSession")); n != 1 || len(m.waits) != 0 {
				t.Fatalf("Complete was sent %d times, with pauses %v", n, m.waits)
			}
			seen := must(m.GetCheckoutSession(t.Context(), session))(t)
			want := amazonpay.SessionOpen
			if test.fault.When == sandbox.After {
				want = amazonpay.SessionCompleted
			}
			if seen.StatusDetails.State != want {
				t.Fatalf("the session is %s, want %s", seen.StatusDetails.State, want)
			}
			if want == amazonpay.SessionOpen {
				must(m.complete(session, 3980))(t) // the caller's decision, after it has read
			}
			m.checkMoney(0)
		})
	}
}

// Complete of another amount is refused for good, and changes nothing.
func TestProtocol3_3_AmountMismatchIsDefinitive(t *testing.T) {
	m := newMerchant(t, start(t, sandbox.Config{}), amazonpay.V2)
	session := m.paid(amazonpay.IntentAuthorizeWithCapture)
	_, err := m.complete(session, 3981)
	refusal, ok := errors.AsType[*amazonpay.Error](err)
	if !ok || !refusal.Definitive() || refusal.Status != http.StatusConflict || refusal.ReasonCode != amazonpay.ReasonAmountMismatch {
		t.Errorf("error %v", err)
	}
	must(m.complete(session, 3980))(t)
	m.checkMoney(0)
}

// Calls with an idempotency key are repeated by the client itself: the same key, the same bytes, one effect.
func TestProtocol6_RepetitionHasOneEffect(t *testing.T) {
	for _, test := range faults {
		t.Run(test.name, func(t *testing.T) {
			m := newMerchant(t, start(t, sandbox.Config{}), amazonpay.V2)
			done := must(m.complete(m.paid(amazonpay.IntentAuthorize), 3980))(t)

			m.fault("CaptureCharge", test.fault)
			captured := must(m.capture(done.ChargeID))(t)
			if captured.StatusDetails.State != amazonpay.ChargeCaptured {
				t.Errorf("charge %+v", captured)
			}
			m.checkRepeated("CaptureCharge", test.fault.RetryAfter)

			m.waits = nil
			m.fault("CreateRefund", test.fault)
			refund := must(m.refund(done.ChargeID))(t)
			m.checkRepeated("CreateRefund", test.fault.RetryAfter)
			m.s.Advance(30 * time.Second)
			if books := m.s.Books(); len(books.Refunds) != 1 || books.Refunds[0].ID != refund.RefundID {
				t.Errorf("refunds %+v", books.Refunds)
			}
			m.checkMoney(500)
		})
	}
}

// After three attempts the client gives up; what is not known stays not known.
func TestProtocol5_4_GivesUp(t *testing.T) {
	m := newMerchant(t, start(t, sandbox.Config{}), amazonpay.V2)
	done := must(m.complete(m.paid(amazonpay.IntentAuthorize), 3980))(t)
	m.fault("CaptureCharge", sandbox.Fault{Kind: sandbox.Fail, When: sandbox.After, Count: 3})
	_, err := m.capture(done.ChargeID)
	checkUnclear(t, err, http.StatusInternalServerError, 0)
	if n := len(m.requests("CaptureCharge")); n != 3 || len(m.waits) != 2 {
		t.Errorf("%d requests, pauses %v", n, m.waits)
	}
	must(m.capture(done.ChargeID))(t) // the caller asks again, later
	m.checkMoney(0)
}

// Cancel has no key: its repetition is refused because the first one did its work, and that refusal proves nothing.
func TestProtocol6_RefusalOfARepetitionIsNotDefinitive(t *testing.T) {
	m := newMerchant(t, start(t, sandbox.Config{}), amazonpay.V2)
	done := must(m.complete(m.paid(amazonpay.IntentAuthorize), 3980))(t)
	m.fault("CancelCharge", sandbox.Fault{Kind: sandbox.Cut, When: sandbox.After})
	body := encode(t, amazonpay.CancelRequest{CancellationReason: "在庫切れのため"})
	_, err := m.CancelCharge(t.Context(), done.ChargeID, body)
	checkUnclear(t, err, http.StatusUnprocessableEntity, 0)
	charge := must(m.GetCharge(t.Context(), done.ChargeID))(t)
	if charge.StatusDetails.State != amazonpay.ChargeCanceled || charge.StatusDetails.ReasonDescription != "在庫切れのため" {
		t.Errorf("charge %+v", charge)
	}
}

// fault orders a fault for one operation, for one call unless it says otherwise.
func (m *merchant) fault(operation string, f sandbox.Fault) {
	f.Operation = operation
	f.Count = max(f.Count, 1)
	m.s.Fault(f)
}

// checkUnclear wants an error that leaves the outcome open: an answer with the status, or none at all if that is 0.
func checkUnclear(t *testing.T, err error, status int, retryAfter time.Duration) {
	t.Helper()
	refusal, ok := errors.AsType[*amazonpay.Error](err)
	switch {
	case err == nil || errors.Is(err, amazonpay.ErrNotSent):
		t.Errorf("error %v", err)
	case status == 0 && ok:
		t.Errorf("error %v, want one without an answer", err)
	case status != 0 && (!ok || refusal.Status != status || refusal.Definitive() || refusal.RetryAfter != retryAfter):
		t.Errorf("error %v, want %d, not definitive, retry after %s", err, status, retryAfter)
	}
}

// checkRepeated wants two requests that differ in nothing but their signature, and a pause as long as Amazon asked for.
func (m *merchant) checkRepeated(operation string, retryAfter time.Duration) {
	m.t.Helper()
	seen := m.requests(operation)
	if len(seen) != 2 || len(m.waits) != 1 || m.waits[0] <= 0 || m.waits[0] < retryAfter {
		m.t.Fatalf("%s: %d requests, pauses %v", operation, len(seen), m.waits)
	}
	if seen[0].IdempotencyKey == "" || seen[0].IdempotencyKey != seen[1].IdempotencyKey || seen[0].Body != seen[1].Body {
		m.t.Errorf("%s: requests %+v", operation, seen)
	}
}

// checkMoney wants one charge at Amazon, captured in full, with so many yen refunded.
func (m *merchant) checkMoney(refunded int64) {
	m.t.Helper()
	charges := m.s.Books().Charges
	wrong := func(c sandbox.BookedCharge) bool { return c.Captured != 3980 || c.Refunded != refunded }
	if len(charges) != 1 || slices.ContainsFunc(charges, wrong) {
		m.t.Errorf("charges %+v, want one of 3980 with %d refunded", charges, refunded)
	}
}
