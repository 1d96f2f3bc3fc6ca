package session

import (
	"context"
	"crypto/rand"
	"time"
)

// BindingLife is how long the browser that left for Amazon may take to come back.
const BindingLife = 24 * time.Hour

// Bind makes the value of the cookie that the launch page sets: it proves, at the return, that the same browser comes back.
func (s *Store) Bind(ctx context.Context, checkout string) (secret string, err error) {
	secret = rand.Text()
	if err := s.redis.Set(ctx, bindingKey(checkout, secret), 1, BindingLife).Err(); err != nil {
		return "", unavailable("bind", err)
	}
	return secret, nil
}

// Bound reports whether this browser left for this checkout. ErrUnavailable when nobody can know.
func (s *Store) Bound(ctx context.Context, checkout, secret string) (bool, error) {
	if secret == "" {
		return false, nil
	}
	n, err := s.redis.Exists(ctx, bindingKey(checkout, secret)).Result()
	if err != nil {
		return false, unavailable("bound", err)
	}
	return n == 1, nil
}

func bindingKey(checkout, secret string) string {
	return "noren:binding:{" + tagOf(checkout) + "}:" + hash(secret)
}
