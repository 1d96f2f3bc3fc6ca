package sandbox_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"noren/backend/sandbox"
)

// Random sequences of calls, of what buyers do and of clock jumps never disagree with the model: neither in an answer
// nor in the books.
func TestProtocol4_RandomCalls(t *testing.T) {
	s := sandbox.RunT(t)
	c := newClient(t, s)
	rapid.Check(t, func(r *rapid.T) {
		p := &play{T: r, s: s, c: c, model: &model{start: time.Date(2027, 1, 20, 3, 0, 0, 0, time.UTC)}}
		s.SetClock(p.start)
		p.checkout(r)
		r.Repeat(map[string]func(*rapid.T){
			"open": p.open, "choose": p.choose, "update": p.update, "pay": p.pay, "leave": p.leave, "complete": p.complete,
			"checkout": p.checkout, "charge": p.charge, "charge again": p.charge, "capture": p.capture, "capture again": p.capture, "cancel": p.cancel, "refund": p.refund,
			"close": p.close, "patch": p.patch, "trouble": p.trouble, "change amount": p.changeAmount, "advance": p.advance,
			"": p.compare,
		})
	})
}

// play is one sequence: the sandbox and the model beside it.
type play struct {
	*rapid.T
	*model

	s *sandbox.Sandbox
	c *client
}

// simulating sends a code with the next call, "" none.
func (p *play) simulating(code string) *client {
	if code == "" {
		return p.c
	}
	return p.c.with("x-amz-pay-simulation-code", code)
}

func (p *play) expect(a answer, status int, reason string) answer {
	if a.status != status || a.text("reasonCode") != reason {
		p.Fatalf("answer %d %s, model says %d %s: %s", a.status, a.text("reasonCode"), status, reason, a.body)
	}
	return a
}

// expectError compares what a Go method says.
func (p *play) expectError(err error, want string) {
	got := reasonOf(err)
	if errors.Is(err, sandbox.ErrCardRefused) {
		got = cardRefused
	}
	if got != want || err == nil != (want == "") {
		p.Fatalf("error %v, model says %q", err, want)
	}
}

func some[T any](r *rapid.T, list []T, what string) T {
	if len(list) == 0 {
		r.Skip("no " + what + " yet")
	}
	return list[rapid.IntRange(max(0, len(list)-3), len(list)-1).Draw(r, what)]
}

// yen is an amount up to the most that is allowed, mostly; the edges come often.
func yen(r *rapid.T, most int) int {
	return max(1, rapid.OneOf(rapid.Just(1), rapid.Just(most), rapid.Just(most+1), rapid.IntRange(1, max(1, most/4)),
		rapid.IntRange(1, max(1, most+most/5))).Draw(r, "yen"))
}

func (p *play) open(r *rapid.T) {
	x := &modelSession{state: "Open", born: p.now, recurring: rapid.Bool().Draw(r, "recurring")}
	more := ""
	switch {
	case x.recurring:
		more = `,"chargePermissionType":"Recurring"`
	case rapid.IntRange(0, 3).Draw(r, "overcharge") == 0:
		x.overcharge, more = true, `,"paymentDetails":{"allowOvercharge":true}`
	}
	id, err := p.s.Initiate(p.c.form(payload(more), "PayOnly"))
	if err != nil {
		p.Fatal(err)
	}
	x.id = id
	p.sessions = append(p.sessions, x)
}

var modelCards = rapid.SampledFrom([]modelCard{"1111", "1111", "1111", "0701", "4354", "3434", "3064"})

func (p *play) choose(r *rapid.T) {
	x, card := some(r, p.sessions, "session"), modelCards.Draw(r, "card")
	_, err := p.s.Choose(x.id, sandbox.Choice{Buyer: "taro", Card: string(card)})
	p.expectError(err, x.choose(card))
}

func (p *play) update(r *rapid.T) {
	x, amount := some(r, p.sessions, "session"), rapid.IntRange(1, 120_000).Draw(r, "amount")
	intent := rapid.SampledFrom([]string{"Confirm", "Authorize", "AuthorizeWithCapture"}).Draw(r, "intent")
	p.updateTo(x, amount, intent, rapid.Bool().Draw(r, "mayPend"))
}

func (p *play) updateTo(x *modelSession, amount int, intent string, mayPend bool) {
	body := update(amount, intent, fmt.Sprintf(`,"canHandlePendingAuthorization":%t`, mayPend))
	if x.recurring {
		body = strings.TrimSuffix(body, "}") + `,"recurringMetadata":{"frequency":{"unit":"Month","value":"1"}}}`
	}
	status, reason := x.update(amount, intent, mayPend)
	p.expect(p.c.call("PATCH", "/v2/checkoutSessions/"+x.id, body), status, reason)
}

func (p *play) pay(r *rapid.T) {
	x := some(r, p.sessions, "session")
	_, err := p.s.Pay(x.id)
	p.expectError(err, x.pay())
}

func (p *play) leave(r *rapid.T) {
	x := some(r, p.sessions, "session")
	_, err := p.s.CancelByBuyer(x.id)
	p.expectError(err, x.leave())
}

func (p *play) complete(r *rapid.T) {
	x := some(r, p.sessions, "session")
	amount := max(1, x.amount)
	if rapid.IntRange(0, 9).Draw(r, "mismatch") == 0 {
		amount++
	}
	p.completeWith(x, amount, rapid.SampledFrom([]string{"", "", "", "AuthorizationInitiated", "BuyerCanceled", "AmazonCanceled", "Declined"}).Draw(r, "code"))
}

func (p *play) completeWith(x *modelSession, amount int, code string) {
	status, reason := p.model.complete(x, amount, code)
	a := p.expect(p.simulating(code).complete(x.id, amount), status, reason)
	if x.permission != nil && x.permission.id == "" {
		x.permission.id = a.text("chargePermissionId")
		if x.charge != nil {
			p.name(x.charge, a.text("chargeId"))
		}
	}
}

// name enters the id of a charge: on a Recurring permission it has a base of its own (protocol 0.1 point 8).
func (p *play) name(c *modelCharge, id string) {
	c.id = id
	if own := !strings.HasPrefix(id, c.permission.id+"-C"); own != c.permission.recurring || !strings.HasPrefix(id, "S03-") {
		p.Fatalf("charge %s on permission %s", id, c.permission.id)
	}
}

// checkout goes the way of a good payment at once, so that there are permissions to work on.
func (p *play) checkout(r *rapid.T) {
	p.open(r)
	x := p.sessions[len(p.sessions)-1]
	_, err := p.s.Choose(x.id, sandbox.Choice{Buyer: "taro", Card: "1111"})
	p.expectError(err, x.choose("1111"))
	amount := rapid.IntRange(1, 100_000).Draw(r, "amount")
	p.updateTo(x, amount, rapid.SampledFrom([]string{"Confirm", "Confirm", "Authorize", "AuthorizeWithCapture"}).Draw(r, "intent"), false)
	_, err = p.s.Pay(x.id)
	p.expectError(err, x.pay())
	p.completeWith(x, amount, "")
}
