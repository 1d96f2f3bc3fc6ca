package sandbox_test

import (
	"testing"

	"noren/backend/sandbox"
)

// benched is a running sandbox whose merchant's key is made.
func benched(b *testing.B) (*sandbox.Sandbox, *client) {
	b.Helper()
	s, err := sandbox.New(sandbox.Config{ManualNotification: true})
	if err != nil {
		b.Fatal(err)
	}
	if err := s.Start(b.Context(), "127.0.0.1:0", "127.0.0.1:0", sandbox.TLS{}); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = s.Close() })
	return s, newClient(b, s)
}

// 1,000 signed calls a second on one core are normal load: a GET, signed once and verified each time. Run with -cpu 1.
func BenchmarkSignedGet(b *testing.B) {
	_, c := benched(b)
	r := c.request("GET", "/v2/checkoutSessions/"+c.chosen(sandbox.Choice{}), "")
	for b.Loop() {
		c.do(r).is(b, 200, "")
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "calls/s")
}

// A whole payment: button, choice, update, payment, completion and capture. Three of the calls are signed by the client, as
// is the button, which costs more than all that the sandbox does.
func BenchmarkPayment(b *testing.B) {
	s, c := benched(b)
	for b.Loop() {
		_, charge := c.charged(3980, "Authorize")
		c.call("POST", "/v2/charges/"+charge+"/capture", `{"captureAmount":`+amount(3980)+`}`).is(b, 200, "")
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "payments/s")
	if n := len(s.Books().Charges); n != b.N {
		b.Errorf("%d charges of %d payments", n, b.N)
	}
}

// From nothing to two listeners, keys not counted: they are made when first asked for.
func BenchmarkStart(b *testing.B) {
	for b.Loop() {
		s, err := sandbox.New(sandbox.Config{ManualNotification: true})
		if err != nil {
			b.Fatal(err)
		}
		if err := s.Start(b.Context(), "127.0.0.1:0", "127.0.0.1:0", sandbox.TLS{}); err != nil {
			b.Fatal(err)
		}
		if err := s.Close(); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(b.Elapsed().Seconds()*1000/float64(b.N), "ms/start")
}
