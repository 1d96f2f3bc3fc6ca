package amazonpay

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
)

// request is one call as the operations describe it: path + id + action below /v2.
type request struct {
	operation string
	method    string
	path      string
	id        string
	action    string
	query     url.Values
	key       IdempotencyKey
	body      []byte
	once      bool // a POST without idempotency key
}

// newRequest builds and signs the HTTP request of r.
func (c *Client) newRequest(ctx context.Context, r request) (*http.Request, error) {
	if err := r.check(); err != nil {
		return nil, err
	}
	base, err := c.baseURL()
	if err != nil {
		return nil, err
	}
	target := base + c.environmentPath() + r.path + r.id + r.action
	if len(r.query) > 0 {
		target += "?" + canonicalQuery(r.query)
	}
	signed, err := http.NewRequestWithContext(ctx, r.method, target, bytes.NewReader(r.body))
	if err != nil {
		return nil, errors.Join(ErrNotSent, withoutURL(err))
	}
	signed.Header = c.headers(signed.URL.Host, r.key)
	names := signedNames(signed.Header)
	algorithm := c.Algorithm.orV2()
	text := canonicalRequest(r.method, signed.URL.EscapedPath(), signed.URL.RawQuery, names, signed.Header, r.body)
	signature, err := sign(c.Key, algorithm, stringToSign(algorithm, []byte(text)))
	if err != nil {
		return nil, err
	}
	signed.Header.Set("Authorization", authorization(algorithm, c.PublicKeyID, names, signature))
	signed.Header.Set("User-Agent", "noren") // after signing: proxies change it
	return signed, nil
}

// headers are all signed (protocol 1.2).
func (c *Client) headers(host string, key IdempotencyKey) http.Header {
	headers := http.Header{}
	headers.Set("Accept", "application/json")
	headers.Set("Content-Type", "application/json")
	headers.Set("X-Amz-Pay-Date", c.now().Format(compactTime))
	headers.Set("X-Amz-Pay-Host", host)
	headers.Set("X-Amz-Pay-Region", string(c.Region.orJapan()))
	if key != "" {
		headers.Set("X-Amz-Pay-Idempotency-Key", string(key))
	}
	if c.AuthToken != "" {
		headers.Set("X-Amz-Pay-Authtoken", c.AuthToken)
	}
	return headers
}

// check refuses what could not be sent safely.
func (r request) check() error {
	if r.id != "" || strings.HasSuffix(r.path, "/") {
		if err := checkID(r.id); err != nil {
			return err
		}
	}
	if r.method == http.MethodPost && !r.once {
		if err := r.key.Check(); err != nil {
			return errors.Join(ErrNotSent, err)
		}
	}
	if r.method != http.MethodGet && !json.Valid(r.body) {
		return fmt.Errorf("%w: body is not JSON", ErrNotSent)
	}
	return nil
}

// baseURL gives scheme and host without a slash at the end.
func (c *Client) baseURL() (string, error) {
	if err := checkID(c.PublicKeyID); err != nil {
		return "", fmt.Errorf("public key id: %w", err)
	}
	host := c.Region.Host()
	if host == "" {
		return "", fmt.Errorf("%w: unknown region %q", ErrNotSent, c.Region)
	}
	if c.BaseURL != "" {
		return strings.TrimSuffix(c.BaseURL, "/"), nil
	}
	return "https://" + host, nil
}

// environmentPath begins the path: a prefixed key id names the environment itself (protocol 1.1).
func (c *Client) environmentPath() string {
	id := strings.ToUpper(c.PublicKeyID)
	switch {
	case strings.HasPrefix(id, "SANDBOX-"), strings.HasPrefix(id, "LIVE-"):
		return "/v2"
	case c.Sandbox:
		return "/sandbox/v2"
	default:
		return "/live/v2"
	}
}
