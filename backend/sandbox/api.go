package sandbox

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"strings"

	"noren/backend/sandbox/signing"
)

// maxBody is the largest request body, in bytes.
const maxBody = 1 << 20

// call is one verified request while it is worked on; Sandbox.mu is held.
type call struct {
	*Sandbox
	owner
	id         string // of the object in the path
	body       []byte
	simulation string // x-amz-pay-simulation-code
	base       string // of the hosted pages
}

// serveAPI answers one request of the signed API. Order: signature, route, environment, bucket, faults, effect.
func (s *Sandbox) serveAPI(w http.ResponseWriter, r *http.Request) {
	requestID := newUUID()
	w.Header().Set("X-Amz-Pay-Request-Id", requestID)
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		s.answer(w, s.note(r, requestID, nil), 400, refuse(400, "InvalidRequestFormat", "The request body is too large."))
		return
	}
	if err != nil { // the client went away in the middle of its own request
		return
	}
	entry := s.note(r, requestID, body)
	c, op, wrong := s.admit(r, body, entry)
	if wrong != nil {
		s.answer(w, entry, wrong.Status, wrong)
		return
	}
	if !s.faulty(w, r, Before, op, entry) {
		return
	}
	status, answer := s.perform(r, c, op)
	if !s.faulty(w, r, After, op, entry) {
		return
	}
	s.write(w, entry, status, answer)
}

// admit decides whose call it is and what it asks for.
func (s *Sandbox) admit(r *http.Request, body []byte, entry *Request) (*call, *operation, *Error) {
	key, sig, wrong := s.verifyRequest(r, body, s.Now())
	s.amend(entry, func(e *Request) { e.Signature = *sig })
	path, _ := signing.Target(r)
	at, lost := find(s.operations, r.Method, path)
	if at.operation != nil {
		s.amend(entry, func(e *Request) { e.Operation = at.operation.name })
	}
	if wrong == nil {
		wrong = lost
	}
	if wrong != nil {
		return nil, nil, wrong
	}
	env, wrong := environmentOf(sig.PublicKeyID, at.environment)
	if wrong != nil {
		return nil, nil, wrong
	}
	if wrong := checkRegion(r.Header.Get("X-Amz-Pay-Region")); wrong != nil {
		return nil, nil, wrong
	}
	who := owner{merchantID: key.merchantID, environment: env}
	if token := r.Header.Get("X-Amz-Pay-Authtoken"); token != "" {
		if who.merchantID, wrong = s.delegated(token); wrong != nil {
			return nil, nil, wrong
		}
	}
	if wrong := s.throttled(who, at.operation); wrong != nil {
		return nil, nil, wrong
	}
	c := &call{
		Sandbox: s, owner: who, id: at.id, body: body,
		simulation: r.Header.Get("X-Amz-Pay-Simulation-Code"), base: s.publicURL(r),
	}
	if c.simulation != "" && env != sandboxEnvironment {
		return nil, nil, wrongSimulation(c.simulation)
	}
	return c, at.operation, nil
}

// environmentOf reads the environment from the prefix of the key id or from the path; both may name it if they
// agree (protocol 1.1).
func environmentOf(keyID string, path environment) (environment, *Error) {
	var prefix environment
	switch upper := strings.ToUpper(keyID); {
	case strings.HasPrefix(upper, "SANDBOX"):
		prefix = sandboxEnvironment
	case strings.HasPrefix(upper, "LIVE"):
		prefix = liveEnvironment
	}
	switch {
	case prefix == "" && path == "":
		return "", notFound("a path without environment")
	case prefix == "":
		return path, nil
	case path == "" || path == prefix:
		return prefix, nil
	default:
		return "", refuse(401, "UnauthorizedAccess", "The public key does not belong to the environment "+string(path)+".")
	}
}

// checkRegion takes Japan in any spelling, or nothing.
func checkRegion(region string) *Error {
	if region == "" || strings.EqualFold(region, "jp") {
		return nil
	}
	return refuse(400, "InvalidHeaderValue", "The region '"+region+"' is not Japan, which this sandbox imitates.")
}

func (s *Sandbox) delegated(token string) (merchantID string, wrong *Error) {
	s.lock()
	defer s.unlock()
	merchantID, ok := s.delegations[token]
	if !ok {
		return "", refuse(403, "InvalidAuthorizationToken", "The authorization token is not valid.")
	}
	return merchantID, nil
}

// perform does the call under the lock, once per idempotency key.
func (s *Sandbox) perform(r *http.Request, c *call, op *operation) (status int, answer []byte) {
	s.lock()
	defer s.unlock()
	return s.once(r, c, op, func() (int, []byte) {
		status, answer, wrong := op.do(c)
		if wrong != nil {
			return wrong.Status, encode(wrong)
		}
		return status, encode(answer)
	})
}

func (s *Sandbox) answer(w http.ResponseWriter, entry *Request, status int, v any) {
	s.write(w, entry, status, encode(v))
}

func (s *Sandbox) write(w http.ResponseWriter, entry *Request, status int, body []byte) {
	s.amend(entry, func(e *Request) { e.Status, e.Answer = status, string(body) })
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, _ = bytes.NewReader(body).WriteTo(w)
}
