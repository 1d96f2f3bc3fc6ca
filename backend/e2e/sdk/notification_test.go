package sdk_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"noren/backend/sandbox"
)

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
			s := start(t, sandbox.Config{Settings: sandbox.Settings{SignatureVersion: version}})
			v := startValidator(t, s, authorityFile(t, s))
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
	v := runValidator(t, certificateFile(t, s))
	s.SetNotificationURL(s.Merchant().MerchantID, v.url)
	charged(t, s)
	s.Advance(31 * 24 * time.Hour)
	if err := s.DeliverNotifications(t.Context()); err == nil {
		t.Error("every notification was answered with 2xx")
	}
	compare(t, []step{v.next()}, []step{{"message", 403, values{"error": s.URL + " is not trusted"}}})
}

// A certificate that somebody else issued is refused, though it is at the right address.
func TestProtocol8_2_CertificateOfAnotherAuthority(t *testing.T) {
	s, stranger := start(t, sandbox.Config{}), start(t, sandbox.Config{})
	v := startValidator(t, s, authorityFile(t, stranger))
	s.SetNotificationURL(s.Merchant().MerchantID, v.url)
	charged(t, s)
	if err := s.DeliverNotifications(t.Context()); err == nil {
		t.Error("every notification was answered with 2xx")
	}
	compare(t, []step{v.next()}, []step{{"message", 403, values{"error": "the certificate is of another authority"}}})
}

// A receiver that confirms gets what happens from then on (protocol 8.3).
func TestProtocol8_3_IndependentValidatorConfirms(t *testing.T) {
	for _, version := range []string{"1", "2"} {
		t.Run("SignatureVersion "+version, func(t *testing.T) {
			s := start(t, sandbox.Config{Settings: sandbox.Settings{SignatureVersion: version}})
			v := startValidator(t, s, authorityFile(t, s))
			if err := s.Subscribe(t.Context(), s.Merchant().MerchantID, v.url); err != nil {
				t.Fatal(err)
			}
			asked := v.next()
			compare(t, []step{asked}, []step{{"message", 200, values{
				"error": nil, "type": "SubscriptionConfirmation", "version": version, "confirmed": float64(http.StatusOK),
				"headers.x-amz-sns-message-type": "SubscriptionConfirmation",
			}}})
			permission, _ := charged(t, s)
			if err := s.DeliverNotifications(t.Context()); err != nil {
				t.Fatal(err)
			}
			compare(t, []step{v.next()}, []step{{"message", 200, values{
				"type": "Notification", "topic": asked.at("topic"), "message.ChargePermissionId": permission,
			}}})
			s.SetNotificationURL(s.Merchant().MerchantID, "")
		})
	}
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
