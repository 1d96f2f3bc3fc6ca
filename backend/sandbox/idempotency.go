package sandbox

import (
	"crypto/sha256"
	"fmt"
	"net/http"
	"strings"
)

const idempotencyHeader = "X-Amz-Pay-Idempotency-Key"

// idempotent is the scope of a key: account and environment, kept without end (protocol 6).
type idempotent struct {
	owner
	key string
}

// storedAnswer is what the first request with a key was told.
type storedAnswer struct {
	request  string // operation, id and hash of the body
	status   int
	location string
	body     []byte
}

// once does what a POST with a key asks for the first time and repeats its answer afterwards. The same key with
// another request is DuplicateIdempotencyKey. Refusals are kept as well, unless the settings say otherwise; what asks the
// client to come again, throttling, ordered faults and 5xx, never is (protocol 6). Mu is held, so that of two at the
// same time one is the second.
func (s *Sandbox) once(r *http.Request, c *call, op *operation, do func() (int, []byte)) (int, []byte) {
	if op.key == keyIgnored {
		return do()
	}
	values := r.Header.Values(idempotencyHeader)
	if len(values) == 0 && op.key == keyOptional {
		return do()
	}
	if wrong := s.checkKey(values); wrong != nil {
		return wrong.Status, encode(wrong)
	}
	at := idempotent{owner: c.owner, key: values[0]}
	request := fmt.Sprintf("%s %s %x", op.name, c.id, sha256.Sum256(c.body))
	if first, ok := s.answers[at]; ok {
		if first.request != request {
			return 400, encode(refuse(400, "DuplicateIdempotencyKey", "The idempotency key was used for another request."))
		}
		c.location = first.location
		return first.status, first.body
	}
	status, body := do()
	if status < 400 || status < 500 && !s.settings.ForgetRefusals {
		s.answers[at] = &storedAnswer{request: request, status: status, location: c.location, body: body}
	}
	return status, body
}

func (s *Sandbox) checkKey(values []string) *Error {
	if len(values) == 0 {
		return refuse(400, "MissingHeader", "The header 'x-amz-pay-idempotency-key' is missing.")
	}
	key := values[0]
	if key == "" {
		return refuse(400, "MissingHeaderValue", "The header 'x-amz-pay-idempotency-key' is empty.")
	}
	if len(values) > 1 || len(key) > 32 && !s.settings.LongIdempotency || strings.Trim(key, keyAlphabet) != "" {
		return refuse(400, "InvalidHeaderValue", "The header 'x-amz-pay-idempotency-key' is invalid.")
	}
	return nil
}

const keyAlphabet = "abcdefghijklmnopqrstuvwxyz" + upperDigits + "-_"
