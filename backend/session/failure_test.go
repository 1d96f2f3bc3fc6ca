package session

import (
	"bytes"
	"context"
	"io"
	"net"
	"sync/atomic"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
	"pgregory.net/rapid"

	"noren/backend/session/sessiontest"
)

func TestOpenRefusesWhatCannotBeMeant(t *testing.T) {
	for _, config := range []Config{
		{Addrs: []string{"127.0.0.1:1"}, Cluster: true, Sentinel: "main"}, {Cluster: true}, {Sentinel: "main"},
	} {
		if _, err := Open(config); err == nil {
			t.Errorf("%+v is taken", config)
		}
	}
}

func TestEmbeddedRedisWantsItsPassword(t *testing.T) {
	s := open(t, Config{})
	stranger := redis.NewClient(&redis.Options{Addr: s.embedded.redis.Addr()})
	defer stranger.Close()
	if err := stranger.Keys(t.Context(), "*").Err(); err == nil {
		t.Error("a stranger may read")
	}
	if host := s.embedded.redis.Host(); host != "127.0.0.1" {
		t.Errorf("listens on %s", host)
	}
}

// Redis carried the exchange out, but its answer got lost: asking again gives the session that it made.
func TestLostAnswerLosesNothing(t *testing.T) {
	server := sessiontest.Redis(t)
	direct := open(t, Config{Addrs: []string{server.Addr}})
	signIn(t, direct, "co_0") // teaches the server the script

	wire := cut(t, server.Addr)
	s := open(t, Config{Addrs: []string{wire.addr}})
	is(t, s.Ping(t.Context()), nil)
	secret := issue(t, s, "co_1")

	wire.armed.Store(true)
	_, _, err := s.Exchange(t.Context(), "co_1", secret, verifier)
	is(t, err, ErrUnavailable)
	if wire.armed.Load() {
		t.Fatal("no answer was lost")
	}
	used, err := direct.redis.HExists(t.Context(), codeKey("co_1", secret), "used").Result()
	if err != nil || !used {
		t.Fatalf("the exchange did not reach the server: %v", err)
	}
	token, _, err := s.Exchange(t.Context(), "co_1", secret, verifier)
	is(t, err, nil)
	_, err = s.Get(t.Context(), "shop_1", token)
	is(t, err, nil)
	if n := count(t, direct, "noren:session:{"+tagOf("co_1")+"}:*:use"); n != 1 {
		t.Errorf("%d sessions", n)
	}
}

// cutter is a wire to Redis that, once armed, loses the answer to the next script and breaks that connection.
type cutter struct {
	addr  string
	armed atomic.Bool
}

func cut(t *testing.T, upstream string) *cutter {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() })
	c := &cutter{addr: listener.Addr().String()}
	go func() {
		for {
			client, err := listener.Accept()
			if err != nil {
				return
			}
			go c.join(client, upstream)
		}
	}()
	return c
}

func (c *cutter) join(client net.Conn, upstream string) {
	defer client.Close()
	server, err := net.Dial("tcp", upstream)
	if err != nil {
		return
	}
	defer server.Close()
	var lost atomic.Bool
	go func() {
		defer server.Close()
		buffer := make([]byte, 1<<16)
		for {
			n, err := client.Read(buffer)
			if err != nil {
				return
			}
			if bytes.Contains(buffer[:n], []byte("evalsha")) && c.armed.CompareAndSwap(true, false) {
				lost.Store(true)
			}
			if _, err := server.Write(buffer[:n]); err != nil {
				return
			}
		}
	}()
	buffer := make([]byte, 1<<16)
	for {
		n, err := server.Read(buffer)
		if err != nil || lost.Load() {
			return
		}
		if _, err := io.Copy(client, bytes.NewReader(buffer[:n])); err != nil {
			return
		}
	}
}

