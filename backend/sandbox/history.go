package sandbox

import (
	"cmp"
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"time"

	"noren/backend/sandbox/signing"
)

// Request is one entry of the history.
type Request struct {
	ID             string    `json:"requestId"` // x-amz-pay-request-id of the answer
	Time           time.Time `json:"time"`
	MerchantID     string    `json:"merchantId"` // whose key signed; "" if it is not known
	SessionID      string    `json:"sessionId"`  // the payment that it is about; "": none
	Method         string    `json:"method"`
	Path           string    `json:"path"` // as in the request line, without the query
	Query          string    `json:"query"`
	Operation      string    `json:"operation"` // "" if the path is none of the API's
	IdempotencyKey string    `json:"idempotencyKey"`
	Body           string    `json:"body"`
	Signature      Signature `json:"signature"`
	Status         int       `json:"status"` // 0 while unanswered, or cut
	ReasonCode     string    `json:"reasonCode"`
	Answer         string    `json:"answer"`

	objectIDs []string // in the path
}

// historyLength is how many requests are remembered.
const historyLength = 10_000

// Requests is the history of signed calls, oldest first.
func (s *Sandbox) Requests() []Request {
	s.lock()
	defer s.unlock()
	list := make([]Request, len(s.requests))
	for i, r := range s.requests {
		list[i] = *r
	}
	return list
}

func (s *Sandbox) note(r *http.Request, id string, body []byte) *Request {
	path, query := signing.Target(r)
	s.lock()
	defer s.unlock()
	entry := &Request{
		ID: id, Time: s.now(), Method: r.Method, Path: path, Query: query,
		IdempotencyKey: r.Header.Get(idempotencyHeader), Body: string(body),
	}
	if len(s.requests) >= historyLength {
		s.requests = s.requests[1:]
	}
	s.requests = append(s.requests, entry)
	return entry
}

func (s *Sandbox) amend(entry *Request, change func(*Request)) {
	s.lock()
	defer s.unlock()
	change(entry)
}

// mention is where a body names what it is about, or an answer its refusal.
type mention struct {
	SessionID    string `json:"checkoutSessionId"`
	PermissionID string `json:"chargePermissionId"`
	ChargeID     string `json:"chargeId"`
	ReasonCode   string `json:"reasonCode"`
}

// conclude notes how a request was answered, status 0 if it was cut, and enters it in the journal.
func (s *Sandbox) conclude(entry *Request, status int, answer []byte) {
	asked, told := mentions([]byte(entry.Body)), mentions(answer)
	s.lock()
	defer s.unlock()
	entry.Status, entry.ReasonCode, entry.Answer = status, told.ReasonCode, string(answer)
	named := append(slices.Clone(entry.objectIDs), asked.PermissionID, asked.ChargeID)
	if status < 400 {
		named = append(named, told.SessionID, told.PermissionID, told.ChargeID)
	}
	for _, id := range named {
		entry.SessionID = cmp.Or(entry.SessionID, s.paymentOf(id))
	}
	state := strconv.Itoa(status)
	if status == 0 {
		state = "cut"
	}
	s.record(Event{
		Subject: SubjectRequest, ID: entry.ID, MerchantID: entry.MerchantID, SessionID: entry.SessionID, State: state,
		Detail: cmp.Or(entry.Operation, entry.Method+" "+entry.Path) + withSpace(entry.ReasonCode),
	})
}

func mentions(body []byte) (m mention) {
	if err := json.Unmarshal(body, &m); err != nil { // whatever it is, it names nothing
		return mention{}
	}
	return m
}

func withSpace(text string) string {
	if text == "" {
		return ""
	}
	return " " + text
}

// paymentOf is the checkout session of the payment that an object belongs to, or "".
func (s *Sandbox) paymentOf(id string) string {
	if _, ok := s.sessions[id]; ok {
		return id
	}
	if p, ok := s.permissions[id]; ok {
		return p.sessionID
	}
	if c, ok := s.charges[id]; ok {
		return c.permission.sessionID
	}
	if r, ok := s.refunds[id]; ok {
		return r.charge.permission.sessionID
	}
	return ""
}

// Compare lays a client's own canonical request beside that of a request in the history (protocol 1.3).
func (s *Sandbox) Compare(requestID, canonicalRequest string) (signing.Comparison, error) {
	s.lock()
	defer s.unlock()
	for _, r := range s.requests {
		if r.ID == requestID {
			return signing.Compare(r.Signature.CanonicalRequest, canonicalRequest), nil
		}
	}
	return signing.Comparison{}, notFound(requestID)
}
