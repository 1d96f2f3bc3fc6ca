package session

import (
	"context"
	"crypto/rand"
	"log/slog"
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

// Bound reports whether this browser left for this checkout. When Redis does not answer it did not: the shopper then sees the
// neutral page, and the payment is settled all the same.
func (s *Store) Bound(ctx context.Context, checkout, secret string) bool {
	if secret == "" {
		return false
	}
	n, err := s.redis.Exists(ctx, bindingKey(checkout, secret)).Result()
	if err != nil {
		slog.WarnContext(ctx, "browser binding not checked", "error", err)
	}
	return err == nil && n == 1
}

func bindingKey(checkout, secret string) string {
	return "noren:binding:{" + tagOf(checkout) + "}:" + hash(secret)
}
