package session

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/redis/go-redis/v9"

	"noren/backend/session/sessiontest"
)

func open(t *testing.T, config Config) *Store {
	t.Helper()
	store, err := Open(config)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	})
	return store
}

const verifier = "a-verifier-that-only-one-browser-knows-0123456789"

func issue(t *testing.T, s *Store, checkout string) (secret string) {
	t.Helper()
	secret, err := s.IssueCode(t.Context(), Code{Shop: "shop_1", Checkout: checkout, Challenge: challengeOf(verifier)})
	if err != nil {
		t.Fatal(err)
	}
	return secret
}

func signIn(t *testing.T, s *Store, checkout string) (token string) {
	t.Helper()
	token, _, err := s.Exchange(t.Context(), checkout, issue(t, s, checkout), verifier)
	if err != nil {
		t.Fatal(err)
	}
	return token
}

func bound(t *testing.T, s *Store, checkout, cookie string) bool {
	t.Helper()
	found, err := s.Bound(t.Context(), checkout, cookie)
	is(t, err, nil)
	return found
}

// One suite for the embedded Redis, a real one, a cluster, and Sentinel (design.md section 10).
func TestEveryKindOfRedis(t *testing.T) {
	kinds := map[string]func(*testing.T) Config{
		"embedded": func(*testing.T) Config { return Config{} },
		"server":   func(t *testing.T) Config { return Config{Addrs: []string{sessiontest.Redis(t).Addr}} },
		"cluster":  func(t *testing.T) Config { return Config{Addrs: sessiontest.Cluster(t)[:1], Cluster: true} },
		"sentinel": func(t *testing.T) Config {
			sentinels, _ := sessiontest.Sentinel(t)
			return Config{Addrs: sentinels, Sentinel: sessiontest.MasterName}
		},
	}
	tests := map[string]func(*testing.T, *Store){
		"ping":             func(t *testing.T, s *Store) { is(t, s.Ping(t.Context()), nil) },
		"exchange":         testExchange,
		"same pair again":  testSamePairAgain,
		"other verifier":   testOtherVerifier,
		"other checkout":   testOtherCheckout,
		"racers":           testRacers,
		"sessions":         testSessions,
		"drop":             testDrop,
		"binding":          testBinding,
		"rate limit":       testRateLimit,
		"nothing readable": testNothingReadable,
		"login code":       testLoginCode,
		"staff":            testStaff,
		"ceremony":         testCeremony,
		"login racers":     testLoginRacers,
		"code in order":    testCodeIsLinearizable,
		"login secret":     testLoginHidesTheSecret,
		"report":           testReport,
	}
	for kind, config := range kinds {
		t.Run(kind, func(t *testing.T) {
			store := open(t, config(t))
			for name, test := range tests {
				t.Run(name, func(t *testing.T) { test(t, store) })
			}
		})
	}
}

func is(t *testing.T, err, want error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Errorf("the error is %v, want %v", err, want)
	}
}

func testExchange(t *testing.T, s *Store) {
	secret := issue(t, s, "co_exchange")
	if strings.Trim(secret, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") != "" || len(secret) < 26 {
		t.Errorf("%q is not 128 bits in letters and digits", secret)
	}
	token, code, err := s.Exchange(t.Context(), "co_exchange", secret, verifier)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(Code{"shop_1", "co_exchange", challengeOf(verifier)}, code); diff != "" {
		t.Error(diff)
	}
	session, err := s.Get(t.Context(), "shop_1", token)
	if diff := cmp.Diff(Session{"shop_1", "co_exchange"}, session); diff != "" || err != nil {
		t.Error(err, diff)
	}
}

func testSamePairAgain(t *testing.T, s *Store) {
	secret := issue(t, s, "co_again")
	first, _, err := s.Exchange(t.Context(), "co_again", secret, verifier)
	is(t, err, nil)
	second, _, err := s.Exchange(t.Context(), "co_again", secret, verifier)
	if err != nil || first != second {
		t.Errorf("first %s, then %s, %v", first, second, err)
	}
	if other := signIn(t, s, "co_again"); other == first {
		t.Error("another code gives the same token")
	}
}

