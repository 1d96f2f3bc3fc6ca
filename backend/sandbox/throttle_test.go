package sandbox_test

import (
	"testing"
	"time"

	"noren/backend/sandbox"
)

// Protocol 5.3: each environment has its own bursts and refills, by the clock.
func TestProtocol5_3_Buckets(t *testing.T) {
	s := sandbox.RunT(t)
	c := newClient(t, s)
	live := c.live()
	set(t, s, sandbox.Settings{Throttle: true})
	// until counts the calls before the first refusal. The bucket fills while they are made: spare is that much.
	until := func(c *client, method, path, body string, refill int) (n, spare int) {
		began := s.Now()
		for n < 200 && c.call(method, path, body).status != 429 {
			n++
		}
		return n, int(s.Now().Sub(began).Seconds()*float64(refill)) + 1
	}
	for _, x := range []struct {
		client              *client
		method, path, body  string
		burst, afterASecond int
	}{
		{c, "POST", "/v2/checkoutSessions", `{}`, 5, 1},
		{c, "GET", "/v2/checkoutSessions/x", ``, 10, 1},
		{c, "PATCH", "/v2/checkoutSessions/x", `{}`, 5, 1},
		{c, "POST", "/v2/checkoutSessions/x/complete", `{}`, 2, 1},
		{c, "GET", "/v2/chargePermissions/x", ``, 10, 1},
		{c, "PATCH", "/v2/chargePermissions/x", `{}`, 5, 1},
		{c, "DELETE", "/v2/chargePermissions/x/close", `{}`, 2, 1},
		{c, "POST", "/v2/charges", `{}`, 2, 1},
		{c, "GET", "/v2/charges/x", ``, 5, 1},
		{c, "POST", "/v2/charges/x/capture", `{}`, 2, 1},
		{c, "DELETE", "/v2/charges/x/cancel", `{}`, 2, 1},
		{c, "POST", "/v2/refunds", `{}`, 2, 1},
		{c, "GET", "/v2/refunds/x", ``, 5, 1},
		{c, "POST", "/v2/deliveryTrackers", `{}`, 1, 1},
		{c, "POST", "/v2/merchantAccounts", `{}`, 1, 1},
		{live, "POST", "/v2/checkoutSessions", `{}`, 40, 16},
		{live, "GET", "/v2/checkoutSessions/x", ``, 40, 8},
		{live, "PATCH", "/v2/checkoutSessions/x", `{}`, 20, 8},
		{live, "POST", "/v2/checkoutSessions/x/complete", `{}`, 20, 4},
		{live, "GET", "/v2/chargePermissions/x", ``, 20, 4},
		{live, "PATCH", "/v2/chargePermissions/x", `{}`, 10, 2},
		{live, "DELETE", "/v2/chargePermissions/x/close", `{}`, 10, 2},
		{live, "POST", "/v2/charges", `{}`, 10, 4},
		{live, "GET", "/v2/charges/x", ``, 20, 4},
		{live, "POST", "/v2/charges/x/capture", `{}`, 20, 4},
		{live, "DELETE", "/v2/charges/x/cancel", `{}`, 10, 2},
		{live, "POST", "/v2/refunds", `{}`, 10, 4},
		{live, "GET", "/v2/refunds/x", ``, 20, 4},
		{live, "POST", "/v2/deliveryTrackers", `{}`, 10, 1},
		{live, "POST", "/v2/merchantAccounts", `{}`, 10, 1},
		{live, "GET", "/v2/authorizationTokens/x", ``, 5, 1},
	} {
		if n, spare := until(x.client, x.method, x.path, x.body, x.afterASecond); n < x.burst || n > x.burst+spare {
			t.Errorf("%s %s %s: burst of %d, want %d (and up to %d)", x.client.keyID[:4], x.method, x.path, n, x.burst, spare)
		}
		s.Advance(time.Second)
		if n, spare := until(x.client, x.method, x.path, x.body, x.afterASecond); n < x.afterASecond || n > x.afterASecond+spare+1 {
			t.Errorf("%s %s %s: %d after a second, want %d (and up to %d)", x.client.keyID[:4], x.method, x.path, n, x.afterASecond, spare)
		}
	}
}
