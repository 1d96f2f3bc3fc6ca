package sandbox

import "time"

// rate is how often an account may call an operation: in live a burst and tokens a second, in sandbox a burst and one
// token a second (protocol 5.3). The zero value is no limit.
type rate struct{ liveBurst, liveRefill, sandboxBurst float64 }

func (r rate) in(env environment) (burst, refill float64) {
	if env == liveEnvironment {
		return r.liveBurst, r.liveRefill
	}
	return r.sandboxBurst, 1
}

type bucketKey struct {
	owner
	operation string
}

// bucket is the token bucket of one operation and account.
type bucket struct {
	tokens float64
	filled time.Time
}

// throttled takes a token if Settings.Throttle is on.
func (s *Sandbox) throttled(who owner, op *operation) *Error {
	s.lock()
	defer s.unlock()
	burst, refill := op.rate.in(who.environment)
	if !s.settings.Throttle || burst == 0 {
		return nil
	}
	at, now := bucketKey{owner: who, operation: op.name}, s.now()
	b, ok := s.buckets[at]
	if !ok {
		b = &bucket{tokens: burst, filled: now}
		s.buckets[at] = b
	}
	b.tokens = min(burst, b.tokens+now.Sub(b.filled).Seconds()*refill)
	b.filled = now
	if b.tokens < 1 {
		return refuse(429, "TooManyRequests", "The rate of "+op.name+" is above its limit.")
	}
	b.tokens--
	return nil
}