func testOtherVerifier(t *testing.T, s *Store) {
	secret := issue(t, s, "co_other")
	for range CodeAttempts - 1 {
		_, _, err := s.Exchange(t.Context(), "co_other", secret, verifier+"x")
		is(t, err, ErrCode)
	}
	_, _, err := s.Exchange(t.Context(), "co_other", secret, verifier)
	is(t, err, nil) // wrong verifiers did not use it up
	_, _, err = s.Exchange(t.Context(), "co_other", secret, "")
	is(t, err, ErrCode) // the last attempt
	_, _, err = s.Exchange(t.Context(), "co_other", secret, verifier)
	is(t, err, ErrCode) // gone
}

func testOtherCheckout(t *testing.T, s *Store) {
	secret := issue(t, s, "co_mine")
	_, _, err := s.Exchange(t.Context(), "co_yours", secret, verifier)
	is(t, err, ErrCode)
	_, _, err = s.Exchange(t.Context(), "co_mine", "UNKNOWN", verifier)
	is(t, err, ErrCode)
	_, _, err = s.Exchange(t.Context(), "co_mine", secret, verifier)
	is(t, err, nil)
}

func testRacers(t *testing.T, s *Store) {
	secret := issue(t, s, "co_race")
	tokens := make([]string, 50)
	var racers sync.WaitGroup
	for i := range tokens {
		racers.Go(func() {
			tokens[i] = exchangeAtLast(t, s, "co_race", secret)
		})
	}
	racers.Wait()
	for _, token := range tokens {
		if token != tokens[0] {
			t.Fatalf("%s and %s for one code", tokens[0], token)
		}
	}
	if sessions := count(t, s, "noren:session:{"+tagOf("co_race")+"}:*:use"); sessions != 1 {
		t.Errorf("%d sessions for one code", sessions)
	}
}

// exchangeAtLast asks again while Redis does not answer, as a page does: on a busy machine fifty at once may take longer than we wait.
func exchangeAtLast(t *testing.T, s *Store, checkout, secret string) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	again := time.NewTicker(100 * time.Millisecond)
	defer again.Stop()
	for {
		token, _, err := s.Exchange(ctx, checkout, secret, verifier)
		if !errors.Is(err, ErrUnavailable) {
			is(t, err, nil)
			return token
		}
		select {
		case <-again.C:
		case <-ctx.Done():
			t.Error(err)
			return ""
		}
	}
}

func testSessions(t *testing.T, s *Store) {
	token := signIn(t, s, "co_session")
	_, err := s.Get(t.Context(), "shop_2", token)
	is(t, err, ErrExpired) // another shop's
	for _, strange := range []string{
		"", ".", token + "x", "x" + token, strings.ToUpper(token), tagOf("co_session") + ".", tagOf("co_session"),
		"{}{}{}{}{}{}{}{}.x", strings.Repeat("a", 1<<16), "\x00",
	} {
		_, err := s.Get(t.Context(), "shop_1", strange)
		is(t, err, ErrExpired)
	}
	_, err = s.Get(t.Context(), "shop_1", token)
	is(t, err, nil)
}

func testDrop(t *testing.T, s *Store) {
	secret := issue(t, s, "co_drop")
	token, _, err := s.Exchange(t.Context(), "co_drop", secret, verifier)
	is(t, err, nil)
	is(t, s.Drop(t.Context(), token), nil)
	is(t, s.Drop(t.Context(), token), nil)
	is(t, s.Drop(t.Context(), "nonsense"), nil)
	_, err = s.Get(t.Context(), "shop_1", token)
	is(t, err, ErrExpired)
	_, _, err = s.Exchange(t.Context(), "co_drop", secret, verifier)
	is(t, err, nil)
	_, err = s.Get(t.Context(), "shop_1", token)
	is(t, err, ErrExpired) // the code does not bring it back
}

