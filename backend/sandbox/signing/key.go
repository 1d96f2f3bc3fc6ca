package signing

import (
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"errors"
	"strings"
)

// KeyBits is the size of the keys that Amazon takes, at least (protocol 1.5).
const KeyBits = 2048

// ParsePublicKey fails with one of these.
var (
	ErrNoKey      = errors.New("signing: not the PEM of a public key")
	ErrPrivateKey = errors.New("signing: a private key, where its public key is wanted in PEM")
	ErrNotRSA     = errors.New("signing: not an RSA key")
	ErrShortKey   = errors.New("signing: an RSA key of less than 2048 bits")
)

// ParsePublicKey reads the PEM of a public key, or its body alone, as plug-ins send it (protocol 10.2).
func ParsePublicKey(text string) (*rsa.PublicKey, error) {
	der, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(text), ""))
	if block, _ := pem.Decode([]byte(text)); block != nil {
		if strings.HasSuffix(block.Type, "PRIVATE KEY") {
			return nil, ErrPrivateKey
		}
		der, err = block.Bytes, nil
	}
	if err != nil {
		return nil, ErrNoKey
	}
	parsed, err := x509.ParsePKIXPublicKey(der)
	if err != nil {
		if parsed, err = x509.ParsePKCS1PublicKey(der); err != nil {
			return nil, ErrNoKey
		}
	}
	key, ok := parsed.(*rsa.PublicKey)
	switch {
	case !ok:
		return nil, ErrNotRSA
	case key.N.BitLen() < KeyBits:
		return nil, ErrShortKey
	}
	return key, nil
}
