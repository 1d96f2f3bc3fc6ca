package session

import (
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func issueLogin(t *testing.T, s *Store) (secret string, code LoginCode) {
	t.Helper()
	code = LoginCode{Shop: "shop_1", Checkout: "chk_login", Browser: "chk_login-SECRET", State: "状態 \"1\""}
	secret, err := s.IssueLoginCode(t.Context(), code)
	if err != nil {
		t.Fatal(err)
	}
	return secret, code
}

func testLoginCode(t *testing.T, s *Store) {
	secret, want := issueLogin(t, s)
	if strings.Trim(secret, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") != "" || len(secret) < 26 {
		t.Errorf("%q is not 128 bits in letters and digits", secret)
	}
	_, err := s.ExchangeLoginCode(t.Context(), "shop_2", secret)
	is(t, err, ErrCode) // and it is not used up by that
	_, err = s.ExchangeLoginCode(t.Context(), "shop_1", secret+"A")
	is(t, err, ErrCode)
	got, err := s.ExchangeLoginCode(t.Context(), "shop_1", secret)
	is(t, err, nil)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	_, err = s.ExchangeLoginCode(t.Context(), "shop_1", secret)
	is(t, err, ErrCode)
}

// Whoever asks at once, one gets it.
func testLoginRacers(t *testing.T, s *Store) {
	secret, _ := issueLogin(t, s)
	var won atomic.Int64
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			if _, err := s.ExchangeLoginCode(t.Context(), "shop_1", secret); err == nil {
				won.Add(1)
			}
		})
	}
	group.Wait()
	if won.Load() != 1 {
		t.Errorf("%d exchanges of one code", won.Load())
	}
}

func testLoginHidesTheSecret(t *testing.T, s *Store) {
	secret, _ := issueLogin(t, s)
	if strings.Contains(dump(t, s), secret) {
		t.Error("whoever reads Redis can use the code")
	}
}

func TestLoginCodeLivesTenMinutes(t *testing.T) {
	s, pass := clocked(t)
	first, _ := issueLogin(t, s)
	second, _ := issueLogin(t, s)
	pass(CodeLife - little)
	_, err := s.ExchangeLoginCode(t.Context(), "shop_1", first)
	is(t, err, nil)
	pass(little)
	_, err = s.ExchangeLoginCode(t.Context(), "shop_1", second)
	is(t, err, ErrCode)
}
