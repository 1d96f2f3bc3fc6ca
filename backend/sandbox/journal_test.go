package sandbox_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"noren/backend/sandbox"
)

// The journal tells one payment across its objects, in order and without gaps.
func TestJournal_OnePayment(t *testing.T) {
	s := sandbox.RunT(t)
	c := newClient(t, s)
	other, _ := c.charged(100, "Confirm")
	before := len(s.Events(0))
	_, charge := c.charged(3980, "Authorize")
	c.call("POST", "/v2/charges/"+charge+"/capture", `{"captureAmount":`+amount(3980)+`}`).is(t, 200, "")
	c.call("POST", "/v2/refunds", `{"chargeId":"`+charge+`","refundAmount":`+amount(500)+`}`).is(t, 201, "")
	s.Advance(time.Minute)

	var session string
	var got []string
	for i, e := range s.Events(before) {
		if e.Number != before+i+1 {
			t.Fatalf("event %d is number %d", before+i+1, e.Number)
		}
		if e.Subject == sandbox.SubjectSession {
			session = e.ID
		}
		if e.ID == other {
			t.Errorf("an event of another payment: %+v", e)
		}
		switch e.Subject {
		case sandbox.SubjectSession, sandbox.SubjectPermission, sandbox.SubjectCharge, sandbox.SubjectRefund, sandbox.SubjectMail:
			if e.SessionID != session || e.MerchantID != s.Merchant().MerchantID {
				t.Errorf("not of this payment: %+v", e)
			}
			got = append(got, string(e.Subject)+" "+e.State)
		case sandbox.SubjectRequest, sandbox.SubjectNotification, sandbox.SubjectMerchant, sandbox.SubjectClock, sandbox.SubjectSandbox:
		}
	}
	want := []string{
		"checkoutSession Open", "checkoutSession chosen", "checkoutSession paid", "chargePermission Chargeable", "checkoutSession Completed",
		"mail orderPlaced", "charge Authorized", "chargePermission NonChargeable", "charge Captured", "mail paymentRequested",
		"chargePermission Closed", "refund RefundInitiated", "mail refunded", "refund Refunded",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// Whoever waits is woken by the next event, and let go when it is over.
func TestJournal_Wait(t *testing.T) {
	s := sandbox.RunT(t)
	c := newClient(t, s)
	last := len(s.Events(0))
	got := make(chan []sandbox.Event)
	go func() { got <- s.NextEvents(t.Context(), last) }()
	c.charged(3980, "Confirm")
	if events := <-got; len(events) == 0 || events[0].Number != last+1 {
		t.Errorf("woken with %+v", events)
	}
	over, cancel := context.WithCancel(t.Context())
	last = len(s.Events(0))
	go func() { got <- s.NextEvents(over, last) }()
	cancel()
	if events := <-got; events != nil {
		t.Errorf("let go with %+v", events)
	}
}
