package sandbox_test

import (
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"noren/backend/sandbox"
)

// control sends to the control API and fails on another status than 200.
func control(t *testing.T, s *sandbox.Sandbox, name string, in, out any) {
	t.Helper()
	status, body := rawControl(t, s, name, "application/json", in)
	if status != http.StatusOK {
		t.Fatalf("%s: %d %s", name, status, body)
	}
	if out != nil {
		if err := json.Unmarshal(body, out); err != nil {
			t.Fatalf("%s: %v in %s", name, err, body)
		}
	}
}

func rawControl(t *testing.T, s *sandbox.Sandbox, name, kind string, in any) (status int, answer []byte) {
	t.Helper()
	method, body := http.MethodGet, []byte(nil)
	if in != nil {
		var err error
		if body, err = json.Marshal(in); err != nil {
			t.Fatal(err)
		}
		method = http.MethodPost
	}
	r, err := http.NewRequestWithContext(t.Context(), method, s.ControlURL+"/"+name, bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", kind)
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if answer, err = io.ReadAll(response.Body); err != nil {
		t.Fatal(err)
	}
	return response.StatusCode, answer
}

type object = map[string]any

// A team without Go drives a payment, the clock and faults by the control API alone.
func TestControl(t *testing.T) {
	s := sandbox.RunT(t)
	c := newClient(t, s)
	der, err := x509.MarshalPKIXPublicKey(&c.key.PublicKey)
	if err != nil {
		t.Fatal(err)
	}
	c.keyID = "SANDBOX-BYCONTROL00000000000000"
	control(t, s, "registerKey", object{
		"merchantId": s.Merchant().MerchantID, "publicKeyId": c.keyID,
		"pem": string(pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der})),
	}, nil)
	var begun struct{ ID string }
	control(t, s, "initiate", object{"form": c.form(payload(""), "PayAndShip")}, &begun)
	var way struct{ Redirect string }
	control(t, s, "choose", object{"sessionId": begun.ID, "buyer": "hanako", "address": "kyoto", "card": "gift"}, &way)
	if !strings.HasPrefix(way.Redirect, "https://shop.example.jp/review") {
		t.Errorf("choose: %+v", way)
	}
	c.call("PATCH", "/v2/checkoutSessions/"+begun.ID, update(1200, "AuthorizeWithCapture", "")).is(t, 200, "")
	control(t, s, "pay", object{"sessionId": begun.ID}, &way)
	var fault struct{ ID string }
	control(t, s, "fault", object{"operation": "CompleteCheckoutSession", "kind": "throttle", "retryAfter": "2s", "count": 1}, &fault)
	c.complete(begun.ID, 1200).is(t, 429, "TooManyRequests")
	c.complete(begun.ID, 1200).is(t, 200, "")
	var books sandbox.Books
	control(t, s, "books", nil, &books)
	if len(books.Charges) != 1 || books.Charges[0].Captured != 1200 {
		t.Errorf("books: %+v", books)
	}
	var before, after struct{ Now time.Time }
	control(t, s, "now", nil, &before)
	control(t, s, "advance", object{"by": "24h"}, &after)
	if d := after.Now.Sub(before.Now); d < day || d > day+time.Minute {
		t.Errorf("moved by %s", d)
	}
	control(t, s, "setClock", object{"now": "2030-01-01T00:00:00Z"}, &after)
	if after.Now.Year() != 2030 {
		t.Errorf("set to %s", after.Now)
	}
	var requests []sandbox.Request
	control(t, s, "requests", nil, &requests)
	if len(requests) != 3 || requests[2].Operation != "CompleteCheckoutSession" || requests[2].Signature.Verdict != "valid" {
		t.Errorf("requests: %+v", requests)
	}
	var merchant map[string]any
	control(t, s, "merchant", nil, &merchant)
	if merchant["merchantId"] != s.Merchant().MerchantID || merchant["PrivateKey"] != nil {
		t.Errorf("merchant: %v", merchant)
	}
	var notifications []sandbox.Notification
	control(t, s, "notifications", nil, &notifications)
	if len(notifications) == 0 {
		t.Error("no notifications")
	}
	for _, name := range []string{"buyers", "held"} {
		control(t, s, name, nil, &[]any{})
	}
	control(t, s, "drop", object{"id": notifications[0].ID}, nil)
	for _, name := range []string{"reverse", "clearFaults", "deliverNotifications"} {
		control(t, s, name, object{}, nil)
	}
}

