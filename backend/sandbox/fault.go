package sandbox

import (
	"context"
	"errors"
	"fmt"
	"math"
	"net/http"
	"slices"
	"strconv"
	"time"
)

// FaultKind is a way in which a call goes wrong.
type FaultKind string

// Kinds of faults.
const (
	Refuse   FaultKind = "refuse"   // answer with Status and ReasonCode
	Fail     FaultKind = "fail"     // 500 InternalServerError, or Status and ReasonCode
	Throttle FaultKind = "throttle" // 429 TooManyRequests
	Delay    FaultKind = "delay"    // wait Delay of real time, then go on
	Hold     FaultKind = "hold"     // wait until Release, then go on
	Cut      FaultKind = "cut"      // close the connection without an answer
)

// When is the side of the effect on which a fault happens.
type When string

// Before: nothing has happened at Amazon. After: all has happened, only the answer is lost.
const (
	Before When = "before"
	After  When = "after"
)

// Fault makes calls go wrong. Calls with a bad signature never get as far.
type Fault struct {
	Operation  string        `json:"operation"`  // "CompleteCheckoutSession" …; "": every operation
	MerchantID string        `json:"merchantId"` // only calls of this merchant
	ObjectID   string        `json:"objectId"`   // only calls with this id in their path
	Kind       FaultKind     `json:"kind"`
	When       When          `json:"when"`       // "": Before
	Status     int           `json:"status"`     // for Refuse and Fail
	ReasonCode string        `json:"reasonCode"` // for Refuse and Fail
	Delay      time.Duration `json:"delay"`      // for Delay, nanoseconds in JSON
	RetryAfter time.Duration `json:"retryAfter"` // sends Retry-After, in whole seconds, if not 0
	Skip       int           `json:"skip"`       // how many calls go well before the first that does not
	Count      int           `json:"count"`      // how many calls; 0: all, until ClearFaults
}

type fault struct {
	Fault

	id   string
	left int // calls to spoil
	skip int // calls to spare before
}

// concerns tells whether a fault is about a call, on this side of its effect.
func (f *fault) concerns(c *call, op *operation, when When) bool {
	return f.When == when && f.left > 0 &&
		(f.Operation == "" || f.Operation == op.name) &&
		(f.MerchantID == "" || f.MerchantID == c.merchantID) &&
		(f.ObjectID == "" || f.ObjectID == c.id || f.ObjectID == c.below)
}

// OrderedFault is a fault that has calls left.
type OrderedFault struct {
	Fault

	ID   string `json:"id"`
	Left int    `json:"left"` // calls still to spoil; 0: all
}

// Faults lists the faults that have calls left, oldest first.
func (s *Sandbox) Faults() []OrderedFault {
	s.lock()
	defer s.unlock()
	list := []OrderedFault{}
	for _, f := range s.faults {
		if f.left > 0 {
			o := OrderedFault{Fault: f.Fault, ID: f.id, Left: f.left}
			if f.Count == 0 {
				o.Left = 0
			}
			list = append(list, o)
		}
	}
	return list
}

// Fault orders a fault and returns its id. Of several that apply to a call the oldest with calls left is used.
// It panics on a kind or side that does not exist: a mistake in a test.
func (s *Sandbox) Fault(f Fault) (id string) {
	id, err := s.addFault(f)
	if err != nil {
		panic(err)
	}
	return id
}

func (s *Sandbox) addFault(f Fault) (id string, err error) {
	if !slices.Contains([]FaultKind{Refuse, Fail, Throttle, Delay, Hold, Cut}, f.Kind) {
		return "", fmt.Errorf("sandbox: no fault of kind %q", f.Kind)
	}
	if f.When == "" {
		f.When = Before
	}
	if f.When != Before && f.When != After {
		return "", fmt.Errorf("sandbox: no side %q of the effect", f.When)
	}
	known := func(op operation) bool { return op.name == f.Operation }
	if f.Operation != "" && !slices.ContainsFunc(s.operations, known) {
		return "", fmt.Errorf("sandbox: no operation %q", f.Operation)
	}
	if f.Skip < 0 || f.Count < 0 || f.Delay < 0 || f.RetryAfter < 0 {
		return "", errors.New("sandbox: skip, count, delay and retryAfter of a fault cannot be negative")
	}
	if f.Status != 0 && (f.Status < 400 || f.Status > 599) {
		return "", fmt.Errorf("sandbox: status %d of a fault: want 400 to 599", f.Status)
	}
	x := &fault{Fault: f, id: newUUID(), left: f.Count, skip: f.Skip}
	if f.Count == 0 {
		x.left = math.MaxInt
	}
	s.lock()
	defer s.unlock()
	s.faults = append(s.faults, x)
	return x.id, nil
}

// ClearFaults takes back all faults and lets held calls go on.
func (s *Sandbox) ClearFaults() {
	s.lock()
	defer s.unlock()
	s.faults = nil
	for _, h := range s.held {
		close(h.released)
	}
	s.held = nil
}

// faulty does what was ordered for this side of the call. It returns false when the call ends here. A client
// that is gone while its call is held before the effect has never sent it, as far as Amazon is concerned.
func (s *Sandbox) faulty(w http.ResponseWriter, r *http.Request, when When, c *call, op *operation, entry *Request) bool {
	f, ok := s.takeFault(c, op, when)
	if !ok {
		return true
	}
	if f.RetryAfter > 0 {
		w.Header().Set("Retry-After", strconv.Itoa(int(f.RetryAfter.Seconds())))
	}
	switch f.Kind {
	case Delay:
		return s.pause(r.Context(), f.Delay)
	case Hold:
		return s.hold(r.Context(), f, op, entry)
	case Cut:
		s.conclude(entry, 0, nil)
		panic(http.ErrAbortHandler)
	case Throttle:
		s.answer(w, entry, 429, refuse(429, "TooManyRequests", "The rate of "+op.name+" is above its limit."))
	case Refuse, Fail:
		status, reason := f.Status, f.ReasonCode
		if status == 0 {
			status = http.StatusInternalServerError
		}
		if reason == "" {
			reason = "InternalServerError"
		}
		s.answer(w, entry, status, refuse(status, reason, "This failure was ordered."))
	}
	return false
}

// takeFault uses up one call of the fault that is due.
func (s *Sandbox) takeFault(c *call, op *operation, when When) (*fault, bool) {
	s.lock()
	defer s.unlock()
	for _, f := range s.faults {
		switch {
		case !f.concerns(c, op, when):
		case f.skip > 0:
			f.skip--
		default:
			f.left--
			return f, true
		}
	}
	return nil, false
}

func (s *Sandbox) pause(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	case <-s.closed:
		return false
	}
}
