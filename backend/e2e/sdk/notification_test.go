package sdk_test

import (
	"bufio"
	"context"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os/exec"
	"strings"
	"testing"
	"time"

	"noren/backend/amazonpay"
	"noren/backend/sandbox"
)

// validator is a running testdata/validator.js.
type validator struct {
	t     *testing.T
	url   string
	lines *bufio.Scanner
}

// startValidator starts it; it trusts certificates at origin besides those of SNS's own hosts, and authority (a PEM
// file) for TLS.
func startValidator(t *testing.T, origin, authority string) *validator {
	t.Helper()
	node := exec.CommandContext(t.Context(), "node", "testdata/validator.js", origin)
	node.Env = append(node.Environ(), "NODE_EXTRA_CA_CERTS="+authority, "NO_PROXY=127.0.0.1", "no_proxy=127.0.0.1")
	in, err := node.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := node.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := node.Start(); err != nil {
		t.Fatalf("node is missing, and notifications are verified with it: %v", err)
	}
	t.Cleanup(func() { // the end of the test's context has ended it already, or the end of its input does
		_ = in.Close()
		_ = node.Wait()
	})
	v := &validator{t: t, lines: bufio.NewScanner(out)}
	v.url = v.next().text("url")
	return v
}

// next waits for the next line that the validator prints.
func (v *validator) next() step {
	v.t.Helper()
	if !v.lines.Scan() {
		v.t.Fatalf("the validator has ended: %v", v.lines.Err())
	}
	var one step
	if err := json.Unmarshal(v.lines.Bytes(), &one); err != nil {
		v.t.Fatal(err)
	}
	return one
}

// charged makes a payment of 3,980 yen that is authorized only, in the simplest dialect.
func charged(t *testing.T, s *sandbox.Sandbox) (permission, charge string) {
	t.Helper()
	w := newWriter(t, s, dialects()[0], v2)
	session := w.create()
	w.choose(session)
	w.call("update", http.MethodPatch, "/v2/checkoutSessions/"+session, w.update())
	if _, err := s.Pay(session); err != nil {
		t.Fatal(err)
	}
	done := w.call("complete", http.MethodPost, "/v2/checkoutSessions/"+session+"/complete", `{"chargeAmount":`+w.amount(3980)+`}`)
	if done.Status != http.StatusOK {
		t.Fatalf("complete: %+v", done)
	}
	return done.text("chargePermissionId"), done.text("chargeId")
}

// An independent validator takes what the sandbox sends in both versions of the signature, and nothing that was changed
// (protocol 8.2).
func TestProtocol8_2_IndependentValidator(t *testing.T) {
	for _, version := range []string{"1", "2"} {
		t.Run("SignatureVersion "+version, func(t *testing.T) {
			s := start(t, sandbox.Config{SignatureVersion: version})
			authority := writePEM(t, "CERTIFICATE", certificate(t, s).Raw)
			v := startValidator(t, s.URL, authority)
			s.SetNotificationURL(s.Merchant().MerchantID, v.url)
			permission, charge := charged(t, s)
			s.Advance(31 * 24 * time.Hour) // the authorization expires
			if err := s.DeliverNotifications(t.Context()); err != nil {
				t.Fatal(err)
			}
			sent := s.Notifications()
			if len(sent) == 0 {
				t.Fatal("nothing was sent")
			}
			about := map[string]bool{}
			for _, n := range sent {
				compare(t, []step{v.next()}, []step{{"message", 200, values{
					"error": nil, "version": version, "message.NotificationVersion": "V2", "message.NotificationType": "STATE_CHANGE",
					"message.NotificationId": n.ID, "message.MerchantID": "A1STRANGER0001", "message.ObjectType": n.ObjectType,
					"message.ObjectId": n.ObjectID, "message.ChargePermissionId": permission,
					"headers.content-type": "text/plain; charset=UTF-8", "headers.x-amz-sns-message-type": "Notification",
				}}})
				about[n.ObjectID] = true
			}
			if !about[charge] {
				t.Errorf("no notification about the charge: %+v", sent)
			}
			v.checkForgeries(sent[0].Attempts[0].Body, version)
			s.SetNotificationURL(s.Merchant().MerchantID, "")
		})
	}
}

// checkForgeries sends changed copies of a genuine envelope.
func (v *validator) checkForgeries(envelope, version string) {
	v.t.Helper()
	for name, forged := range map[string]string{
		"other merchant":  strings.Replace(envelope, "A1STRANGER0001", "A1STRANGER0002", 1),
		"other topic":     strings.Replace(envelope, "arn:aws:sns:ap", "arn:aws:sns:eu", 1),
		"other version":   strings.Replace(envelope, `"SignatureVersion":"`+version, `"SignatureVersion":"`+map[string]string{"1": "2", "2": "1"}[version], 1),
		"other signature": flipEnvelope(v.t, envelope),
	} {
		if forged == envelope {
			v.t.Fatalf("%s: nothing was changed", name)
		}
		post(v.t, v.url, forged)
		compare(v.t, []step{v.next()}, []step{{"message", 403, values{"error": "the signature is not genuine"}}})
	}
}

