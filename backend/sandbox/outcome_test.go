package sandbox_test

import (
	"testing"
	"time"

	"noren/backend/sandbox"
)

// An ordered outcome comes whatever the card, as often as ordered, for the merchant it was ordered for.
func TestProtocol9_1_NextOutcome(t *testing.T) {
	s := sandbox.RunT(t)
	c := newClient(t, s)
	order := func(o sandbox.NextOutcome) {
		t.Helper()
		if err := s.NextOutcome(o); err != nil {
			t.Fatal(err)
		}
	}
	order(sandbox.NextOutcome{Outcome: sandbox.Declined, MerchantID: "A1NOBODY000001"})
	order(sandbox.NextOutcome{Outcome: sandbox.PendingDeclined, Count: 1}) // waits for a payment that allows it
	order(sandbox.NextOutcome{Outcome: sandbox.Declined, Count: 1})
	order(sandbox.NextOutcome{Outcome: sandbox.BuyerCanceled, Count: 1})

	for _, want := range []string{"Declined", "BuyerCanceled", ""} {
		id := c.paid(3980, "Authorize", "", "")
		a := c.get("/v2/checkoutSessions/"+id).is(t, 200, "")
		if got := a.text("statusDetails.reasonCode"); got != want {
			t.Errorf("paid: %s, want %s", got, want)
		}
	}
	id := c.paid(3980, "Authorize", "", `,"canHandlePendingAuthorization":true`)
	charge := c.complete(id, 3980).is(t, 202, "").text("chargeId")
	s.Advance(30 * time.Second)
	if got := c.get("/v2/charges/" + charge); got.state() != "Declined" {
		t.Errorf("after 30 seconds: %s", got.body)
	}
	if left := s.NextOutcomes(); len(left) != 1 || left[0].MerchantID != "A1NOBODY000001" {
		t.Errorf("left: %+v", left)
	}
	s.ClearOutcomes()
	if left := s.NextOutcomes(); len(left) != 0 {
		t.Errorf("left: %+v", left)
	}
	if err := s.NextOutcome(sandbox.NextOutcome{Outcome: "Lost"}); reasonOf(err) != "InvalidParameterValue" {
		t.Errorf("no such outcome: %v", err)
	}
}
