package sandbox_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"testing"
	"time"

	"noren/backend/sandbox"
)

func TestFaults(t *testing.T) {
	s := sandbox.RunT(t)
	c := newClient(t, s)
	permission, _ := c.charged(5000, "Confirm")
	body := `{"chargePermissionId":"` + permission + `","captureNow":true,"chargeAmount":` + amount(100) + `}`
	charges := func() int { return len(s.Books().Charges) }
	for _, x := range []struct {
		fault  sandbox.Fault
		status int
		reason string
		effect int
	}{
		{sandbox.Fault{Kind: sandbox.Refuse, Status: 422, ReasonCode: "HardDeclined"}, 422, "HardDeclined", 0},
		{sandbox.Fault{Kind: sandbox.Fail, When: sandbox.Before}, 500, "InternalServerError", 0},
		{sandbox.Fault{Kind: sandbox.Fail, When: sandbox.After, Status: 503, ReasonCode: "ServiceUnavailable"}, 503, "ServiceUnavailable", 1},
		{sandbox.Fault{Kind: sandbox.Throttle, RetryAfter: 3 * time.Second}, 429, "TooManyRequests", 0},
		{sandbox.Fault{Kind: sandbox.Delay, Delay: time.Millisecond}, 201, "", 1},
	} {
		before := charges()
		x.fault.Operation, x.fault.Count = "CreateCharge", 1
		s.Fault(x.fault)
		c.get("/v2/chargePermissions/"+permission).is(t, 200, "") // another operation
		a := c.call("POST", "/v2/charges", body).is(t, x.status, x.reason)
		if got := charges() - before; got != x.effect {
			t.Errorf("%+v: %d charges came to be, want %d", x.fault, got, x.effect)
		}
		if x.fault.RetryAfter > 0 && a.header.Get("Retry-After") != "3" {
			t.Errorf("Retry-After: %q", a.header.Get("Retry-After"))
		}
		c.call("POST", "/v2/charges", body).is(t, 201, "") // the count is used up
	}
}

func TestFaultCut(t *testing.T) {
	s := sandbox.RunT(t)
	c := newClient(t, s)
	permission, _ := c.charged(5000, "Confirm")
	body := `{"chargePermissionId":"` + permission + `","captureNow":true,"chargeAmount":` + amount(100) + `}`
	for when, effect := range map[sandbox.When]int{sandbox.Before: 0, sandbox.After: 1} {
		before := len(s.Books().Charges)
		s.Fault(sandbox.Fault{Operation: "CreateCharge", Kind: sandbox.Cut, When: when, Count: 1})
		response, err := http.DefaultClient.Do(c.with("x-amz-pay-idempotency-key", string(when)).request("POST", "/v2/charges", body))
		if err == nil {
			response.Body.Close()
			t.Errorf("cut %s: answered %d", when, response.StatusCode)
		}
		if !errors.Is(err, io.EOF) {
			t.Errorf("cut %s: %v", when, err)
		}
		if got := len(s.Books().Charges) - before; got != effect {
			t.Errorf("cut %s: %d charges", when, got)
		}
		a := c.with("x-amz-pay-idempotency-key", string(when)).call("POST", "/v2/charges", body).is(t, 201, "")
		if got := len(s.Books().Charges) - before; got != 1 {
			t.Errorf("cut %s and repeated: %d charges, %s", when, got, a.body)
		}
	}
}

// A hold stops a call at an exact point: a client that dies before the effect has done nothing, one that dies
// after it has done all.
func TestFaultHold(t *testing.T) {
	s := sandbox.RunT(t)
	c := newClient(t, s)
	for when, effect := range map[sandbox.When]string{sandbox.Before: "Open", sandbox.After: "Completed"} {
		id := c.paid(3980, "Authorize", "", "")
		fault := s.Fault(sandbox.Fault{Operation: "CompleteCheckoutSession", Kind: sandbox.Hold, When: when, Count: 1})
		ctx, kill := context.WithCancel(t.Context())
		died := make(chan error)
		go func() {
			r := c.request("POST", "/v2/checkoutSessions/"+id+"/complete", `{"chargeAmount":`+amount(3980)+`}`)
			response, err := http.DefaultClient.Do(r.WithContext(ctx))
			if err == nil {
				response.Body.Close()
			}
			died <- err
		}()
		held, err := s.WaitHeld(t.Context(), fault)
		if err != nil || held.Operation != "CompleteCheckoutSession" || held.When != when {
			t.Fatalf("held %+v, %v", held, err)
		}
		kill()
		if err := <-died; !errors.Is(err, context.Canceled) {
			t.Errorf("the client: %v", err)
		}
		for len(s.Held()) > 0 { // until the sandbox has noticed
			if err := t.Context().Err(); err != nil {
				t.Fatal(err)
			}
		}
		if a := c.get("/v2/checkoutSessions/" + id); a.state() != effect {
			t.Errorf("killed %s the effect: %s", when, a.body)
		}
	}
}

func TestFaultRelease(t *testing.T) {
	s := sandbox.RunT(t)
	c := newClient(t, s)
	id := c.paid(3980, "Authorize", "", "")
	fault := s.Fault(sandbox.Fault{Kind: sandbox.Hold, Operation: "CompleteCheckoutSession"})
	answered := make(chan answer)
	go func() { answered <- c.complete(id, 3980) }()
	if _, err := s.WaitHeld(t.Context(), fault); err != nil {
		t.Fatal(err)
	}
	if got := s.Books().Sessions[0].State; got != "Open" {
		t.Errorf("while held: %s", got)
	}
	if err := s.Release(fault); err != nil {
		t.Fatal(err)
	}
	(<-answered).is(t, 200, "")
	if err := s.Release(fault); reasonOf(err) != "ResourceNotFound" {
		t.Errorf("released twice: %v", err)
	}
	s.ClearFaults()
	c.complete(id, 3980).is(t, 422, "InvalidCheckoutSessionStatus")
}

func TestFaultMistakes(t *testing.T) {
	s := sandbox.RunT(t)
	for _, f := range []sandbox.Fault{{Kind: "explode"}, {Kind: sandbox.Cut, When: "during"}, {Kind: sandbox.Cut, Operation: "Pay"}} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%+v was taken", f)
				}
			}()
			s.Fault(f)
		}()
	}
}
