package sandbox

import (
	"context"
	"fmt"
	"net/http"
	"slices"
)

// Held is a call that a Hold has stopped.
type Held struct {
	ID        string `json:"id"` // for Release
	FaultID   string `json:"faultId"`
	Operation string `json:"operation"`
	When      When   `json:"when"`
	RequestID string `json:"requestId"`
}

type hold struct {
	Held

	released chan struct{}
	cut      bool // set before released is closed: the connection is closed without an answer
}

// Held lists the calls that wait for Release, oldest first.
func (s *Sandbox) Held() []Held {
	s.lock()
	defer s.unlock()
	list := make([]Held, len(s.held))
	for i, h := range s.held {
		list[i] = h.Held
	}
	return list
}

// WaitHeld waits until a call is held by the fault, or any call if faultID is "".
func (s *Sandbox) WaitHeld(ctx context.Context, faultID string) (Held, error) {
	for {
		s.lock()
		for _, h := range s.held {
			if faultID == "" || h.FaultID == faultID {
				s.unlock()
				return h.Held, nil
			}
		}
		changed := s.heldChanged
		s.unlock()
		select {
		case <-changed:
		case <-ctx.Done():
			return Held{}, fmt.Errorf("sandbox: wait for a held call: %w", ctx.Err())
		}
	}
}

// Release lets a held call go on, by the id in Held, or every call held by a fault, by the fault's id.
func (s *Sandbox) Release(id string) error {
	s.lock()
	defer s.unlock()
	count := len(s.held)
	s.held = slices.DeleteFunc(s.held, func(h *hold) bool {
		if h.ID != id && h.FaultID != id {
			return false
		}
		close(h.released)
		return true
	})
	if len(s.held) == count {
		return notFound(id)
	}
	return nil
}

// cutHeld ends the calls that are held: what they were about is gone.
func (s *Sandbox) cutHeld() {
	for _, h := range s.held {
		h.cut = true
		close(h.released)
	}
	s.held = nil
}

func (s *Sandbox) hold(ctx context.Context, f *fault, op *operation, entry *Request) bool {
	h := &hold{
		Held:     Held{ID: newUUID(), FaultID: f.id, Operation: op.name, When: f.When, RequestID: entry.ID},
		released: make(chan struct{}),
	}
	s.lock()
	s.held = append(s.held, h)
	close(s.heldChanged)
	s.heldChanged = make(chan struct{})
	s.unlock()
	defer func() {
		s.lock()
		defer s.unlock()
		s.held = slices.DeleteFunc(s.held, func(other *hold) bool { return other == h })
	}()
	select {
	case <-h.released:
		if h.cut {
			panic(http.ErrAbortHandler)
		}
		return true
	case <-ctx.Done():
		return false
	case <-s.closed:
		return false
	}
}
