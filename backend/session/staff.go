package session

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/redis/go-redis/v9"
)

// How long somebody stays signed in to the console: StaffIdle after the last page, since a shop's computer stands where others
// pass by, and StaffAbsolute in any case: a working day. StaffFresh is how old a proof may be for what is sensitive.
const (
	StaffIdle     = 30 * time.Minute
	StaffAbsolute = 12 * time.Hour
	StaffFresh    = 10 * time.Minute
)

// StaffSession is one browser in which somebody is signed in to the console.
type StaffSession struct {
	ID     string    `json:"id"` // the hash of its token
	Staff  string    `json:"staff"`
	Device string    `json:"device"` // such as «Chrome, Windows»
	Place  string    `json:"place"`  // the address, shortened
	Began  time.Time `json:"began"`

	Seen  time.Time `json:"-"` // the last page
	Fresh bool      `json:"-"` // proved within StaffFresh

	// Stale begins a session whose proof may be old: somebody else looked at it, and did not say when.
	Stale bool `json:"-"`
}

// BeginStaff signs somebody in and returns the cookie's value: a tag that keeps all keys of a person on one node of a cluster, and
// 32 random bytes. Three keys are written: what the session holds, which ends with StaffAbsolute, and the marks of its use and of
// its proof.
func (s *Store) BeginStaff(ctx context.Context, session StaffSession) (token string, err error) {
	secret := make([]byte, 32)
	_, _ = rand.Read(secret) // never fails
	token = tagOf(session.Staff) + "." + base64.RawURLEncoding.EncodeToString(secret)
	session.ID, session.Began = hash(token), time.Now()
	text, err := json.Marshal(session)
	if err != nil {
		return "", fmt.Errorf("session: begin staff: %w", err)
	}
	key, index := staffKey(session.Staff, session.ID), staffIndex(session.Staff)
	_, err = s.redis.TxPipelined(ctx, func(p redis.Pipeliner) error {
		p.Set(ctx, key, text, StaffAbsolute)
		p.Set(ctx, key+":use", 1, StaffIdle)
		if !session.Stale {
			p.Set(ctx, key+":fresh", 1, StaffFresh)
		}
		p.SAdd(ctx, index, session.ID)
		p.Expire(ctx, index, StaffAbsolute)
		return nil
	})
	if err != nil {
		return "", unavailable("begin staff", err)
	}
	return token, nil
}

// Staff returns the session of a cookie and renews it, or ErrExpired.
func (s *Store) Staff(ctx context.Context, token string) (StaffSession, error) {
	if _, ok := sessionKeys(token); !ok {
		return StaffSession{}, ErrExpired
	}
	key := "noren:staff:{" + token[:tagLength] + "}:" + hash(token)
	used, err := s.redis.PExpire(ctx, key+":use", StaffIdle).Result()
	if err != nil {
		return StaffSession{}, unavailable("staff", err)
	}
	if !used {
		return StaffSession{}, ErrExpired
	}
	return s.readStaff(ctx, key)
}

// StaffByID returns a session of somebody by its id, without renewing it, or ErrExpired.
func (s *Store) StaffByID(ctx context.Context, staff, id string) (StaffSession, error) {
	return s.readStaff(ctx, staffKey(staff, id))
}

func (s *Store) readStaff(ctx context.Context, key string) (StaffSession, error) {
	pipe := s.redis.Pipeline()
	text, use, fresh := pipe.Get(ctx, key), pipe.PTTL(ctx, key+":use"), pipe.Exists(ctx, key+":fresh")
	if _, err := pipe.Exec(ctx); err != nil && !errors.Is(err, redis.Nil) {
		return StaffSession{}, unavailable("staff", err)
	}
	var session StaffSession
	if err := json.Unmarshal([]byte(text.Val()), &session); err != nil || use.Val() <= 0 {
		return StaffSession{}, ErrExpired
	}
	session.Seen, session.Fresh = time.Now().Add(use.Val()-StaffIdle), fresh.Val() == 1
	return session, nil
}

// StaffSessions lists somebody's sessions, the last used first.
func (s *Store) StaffSessions(ctx context.Context, staff string) ([]StaffSession, error) {
	ids, err := s.redis.SMembers(ctx, staffIndex(staff)).Result()
	if err != nil {
		return nil, unavailable("staff sessions", err)
	}
	var all []StaffSession
	for _, id := range ids {
		session, err := s.readStaff(ctx, staffKey(staff, id))
		switch {
		case errors.Is(err, ErrExpired):
			s.redis.SRem(ctx, staffIndex(staff), id)
		case err != nil:
			return nil, err
		default:
			all = append(all, session)
		}
	}
	slices.SortFunc(all, func(a, b StaffSession) int { return b.Seen.Compare(a.Seen) })
	return all, nil
}

// EndStaff ends one session of somebody. One that is not there is no error.
func (s *Store) EndStaff(ctx context.Context, staff, id string) error {
	key := staffKey(staff, id)
	if err := s.redis.Del(ctx, key, key+":use", key+":fresh").Err(); err != nil {
		return unavailable("end staff", err)
	}
	if err := s.redis.SRem(ctx, staffIndex(staff), id).Err(); err != nil {
		return unavailable("end staff", err)
	}
	return nil
}

// EndStaffOthers ends all sessions of somebody but the one with the id keep; "" keeps none.
func (s *Store) EndStaffOthers(ctx context.Context, staff, keep string) error {
	ids, err := s.redis.SMembers(ctx, staffIndex(staff)).Result()
	if err != nil {
		return unavailable("end staff", err)
	}
	for _, id := range ids {
		if id != keep {
			if err := s.EndStaff(ctx, staff, id); err != nil {
				return err
			}
		}
	}
	return nil
}

func staffIndex(staff string) string   { return "noren:staff:{" + tagOf(staff) + "}" }
func staffKey(staff, id string) string { return staffIndex(staff) + ":" + id }