func TestControlRefuses(t *testing.T) {
	s := sandbox.RunT(t)
	for _, x := range []struct {
		name, kind string
		in         any
		status     int
	}{
		{"advance", "text/plain", object{"by": "1h"}, 415}, // what a foreign page could send
		{"advance", "application/json", object{"by": "soon"}, 400},
		{"advance", "application/json", object{"by": "-1h"}, 400},
		{"advance", "application/json", object{"to": "1h"}, 400},
		{"fault", "application/json", object{"kind": "explode"}, 400},
		{"registerKey", "application/json", object{"pem": "x"}, 400},
		{"pay", "application/json", object{"sessionId": "x"}, 404},
		{"release", "application/json", object{"id": "x"}, 404},
		{"initiate", "application/json", object{"form": object{"publicKeyId": []string{"x"}}}, 400},
	} {
		if status, body := rawControl(t, s, x.name, x.kind, x.in); status != x.status {
			t.Errorf("%s %v: %d %s", x.name, x.in, status, body)
		}
	}
}

// The clock fires what falls due in order, each at its own time.
func TestAdvanceInOrder(t *testing.T) {
	s := sandbox.RunT(t)
	c := newClient(t, s)
	permission, charge := c.charged(3980, "Authorize")
	s.Advance(200 * day)
	got := c.get("/v2/charges/" + charge)
	ended, err := time.Parse("20060102T150405Z", got.text("statusDetails.lastUpdatedTimestamp"))
	if err != nil {
		t.Fatal(err)
	}
	created, err := time.Parse("20060102T150405Z", got.text("creationTimestamp"))
	if err != nil {
		t.Fatal(err)
	}
	if ended.Sub(created) != 30*day {
		t.Errorf("expired after %s", ended.Sub(created))
	}
	var kinds []string
	for _, n := range s.Notifications() {
		kinds = append(kinds, n.ObjectType)
	}
	// made, authorized, in progress; expired, chargeable again; expired
	if strings.Join(kinds, " ") != "CHARGE_PERMISSION CHARGE CHARGE_PERMISSION CHARGE CHARGE_PERMISSION CHARGE_PERMISSION" {
		t.Errorf("notified: %v", kinds)
	}
	if p := c.get("/v2/chargePermissions/" + permission); p.state() != "Closed" {
		t.Errorf("permission: %s", p.body)
	}
}

func TestStart(t *testing.T) {
	s, err := sandbox.New(sandbox.Config{})
	if err != nil {
		t.Fatal(err)
	}
	for _, address := range []string{"192.0.2.1:0", "nonsense"} {
		if err := s.Start(t.Context(), address, "127.0.0.1:0", sandbox.TLS{}); err == nil {
			t.Errorf("listens on %s", address)
		}
	}
	if err := s.Start(t.Context(), "127.0.0.1:0", "127.0.0.1:0", sandbox.TLS{Enabled: true}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.URL+"/v2/charges/x", nil)
	if err != nil {
		t.Fatal(err)
	}
	// As the official Node SDK does (protocol 1.8).
	client := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}}
	response, err := client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	response.Body.Close()
	if response.StatusCode != http.StatusBadRequest || response.Header.Get("X-Amz-Pay-Request-Id") == "" {
		t.Errorf("answer %d", response.StatusCode)
	}
}

// Many at once: under the race detector, with one charge for one key and one completion for one session.
func TestPitfall1_AtTheSameTime(t *testing.T) {
	s := sandbox.RunT(t)
	c := newClient(t, s)
	id := c.paid(3980, "Authorize", "", "")
	permission, _ := c.charged(5000, "Confirm")
	body := `{"chargePermissionId":"` + permission + `","captureNow":true,"chargeAmount":` + amount(100) + `}`
	var wg sync.WaitGroup
	var mu sync.Mutex
	completed := 0
	for range 8 {
		own := *c
		wg.Go(func() {
			if a := own.complete(id, 3980); a.status == 200 {
				mu.Lock()
				completed++
				mu.Unlock()
			}
			own.with("x-amz-pay-idempotency-key", "one").call("POST", "/v2/charges", body).is(t, 201, "")
			s.Advance(time.Second)
			s.Books()
			s.Requests()
		})
	}
	wg.Wait()
	if completed != 1 {
		t.Errorf("%d completions", completed)
	}
	if n := len(s.Books().Charges); n != 2 {
		t.Errorf("%d charges, want the session's and one more", n)
	}
}
