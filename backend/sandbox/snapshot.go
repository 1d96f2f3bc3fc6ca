package sandbox

import (
	"slices"
	"time"

	"noren/backend/sandbox/deepcopy"
)

// Snapshot is a moment to which Restore can go back.
type Snapshot struct {
	ID    string    `json:"id"`
	Time  time.Time `json:"time"`  // of the sandbox's clock
	Event int       `json:"event"` // number of the last event before it
}

type snapshot struct {
	Snapshot

	picture *picture
}

// picture is a copy of everything, which nobody changes any more.
type picture struct {
	time   time.Time
	agenda agenda
	events []Event
	state  state
	keys   map[string]publicKey
}

// Snapshot keeps all objects, the clock and what falls due, and returns the id for Restore. It is kept in memory until
// Forget.
func (s *Sandbox) Snapshot() (id string) {
	s.lock()
	defer s.unlock()
	x := &snapshot{Snapshot: Snapshot{ID: newUUID(), Time: s.now(), Event: s.journal.number}, picture: s.take()}
	s.snapshots = append(s.snapshots, x)
	return x.ID
}

// Snapshots lists the snapshots, oldest first.
func (s *Sandbox) Snapshots() []Snapshot {
	s.lock()
	defer s.unlock()
	list := make([]Snapshot, len(s.snapshots))
	for i, x := range s.snapshots {
		list[i] = x.Snapshot
	}
	return list
}

// Restore brings everything back as it was at a snapshot, which stays. Calls that are held are cut; public keys that
// were registered since stay known.
func (s *Sandbox) Restore(snapshotID string) error {
	s.lock()
	defer s.unlock()
	at := s.snapshotIndex(snapshotID)
	if at < 0 {
		return notFound(snapshotID)
	}
	s.bring(s.snapshots[at].picture)
	s.record(Event{Subject: SubjectSandbox, ID: snapshotID, State: "restored"})
	return nil
}

// Forget frees the memory of a snapshot.
func (s *Sandbox) Forget(snapshotID string) error {
	s.lock()
	defer s.unlock()
	at := s.snapshotIndex(snapshotID)
	if at < 0 {
		return notFound(snapshotID)
	}
	s.snapshots = slices.Delete(s.snapshots, at, at+1)
	return nil
}

// Reset brings everything back as it was at the start: no objects, faults, notifications, mails and history, the
// clock of the configuration. Snapshots and public keys stay.
func (s *Sandbox) Reset() {
	s.lock()
	defer s.unlock()
	s.bring(s.beginning)
	if s.cfg.Clock.IsZero() {
		s.clock.offset = 0
	}
	s.record(Event{Subject: SubjectSandbox, State: "reset"})
}

func (s *Sandbox) snapshotIndex(id string) int {
	return slices.IndexFunc(s.snapshots, func(x *snapshot) bool { return x.ID == id })
}

func (s *Sandbox) take() *picture {
	return &picture{
		time: s.now(), agenda: slices.Clone(s.clock.agenda), events: slices.Clone(s.journal.events), state: deepcopy.Of(s.state),
		keys: s.keys.all(),
	}
}

// bring puts a picture in place. The numbers of events go on, so that whoever follows the journal notices.
func (s *Sandbox) bring(p *picture) {
	s.cutHeld()
	s.state = deepcopy.Of(p.state)
	s.clock.agenda = slices.Clone(p.agenda)
	s.clock.offset = time.Until(p.time)
	s.journal.events = slices.Clone(p.events)
	for id, key := range p.keys { // those that were revoked since
		s.keys.add(id, key)
	}
	for _, merchantID := range s.keys.owners() {
		s.addAccount(Merchant{MerchantID: merchantID})
	}
	s.keepMadeKey()
	if len(s.outbox) > 0 {
		s.wakeUp()
	}
}
