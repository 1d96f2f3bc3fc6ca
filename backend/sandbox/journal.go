package sandbox

import (
	"context"
	"slices"
	"time"
)

// Subject is the kind of thing that an event is about.
type Subject string

// The subjects of events.
const (
	SubjectRequest      Subject = "request"
	SubjectSession      Subject = "checkoutSession"
	SubjectPermission   Subject = "chargePermission"
	SubjectCharge       Subject = "charge"
	SubjectRefund       Subject = "refund"
	SubjectNotification Subject = "notification"
	SubjectMail         Subject = "mail"
	SubjectMerchant     Subject = "merchant"
	SubjectClock        Subject = "clock"
	SubjectSandbox      Subject = "sandbox" // reset, restored
)

// Event is one line of the journal: what the dashboard shows, and the timeline of one payment is made of.
type Event struct {
	Number     int       `json:"number"` // from 1, rising; Reset and Restore take events away and go on counting
	Time       time.Time `json:"time"`   // of the sandbox, UTC
	Subject    Subject   `json:"subject"`
	ID         string    `json:"id"`         // of the object
	MerchantID string    `json:"merchantId"` // "": of no merchant
	SessionID  string    `json:"sessionId"`  // the payment it belongs to, by its checkout session; "": none
	State      string    `json:"state"`      // the object's new state, or what was done
	Detail     string    `json:"detail"`     // reason code, amount, address: more for a person
}

// journalLength is how many events are remembered.
const journalLength = 10_000

// journal is all that happened, and who waits for more.
type journal struct {
	events []Event
	number int
	more   chan struct{} // closed when an event arrives
}

// record enters an event; Number and Time are filled in.
func (s *Sandbox) record(e Event) {
	s.journal.number++
	e.Number, e.Time = s.journal.number, s.now()
	if len(s.journal.events) >= journalLength {
		s.journal.events = slices.Clone(s.journal.events[journalLength/2:])
	}
	s.journal.events = append(s.journal.events, e)
	if s.journal.more != nil {
		close(s.journal.more)
		s.journal.more = nil
	}
}

// Events is the journal behind an event's number, oldest first; 0 is from the beginning.
func (s *Sandbox) Events(after int) []Event {
	s.lock()
	defer s.unlock()
	events, _ := s.eventsAfter(after)
	return events
}

// NextEvents is Events, but waits until there is one, the context is over or the sandbox closed; then it is empty.
func (s *Sandbox) NextEvents(ctx context.Context, after int) []Event {
	for {
		s.lock()
		events, more := s.eventsAfter(after)
		s.unlock()
		if len(events) > 0 {
			return events
		}
		select {
		case <-more:
		case <-ctx.Done():
			return nil
		case <-s.closed:
			return nil
		}
	}
}

func (s *Sandbox) eventsAfter(after int) (events []Event, more <-chan struct{}) {
	at, _ := slices.BinarySearchFunc(s.journal.events, after+1, func(e Event, n int) int { return e.Number - n })
	if s.journal.more == nil {
		s.journal.more = make(chan struct{})
	}
	return slices.Clone(s.journal.events[at:]), s.journal.more
}
