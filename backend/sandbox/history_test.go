package sandbox_test

import (
	"bufio"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"noren/backend/sandbox"
)

// Every request is in the journal with the payment that it is about: by its path, its body or its answer.
func TestHistory_RequestsBelongToTheirPayment(t *testing.T) {
	s := sandbox.RunT(t)
	c := newClient(t, s)
	permission, charge := c.charged(3980, "Authorize")
	session := s.Books().Sessions[0].ID
	c.call("POST", "/v2/charges/"+charge+"/capture", `{"captureAmount":`+amount(3980)+`}`).is(t, 200, "")
	c.call("POST", "/v2/refunds", `{"chargeId":"`+charge+`","refundAmount":`+amount(100)+`}`).is(t, 201, "")
	c.get("/v2/chargePermissions/"+permission).is(t, 200, "")
	made := c.call("POST", "/v2/checkoutSessions", payload("")).is(t, 201, "").text("checkoutSessionId")
	c.get("/v2/charges/S03-0000000-0000000-C000000").is(t, 404, "ResourceNotFound")
	want := []struct{ session, state, detail string }{
		{session, "200", "UpdateCheckoutSession"},
		{session, "200", "CompleteCheckoutSession"},
		{session, "200", "CaptureCharge"},
		{session, "201", "CreateRefund"},
		{session, "200", "GetChargePermission"},
		{made, "201", "CreateCheckoutSession"},
		{"", "404", "GetCharge ResourceNotFound"},
	}
	var got []sandbox.Event
	for _, e := range s.Events(0) {
		if e.Subject == sandbox.SubjectRequest {
			got = append(got, e)
		}
	}
	for i, w := range want {
		if e := got[i]; e.SessionID != w.session || e.State != w.state || e.Detail != w.detail || e.ID != s.Requests()[i].ID {
			t.Errorf("%d: %+v, want %+v", i, e, w)
		}
	}
}

// A developer sees where the text that he signed differs, to the character.
func TestProtocol1_3_Compare(t *testing.T) {
	s := sandbox.RunT(t)
	c := newClient(t, s)
	c.get("/v2/charges/x").is(t, 404, "ResourceNotFound")
	request := s.Requests()[0]
	ours := request.Signature.CanonicalRequest
	for name, x := range map[string]struct {
		theirs       string
		line, column int
	}{
		"same":            {ours, 0, 0},
		"Windows":         {strings.ReplaceAll(ours, "\n", "\r\n"), 0, 0},
		"method":          {strings.Replace(ours, "GET", "GEt", 1), 1, 3},
		"blank":           {strings.Replace(ours, "accept:", "accept: ", 1), 4, 8},
		"ends early":      {ours[:len(ours)-1], 11, 64},
		"line too many":   {ours + "\n", 12, 1},
		"line missing":    {strings.Replace(ours, "\n\naccept", "\naccept", 1), 3, 1},
		"beyond one byte": {strings.Replace(ours, "/v2/charges/x", "/v2/charges/あ", 1), 2, 13},
	} {
		got, err := s.Compare(request.ID, x.theirs)
		if err != nil || got.Line != x.line || got.Column != x.column || got.Same != (x.line == 0) {
			t.Errorf("%s: line %d column %d %v, %v", name, got.Line, got.Column, got.Same, err)
		}
	}
	if _, err := s.Compare("x", ours); reasonOf(err) != "ResourceNotFound" {
		t.Errorf("no such request: %v", err)
	}
}

// The stream sends what happens as it happens, from where the client was, and ends with the sandbox.
func TestControl_Stream(t *testing.T) {
	s := sandbox.RunT(t)
	s.Advance(1)
	s.Advance(1)
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.ControlURL+"/stream", nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Last-Event-ID", "1")
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if kind := response.Header.Get("Content-Type"); kind != "text/event-stream" {
		t.Errorf("Content-Type %s", kind)
	}
	lines := bufio.NewScanner(response.Body)
	next := func() (id string) {
		for lines.Scan() {
			if id, ok := strings.CutPrefix(lines.Text(), "id: "); ok {
				return id
			}
		}
		return "end"
	}
	for i := 2; i < 5; i++ {
		if got := next(); got != strconv.Itoa(i) {
			t.Fatalf("event %s, want %d", got, i)
		}
		if i > 1 {
			s.Advance(1)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	for range 3 {
		if next() == "end" {
			return
		}
	}
	t.Error("the stream goes on")
}
