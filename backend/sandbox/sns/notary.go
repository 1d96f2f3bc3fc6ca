package sns

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha1" //nolint:gosec // SignatureVersion 1 of SNS is SHA-1
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"encoding/pem"
	"fmt"
	"math/big"
	"time"
)

// Notary signs envelopes with its own key. Its certificate was issued by its own authority.
type Notary struct {
	key         *rsa.PrivateKey
	certificate []byte // PEM
	authority   []byte // PEM
}

// NewNotary makes a key, which takes a moment, and the certificates for it.
func NewNotary() (*Notary, error) {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		return nil, fmt.Errorf("sns: key: %w", err)
	}
	issuerKey, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, fmt.Errorf("sns: key of the authority: %w", err)
	}
	issuer := template(1, "Amazon Pay sandbox notification authority")
	issuer.IsCA, issuer.BasicConstraintsValid, issuer.KeyUsage = true, true, x509.KeyUsageCertSign
	authority, err := x509.CreateCertificate(rand.Reader, issuer, issuer, &issuerKey.PublicKey, issuerKey)
	if err != nil {
		return nil, fmt.Errorf("sns: certificate of the authority: %w", err)
	}
	leaf := template(2, "sns."+Region+".sandbox.invalid")
	leaf.DNSNames, leaf.KeyUsage = []string{leaf.Subject.CommonName}, x509.KeyUsageDigitalSignature
	certificate, err := x509.CreateCertificate(rand.Reader, leaf, issuer, &key.PublicKey, issuerKey)
	if err != nil {
		return nil, fmt.Errorf("sns: certificate: %w", err)
	}
	return &Notary{key: key, certificate: asPEM(certificate), authority: asPEM(authority)}, nil
}

// template is valid at any time: the clock of the sandbox may be moved far.
func template(serial int64, name string) *x509.Certificate {
	return &x509.Certificate{
		SerialNumber: big.NewInt(serial), Subject: pkix.Name{CommonName: name},
		NotBefore: time.Unix(0, 0), NotAfter: time.Date(2200, 1, 1, 0, 0, 0, 0, time.UTC),
	}
}

func asPEM(der []byte) []byte { return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}) }

// Certificate is what SigningCertURL answers, PEM.
func (n *Notary) Certificate() []byte { return n.certificate }

// Authority is the certificate to trust, PEM, for those who check who issued [Notary.Certificate].
func (n *Notary) Authority() []byte { return n.authority }

// Sign fills in Signature: PKCS #1 v1.5 with SHA-1 for SignatureVersion 1, SHA-256 for 2 (protocol 8.2).
func (n *Notary) Sign(e *Envelope) error {
	kind, digest := crypto.SHA1, sha1Sum(e.signedText())
	if e.SignatureVersion == "2" {
		sum := sha256.Sum256([]byte(e.signedText()))
		kind, digest = crypto.SHA256, sum[:]
	}
	signature, err := rsa.SignPKCS1v15(rand.Reader, n.key, kind, digest)
	if err != nil {
		return fmt.Errorf("sns: sign: %w", err)
	}
	e.Signature = base64.StdEncoding.EncodeToString(signature)
	return nil
}

func sha1Sum(text string) []byte {
	sum := sha1.Sum([]byte(text)) //nolint:gosec // SignatureVersion 1 of SNS is SHA-1
	return sum[:]
}
