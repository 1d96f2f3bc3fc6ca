package amazonpay

import (
	"bytes"
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"math/big"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

const (
	snsCertURL = "https://sns.ap-northeast-1.amazonaws.com/SimpleNotificationService-0000.pem"
	snsMessage = `{"NotificationVersion":"V2","NotificationType":"STATE_CHANGE","NotificationId":"66666666-7777-8888-9999-000000000000",` +
		`"MerchantID":"A1EXAMPLE00001","ObjectType":"CHARGE","ObjectId":"S03-0000001-0000002-C000001","ChargePermissionId":"S03-0000001-0000002"}`
)

var snsNow = time.Date(2026, 1, 16, 0, 0, 1, 234e6, time.UTC)

// certificateFor makes a self-signed certificate, valid on one day.
func certificateFor(t *testing.T, key crypto.Signer) *x509.Certificate {
	t.Helper()
	template := &x509.Certificate{SerialNumber: big.NewInt(1), NotBefore: snsNow.Add(-12 * time.Hour), NotAfter: snsNow.Add(12 * time.Hour)}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	certificate, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	return certificate
}

// amazonsNotifications trusts the strict addresses and finds the test's certificate at snsCertURL.
func amazonsNotifications(t *testing.T, key crypto.Signer) *Notifications {
	t.Helper()
	certificate := certificateFor(t, key)
	return &Notifications{
		Now: func() time.Time { return snsNow },
		Certificates: func(_ context.Context, url string) (*x509.Certificate, error) {
			if url != snsCertURL {
				t.Errorf("certificate of %q", url)
			}
			return certificate, nil
		},
	}
}

func stateChange() map[string]string {
	return map[string]string{
		"Type": "Notification", "MessageId": "11111111-2222-3333-4444-555555555555",
		"TopicArn": "arn:aws:sns:ap-northeast-1:000000000000:A1EXAMPLE00001A2EXAMPLE00002",
		"Message":  snsMessage, "Timestamp": "2026-01-16T00:00:01.234Z", "SignatureVersion": "1", "SigningCertURL": snsCertURL,
		"UnsubscribeURL": "https://sns.ap-northeast-1.amazonaws.com/?Action=Unsubscribe",
	}
}

func confirmation() map[string]string {
	m := stateChange()
	m["Type"], m["Message"], m["Token"] = "SubscriptionConfirmation", "You have chosen to subscribe.\nVisit the URL.", "token"
	m["SubscribeURL"] = "https://sns.ap-northeast-1.amazonaws.com/?Action=ConfirmSubscription&Token=token"
	return m
}

// signSNS signs as protocol 8.2 says, without the functions under test, and writes the message as JSON.
func signSNS(t *testing.T, key *rsa.PrivateKey, message map[string]string) []byte {
	t.Helper()
	var text strings.Builder
	for _, name := range []string{"Message", "MessageId", "Subject", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"} {
		if value, ok := message[name]; ok {
			text.WriteString(name + "\n" + value + "\n")
		}
	}
	sum1, sum256 := sha1.Sum([]byte(text.String())), sha256.Sum256([]byte(text.String()))
	hash, digest := crypto.SHA1, sum1[:]
	if message["SignatureVersion"] == "2" {
		hash, digest = crypto.SHA256, sum256[:]
	}
	signature, err := rsa.SignPKCS1v15(nil, key, hash, digest)
	if err != nil {
		t.Fatal(err)
	}
	message["Signature"] = base64.StdEncoding.EncodeToString(signature)
	body, err := json.Marshal(message)
	if err != nil {
		t.Fatal(err)
	}
	return body
}

func TestProtocol8_NotificationIsVerified(t *testing.T) {
	want := Notification{
		Type: StateChange, MessageID: "11111111-2222-3333-4444-555555555555",
		TopicArn: "arn:aws:sns:ap-northeast-1:000000000000:A1EXAMPLE00001A2EXAMPLE00002", Timestamp: snsNow,
		NotificationID: "66666666-7777-8888-9999-000000000000", MerchantID: "A1EXAMPLE00001",
		ObjectType: ObjectCharge, ObjectID: "S03-0000001-0000002-C000001", ChargePermissionID: "S03-0000001-0000002",
	}
	for name, change := range map[string]func(m map[string]string){
		"version 1":      func(map[string]string) {},
		"version 2":      func(m map[string]string) { m["SignatureVersion"] = "2" },
		"with a subject": func(m map[string]string) { m["Subject"] = "state change" },
		"other spelling": func(m map[string]string) {
			m["SigningCertUrl"] = m["SigningCertURL"]
			delete(m, "SigningCertURL")
		},
	} {
		message := stateChange()
		change(message)
		got, err := amazonsNotifications(t, testKey()).Verify(t.Context(), signSNS(t, testKey(), message))
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestPitfall27_EveryObjectTypeIsKept(t *testing.T) {
	for _, object := range []ObjectType{ObjectChargePermission, ObjectCharge, ObjectRefund, ObjectChargeback, "NEW_ONE"} {
		message := stateChange()
		message["Message"] = strings.Replace(snsMessage, `"CHARGE"`, `"`+string(object)+`"`, 1)
		got, err := amazonsNotifications(t, testKey()).Verify(t.Context(), signSNS(t, testKey(), message))
		if err != nil || got.ObjectType != object {
			t.Errorf("%s: %+v, %v", object, got, err)
		}
	}
}

func TestProtocol8_3_SubscriptionConfirmation(t *testing.T) {
	n := amazonsNotifications(t, testKey())
	got, err := n.Verify(t.Context(), signSNS(t, testKey(), confirmation()))
	if err != nil || got.Type != SubscriptionConfirm || got.SubscribeURL != confirmation()["SubscribeURL"] {
		t.Errorf("%+v, %v", got, err)
	}
	unsubscribed := confirmation()
	unsubscribed["Type"] = "UnsubscribeConfirmation"
	got, err = n.Verify(t.Context(), signSNS(t, testKey(), unsubscribed))
	if err != nil || got.Type != UnsubscribeConfirmation || got.SubscribeURL != "" {
		t.Errorf("%+v, %v", got, err)
	}
	for _, elsewhere := range []string{"", "http://sns.ap-northeast-1.amazonaws.com/", "https://evil.example/", "https://u@sns.ap-northeast-1.amazonaws.com/", "//x", ":"} {
		message := confirmation()
		message["SubscribeURL"] = elsewhere
		if got, err := n.Verify(t.Context(), signSNS(t, testKey(), message)); !errors.Is(err, ErrNotificationFormat) {
			t.Errorf("confirmed at %q: %+v, %v", elsewhere, got, err)
		}
	}
}

func TestPitfall27_ForgedNotificationsAreRefused(t *testing.T) {
	stranger, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	n := amazonsNotifications(t, testKey())
	refused := func(name string, body []byte) {
		t.Helper()
		if got, err := n.Verify(t.Context(), body); !errors.Is(err, ErrNotificationSignature) || got != (Notification{}) {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
	refused("stranger's key", signSNS(t, stranger, stateChange()))
	good := signSNS(t, testKey(), stateChange())
	for old, changed := range map[string]string{
		"C000001": "C000009", "11111111": "21111111", "A1EXAMPLE00001A2": "A9EXAMPLE00001A2", "01.234Z": "02.234Z",
		`"SignatureVersion":"1"`: `"SignatureVersion":"2"`,
		`{`:                      `{"Subject":"new",`,
		`{"`:                     `{"SubscribeURL":"https://sns.ap-northeast-1.amazonaws.com/","`,
	} {
		refused(changed, bytes.Replace(good, []byte(old), []byte(changed), 1))
	}
	elsewhere := stateChange()
	elsewhere["SigningCertURL"] = "https://sns.evil.example/x.pem"
	refused("stranger's certificate", signSNS(t, testKey(), elsewhere))
}

func TestPitfall27_MalformedNotificationsAreRefused(t *testing.T) {
	good := string(signSNS(t, testKey(), stateChange()))
	signed := func(change func(m map[string]string)) string {
		message := stateChange()
		change(message)
		return string(signSNS(t, testKey(), message))
	}
	n := amazonsNotifications(t, testKey())
	for name, body := range map[string]string{
		"empty":                 "",
		"null":                  "null",
		"list":                  "[]",
		"cut":                   good[:len(good)-1],
		"text behind":           good + "{}",
		"same name twice":       strings.Replace(good, `{`, `{"Message":"x",`, 1),
		"same name as null":     strings.Replace(good, `{`, `{"Message":null,`, 1),
		"same name escaped":     strings.Replace(good, `{`, `{"\u004dessage":"x",`, 1),
		"too long":              good + strings.Repeat(" ", maxNotification),
		"no signature":          strings.Replace(good, `"Signature"`, `"Sig"`, 1),
		"signature not base64":  strings.Replace(good, `"Signature":"`, `"Signature":"*`, 1),
		"version 3":             strings.Replace(good, `"SignatureVersion":"1"`, `"SignatureVersion":"3"`, 1),
		"unknown type":          signed(func(m map[string]string) { m["Type"] = "Greeting" }),
		"no time":               signed(func(m map[string]string) { m["Timestamp"] = "today" }),
		"no message id":         signed(func(m map[string]string) { delete(m, "MessageId") }),
		"no topic":              signed(func(m map[string]string) { delete(m, "TopicArn") }),
		"message is text":       signed(func(m map[string]string) { m["Message"] = "hello" }),
		"message without an id": signed(func(m map[string]string) { m["Message"] = `{"ObjectType":"CHARGE"}` }),
		"id twice in message": signed(func(m map[string]string) {
			m["Message"] = strings.Replace(snsMessage, `{`, `{"ObjectId":"S03-0000009-0000009-C000009",`, 1)
		}),
		"border inside a field": signed(func(m map[string]string) { m["Subject"] = "a\nTimestamp\n2026" }),
	} {
		if got, err := n.Verify(t.Context(), []byte(body)); !errors.Is(err, ErrNotificationFormat) || got != (Notification{}) {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
}

// The names that are verified are the ones that are read: other capitals do not count.
func TestPitfall27_NamesAreExact(t *testing.T) {
	body := signSNS(t, testKey(), stateChange())
	foreign, err := json.Marshal(strings.ReplaceAll(snsMessage, "C000001", "C000009"))
	if err != nil {
		t.Fatal(err)
	}
	body = bytes.Replace(body, []byte(`{`), []byte(`{"message":`+string(foreign)+`,"MESSAGE":`+string(foreign)+`,`), 1)
	got, err := amazonsNotifications(t, testKey()).Verify(t.Context(), body)
	if err != nil || got.ObjectID != "S03-0000001-0000002-C000001" {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestCertificateMustBeRSAAndInDate(t *testing.T) {
	body := signSNS(t, testKey(), stateChange())
	curve, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := amazonsNotifications(t, curve).Verify(t.Context(), body); !errors.Is(err, ErrNotificationSignature) {
		t.Errorf("certificate without RSA: %v", err)
	}
	for _, now := range []time.Time{snsNow.Add(-13 * time.Hour), snsNow.Add(13 * time.Hour)} {
		n := amazonsNotifications(t, testKey())
		n.Now = func() time.Time { return now }
		if _, err := n.Verify(t.Context(), body); err == nil {
			t.Errorf("certificate is good on %s", now)
		}
	}
}

// Whoever has no key of Amazon's gets nothing accepted, whatever the bytes are; and a message that is accepted is the
// one that was signed.
func FuzzPitfall27_Notification(f *testing.F) {
	good, err := json.Marshal(stateChange())
	if err != nil {
		f.Fatal(err)
	}
	f.Add(good)
	f.Add([]byte(`{"Type":"Notification","Message":"{}","Message":"{}"}`))
	f.Add([]byte(`{"a":{"b":[1,2,{"c":null}]},"Type":"x"}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		n := &Notifications{
			Now:          func() time.Time { return snsNow },
			CertURL:      func(string) bool { return true },
			Certificates: func(context.Context, string) (*x509.Certificate, error) { return nil, io.EOF },
		}
		if got, err := n.Verify(t.Context(), body); err == nil {
			t.Fatalf("accepted %+v", got)
		}
		fields, err := parseFields(body)
		if err != nil {
			return
		}
		var plain map[string]any
		if err := json.Unmarshal(body, &plain); err != nil {
			t.Fatalf("read what is not JSON: %v", err)
		}
		for name, value := range fields {
			if plain[name] != value {
				t.Fatalf("%q is %q, encoding/json reads %q", name, value, plain[name])
			}
		}
	})
}
