package session

import (
	"testing"
	"time"
)

// clocked is a store whose time the test moves.
func clocked(t *testing.T) (s *Store, pass func(time.Duration)) {
	t.Helper()
	s = open(t, Config{})
	return s, s.embedded.redis.FastForward
}

// little is more than a test takes, and less than any rule counts.
const little = 5 * time.Second

func TestCodeLivesTenMinutes(t *testing.T) {
	s, pass := clocked(t)
	in, late := issue(t, s, "co_1"), issue(t, s, "co_2")
	pass(CodeLife - little)
	_, _, err := s.Exchange(t.Context(), "co_1", in, verifier)
	is(t, err, nil)
	pass(little)
	_, _, err = s.Exchange(t.Context(), "co_2", late, verifier)
	is(t, err, ErrCode)
}

func TestUsedCodeIsRememberedForAMinute(t *testing.T) {
	s, pass := clocked(t)
	secret := issue(t, s, "co_1")
	first, _, err := s.Exchange(t.Context(), "co_1", secret, verifier)
	is(t, err, nil)
	pass(CodeMemory - little)
	again, _, err := s.Exchange(t.Context(), "co_1", secret, verifier)
	is(t, err, nil)
	if again != first {
		t.Error("another token")
	}
	pass(little)
	_, _, err = s.Exchange(t.Context(), "co_1", secret, verifier)
	is(t, err, ErrCode) // repeating does not prolong it
	_, err = s.Get(t.Context(), "shop_1", first)
	is(t, err, nil)
}

func TestSessionEndsTwoHoursAfterItsLastUse(t *testing.T) {
	s, pass := clocked(t)
	token := signIn(t, s, "co_1")
	for range 3 {
		pass(Idle - little)
		_, err := s.Get(t.Context(), "shop_1", token)
		is(t, err, nil)
	}
	pass(Idle)
	_, err := s.Get(t.Context(), "shop_1", token)
	is(t, err, ErrExpired)
	if left := s.embedded.redis.Keys(); len(left) != 0 {
		t.Errorf("left in Redis: %v", left)
	}
}

func TestSessionEndsAfterADayInAnyCase(t *testing.T) {
	s, pass := clocked(t)
	token := signIn(t, s, "co_1")
	for range 23 {
		pass(time.Hour)
		_, err := s.Get(t.Context(), "shop_1", token)
		is(t, err, nil)
	}
	pass(time.Hour)
	_, err := s.Get(t.Context(), "shop_1", token)
	is(t, err, ErrExpired)
}

func TestBindingLivesADay(t *testing.T) {
	s, pass := clocked(t)
	cookie, err := s.Bind(t.Context(), "co_1", "")
	is(t, err, nil)
	pass(BindingLife - little)
	if !bound(t, s, "co_1", cookie) {
		t.Error("ended early")
	}
	pass(little)
	if bound(t, s, "co_1", cookie) {
		t.Error("did not end")
	}
}

// Keys of the embedded Redis expire by themselves, and Close leaves nothing running.
func TestEmbeddedRedisAges(t *testing.T) {
	s := open(t, Config{})
	if err := s.redis.Set(t.Context(), "short", 1, 100*time.Millisecond).Err(); err != nil {
		t.Fatal(err)
	}
	again := time.NewTicker(50 * time.Millisecond)
	defer again.Stop()
	for s.embedded.redis.Exists("short") {
		select {
		case <-again.C:
		case <-time.After(10 * time.Second):
			t.Fatal("the key stays")
		}
	}
}
