package amazonpay

import (
	"bytes"
	"context"
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

const (
	sandboxKeyID = "SANDBOX-AF3XEXAMPLEKEYID00000001"
	sessionID    = "3f0c9c2e-5b7a-4f0e-9d2b-0a1b2c3d4e5f"
)

// testKey is one RSA key for all tests: making one takes longer than most of them.
var testKey = sync.OnceValue(func() *rsa.PrivateKey {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		panic(err)
	}
	return key
})

// received is a request as it came over the wire.
type received struct {
	*http.Request

	body []byte
}

// amazon is the other end of the wire. It checks every signature by its own reading of the protocol.
type amazon struct {
	*httptest.Server

	t        *testing.T
	mu       sync.Mutex
	requests []received
	clock    time.Time
	waits    []time.Duration
}

// newAmazon answers the n-th request (from 1) with handle.
func newAmazon(t *testing.T, handle func(w http.ResponseWriter, r received, n int)) *amazon {
	t.Helper()
	a := &amazon{t: t, clock: time.Date(2026, 1, 15, 3, 4, 5, 0, time.UTC)}
	a.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Errorf("read request: %v", err)
		}
		got := received{r, body}
		if err := checkSignature(got, &testKey().PublicKey); err != nil {
			t.Errorf("%s %s: %v", r.Method, r.URL, err)
		}
		a.mu.Lock()
		a.requests = append(a.requests, got)
		n := len(a.requests)
		a.mu.Unlock()
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("X-Amz-Pay-Request-Id", fmt.Sprintf("request-%d", n))
		handle(w, got, n)
	}))
	t.Cleanup(a.Close)
	return a
}

// client talks to a with a clock that only moves while the client waits.
func (a *amazon) client() *Client {
	return &Client{
		PublicKeyID: sandboxKeyID,
		Key:         testKey(),
		BaseURL:     a.URL,
		Now: func() time.Time {
			a.mu.Lock()
			defer a.mu.Unlock()
			return a.clock
		},
		Wait: func(ctx context.Context, d time.Duration) error {
			a.mu.Lock()
			defer a.mu.Unlock()
			a.waits = append(a.waits, d)
			a.clock = a.clock.Add(d + time.Second) // each attempt has a date of its own
			return ctx.Err()
		},
	}
}

// write does not look at errors: several tests want clients that hang up.
func write(w io.Writer, text string) { _, _ = io.WriteString(w, text) }

func (a *amazon) seen() []received {
	a.mu.Lock()
	defer a.mu.Unlock()
	return slices.Clone(a.requests)
}

func (a *amazon) only() received {
	a.t.Helper()
	requests := a.seen()
	if len(requests) != 1 {
		a.t.Fatalf("got %d requests, want 1", len(requests))
	}
	return requests[0]
}

// checkSignature is written from protocol 1.3 to 1.7 without any of the client's functions.
func checkSignature(r received, key *rsa.PublicKey) error {
	algorithm, parameters, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	values := map[string]string{}
	for part := range strings.SplitSeq(parameters, ", ") {
		name, value, _ := strings.Cut(part, "=")
		values[name] = value
	}
	var text bytes.Buffer
	fmt.Fprintf(&text, "%s\n%s\n%s\n", r.Method, r.URL.EscapedPath(), r.URL.RawQuery)
	names := strings.Split(values["SignedHeaders"], ";")
	for _, name := range names {
		if len(r.Header.Values(name)) != 1 {
			return fmt.Errorf("signed header %q is there %d times", name, len(r.Header.Values(name)))
		}
		fmt.Fprintf(&text, "%s:%s\n", strings.ToLower(name), r.Header.Get(name))
	}
	for _, name := range []string{"accept", "content-type", "x-amz-pay-date", "x-amz-pay-host", "x-amz-pay-region"} {
		if !slices.Contains(names, name) {
			return fmt.Errorf("header %q is not signed", name)
		}
	}
	if r.Header.Get("X-Amz-Pay-Host") != r.Host {
		return fmt.Errorf("x-amz-pay-host is %q at %q", r.Header.Get("X-Amz-Pay-Host"), r.Host)
	}
	fmt.Fprintf(&text, "\n%s\n%x", values["SignedHeaders"], sha256.Sum256(r.body))
	toSign := fmt.Sprintf("%s\n%x", algorithm, sha256.Sum256(text.Bytes()))
	return verifyPSS(key, algorithm, toSign, values["Signature"])
}

func verifyPSS(key *rsa.PublicKey, algorithm, text, signature string) error {
	salt := map[string]int{"AMZN-PAY-RSASSA-PSS": 20, "AMZN-PAY-RSASSA-PSS-V2": 32}[algorithm]
	if salt == 0 {
		return fmt.Errorf("unknown algorithm %q", algorithm)
	}
	raw, err := base64.StdEncoding.DecodeString(signature)
	if err != nil {
		return err
	}
	digest := sha256.Sum256([]byte(text))
	return rsa.VerifyPSS(key, crypto.SHA256, digest[:], raw, &rsa.PSSOptions{SaltLength: salt, Hash: crypto.SHA256})
}

func mustEncode[T any](t *testing.T, request T) Body[T] {
	t.Helper()
	body, err := Encode(request)
	if err != nil {
		t.Fatal(err)
	}
	return body
}