func testBinding(t *testing.T, s *Store) {
	secret, err := s.Bind(t.Context(), "co_bind", "")
	is(t, err, nil)
	other, err := s.Bind(t.Context(), "co_bind_other", "")
	is(t, err, nil)
	for cookie, want := range map[string]bool{secret: true, other: false, "": false, secret + "x": false} {
		if got := bound(t, s, "co_bind", cookie); got != want {
			t.Errorf("bound by %q: %v", cookie, got)
		}
	}
	again, err := s.Bind(t.Context(), "co_bind", secret)
	is(t, err, nil)
	if again != secret {
		t.Error("the same browser gets another cookie")
	}
	for _, known := range []string{"", other, secret + "x"} {
		late, err := s.Bind(t.Context(), "co_bind", known)
		is(t, err, ErrTaken)
		if bound(t, s, "co_bind", late) {
			t.Errorf("with %q a second browser is bound", known)
		}
	}
	joined, err := s.Join(t.Context(), "co_bind")
	is(t, err, nil)
	_, err = s.Bind(t.Context(), "co_bind", joined)
	is(t, err, nil)
	if !bound(t, s, "co_bind", joined) || !bound(t, s, "co_bind", secret) {
		t.Error("who proved to be the same buyer, or the first browser, is not bound")
	}
}

func testRateLimit(t *testing.T, s *Store) {
	limit := Limit{Rate: 1, Period: time.Hour, Burst: 3}
	for i := range 5 {
		ok, after := s.Allow(t.Context(), "begin", "192.0.2.1", limit)
		if ok != (i < 3) {
			t.Errorf("event %d: %v", i, ok)
		}
		if !ok && (after < 59*time.Minute || after > time.Hour) {
			t.Errorf("event %d may come after %s", i, after)
		}
	}
	for _, fresh := range [][2]string{{"begin", "192.0.2.2"}, {"confirm", "192.0.2.1"}} {
		if ok, _ := s.Allow(t.Context(), fresh[0], fresh[1], limit); !ok {
			t.Errorf("%v is counted with others", fresh)
		}
	}
}

// Whoever reads all of Redis finds no secret of anybody.
func testNothingReadable(t *testing.T, s *Store) {
	secret := issue(t, s, "co_secret")
	token, _, err := s.Exchange(t.Context(), "co_secret", secret, verifier)
	is(t, err, nil)
	cookie, err := s.Bind(t.Context(), "co_secret", "")
	is(t, err, nil)
	s.Allow(t.Context(), "begin", "203.0.113.77", Limit{Rate: 1, Period: time.Hour, Burst: 3})
	_, random, _ := strings.Cut(token, ".")
	everything := dump(t, s)
	if !strings.Contains(everything, "co_secret") {
		t.Fatal("the dump is empty")
	}
	for _, secret := range []string{secret, token, random, cookie, verifier, "203.0.113.77"} {
		if strings.Contains(everything, secret) {
			t.Errorf("%s stands in Redis", secret)
		}
	}
}

// eachNode visits every master: in a cluster each knows its own keys only.
func eachNode(t *testing.T, s *Store, visit func(context.Context, *redis.Client) error) {
	t.Helper()
	var err error
	if cluster, ok := s.redis.(*redis.ClusterClient); ok {
		err = cluster.ForEachMaster(t.Context(), visit)
	} else if single, ok := s.redis.(*redis.Client); ok {
		err = visit(t.Context(), single)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func count(t *testing.T, s *Store, pattern string) int {
	t.Helper()
	var lock sync.Mutex
	n := 0
	eachNode(t, s, func(ctx context.Context, node *redis.Client) error {
		keys, err := node.Keys(ctx, pattern).Result()
		lock.Lock()
		defer lock.Unlock()
		n += len(keys)
		return err
	})
	return n
}

func dump(t *testing.T, s *Store) string {
	t.Helper()
	var lock sync.Mutex
	var all strings.Builder
	eachNode(t, s, func(ctx context.Context, node *redis.Client) error {
		keys, err := node.Keys(ctx, "*").Result()
		lock.Lock()
		defer lock.Unlock()
		for _, key := range keys {
			all.WriteString(key + "\n")
			if fields, err := node.HGetAll(ctx, key).Result(); err == nil {
				for name, value := range fields {
					all.WriteString(name + "=" + value + "\n")
				}
			} else if text, err := node.Get(ctx, key).Result(); err == nil {
				all.WriteString(text + "\n")
			}
		}
		return err
	})
	return all.String()
}
