package webhook

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"noren/backend/store/query"
)

// Limits of one attempt (reliability.md 5).
const (
	totalTime   = 10 * time.Second
	connectTime = 5 * time.Second
	maxAnswer   = 64 << 10
	maxProblem  = 200 // bytes of an error that are kept
)

// answer is what a shop's server made of a message. Its body is not kept: it may hold anything.
type answer struct {
	status  int    // 0: none came
	problem string // "" when delivered
}

// silent reports that there was no answer. Endpoints answer with a number of their own.
func (a answer) silent() bool { return a.status == 0 }

func (a answer) delivered() bool { return a.status/100 == 2 }

func (a answer) gone() bool { return a.status == http.StatusGone }

// newPost gives the function that makes one attempt. It follows no redirect: where to send is what the shop has registered.
func newPost(now func() time.Time, allowLoopback bool) func(context.Context, string, [][]byte, query.Event) answer {
	client := &http.Client{
		Transport: Transport(allowLoopback), Timeout: totalTime,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	return func(ctx context.Context, target string, secrets [][]byte, m query.Event) answer {
		if err := CheckURL(target, allowLoopback); err != nil {
			return answer{problem: err.Error()}
		}
		if len(secrets) == 0 {
			return answer{problem: "the endpoint has no secret"}
		}
		request, err := http.NewRequestWithContext(ctx, http.MethodPost, target, bytes.NewReader(m.Body))
		if err != nil {
			return answer{problem: reason(err)}
		}
		request.Header.Set("Content-Type", "application/json")
		request.Header.Set("User-Agent", "Noren-Webhook/1")
		sign(request.Header, secrets, m.ID, now(), m.Body)
		return exchange(client, request)
	}
}

// exchange reads a little of the answer's body, so that the connection can be used again; a long one is cut off.
func exchange(client *http.Client, request *http.Request) answer {
	response, err := client.Do(request)
	if err != nil {
		return answer{problem: reason(err)}
	}
	defer func() { _ = response.Body.Close() }()
	_, _ = io.Copy(io.Discard, io.LimitReader(response.Body, maxAnswer))
	a := answer{status: response.StatusCode}
	if !a.delivered() {
		a.problem = "answered " + strconv.Itoa(a.status)
	}
	return a
}

// reason is an error as the console may show it: without the address, which may hold the shop's own secrets, and not too long.
func reason(err error) string {
	var failed *url.Error
	if errors.As(err, &failed) {
		err = failed.Err
	}
	text := strings.ToValidUTF8(strings.ReplaceAll(err.Error(), "\x00", ""), "")
	if len(text) > maxProblem {
		text = strings.ToValidUTF8(text[:maxProblem], "")
	}
	return text
}
