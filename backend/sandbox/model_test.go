package sandbox_test

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	"pgregory.net/rapid"

	"noren/backend/sandbox"
)

// model is section 4 of the protocol for one OneTime permission, written down a second time and without clocks:
// time is counted in hours, and everything pending is decided by the next hour.
type model struct {
	limit   int
	open    bool
	hour    int
	charges []*modelCharge
}

type modelCharge struct {
	id       string
	state    string
	reason   string
	amount   int
	pending  int // yen of a capture under way
	captured int
	refunded int
	waiting  int // yen of refunds under way
	refunds  int
	born     int // hour
}

func (m *model) balance() int {
	left := m.limit
	for _, c := range m.charges {
		left -= c.captured
	}
	return left
}

func (m *model) busy() bool {
	for _, c := range m.charges {
		if c.state == "Authorized" || c.state == "CaptureInitiated" {
			return true
		}
	}
	return false
}

func (m *model) state() string {
	switch {
	case !m.open:
		return "Closed"
	case m.busy():
		return "NonChargeable"
	default:
		return "Chargeable"
	}
}

// follow closes what is used up.
func (m *model) follow() {
	if m.open && !m.busy() && m.balance() == 0 {
		m.open = false
	}
}

func (m *model) advance(hours int) {
	m.hour += hours
	for _, c := range m.charges {
		if c.state == "CaptureInitiated" {
			c.state, c.captured, c.pending = "Captured", c.pending, 0
		}
		if c.state == "Authorized" && m.hour >= c.born+30*24 {
			c.state, c.reason = "Canceled", "ExpiredUnused"
		}
		c.refunded += c.waiting
		c.waiting = 0
	}
	m.follow()
	if m.hour >= 180*24 {
		m.open = false
	}
}

func (m *model) create(amount int, captureNow bool) (int, string) {
	valid := 0
	for _, c := range m.charges {
		if c.state != "Canceled" && c.state != "Declined" {
			valid++
		}
	}
	switch {
	case m.state() != "Chargeable":
		return 422, "InvalidChargePermissionStatus"
	case valid >= 25:
		return 422, "TransactionCountExceeded"
	case amount > m.balance():
		return 400, "TransactionAmountExceeded"
	}
	c := &modelCharge{state: "Authorized", amount: amount, born: m.hour}
	if captureNow {
		c.state, c.captured = "Captured", amount
	}
	m.charges = append(m.charges, c)
	m.follow()
	return 201, ""
}

func (m *model) capture(c *modelCharge, amount int) (int, string) {
	switch {
	case c.state != "Authorized":
		return 422, "InvalidChargeStatus"
	case amount > c.amount:
		return 400, "TransactionAmountExceeded"
	case m.hour >= c.born+7*24: // and the moment of real time that has passed
		c.state, c.pending = "CaptureInitiated", amount
	default:
		c.state, c.captured = "Captured", amount
	}
	m.follow()
	return 200, ""
}

func (m *model) cancel(c *modelCharge) (int, string) {
	if c.state != "Authorized" {
		return 422, "InvalidChargeStatus"
	}
	c.state, c.reason = "Canceled", "MerchantCanceled"
	m.follow()
	return 200, ""
}

func (m *model) refund(c *modelCharge, amount int) (int, string) {
	allowance := c.captured * 15 / 100
	if allowance > 8400 {
		allowance = 8400
	}
	switch {
	case c.state != "Captured":
		return 422, "InvalidChargeStatus"
	case c.refunds >= 10:
		return 422, "TransactionCountExceeded"
	case c.refunded+c.waiting+amount > c.captured+allowance:
		return 400, "TransactionAmountExceeded"
	}
	c.waiting += amount
	c.refunds++
	return 201, ""
}

func (m *model) close() (int, string) {
	if !m.open {
		return 422, "InvalidChargePermissionStatus"
	}
	m.open = false
	return 200, ""
}

