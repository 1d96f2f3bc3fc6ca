package sandbox

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"noren/backend/sandbox/signing"
)

// maxBody is the largest request body, in bytes.
const maxBody = 1 << 20

// call is one verified request while it is worked on; Sandbox.mu is held.
type call struct {
	*Sandbox
	owner
	location   string // header of the answer; "": none
	signer     string // merchant id of the key; with x-amz-pay-authtoken a provider's
	path       string // as requested
	id         string // of the object in the path
	below      string // of the object below that one
	query      url.Values
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
	if !s.faulty(w, r, Before, c, op, entry) {
		return
	}
	status, answer := s.perform(r, c, op)
	if !s.faulty(w, r, After, c, op, entry) {
		return
	}
	if c.location != "" {
		w.Header().Set("Location", c.location)
	}
	s.write(w, entry, status, answer)
}

// admit decides whose call it is and what it asks for.
func (s *Sandbox) admit(r *http.Request, body []byte, entry *Request) (*call, *operation, *Error) {
	key, sig, wrong := s.verifyRequest(r, body, s.Now(), time.Duration(s.Settings().Skew))
	path, _ := signing.Target(r)
	at, lost := find(s.operations, r.Method, path)
	s.amend(entry, func(e *Request) {
		e.Signature, e.MerchantID, e.objectIDs = *sig, key.merchantID, at.ids
		if at.operation != nil {
			e.Operation = at.operation.name
		}
	})
	if wrong == nil {
		wrong = lost
	}
	if wrong != nil {
		return nil, nil, wrong
	}
	env, wrong := s.environmentOf(sig.PublicKeyID, at.environment)
	if wrong != nil {
		return nil, nil, wrong
	}
	if wrong := checkRegion(r.Header.Get("X-Amz-Pay-Region")); wrong != nil {
		return nil, nil, wrong
	}
	who := owner{merchantID: key.merchantID, environment: env}
	if token := r.Header.Get("X-Amz-Pay-Authtoken"); token != "" {
		if who.merchantID, wrong = s.delegated(token, key.merchantID); wrong != nil {
			return nil, nil, wrong
		}
	}
	if wrong := s.standing(owner{merchantID: key.merchantID, environment: env}); wrong != nil {
		return nil, nil, wrong
	}
	if !strings.HasPrefix(at.operation.path, "merchantAccounts") { // which may be worked on while they are not active
		if wrong := s.standing(who); wrong != nil {
			return nil, nil, wrong
		}
	}
	if wrong := s.throttled(who, at.operation); wrong != nil {
		return nil, nil, wrong
	}
	c := &call{
		Sandbox: s, owner: who, signer: key.merchantID, path: path, query: r.URL.Query(), body: body,
		simulation: r.Header.Get("X-Amz-Pay-Simulation-Code"), base: s.publicURL(r),
	}
	if len(at.ids) > 0 {
		c.id, c.below = at.ids[0], at.ids[len(at.ids)-1]
	}
	if c.simulation != "" && env != sandboxEnvironment {
		return nil, nil, wrongSimulation(c.simulation)
	}
	return c, at.operation, nil
}

// environmentOf reads the environment from the prefix of the key id or from the path; both may name it if they
// agree (protocol 1.1).
func (s *Sandbox) environmentOf(keyID string, path environment) (environment, *Error) {
	prefix := prefixEnvironment(keyID)
	switch {
	case prefix == "" && path == "":
		return "", notFound("a path without environment")
	case prefix == "":
		return path, nil
	case path == "" || path == prefix:
		return prefix, nil
	default:
		return "", s.otherEnvironment(path)
	}
}

// prefixEnvironment is what the prefix of a key id says; "": nothing, so that the key is for both.
func prefixEnvironment(keyID string) environment {
	switch upper := strings.ToUpper(keyID); {
	case strings.HasPrefix(upper, "SANDBOX"):
		return sandboxEnvironment
	case strings.HasPrefix(upper, "LIVE"):
		return liveEnvironment
	default:
		return ""
	}
}

// otherEnvironment refuses a key in an environment that it does not belong to.
func (s *Sandbox) otherEnvironment(path environment) *Error {
	status := s.Settings().EnvironmentMismatch
	reason := map[int]string{401: "UnauthorizedAccess", 403: "InvalidAuthentication", 404: "ResourceNotFound"}[status]
	return refuse(status, reason, "The public key does not belong to the environment "+string(path)+".")
}

// checkRegion takes Japan in any spelling, or nothing.
func checkRegion(region string) *Error {
	if region == "" || strings.EqualFold(region, "jp") {
		return nil
	}
	return refuse(400, "InvalidHeaderValue", "The region '"+region+"' is not Japan, which this sandbox imitates.")
}

// standing refuses accounts that are gone, and in live those that are not active.
func (s *Sandbox) standing(who owner) *Error {
	s.lock()
	defer s.unlock()
	a, ok := s.accounts[who.merchantID]
	if !ok || a.status == accountDeleted {
		return refuse(403, "InvalidAuthentication", "The merchant account does not exist any more.")
	}
	if who.environment == liveEnvironment && a.status != accountActive {
		return refuse(403, "InvalidAccountStatus", "The merchant account is not active.")
	}
	return nil
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
	s.conclude(entry, status, body)
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Date", s.Now().UTC().Format(http.TimeFormat)) // what time it is here, also when the clock was moved
	w.WriteHeader(status)
	_, _ = bytes.NewReader(body).WriteTo(w)
}
