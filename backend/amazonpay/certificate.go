package amazonpay

import (
	"context"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"time"
)

// Limits of what is fetched and kept. SNS uses one certificate per AWS region at a time.
const (
	maxCertificate   = 64 << 10
	maxCertificates  = 32
	certificateStays = 10 * time.Minute
)

var amazonCertHost = regexp.MustCompile(`^sns\.[a-zA-Z0-9\-]{3,}\.amazonaws\.com(\.cn)?$`)

// IsAmazonCertURL accepts the addresses at which SNS keeps its certificates (protocol 8.2).
func IsAmazonCertURL(address string) bool {
	u, err := url.Parse(address)
	return err == nil && u.Scheme == "https" && u.User == nil && amazonCertHost.MatchString(u.Host) &&
		strings.HasSuffix(u.Path, ".pem") && u.RawQuery == "" && u.Fragment == ""
}

// certificateCache keeps certificates that were fetched, so that a notification costs no second round trip.
type certificateCache struct {
	mu    sync.Mutex
	certs map[string]keptCertificate
}

type keptCertificate struct {
	certificate *x509.Certificate
	until       time.Time
}

func (k *certificateCache) get(address string, now time.Time) *x509.Certificate {
	k.mu.Lock()
	defer k.mu.Unlock()
	if kept, ok := k.certs[address]; ok && now.Before(kept.until) {
		return kept.certificate
	}
	return nil
}

func (k *certificateCache) put(address string, certificate *x509.Certificate, until time.Time) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.certs == nil || len(k.certs) >= maxCertificates {
		k.certs = map[string]keptCertificate{} // more addresses than SNS has regions: start again
	}
	k.certs[address] = keptCertificate{certificate, until}
}

// certificate gets the certificate at address and refuses one that is out of date.
func (n *Notifications) certificate(ctx context.Context, address string) (*x509.Certificate, error) {
	now := time.Now()
	if n.Now != nil {
		now = n.Now()
	}
	certificate := n.kept.get(address, now)
	if certificate == nil {
		fetch := n.Certificates
		if fetch == nil {
			fetch = FetchCertificate
		}
		fetched, err := fetch(ctx, address)
		if err != nil {
			return nil, err
		}
		certificate = fetched
		n.kept.put(address, certificate, now.Add(certificateStays))
	}
	if now.Before(certificate.NotBefore) || now.After(certificate.NotAfter) {
		return nil, fmt.Errorf("valid from %s to %s only", certificate.NotBefore, certificate.NotAfter)
	}
	return certificate, nil
}

// FetchCertificate reads the PEM file at an address. TLS to a host of Amazon's is what makes it trustworthy.
func FetchCertificate(ctx context.Context, address string) (*x509.Certificate, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, http.NoBody)
	if err != nil {
		return nil, err
	}
	response, err := (&Client{}).http().Do(request)
	if err != nil {
		return nil, err
	}
	defer func() { _ = response.Body.Close() }()
	if response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("answer %d", response.StatusCode)
	}
	text, err := io.ReadAll(io.LimitReader(response.Body, maxCertificate))
	if err != nil {
		return nil, err
	}
	block, _ := pem.Decode(text)
	if block == nil || block.Type != "CERTIFICATE" {
		return nil, errors.New("not a PEM certificate")
	}
	return x509.ParseCertificate(block.Bytes)
}
