package amazonpay

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// ErrNotSent marks calls that were refused here, before a byte left: a malformed identifier, key or body, or a Client
// without key. Nothing happened at Amazon.
var ErrNotSent = errors.New("amazonpay: not sent")

// Error is an answer of Amazon's other than success. Any other error from a call, save [ErrNotSent], means that the
// outcome is unknown: the call may have had its effect.
type Error struct {
	// Status is the HTTP status.
	Status int

	// ReasonCode says what is wrong; empty when the answer was not Amazon's usual JSON.
	ReasonCode ReasonCode

	// Message is Amazon's free text. It may quote the request and so belongs in front of the merchant, not in a log.
	Message string

	// RequestID is what Amazon's support asks for.
	RequestID string

	// Operation is the name of the method that failed, such as "CaptureCharge".
	Operation string

	// RetryAfter is how long Amazon asked to be left alone; zero if it did not say.
	RetryAfter time.Duration

	// Date is what time it is at Amazon, to the second; zero if the answer did not say. A signature whose date is far from it is refused.
	Date time.Time

	// unclear is set when an earlier attempt of the same call may have had its effect.
	unclear bool
}

// Error names operation, status, reason and request id, and no personal data.
func (e *Error) Error() string {
	reason := string(e.ReasonCode)
	if reason == "" {
		reason = http.StatusText(e.Status)
	}
	return fmt.Sprintf("amazonpay: %s: %d %s (request %q)", e.Operation, e.Status, reason, e.RequestID)
}

// Definitive tells that Amazon refused and that this call changed nothing: 4xx other than 408, 425 and 429, with no
// earlier attempt in doubt. It does not tell how things stand: InvalidCheckoutSessionStatus on Complete also comes when
// an earlier call had completed the session. Read the object before drawing a conclusion.
func (e *Error) Definitive() bool {
	return 400 <= e.Status && e.Status < 500 && !repeatable(e.Status) && !e.unclear
}

// repeatable lists the statuses after which the same request may do better (protocol 5.4).
func repeatable(status int) bool {
	switch status {
	case http.StatusRequestTimeout, http.StatusTooEarly, http.StatusTooManyRequests, http.StatusInternalServerError,
		http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		return true
	default:
		return false
	}
}

// readError makes an Error of an answer of any shape: proxies answer with HTML, or with nothing.
func readError(operation string, a *answer, now time.Time) *Error {
	var wire struct {
		ReasonCode string `json:"reasonCode"`
		Message    string `json:"message"`
	}
	if err := json.Unmarshal(a.body, &wire); err != nil || !isReasonCode(wire.ReasonCode) {
		wire.ReasonCode, wire.Message = "", ""
	}
	date, _ := http.ParseTime(a.header.Get("Date"))
	return &Error{
		Date:       date,
		Status:     a.status,
		ReasonCode: ReasonCode(wire.ReasonCode),
		Message:    firstRunes(wire.Message, 500),
		RequestID:  a.requestID,
		Operation:  operation,
		RetryAfter: retryAfter(a.header.Get("Retry-After"), now),
	}
}

// isReasonCode keeps anything that is not one word out of error texts and logs.
func isReasonCode(s string) bool {
	return len(s) <= 64 && !strings.ContainsFunc(s, func(r rune) bool { return !isAlphanumeric(r) })
}

func firstRunes(s string, limit int) string {
	count := 0
	for i := range s {
		if count == limit {
			return s[:i]
		}
		count++
	}
	return s
}

// retryAfter reads the header of RFC 9110, section 10.2.3: seconds or a date.
func retryAfter(value string, now time.Time) time.Duration {
	if seconds, err := strconv.ParseUint(value, 10, 31); err == nil {
		return time.Duration(seconds) * time.Second
	}
	if date, err := http.ParseTime(value); err == nil {
		return max(0, date.Sub(now))
	}
	return 0
}
