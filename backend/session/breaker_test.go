package session

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"noren/backend/session/sessiontest"
)

func TestDeadRedisIsLeftAloneForASecond(t *testing.T) {
	clock := time.Now()
	s := open(t, Config{Addrs: []string{"127.0.0.1:1"}, Now: func() time.Time { return clock }})
	asked := func() bool {
		t.Helper()
		err := s.Ping(t.Context())
		is(t, err, ErrUnavailable)
		return !errors.Is(err, errLeftAlone)
	}
	for i := range breakAfter {
		if !asked() {
			t.Fatalf("left alone after %d failures", i)
		}
	}
	if asked() {
		t.Fatal("asked again at once")
	}
	if _, err := s.IssueCode(t.Context(), Code{}); !errors.Is(err, errLeftAlone) {
		t.Errorf("a pipeline passes: %v", err)
	}
	clock = clock.Add(breakFor)
	if !asked() {
		t.Fatal("never tried again")
	}
	if asked() {
		t.Fatal("more than one try in a second")
	}
}

func TestOneCallTriesForAll(t *testing.T) {
	clock := time.Now()
	b := &breaker{now: func() time.Time { return clock }}
	for range breakAfter {
		b.note(context.DeadlineExceeded)
	}
	clock = clock.Add(breakFor)
	if first, second := b.pass(), b.pass(); !first || second {
		t.Errorf("the first passes: %v, the second: %v", first, second)
	}
	b.note(nil)
	for range 2 {
		if !b.pass() {
			t.Error("still left alone after an answer")
		}
	}
}

func TestRedisThatCameBackIsUsed(t *testing.T) {
	clock := time.Now()
	server := sessiontest.Redis(t)
	s := open(t, Config{Addrs: []string{server.Addr}, Now: func() time.Time { return clock }})
	token := signIn(t, s, "co_1")
	server.Freeze(t)
	for range breakAfter {
		is(t, s.Ping(t.Context()), ErrUnavailable)
	}
	server.Thaw(t)
	is(t, s.Ping(t.Context()), errLeftAlone)
	clock = clock.Add(breakFor)
	for range 2 {
		_, err := s.Get(t.Context(), "shop_1", token)
		is(t, err, nil)
	}
}

func TestOnlySilenceCounts(t *testing.T) {
	b := &breaker{now: time.Now}
	s := open(t, Config{})
	no := s.redis.Do(t.Context(), "NOSUCHCOMMAND").Err()
	if no == nil {
		t.Fatal("the command is known")
	}
	for range 2 * breakAfter {
		b.note(context.DeadlineExceeded)
		b.note(no) // an answer
		b.note(context.DeadlineExceeded)
		b.note(redis.Nil) // an answer too
		b.note(context.Canceled)
	}
	if !b.pass() {
		t.Error("left alone, though it answers")
	}
}
