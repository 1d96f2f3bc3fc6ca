// Package amazonpay is a client of the Amazon Pay API v2.
//
// It speaks Amazon's protocol and nothing else: it signs requests and button payloads, sends them, repeats what may be
// repeated, reads answers and errors, and verifies notifications. What a shop does with them is the business of its
// callers. Requests are kept by the caller as exact bytes ([Body]) under a key of its own ([IdempotencyKey]), so that
// a repetition after a crash is the very same request.
//
// "protocol 3.5" in comments is section 3.5 of the project's protocol reference, amazon-pay-v2.md.
package amazonpay

import (
	"bytes"
	"context"
	"crypto"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"time"
)

// Client calls Amazon Pay for one merchant. PublicKeyID and Key are required, every other field has a useful zero
// value. A Client may be used by many goroutines at once; its fields must not change meanwhile.
type Client struct {
	// PublicKeyID is Amazon's name for the key. A prefix SANDBOX- or LIVE- decides the environment.
	PublicKeyID string

	// Key signs. Its public key must be RSA.
	Key crypto.Signer

	// Algorithm is the way of signing; empty means [V2].
	Algorithm Algorithm

	// Region is where the merchant's account lives; empty means [Japan].
	Region Region

	// Sandbox chooses the environment for a PublicKeyID without prefix, and only for that.
	Sandbox bool

	// BaseURL is scheme, host and port of the API; empty means the host of the region over https.
	BaseURL string

	// HTTP sends; nil means a shared client with timeouts of 1 s to connect, 2 s for TLS, 5 s for the answer's header
	// and 6 s in all. Redirects are never followed, whatever is given here.
	HTTP *http.Client

	// Now is the clock that dates signatures; nil means time.Now.
	Now func() time.Time

	// Wait pauses between attempts and ends early with the context's error; nil waits in real time.
	Wait func(ctx context.Context, d time.Duration) error

	// Attempts limits how often one call is sent in all; zero means 3. Calls that must not be repeated are sent once.
	Attempts int

	// AuthToken acts for another merchant's account, by x-amz-pay-authtoken (protocol 10.4). It is a secret.
	AuthToken string
}

// Body is the exact JSON text of a request T. A caller that must be able to repeat a request stores these bytes
// before the first attempt and never encodes the same request again.
type Body[T any] []byte

// Encode gives the JSON text of request: the same bytes for the same value, "&", "<" and ">" left as they are (a
// button payload would not survive their escapes in a page, protocol 2), and no line feed at the end.
func Encode[T any](request T) (Body[T], error) {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(request); err != nil {
		return nil, fmt.Errorf("amazonpay: encode %T: %w", request, err)
	}
	return Body[T](bytes.TrimSuffix(text.Bytes(), []byte("\n"))), nil
}

// IdempotencyKey names a request for Amazon: a second one with the same key and the same body has no second effect
// and gets the first one's answer. It is kept without end (protocol 6).
type IdempotencyKey string

// Check reports a key that Amazon would refuse: 1 to 32 characters of A-Z, a-z, 0-9, "-" and "_".
func (k IdempotencyKey) Check() error {
	if len(k) == 0 || len(k) > 32 {
		return fmt.Errorf("amazonpay: idempotency key has %d characters, want 1 to 32", len(k))
	}
	for _, r := range string(k) {
		if !isAlphanumeric(r) && r != '-' && r != '_' {
			return fmt.Errorf("amazonpay: idempotency key contains %q", r)
		}
	}
	return nil
}

// checkID refuses an identifier that would not stay one segment of a path. Tokens of buyers are longer and use more
// characters than the ids of objects, hence the generous limit.
func checkID(id string) error {
	if len(id) == 0 || len(id) > 2048 || strings.Trim(id, ".") == "" {
		return fmt.Errorf("%w: identifier of %d characters is not usable", ErrNotSent, len(id))
	}
	for _, r := range id {
		if !isAlphanumeric(r) && !strings.ContainsRune("-_.~=+:", r) {
			return fmt.Errorf("%w: identifier contains %q", ErrNotSent, r)
		}
	}
	return nil
}

func isAlphanumeric(r rune) bool {
	return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
}

func (c *Client) now() time.Time {
	if c.Now != nil {
		return c.Now().UTC()
	}
	return time.Now().UTC()
}

func (c *Client) wait(ctx context.Context, d time.Duration) error {
	if c.Wait != nil {
		return c.Wait(ctx, d)
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
