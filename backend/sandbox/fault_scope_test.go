package sandbox_test

import (
	"testing"

	"noren/backend/sandbox"
)

// A fault spares the first calls, and is only about its merchant and its object.
func TestFaultScope(t *testing.T) {
	s := sandbox.RunT(t)
	c := newClient(t, s)
	_, first := c.charged(1000, "Authorize")
	_, second := c.charged(2000, "Authorize")
	s.Fault(sandbox.Fault{Kind: sandbox.Fail, Operation: "GetCharge", MerchantID: "A1NOBODY000001"})
	s.Fault(sandbox.Fault{Kind: sandbox.Refuse, Status: 422, ReasonCode: "X", Operation: "GetCharge", ObjectID: first, MerchantID: s.Merchant().MerchantID, Skip: 2, Count: 1})
	for i, want := range []struct {
		charge string
		status int
		reason string
	}{
		{second, 200, ""}, {first, 200, ""}, {second, 200, ""}, {first, 200, ""}, {second, 200, ""}, {first, 422, "X"}, {first, 200, ""},
	} {
		a := c.get("/v2/charges/" + want.charge)
		if a.status != want.status || a.text("reasonCode") != want.reason {
			t.Errorf("call %d: %d %s", i+1, a.status, a.body)
		}
	}
	if left := s.Faults(); len(left) != 1 || left[0].MerchantID != "A1NOBODY000001" || left[0].Left != 0 {
		t.Errorf("left: %+v", left)
	}
}
