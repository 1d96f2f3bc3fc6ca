package session

import (
	"context"
	"errors"
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

// breaker stands in front of every command, as a hook of the client.
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
