package sandbox

import (
	"net/http"
	"time"

	"noren/backend/sandbox/signing"
)

// Request is one entry of the history.
type Request struct {
	ID             string    `json:"requestId"` // x-amz-pay-request-id of the answer
	Time           time.Time `json:"time"`
	Method         string    `json:"method"`
	Path           string    `json:"path"` // as in the request line, without the query
	Query          string    `json:"query"`
	Operation      string    `json:"operation"` // "" if the path is none of the API's
	IdempotencyKey string    `json:"idempotencyKey"`
	Body           string    `json:"body"`
	Signature      Signature `json:"signature"`
	Status         int       `json:"status"` // 0 while unanswered, or cut
	Answer         string    `json:"answer"`
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
