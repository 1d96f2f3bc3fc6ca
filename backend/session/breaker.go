package session

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"time"

	"github.com/redis/go-redis/v9"
)

// A Redis that did not answer breakAfter times in a row is left alone for breakFor; then one call tries it again. So a dead
// Redis costs a request microseconds instead of half a second (reliability.md 3.2).
const (
	breakAfter = 3
	breakFor   = time.Second
)

var errLeftAlone = errors.New("not asked, because it did not answer just now")

// guard holds a breaker for each server: what one master of a cluster does not answer says nothing about the others.
type guard struct {
	now     func() time.Time
	mu      sync.Mutex
	servers map[string]*breaker // by address; "" is whatever is not a node of a cluster
}

// before stands before a client's commands.
func (g *guard) before(client redis.UniversalClient) {
	if cluster, ok := client.(*redis.ClusterClient); ok {
		cluster.OnNewNode(func(node *redis.Client) { node.AddHook(g.of(node.Options().Addr)) })
		return
	}
	client.AddHook(g.of(""))
}

func (g *guard) of(server string) *breaker {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.servers[server] == nil {
		g.servers[server] = &breaker{now: g.now}
	}
	return g.servers[server]
}

// remembered is how long a server that nobody has asked again counts as silent; a node may have left the cluster for good.
const remembered = time.Minute

// open reports whether a server is left alone.
func (g *guard) open() bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	for _, b := range g.servers {
		if until := b.until.Load(); until != 0 && g.now().Before(time.Unix(0, until).Add(remembered)) {
			return true
		}
	}
	return false
}

// breaker stands in front of every command to one server, as a hook of its client.
type breaker struct {
	now      func() time.Time
	failures atomic.Int32 // in a row
	until    atomic.Int64 // Unix nanoseconds; 0: closed, everything passes
}

// pass reports whether a call may go on. Of all calls after the pause one may.
func (b *breaker) pass() bool {
	until := b.until.Load()
	if until == 0 {
		return true
	}
	now := b.now()
	return now.UnixNano() >= until && b.until.CompareAndSwap(until, now.Add(breakFor).UnixNano())
}

// note learns from a call. An answer is an answer, also one that says no; a caller who gave up says nothing about Redis.
func (b *breaker) note(err error) {
	_, answered := errors.AsType[redis.Error](err)
	switch {
	case err == nil || answered:
		b.failures.Store(0)
		b.until.Store(0)
	case errors.Is(err, context.Canceled):
	case b.failures.Add(1) >= breakAfter:
		b.until.Store(b.now().Add(breakFor).UnixNano())
	}
}

// passed marks a call that was let through: the greeting of a new connection runs within it, and is neither asked nor counted.
type passed struct{}

// guard runs one call, or refuses it.
func (b *breaker) guard(ctx context.Context, call func(context.Context) error) error {
	if ctx.Value(passed{}) != nil {
		return call(ctx)
	}
	if !b.pass() {
		return errLeftAlone
	}
	err := call(context.WithValue(ctx, passed{}, true))
	b.note(err)
	return err
}

// DialHook lets every dial pass: commands were asked before.
func (b *breaker) DialHook(next redis.DialHook) redis.DialHook { return next }

// ProcessHook guards one command.
func (b *breaker) ProcessHook(next redis.ProcessHook) redis.ProcessHook {
	return func(ctx context.Context, command redis.Cmder) error {
		err := b.guard(ctx, func(ctx context.Context) error { return next(ctx, command) })
		if errors.Is(err, errLeftAlone) {
			command.SetErr(err)
		}
		return err
	}
}

// ProcessPipelineHook guards several commands at once.
func (b *breaker) ProcessPipelineHook(next redis.ProcessPipelineHook) redis.ProcessPipelineHook {
	return func(ctx context.Context, commands []redis.Cmder) error {
		err := b.guard(ctx, func(ctx context.Context) error { return next(ctx, commands) })
		if errors.Is(err, errLeftAlone) {
			for _, command := range commands {
				command.SetErr(err)
			}
		}
		return err
	}
}
