package amazonpay

import (
	"cmp"
	"context"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"sync"
	"time"

	"golang.org/x/sync/singleflight"
)

// Limits of what is fetched and kept. SNS uses one certificate per AWS region at a time.
const (
	maxCertificate   = 64 << 10
	maxCertificates  = 64
	certificateStays = 6 * time.Hour
	failureStays     = time.Minute
	fetchTime        = 8 * time.Second
)

// The host has the region of Amazon's cloud in it: the pattern of protocol 8.2 would also take the host of a bucket. A path in one
// spelling only: the address is not signed, and each spelling would be fetched and kept for itself.
var (
	amazonCertHost = regexp.MustCompile(`^sns\.[a-z]{2}(-[a-z]+)+-\d{1,2}\.amazonaws\.com(\.cn)?$`)
	amazonCertPath = regexp.MustCompile(`^/[a-zA-Z0-9_\-]+\.pem$`)
)

// errNotFetched says that whoever sent the message has made us ask for too many certificates.
var errNotFetched = errors.New("not known, and not to be fetched now")

// IsAmazonCertURL accepts the addresses at which SNS keeps its certificates (protocol 8.2).
func IsAmazonCertURL(address string) bool {
	u, err := url.Parse(address)
	return err == nil && u.Scheme == "https" && u.User == nil && amazonCertHost.MatchString(u.Host) &&
		amazonCertPath.MatchString(u.EscapedPath()) && u.RawQuery == "" && !u.ForceQuery && u.Fragment == ""
}

// certificateCache keeps certificates that were fetched, so that a notification costs no second round trip, and failures, so that
// what cannot be had is not asked for again and again.
type certificateCache struct {
	mu      sync.Mutex
	certs   map[string]keptCertificate
	flights singleflight.Group
}

type keptCertificate struct {
	certificate *x509.Certificate
	err         error // why there is none
	until       time.Time
	proved      time.Time // when it last proved a message
}

func (k *certificateCache) get(address string, now time.Time) (kept keptCertificate, ok bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	kept, ok = k.certs[address]
	return kept, ok && now.Before(kept.until)
}

// put makes room by what is out of date, or else by what has proved nothing for the longest time: whoever sends many addresses does
// not push out the one that Amazon uses.
func (k *certificateCache) put(address string, kept keptCertificate, now time.Time) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.certs == nil {
		k.certs = map[string]keptCertificate{}
	}
	if _, known := k.certs[address]; !known && len(k.certs) >= maxCertificates {
		maps.DeleteFunc(k.certs, func(_ string, other keptCertificate) bool { return !now.Before(other.until) })
	}
	if _, known := k.certs[address]; !known && len(k.certs) >= maxCertificates {
		least := slices.MinFunc(slices.Collect(maps.Keys(k.certs)), func(a, b string) int {
			return cmp.Or(k.certs[a].proved.Compare(k.certs[b].proved), k.certs[a].until.Compare(k.certs[b].until))
		})
		delete(k.certs, least)
	}
	k.certs[address] = kept
}

// hasProved notes that the certificate at an address is one that messages are signed with.
func (k *certificateCache) hasProved(address string, now time.Time) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if kept, ok := k.certs[address]; ok {
		kept.proved = now
		k.certs[address] = kept
	}
}

// certificate gets the certificate at address and refuses one that is out of date.
func (n *Notifications) certificate(ctx context.Context, address string, mayFetch func() bool) (*x509.Certificate, error) {
	now := n.now()
	kept, ok := n.kept.get(address, now)
	if !ok {
		kept = n.fetchOnce(ctx, address, mayFetch)
	}
	if kept.err != nil {
		return nil, kept.err
	}
	if c := kept.certificate; now.Before(c.NotBefore) || now.After(c.NotAfter) {
		return nil, fmt.Errorf("valid from %s to %s only", c.NotBefore, c.NotAfter)
	}
	return kept.certificate, nil
}

func (n *Notifications) now() time.Time {
	if n.Now == nil {
		return time.Now()
	}
	return n.Now()
}

// fetchOnce fetches for all who want the same address at the same time, also if the first of them does not wait for it. One who must
// not fetch is no failure of the address.
func (n *Notifications) fetchOnce(ctx context.Context, address string, mayFetch func() bool) keptCertificate {
	flight := n.kept.flights.DoChan(address, func() (any, error) {
		now := n.now()
		if kept, ok := n.kept.get(address, now); ok { // somebody's flight has just landed
			return kept, nil
		}
		if mayFetch != nil && !mayFetch() {
			return keptCertificate{err: errNotFetched}, nil
		}
		kept := n.fetch(context.WithoutCancel(ctx), address)
		kept.until = now.Add(certificateStays)
		if kept.err != nil {
			kept.until = now.Add(failureStays)
		}
		n.kept.put(address, kept, now)
		return kept, nil
	})
	select {
	case landed := <-flight:
		kept, _ := landed.Val.(keptCertificate)
		return kept
	case <-ctx.Done():
		return keptCertificate{err: ctx.Err()}
	}
}

func (n *Notifications) fetch(ctx context.Context, address string) (kept keptCertificate) {
	ctx, cancel := context.WithTimeout(ctx, fetchTime)
	defer cancel()
	fetch := n.Certificates
	if fetch == nil {
		fetch = FetchCertificate
	}
	kept.certificate, kept.err = fetch(ctx, address)
	return kept
}

// FetchCertificate reads the PEM file at an address. TLS to a host of Amazon's is what makes it trustworthy, so no redirect is
// followed.
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