// A validator that trusts SNS's own hosts only does not even fetch the sandbox's certificate.
func TestProtocol8_2_StrictValidatorRefusesTheSandbox(t *testing.T) {
	s := start(t, sandbox.Config{})
	v := startValidator(t, "", "")
	s.SetNotificationURL(s.Merchant().MerchantID, v.url)
	charged(t, s)
	s.Advance(31 * 24 * time.Hour)
	if err := s.DeliverNotifications(t.Context()); err == nil {
		t.Error("every notification was answered with 2xx")
	}
	compare(t, []step{v.next()}, []step{{"message", 403, values{"error": "the certificate is not at a trusted address"}}})
}

// This project's own client verifies the same envelopes.
func TestProtocol8_2_OwnClientVerifies(t *testing.T) {
	for _, version := range []string{"1", "2"} {
		t.Run("SignatureVersion "+version, func(t *testing.T) {
			s := start(t, sandbox.Config{SignatureVersion: version})
			charge, envelopes := delivered(t, s)
			n := ownNotifications(t, s)
			about := map[string]bool{}
			for _, envelope := range envelopes {
				got, err := n.Verify(t.Context(), []byte(envelope))
				if err != nil || got.Type != amazonpay.StateChange || got.MerchantID != "A1STRANGER0001" {
					t.Errorf("notification %+v, error %v", got, err)
				}
				about[got.ObjectID] = true
			}
			if !about[charge] {
				t.Errorf("no notification about %s among %v", charge, about)
			}
			_, err := n.Verify(t.Context(), []byte(flipEnvelope(t, envelopes[0])))
			if !errors.Is(err, amazonpay.ErrNotificationSignature) {
				t.Errorf("one bit changed: error %v", err)
			}
			var strict amazonpay.Notifications
			if _, err := strict.Verify(t.Context(), []byte(envelopes[0])); !errors.Is(err, amazonpay.ErrNotificationSignature) {
				t.Errorf("trusting Amazon's hosts only: error %v", err)
			}
		})
	}
}

// delivered lets a payment expire and returns what the sandbox posted to the shop about it.
func delivered(t *testing.T, s *sandbox.Sandbox) (charge string, envelopes []string) {
	t.Helper()
	v := startValidator(t, s.URL, writePEM(t, "CERTIFICATE", certificate(t, s).Raw))
	s.SetNotificationURL(s.Merchant().MerchantID, v.url)
	_, charge = charged(t, s)
	s.Advance(31 * 24 * time.Hour)
	if err := s.DeliverNotifications(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, n := range s.Notifications() {
		for _, attempt := range n.Attempts {
			envelopes = append(envelopes, attempt.Body)
		}
	}
	if len(envelopes) == 0 {
		t.Fatal("nothing was sent")
	}
	return charge, envelopes
}

// ownNotifications trusts the sandbox's certificate, which it really fetches.
func ownNotifications(t *testing.T, s *sandbox.Sandbox) *amazonpay.Notifications {
	t.Helper()
	client := browser(t, s)
	return &amazonpay.Notifications{
		CertURL: func(url string) bool { return strings.HasPrefix(url, s.URL+"/") && strings.HasSuffix(url, ".pem") },
		Certificates: func(ctx context.Context, url string) (*x509.Certificate, error) {
			r, err := http.NewRequestWithContext(ctx, http.MethodGet, url, http.NoBody)
			if err != nil {
				return nil, err
			}
			answer, err := client.Do(r)
			if err != nil {
				return nil, err
			}
			defer answer.Body.Close()
			text, err := io.ReadAll(answer.Body)
			if err != nil {
				return nil, err
			}
			block, _ := pem.Decode(text)
			if block == nil {
				return nil, fmt.Errorf("no certificate at %s", url)
			}
			return x509.ParseCertificate(block.Bytes)
		},
		Now: s.Now,
	}
}

func post(t *testing.T, url, body string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	answer.Body.Close()
}

// flipEnvelope flips one bit of the signature in an envelope.
func flipEnvelope(t *testing.T, envelope string) string {
	t.Helper()
	var fields map[string]string
	if err := json.Unmarshal([]byte(envelope), &fields); err != nil {
		t.Fatal(err)
	}
	fields["Signature"] = flipBase64(t, fields["Signature"])
	forged, err := json.Marshal(fields)
	if err != nil {
		t.Fatal(err)
	}
	return string(forged)
}
