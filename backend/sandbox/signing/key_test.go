package signing_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"errors"
	"testing"

	"noren/backend/sandbox/signing"
)

// A public key comes as PEM of both kinds, or as its body alone (protocol 10.2).
func TestProtocol10_2_PublicKey(t *testing.T) {
	key, err := rsa.GenerateKey(rand.Reader, signing.KeyBits)
	if err != nil {
		t.Fatal(err)
	}
	short, err := rsa.GenerateKey(rand.Reader, 1024)
	if err != nil {
		t.Fatal(err)
	}
	curve, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	der := func(public any) []byte {
		b, err := x509.MarshalPKIXPublicKey(public)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	block := func(kind string, b []byte) string {
		return string(pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: b}))
	}
	for name, one := range map[string]struct {
		text string
		want error
	}{
		"PEM":                {block("PUBLIC KEY", der(&key.PublicKey)), nil},
		"PEM of PKCS #1":     {block("RSA PUBLIC KEY", x509.MarshalPKCS1PublicKey(&key.PublicKey)), nil},
		"body":               {base64.StdEncoding.EncodeToString(der(&key.PublicKey)), nil},
		"private":            {block("RSA PRIVATE KEY", x509.MarshalPKCS1PrivateKey(key)), signing.ErrPrivateKey},
		"another kind":       {block("PUBLIC KEY", der(&curve.PublicKey)), signing.ErrNotRSA},
		"short":              {block("PUBLIC KEY", der(&short.PublicKey)), signing.ErrShortKey},
		"nothing":            {"", signing.ErrNoKey},
		"something else":     {"hello", signing.ErrNoKey},
		"base64 of no key":   {"aGVsbG8=", signing.ErrNoKey},
		"PEM of another use": {block("CERTIFICATE", []byte("x")), signing.ErrNoKey},
	} {
		got, err := signing.ParsePublicKey(one.text)
		if !errors.Is(err, one.want) || one.want == nil && (err != nil || !got.Equal(&key.PublicKey)) {
			t.Errorf("%s: %v, %v", name, got, err)
		}
	}
}
