package sandbox_test

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"noren/backend/sandbox"
)

// walk is a sequence of calls and what they were answered, with ids named in the order in which they came up and
// without times, so that two walks can be compared.
type walk struct {
	c       *client
	tag     string   // of idempotency keys
	known   []string // charges and permissions
	names   map[string]string
	answers []string
}

var identifier = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f-]{27}|[SC]03-\d{7}-\d{7}(-[CR]\d{6})?|\d{8}T\d{6}Z`)

func (w *walk) note(text string) {
	w.answers = append(w.answers, identifier.ReplaceAllStringFunc(text, func(id string) string {
		if strings.Contains(id, "T") {
			return "time"
		}
		if w.names[id] == "" {
			w.names[id] = fmt.Sprint("id", len(w.names))
		}
		return w.names[id]
	}))
}

// step is one call, chosen by a number; what it is about is chosen by another.
func (w *walk) step(i, what, about int) {
	c := w.c.with("x-amz-pay-idempotency-key", fmt.Sprint(w.tag, i))
	at := ""
	if len(w.known) > 0 {
		at = w.known[about%len(w.known)]
	}
	switch what {
	case 0:
		id := w.c.paid(3000+about, "Authorize", "", "")
		w.note(id)
		a := w.c.complete(id, 3000+about)
		w.note(a.body)
		w.known = append(w.known, a.text("chargeId"), a.text("chargePermissionId"))
	case 1:
		w.note(c.call("POST", "/v2/charges/"+at+"/capture", `{"captureAmount":`+amount(100+about)+`}`).body)
	case 2:
		w.note(c.call("POST", "/v2/refunds", `{"chargeId":"`+at+`","refundAmount":`+amount(50)+`}`).body)
	case 3:
		w.note(c.call("DELETE", "/v2/charges/"+at+"/cancel", `{"cancellationReason":"x"}`).body)
	case 4:
		w.note(c.call("DELETE", "/v2/chargePermissions/"+at+"/close", `{"closureReason":"x"}`).body)
	case 5:
		w.c.s.Advance(time.Duration(about) * 13 * time.Hour)
	case 6:
		w.note(c.get("/v2/charges/" + at).body)
	case 7:
		w.note(c.get("/v2/chargePermissions/" + at).body)
	}
}

func (w *walk) run(steps [][2]int) []string {
	for i, x := range steps {
		w.step(i, x[0], x[1])
	}
	b := w.c.s.Books()
	for _, p := range b.Permissions {
		w.note(fmt.Sprint(p.State, p.ReasonCode, p.Limit, p.Balance))
	}
	for _, x := range b.Charges {
		w.note(fmt.Sprint(x.State, x.ReasonCode, x.Amount, x.Captured, x.Refunded))
	}
	w.note(fmt.Sprint(len(w.c.s.Notifications()), len(w.c.s.Mails()), len(w.c.s.Requests())))
	return w.answers
}

// Random calls, a snapshot, more calls, restored: the same calls are answered the same again, and after them the books
// are the same.
func TestSnapshot_RestoreBringsEverythingBack(t *testing.T) {
	s := sandbox.RunT(t)
	c := newClient(t, s)
	round := 0
	rapid.Check(t, func(r *rapid.T) {
		round++
		steps := rapid.SliceOfN(rapid.Custom(func(r *rapid.T) [2]int {
			return [2]int{rapid.IntRange(0, 7).Draw(r, "what"), rapid.IntRange(0, 40).Draw(r, "about")}
		}), 1, 12)
		s.Reset()
		before := &walk{c: c, tag: fmt.Sprint("before", round, "-"), names: map[string]string{}}
		before.run(steps.Draw(r, "before"))
		id := s.Snapshot()
		after := steps.Draw(r, "after")
		run := func() []string {
			names := map[string]string{}
			for k, v := range before.names {
				names[k] = v
			}
			return (&walk{c: c, tag: fmt.Sprint("after", round, "-"), known: before.known, names: names}).run(after)
		}
		first := run()
		for range 2 {
			if err := s.Restore(id); err != nil {
				r.Fatal(err)
			}
			if again := run(); strings.Join(again, "\n") != strings.Join(first, "\n") {
				r.Fatalf("again:\n%s\nfirst:\n%s", strings.Join(again, "\n"), strings.Join(first, "\n"))
			}
		}
		if err := s.Forget(id); err != nil {
			r.Fatal(err)
		}
	})
}

// What falls due later falls due after a restore too, for the objects of the snapshot.
func TestSnapshot_KeepsWhatFallsDue(t *testing.T) {
	s := sandbox.RunT(t)
	c := newClient(t, s)
	_, charge := c.charged(3980, "Authorize")
	id := s.Snapshot()
	at := s.Now()
	s.Advance(40 * day)
	if got := s.Books().Charges[0].State; got != "Canceled" {
		t.Fatalf("after 40 days: %s", got)
	}
	if err := s.Restore(id); err != nil {
		t.Fatal(err)
	}
	if d := s.Now().Sub(at); d.Abs() > time.Minute {
		t.Errorf("restored to %s later", d)
	}
	c.get("/v2/charges/"+charge).is(t, 200, "")
	if got := s.Books().Charges[0].State; got != "Authorized" {
		t.Errorf("restored: %s", got)
	}
	s.Advance(40 * day)
	if got := s.Books().Charges[0].State; got != "Canceled" {
		t.Errorf("after 40 days again: %s", got)
	}
	if err := s.Restore("x"); reasonOf(err) != "ResourceNotFound" {
		t.Errorf("no such snapshot: %v", err)
	}
}

// Reset forgets everything but keys and snapshots; a client goes on with its key, and whoever follows the journal sees it.
func TestReset(t *testing.T) {
	s := sandbox.RunT(t)
	c := newClient(t, s)
	c.charged(3980, "Authorize")
	s.AddBuyer(sandbox.Buyer{ID: "jiro"})
	s.SetNotificationURL(s.Merchant().MerchantID, s.URL)
	s.Fault(sandbox.Fault{Kind: sandbox.Fail})
	if err := s.NextOutcome(sandbox.NextOutcome{Outcome: sandbox.Declined}); err != nil {
		t.Fatal(err)
	}
	s.Advance(24 * time.Hour)
	if err := s.SetSettings(sandbox.Settings{Throttle: true}); err != nil {
		t.Fatal(err)
	}
	events := s.Events(0)
	last := events[len(events)-1].Number
	s.Reset()
	b := s.Books()
	if n := len(b.Sessions) + len(b.Permissions) + len(b.Charges) + len(s.Requests()) + len(s.Notifications()) + len(s.Mails()) + len(s.Faults()) + len(s.NextOutcomes()); n != 0 {
		t.Errorf("%d things are left", n)
	}
	if len(s.Buyers()) != 5 || s.Settings().Throttle || time.Until(s.Now()).Abs() > time.Minute {
		t.Errorf("%d buyers, %+v, %s", len(s.Buyers()), s.Settings(), s.Now())
	}
	if after := s.Events(last); len(after) != 1 || after[0].State != "reset" || len(s.Events(0)) != 1 {
		t.Errorf("events: %+v", s.Events(0))
	}
	if s.Merchant().PublicKeyID != s.Accounts()[0].PublicKeyID {
		t.Error("the account has lost its key")
	}
	c.charged(3980, "Authorize")
}

// A call that is held when everything is reset is cut: it does nothing to what comes after.
func TestReset_CutsHeldCalls(t *testing.T) {
	s := sandbox.RunT(t)
	c := newClient(t, s)
	id := c.paid(3980, "Authorize", "", "")
	fault := s.Fault(sandbox.Fault{Kind: sandbox.Hold, Operation: "CompleteCheckoutSession"})
	snapshot := s.Snapshot()
	ended := make(chan error)
	go func() {
		response, err := http.DefaultClient.Do(c.request("POST", "/v2/checkoutSessions/"+id+"/complete", `{"chargeAmount":`+amount(3980)+`}`))
		if err == nil {
			response.Body.Close()
		}
		ended <- err
	}()
	if _, err := s.WaitHeld(t.Context(), fault); err != nil {
		t.Fatal(err)
	}
	if err := s.Restore(snapshot); err != nil {
		t.Fatal(err)
	}
	if err := <-ended; err == nil {
		t.Error("the call was answered")
	}
	if got := s.Books().Sessions[0].State; got != "Open" {
		t.Errorf("session: %s", got)
	}
}
