package sandbox

import (
	"container/heap"
	"time"
)

// clock is a time that can be moved, and what falls due by it. Sandbox.mu guards it.
type clock struct {
	offset  time.Duration // to real time
	firing  time.Time     // while something due is done: the moment when it fell due
	agenda  agenda
	entered int // appointments so far
	alarm   *time.Timer
	ring    time.Time // when the alarm rings
}

type appointment struct {
	at    time.Time
	order int // of entry, for equal times
	do    func()
}

// agenda is a heap: the next appointment comes first.
type agenda []appointment

// Len is for package heap, as are the methods below.
func (a agenda) Len() int { return len(a) }

// Less orders by time, then by order of entry.
func (a agenda) Less(i, j int) bool {
	if a[i].at.Equal(a[j].at) {
		return a[i].order < a[j].order
	}
	return a[i].at.Before(a[j].at)
}

// Swap exchanges two.
func (a agenda) Swap(i, j int) { a[i], a[j] = a[j], a[i] }

// Push appends one.
func (a *agenda) Push(x any) { *a = append(*a, x.(appointment)) } //nolint:errcheck,forcetypeassert // only at comes here

// Pop takes the last.
func (a *agenda) Pop() any {
	last := len(*a) - 1
	x := (*a)[last]
	(*a)[last] = appointment{}
	*a = (*a)[:last]
	return x
}

// Now is the sandbox's time, UTC. Real time runs on from where the clock was set.
func (s *Sandbox) Now() time.Time {
	s.lock()
	defer s.unlock()
	return s.now()
}

// Advance moves the clock forward and does on the way, in order, everything that falls due: sessions and
// authorizations expire, pending charges and refunds are decided.
func (s *Sandbox) Advance(d time.Duration) {
	s.lock()
	defer s.unlock()
	s.clock.offset += d
	s.fireDue()
	s.record(Event{Subject: SubjectClock, State: "advanced", Detail: d.String()})
}

// SetClock sets the time. Forwards it works like Advance; backwards nothing is undone.
func (s *Sandbox) SetClock(t time.Time) {
	s.lock()
	defer s.unlock()
	s.clock.offset = time.Until(t)
	s.fireDue()
	s.record(Event{Subject: SubjectClock, State: "set"})
}

func (s *Sandbox) lock() {
	s.mu.Lock()
	s.fireDue()
}

// unlock sets the alarm for the next appointment, so that what falls due happens (and is notified) even if
// nobody calls.
func (s *Sandbox) unlock() {
	defer s.mu.Unlock()
	var ring time.Time // in real time
	if len(s.clock.agenda) > 0 && !s.isClosed() {
		ring = s.clock.agenda[0].at.Add(-s.clock.offset)
	}
	if ring.Equal(s.clock.ring) {
		return
	}
	s.clock.ring = ring
	if s.clock.alarm != nil {
		s.clock.alarm.Stop()
	}
	if !ring.IsZero() {
		s.clock.alarm = time.AfterFunc(time.Until(ring), func() {
			s.lock()
			s.unlock()
		})
	}
}

func (s *Sandbox) isClosed() bool {
	select {
	case <-s.closed:
		return true
	default:
		return false
	}
}

// now is the time for code that holds mu. What an appointment does carries the time at which it fell due, also
// when the clock jumped far beyond it.
func (s *Sandbox) now() time.Time {
	if !s.clock.firing.IsZero() {
		return s.clock.firing
	}
	return time.Now().Add(s.clock.offset).UTC()
}

// at makes an appointment. What it does has to look at the state of things again, and to find its object by its id: a
// restored snapshot has others under the same ids.
func (s *Sandbox) at(t time.Time, do func()) {
	s.clock.entered++
	heap.Push(&s.clock.agenda, appointment{at: t, order: s.clock.entered, do: do})
}

func (s *Sandbox) fireDue() {
	now := s.now()
	for len(s.clock.agenda) > 0 && !s.clock.agenda[0].at.After(now) {
		due := s.clock.agenda[0]
		heap.Pop(&s.clock.agenda)
		s.clock.firing = due.at
		due.do()
	}
	s.clock.firing = time.Time{}
}