func TestFrozenRedisHonoursTheDeadline(t *testing.T) {
	server := sessiontest.Redis(t)
	s := open(t, Config{Addrs: []string{server.Addr}})
	token := signIn(t, s, "co_1")
	server.Freeze(t)

	timed := func(deadline, most time.Duration) {
		t.Helper()
		ctx, cancel := context.WithTimeout(t.Context(), deadline)
		defer cancel()
		began := time.Now()
		_, err := s.Get(ctx, "shop_1", token)
		is(t, err, ErrUnavailable)
		if took := time.Since(began); took > most {
			t.Errorf("took %s, with a deadline of %s", took, deadline)
		}
	}
	timed(100*time.Millisecond, time.Second)
	timed(time.Minute, 4*time.Second) // the library's own values take longer than 5 s

	server.Thaw(t)
	_, err := s.Get(t.Context(), "shop_1", token)
	is(t, err, nil) // the session outlived it
}

func TestWithoutRedis(t *testing.T) {
	clock := time.Now()
	s := open(t, Config{Addrs: []string{"127.0.0.1:1"}, Now: func() time.Time { return clock }})
	is(t, s.Ping(t.Context()), ErrUnavailable)
	_, err := s.IssueCode(t.Context(), Code{})
	is(t, err, ErrUnavailable)
	_, _, err = s.Exchange(t.Context(), "co_1", "secret", verifier)
	is(t, err, ErrUnavailable)
	_, err = s.Get(t.Context(), "shop_1", deriveToken("co_1", "seed", "secret", verifier))
	is(t, err, ErrUnavailable)
	is(t, s.Drop(t.Context(), deriveToken("co_1", "seed", "secret", verifier)), ErrUnavailable)
	_, err = s.Bind(t.Context(), "co_1", "")
	is(t, err, ErrUnavailable)
	_, err = s.Bound(t.Context(), "co_1", "cookie")
	is(t, err, ErrUnavailable)
	_, err = s.IssueLoginCode(t.Context(), LoginCode{})
	is(t, err, ErrUnavailable)
	_, err = s.ExchangeLoginCode(t.Context(), "shop_1", "secret")
	is(t, err, ErrUnavailable)
	limit := Limit{Rate: 60, Period: time.Minute, Burst: 2}
	for i, want := range []bool{true, true, false} {
		if ok, _ := s.Allow(t.Context(), "render", "192.0.2.1", limit); ok != want {
			t.Errorf("event %d: %v", i, ok)
		}
	}
	clock = clock.Add(time.Second)
	if ok, _ := s.Allow(t.Context(), "render", "192.0.2.1", limit); !ok {
		t.Error("the bucket does not run empty")
	}
	limit.Closed = true
	if ok, after := s.Allow(t.Context(), "exchange", "192.0.2.9", limit); ok || after <= 0 {
		t.Errorf("a closed limit opens: %v, %s", ok, after)
	}
}

// Over any span a bucket lets through at most its burst and what its rate gives, and whoever waits as told is let through.
func TestBucketsKeepTheRate(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		clock := time.Unix(0, 0)
		began := clock
		b := &buckets{now: func() time.Time { return clock }, full: map[string]time.Time{}}
		limit := Limit{Rate: rapid.IntRange(1, 20).Draw(t, "rate"), Period: time.Second, Burst: rapid.IntRange(1, 10).Draw(t, "burst")}
		passed := 0
		for range rapid.IntRange(1, 60).Draw(t, "events") {
			clock = clock.Add(time.Duration(rapid.IntRange(0, 300).Draw(t, "pause")) * time.Millisecond)
			left := b.allow("k", limit)
			if !left.OK {
				clock = clock.Add(left.RetryAfter)
				if !b.allow("k", limit).OK {
					t.Fatalf("waited %s in vain", left.RetryAfter)
				}
			}
			passed++
			drop := limit.Period / time.Duration(limit.Rate)
			if most := limit.Burst + int(clock.Sub(began)/drop); passed > most {
				t.Fatalf("%d events in %s, at most %d are allowed", passed, clock.Sub(began), most)
			}
		}
	})
}

func TestBucketsStaySmall(t *testing.T) {
	clock := time.Unix(0, 0)
	b := &buckets{now: func() time.Time { return clock }, full: map[string]time.Time{}}
	limit := Limit{Rate: 1, Period: time.Second, Burst: 1}
	for i := range 3 * most {
		clock = clock.Add(time.Millisecond)
		b.allow(time.Duration(i).String(), limit)
		if len(b.full) > most {
			t.Fatalf("%d buckets", len(b.full))
		}
	}
}
