package sns_test

import (
	"crypto"
	"crypto/rsa"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"testing"

	"noren/backend/sandbox/sns"
)

// Protocol 8.2: both versions, over a text that is written out here; the certificate was issued by the authority.
func TestProtocol8_2_Sign(t *testing.T) {
	n, err := sns.NewNotary()
	if err != nil {
		t.Fatal(err)
	}
	certificate := parse(t, n.Certificate())
	roots := x509.NewCertPool()
	roots.AddCert(parse(t, n.Authority()))
	if _, err := certificate.Verify(x509.VerifyOptions{Roots: roots, DNSName: "sns.ap-northeast-1.sandbox.invalid"}); err != nil {
		t.Errorf("the chain: %v", err)
	}
	key, ok := certificate.PublicKey.(*rsa.PublicKey)
	if !ok {
		t.Fatal("not an RSA certificate")
	}
	for _, one := range []struct {
		name     string
		envelope sns.Envelope
		text     string
	}{
		{
			"notification",
			sns.Envelope{Type: "Notification", MessageID: "m", TopicARN: "arn", Message: `{"a":"<&>"}`, Timestamp: "t", UnsubscribeURL: "not signed"},
			"Message\n{\"a\":\"<&>\"}\nMessageId\nm\nTimestamp\nt\nTopicArn\narn\nType\nNotification\n",
		},
		{
			"confirmation",
			sns.Envelope{Type: "SubscriptionConfirmation", MessageID: "m", Token: "k", TopicARN: "arn", Message: "x", SubscribeURL: "u", Timestamp: "t"},
			"Message\nx\nMessageId\nm\nSubscribeURL\nu\nTimestamp\nt\nToken\nk\nTopicArn\narn\nType\nSubscriptionConfirmation\n",
		},
	} {
		t.Run(one.name, func(t *testing.T) {
			sha1Digest, sha256Digest := sha1.Sum([]byte(one.text)), sha256.Sum256([]byte(one.text))
			for version, want := range map[string]struct {
				kind   crypto.Hash
				digest []byte
			}{"1": {crypto.SHA1, sha1Digest[:]}, "2": {crypto.SHA256, sha256Digest[:]}} {
				e := one.envelope
				e.SignatureVersion = version
				if err := n.Sign(&e); err != nil {
					t.Fatal(err)
				}
				signature, err := base64.StdEncoding.DecodeString(e.Signature)
				if err != nil {
					t.Fatal(err)
				}
				if err := rsa.VerifyPKCS1v15(key, want.kind, want.digest, signature); err != nil {
					t.Errorf("version %s: %v", version, err)
				}
			}
		})
	}
}

func parse(t *testing.T, text []byte) *x509.Certificate {
	t.Helper()
	block, _ := pem.Decode(text)
	if block == nil {
		t.Fatalf("no PEM: %s", text)
	}
	c, err := x509.ParseCertificate(block.Bytes)
	if err != nil {
		t.Fatal(err)
	}
	return c
}
