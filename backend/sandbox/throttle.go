package sandbox

import "time"

type bucketKey struct {
	owner
	operation string
}

// bucket is the token bucket of one operation and account.
type bucket struct {
	tokens float64
	filled time.Time
}

// throttled takes a token if Config.Throttle is on (protocol 5.3, sandbox column).
func (s *Sandbox) throttled(who owner, op *operation) *Error {
	if !s.cfg.Throttle {
		return nil
	}
	s.lock()
	defer s.unlock()
	const refill = 1 // token a second
	at, now, size := bucketKey{owner: who, operation: op.name}, s.now(), float64(op.burst)
	b, ok := s.buckets[at]
	if !ok {
		b = &bucket{tokens: size, filled: now}
		s.buckets[at] = b
	}
	b.tokens = min(size, b.tokens+now.Sub(b.filled).Seconds()*refill)
	b.filled = now
	if b.tokens < 1 {
		return refuse(429, "TooManyRequests", "The rate of "+op.name+" is above its limit.")
	}
	b.tokens--
	return nil
}
