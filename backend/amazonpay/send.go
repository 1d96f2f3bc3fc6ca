package amazonpay

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"net/url"
	"time"
)

// maxAnswer is far above any answer of Amazon's.
const maxAnswer = 1 << 20

// backoff is the pause before the second, third and every later attempt, before jitter (protocol 5.4).
var backoff = []time.Duration{time.Second, 2200 * time.Millisecond, 7 * time.Second}

// maxPause is the longest Retry-After that a call sits out; beyond it the caller gets the error and decides.
const maxPause = time.Minute

// sharedHTTP is shared by all Clients that bring none, so that a Client per merchant costs no connections.
var sharedHTTP = &http.Client{
	Timeout: 6 * time.Second,
	Transport: &http.Transport{
		Proxy:                 http.ProxyFromEnvironment,
		DialContext:           (&net.Dialer{Timeout: time.Second}).DialContext,
		TLSHandshakeTimeout:   2 * time.Second,
		ResponseHeaderTimeout: 5 * time.Second,
		ForceAttemptHTTP2:     true,
		MaxIdleConnsPerHost:   32,
		IdleConnTimeout:       90 * time.Second,
	},
}

// Through gives the client that is shared by all Clients, with what wrap puts around its transport, to watch what is sent.
func Through(wrap func(http.RoundTripper) http.RoundTripper) *http.Client {
	watched := *sharedHTTP
	watched.Transport = wrap(sharedHTTP.Transport)
	return &watched
}

// answer is what came back, read to its end.
type answer struct {
	status    int
	header    http.Header
	requestID string
	body      []byte
}

// Answer is part of every object that Amazon returned.
type Answer struct {
	// RequestID is what Amazon's support asks for.
	RequestID string `json:"-"`
}

func (a *Answer) received(from *answer) { a.RequestID = from.requestID }

// object is a pointer to a type that answers are read into.
type object[T any] interface {
	*T
	received(from *answer)
	isAbout(id string) bool
}

// isSame compares the id of an answer with the one asked for; an object just created has only to have one.
func isSame(got, asked string) bool { return got != "" && (asked == "" || asked == got) }

// call sends r and reads the answer. An answer that cannot be read, or is about something else, leaves the outcome
// unknown and is no [Error].
func call[T any, O object[T]](ctx context.Context, c *Client, r request) (*T, error) {
	a, err := c.send(ctx, r)
	if err != nil {
		return nil, err
	}
	if len(a.body) > maxAnswer {
		return nil, fmt.Errorf("amazonpay: %s: answer (request %q) is longer than %d bytes", r.operation, a.requestID, maxAnswer)
	}
	result := O(new(T))
	if err := json.Unmarshal(a.body, result); err != nil {
		return nil, fmt.Errorf("amazonpay: %s: answer (request %q): %w", r.operation, a.requestID, err)
	}
	if !result.isAbout(r.id) {
		return nil, fmt.Errorf("amazonpay: %s: answer is about another object (request %q)", r.operation, a.requestID)
	}
	result.received(a)
	return result, nil
}

// send is the one loop that decides about repetitions. Each attempt is signed afresh.
func (c *Client) send(ctx context.Context, r request) (*answer, error) {
	attempts := c.Attempts
	if attempts <= 0 {
		attempts = 3
	}
	if r.once {
		attempts = 1
	}
	var failed error // of the attempt before
	unclear := false
	for attempt := 1; ; attempt++ {
		a, err := c.attempt(ctx, r)
		if err == nil {
			return a, nil
		}
		if errors.Is(err, ErrNotSent) && failed != nil {
			return nil, failed // this attempt did not leave, but the one before did
		}
		refusal, refused := errors.AsType[*Error](err)
		if refused {
			refusal.unclear = unclear
		}
		if attempt >= attempts || ctx.Err() != nil || errors.Is(err, ErrNotSent) || refused && !repeatable(refusal.Status) {
			return nil, err
		}
		failed = err
		unclear = unclear || !refused || refusal.Status != http.StatusTooManyRequests
		pause, ok := pauseAfter(ctx, attempt, refusal)
		if !ok {
			return nil, err
		}
		if waitErr := c.wait(ctx, pause); waitErr != nil {
			return nil, fmt.Errorf("%w (%w while waiting to repeat)", err, waitErr)
		}
	}
}

// pauseAfter gives the pause after a failed attempt, and false if it does not fit before the deadline: better to
// answer now than to sleep until nobody listens.
func pauseAfter(ctx context.Context, attempt int, refusal *Error) (time.Duration, bool) {
	base := backoff[min(attempt, len(backoff))-1]
	pause := base*3/4 + rand.N(base/2) //nolint:gosec // jitter is no secret
	if refusal != nil {
		pause = max(pause, refusal.RetryAfter)
	}
	if deadline, ok := ctx.Deadline(); ok && time.Until(deadline) <= pause {
		return 0, false
	}
	return pause, pause <= maxPause
}

// attempt sends r once.
func (c *Client) attempt(ctx context.Context, r request) (*answer, error) {
	signed, err := c.newRequest(ctx, r)
	if err != nil {
		return nil, fmt.Errorf("amazonpay: %s: %w", r.operation, err)
	}
	response, err := c.http().Do(signed)
	if err != nil {
		return nil, fmt.Errorf("amazonpay: %s: %w", r.operation, withoutURL(err))
	}
	defer func() { _ = response.Body.Close() }()
	a := &answer{
		status:    response.StatusCode,
		header:    response.Header,
		requestID: firstRunes(response.Header.Get("X-Amz-Pay-Request-Id"), 128),
	}
	a.body, err = io.ReadAll(io.LimitReader(response.Body, maxAnswer+1))
	if a.status < 200 || a.status > 299 {
		return nil, readError(r.operation, a, c.now())
	}
	if err != nil {
		return nil, fmt.Errorf("amazonpay: %s: answer (request %q): %w", r.operation, a.requestID, err)
	}
	return a, nil
}

// http never follows redirects: a signed request is meant for one host.
func (c *Client) http() *http.Client {
	chosen := *sharedHTTP
	if c.HTTP != nil {
		chosen = *c.HTTP
	}
	chosen.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &chosen
}

// withoutURL drops the address from an error of net/http: it can hold a buyer's token.
func withoutURL(err error) error {
	if wrapped, ok := errors.AsType[*url.Error](err); ok {
		return wrapped.Err
	}
	return err
}