// Random sequences of calls and clock jumps never disagree with the model: neither in an answer nor in the books.
func TestProtocol_RandomCalls(t *testing.T) {
	s := sandbox.RunT(t)
	c := newClient(t, s)
	rapid.Check(t, func(r *rapid.T) {
		m := &model{limit: rapid.IntRange(1, 120_000).Draw(r, "limit"), open: true}
		permission, _ := c.charged(m.limit, "Confirm")
		expect := func(a answer, status int, reason string) answer {
			if a.status != status || a.text("reasonCode") != reason {
				r.Fatalf("answer %d %s, model says %d %s: %s", a.status, a.text("reasonCode"), status, reason, a.body)
			}
			return a
		}
		some := func() *modelCharge {
			if len(m.charges) == 0 {
				r.Skip("no charge yet")
			}
			return rapid.SampledFrom(m.charges).Draw(r, "charge")
		}
		yen := func(most int) int { return rapid.IntRange(1, most+most/5+10).Draw(r, "yen") }
		r.Repeat(map[string]func(*rapid.T){
			"create": func(r *rapid.T) {
				amount, now := yen(max(1, m.balance())), rapid.Bool().Draw(r, "captureNow")
				status, reason := m.create(amount, now)
				a := expect(c.call("POST", "/v2/charges", fmt.Sprintf(
					`{"chargePermissionId":%q,"captureNow":%t,"chargeAmount":{"amount":%d,"currencyCode":"JPY"}}`, permission, now, amount)), status, reason)
				if status == 201 {
					m.charges[len(m.charges)-1].id = a.text("chargeId")
				}
			},
			"capture": func(*rapid.T) {
				ch := some()
				amount := yen(ch.amount)
				status, reason := m.capture(ch, amount)
				expect(c.call("POST", "/v2/charges/"+ch.id+"/capture", fmt.Sprintf(`{"captureAmount":{"amount":"%d","currencyCode":"JPY"}}`, amount)), status, reason)
			},
			"cancel": func(*rapid.T) {
				ch := some()
				status, reason := m.cancel(ch)
				expect(c.call(http.MethodDelete, "/v2/charges/"+ch.id+"/cancel", `{"cancellationReason":"x"}`), status, reason)
			},
			"refund": func(*rapid.T) {
				ch := some()
				amount := yen(max(1, ch.captured))
				status, reason := m.refund(ch, amount)
				expect(c.call("POST", "/v2/refunds", fmt.Sprintf(`{"chargeId":%q,"refundAmount":{"amount":"%d","currencyCode":"JPY"}}`, ch.id, amount)), status, reason)
			},
			"close": func(r *rapid.T) {
				if rapid.IntRange(0, 9).Draw(r, "rarely") > 0 {
					r.Skip("mostly open")
				}
				status, reason := m.close()
				expect(c.call(http.MethodDelete, "/v2/chargePermissions/"+permission+"/close", `{"closureReason":"x"}`), status, reason)
			},
			"advance": func(r *rapid.T) {
				hours := rapid.SampledFrom([]int{1, 24, 24 * 7, 24 * 31}).Draw(r, "hours")
				m.advance(hours)
				s.Advance(time.Duration(hours) * time.Hour)
			},
			"": func(r *rapid.T) { compare(r, s, permission, m) },
		})
	})
}

func compare(r *rapid.T, s *sandbox.Sandbox, permission string, m *model) {
	books := s.Books()
	for _, p := range books.Permissions {
		if p.ID == permission && (p.State != m.state() || p.Balance != int64(m.balance()) || p.Limit != int64(m.limit)) {
			r.Fatalf("permission %+v, model %s with %d of %d", p, m.state(), m.balance(), m.limit)
		}
	}
	seen := map[string]sandbox.BookedCharge{}
	for _, c := range books.Charges {
		seen[c.ID] = c
	}
	for _, c := range m.charges {
		got := seen[c.id]
		want := sandbox.BookedCharge{
			ID: c.id, PermissionID: permission, State: c.state, ReasonCode: c.reason, Amount: int64(c.amount),
			Captured: int64(c.captured), Refunded: int64(c.refunded), Created: got.Created,
		}
		if got != want {
			r.Fatalf("charge %+v, model %+v", got, want)
		}
	}
}
