package sandbox_test

import (
	"crypto"
	"crypto/rsa"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"noren/backend/sandbox"
)

// shop receives notifications and verifies each as AWS's published rule says (protocol 8.2).
type shop struct {
	*httptest.Server

	t      *testing.T
	mu     sync.Mutex
	got    []map[string]string // the texts of Message
	answer int
}

func newShop(t *testing.T) *shop {
	t.Helper()
	x := &shop{t: t, answer: http.StatusOK}
	x.Server = httptest.NewServer(http.HandlerFunc(x.receive))
	t.Cleanup(x.Close)
	return x
}

func (x *shop) receive(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		x.t.Error(err)
	}
	var e map[string]string
	if err := json.Unmarshal(body, &e); err != nil {
		x.t.Error(err)
	}
	if kind := r.Header.Get("Content-Type"); kind != "text/plain; charset=UTF-8" || r.Header.Get("X-Amz-Sns-Message-Type") != "Notification" {
		x.t.Errorf("headers %v", r.Header)
	}
	x.verify(e)
	var m map[string]string
	if err := json.Unmarshal([]byte(e["Message"]), &m); err != nil {
		x.t.Error(err)
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.answer == http.StatusOK {
		x.got = append(x.got, m)
	}
	w.WriteHeader(x.answer)
}

func (x *shop) verify(e map[string]string) {
	var text strings.Builder
	for _, key := range []string{"Message", "MessageId", "Subject", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"} {
		if value, ok := e[key]; ok {
			text.WriteString(key + "\n" + value + "\n")
		}
	}
	kind, digest := crypto.SHA1, sha1.Sum([]byte(text.String()))
	sum := digest[:]
	if e["SignatureVersion"] == "2" {
		digest := sha256.Sum256([]byte(text.String()))
		kind, sum = crypto.SHA256, digest[:]
	}
	signature, err := base64.StdEncoding.DecodeString(e["Signature"])
	if err != nil {
		x.t.Error(err)
	}
	if err := rsa.VerifyPKCS1v15(x.certificate(e["SigningCertURL"]), kind, sum, signature); err != nil {
		x.t.Errorf("signature of a notification: %v", err)
	}
}

func (x *shop) certificate(url string) *rsa.PublicKey {
	r, err := http.NewRequestWithContext(x.t.Context(), http.MethodGet, url, nil)
	if err != nil {
		x.t.Fatal(err)
	}
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		x.t.Fatal(err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		x.t.Fatal(err)
	}
	block, _ := pem.Decode(text)
	certificate, err := x509.ParseCertificate(block.Bytes)
	if err != nil {
		x.t.Fatal(err)
	}
	key, ok := certificate.PublicKey.(*rsa.PublicKey)
	if !ok {
		x.t.Fatal("not an RSA certificate")
	}
	return key
}

func (x *shop) take() []string {
	x.mu.Lock()
	defer x.mu.Unlock()
	var ids []string
	for _, m := range x.got {
		ids = append(ids, m["ObjectType"]+" "+m["ObjectId"])
	}
	x.got = nil
	return ids
}

func (x *shop) answers(status int) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.answer = status
}

// Protocol 8: what is sent, that no state is inside, and the ways in which delivery goes wrong.
func TestProtocol_Notifications(t *testing.T) {
	s := sandbox.RunT(t)
	c := newClient(t, s)
	x := newShop(t)
	s.SetNotificationURL(s.Merchant().MerchantID, x.URL)
	permission, charge := c.charged(3980, "Authorize")
	if got := x.take(); got != nil {
		t.Errorf("delivered unasked: %v", got)
	}
	deliver := func(want ...string) {
		t.Helper()
		if err := s.DeliverNotifications(t.Context()); err != nil {
			t.Error(err)
		}
		if diff := cmp.Diff(want, x.take()); diff != "" {
			t.Error(diff)
		}
	}
	p, ch := "CHARGE_PERMISSION "+permission, "CHARGE "+charge
	deliver(p, ch, p) // made; authorized; in progress
	deliver()

	c.call("POST", "/v2/charges/"+charge+"/capture", `{"captureAmount":`+amount(3980)+`}`).is(t, 200, "")
	s.Reverse()
	deliver(p, ch) // closed; captured

	refund := c.call("POST", "/v2/refunds", `{"chargeId":"`+charge+`","refundAmount":`+amount(1)+`}`).is(t, 201, "").text("refundId")
	pending := func() (ids []string) {
		for _, n := range s.Notifications() {
			if n.Pending {
				ids = append(ids, n.ID)
			}
		}
		return ids
	}
	if err := s.Drop(pending()[0]); err != nil {
		t.Fatal(err)
	}
	deliver()
	s.Advance(30 * time.Second)
	if err := s.Duplicate(pending()[0]); err != nil {
		t.Fatal(err)
	}
	deliver("REFUND "+refund, "REFUND "+refund)
	for _, n := range s.Notifications() {
		for _, a := range n.Attempts {
			if a.Status != 200 || strings.Contains(a.Body, "Captured") {
				t.Errorf("attempt %+v", a)
			}
		}
	}
	if err := s.Drop("nothing"); reasonOf(err) != "ResourceNotFound" {
		t.Errorf("dropped nothing: %v", err)
	}
}

// Protocol 8.3 and 14: again each hour, three times; not after a 4xx.
func TestProtocol_Redelivery(t *testing.T) {
	s := sandbox.RunT(t)
	c := newClient(t, s)
	x := newShop(t)
	s.SetNotificationURL(s.Merchant().MerchantID, x.URL)
	c.charged(3980, "Confirm")
	x.answers(http.StatusServiceUnavailable)
	attempts := func() int { return len(s.Notifications()[0].Attempts) }
	for want := range 4 {
		if got := attempts(); got != want {
			t.Fatalf("%d attempts, want %d", got, want)
		}
		if err := s.DeliverNotifications(t.Context()); err == nil {
			t.Error("a 503 is no error")
		}
		s.Advance(time.Hour)
	}
	if err := s.DeliverNotifications(t.Context()); err != nil || attempts() != 4 {
		t.Errorf("%d attempts, %v", attempts(), err)
	}
	x.answers(http.StatusOK)
	if err := s.Deliver(s.Notifications()[0].ID); err != nil {
		t.Fatal(err)
	}
	if err := s.DeliverNotifications(t.Context()); err != nil || len(x.take()) != 1 {
		t.Errorf("asked again: %v", err)
	}
}

// Without ManualNotification they go out by themselves, with the signature version that was asked for.
func TestProtocol_AutomaticNotifications(t *testing.T) {
	s, err := sandbox.New(sandbox.Config{Settings: sandbox.Settings{SignatureVersion: "2"}})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Start(t.Context(), "127.0.0.1:0", "127.0.0.1:0", sandbox.TLS{}); err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	got := make(chan string, 10)
	x := newShop(t)
	s.SetNotificationURL(s.Merchant().MerchantID, x.URL)
	x.Config.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		x.receive(w, r)
		got <- r.Header.Get("X-Amz-Sns-Message-Id")
	})
	newClient(t, s).charged(3980, "Confirm")
	select {
	case <-got:
	case <-t.Context().Done():
	}
	if ids := x.take(); len(ids) != 1 {
		t.Errorf("got %v", ids)
	}
	if v := s.Notifications()[0].Attempts; len(v) > 0 && !strings.Contains(v[0].Body, `"SignatureVersion":"2"`) {
		t.Errorf("envelope: %s", v[0].Body)
	}
}
