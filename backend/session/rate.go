package session

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"github.com/go-redis/redis_rate/v10"
)

// Limit is how often something may happen: Burst at once, and Rate per Period in the long run.
type Limit struct {
	Rate   int
	Period time.Duration
	Burst  int
	Closed bool // without Redis: true refuses, false counts in this process
}

// Without Redis, this is asked of the client.
const retryWithoutRedis = 2 * time.Second

// Allowance is what is left of a limit after an event was counted.
type Allowance struct {
	OK         bool          // the event may happen
	RetryAfter time.Duration // if not, after how long it may
	Remaining  int           // how many more may happen at once
	Reset      time.Duration // until all of them may
}

// Allow counts one event of a kind by one key, such as an address, and reports whether it may happen, and if not, after how
// long it may. The key is stored as a hash: addresses are personal data.
func (s *Store) Allow(ctx context.Context, kind, key string, limit Limit) (ok bool, retryAfter time.Duration) {
	allowance := s.Count(ctx, kind, key, limit)
	return allowance.OK, allowance.RetryAfter
}

// Count does the same, and says what is left.
func (s *Store) Count(ctx context.Context, kind, key string, limit Limit) Allowance {
	name := "noren:" + kind + ":" + hash(key)
	result, err := s.limiter.Allow(ctx, name, redis_rate.Limit{Rate: limit.Rate, Period: limit.Period, Burst: limit.Burst})
	if err == nil {
		return Allowance{OK: result.Allowed > 0, RetryAfter: max(0, result.RetryAfter), Remaining: result.Remaining, Reset: result.ResetAfter}
	}
	slog.WarnContext(ctx, "rate limit without redis", "kind", kind, "closed", limit.Closed, "error", err)
	if limit.Closed {
		return Allowance{RetryAfter: retryWithoutRedis, Reset: retryWithoutRedis}
	}
	return s.spare.allow(name, limit)
}

// buckets is the same rule (GCRA) in this process: full holds for each key when its bucket is empty again.
type buckets struct {
	now  func() time.Time
	lock sync.Mutex
	full map[string]time.Time
}

// most bounds the memory. Beyond it the buckets that have run empty are forgotten, and if none has, all are.
const most = 10_000

func (b *buckets) allow(key string, limit Limit) Allowance {
	b.lock.Lock()
	defer b.lock.Unlock()
	now := b.now()
	drop := limit.Period / time.Duration(max(limit.Rate, 1))
	until := b.full[key]
	if until.Before(now) {
		until = now
	}
	until = until.Add(drop)
	if over := until.Sub(now) - drop*time.Duration(limit.Burst); over > 0 {
		return Allowance{RetryAfter: over, Reset: until.Sub(now) - drop}
	}
	if len(b.full) >= most {
		b.forget(now)
	}
	b.full[key] = until
	reset := until.Sub(now)
	return Allowance{OK: true, Remaining: int((drop*time.Duration(limit.Burst) - reset) / drop), Reset: reset}
}

func (b *buckets) forget(now time.Time) {
	for key, until := range b.full {
		if until.Before(now) {
			delete(b.full, key)
		}
	}
	if len(b.full) >= most {
		clear(b.full)
	}
}
