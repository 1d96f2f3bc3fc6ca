package session

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"time"
)

// ErrTaken says that another browser has left with this checkout.
var ErrTaken = errors.New("session: the checkout is another browser's")

// BindingLife is how long the browser that left for Amazon may take to come back.
const BindingLife = 24 * time.Hour

// Bind makes the value of the cookie that the launch page sets: it proves, at the return, that the same browser comes back. A checkout
// is the first browser's that leaves with it (design.md section 4): otherwise somebody could begin a visit, keep a cookie of it, have
// a stranger sign in at Amazon by its address, and come for what the stranger chose there. known is the cookie that this browser has of
// it, "" if none; it stays then. Errors: ErrTaken; ErrUnavailable, with a secret by which the same browser may try again.
func (s *Store) Bind(ctx context.Context, checkout, known string) (secret string, err error) {
	secret = cmp.Or(known, rand.Text())
	first, err := s.redis.SetNX(ctx, firstKey(checkout), hash(secret), BindingLife).Result()
	if err != nil {
		return secret, unavailable("bind", err)
	}
	if !first {
		owner, err := s.redis.Get(ctx, firstKey(checkout)).Result()
		if err != nil {
			return secret, unavailable("bind", err)
		}
		joined, err := s.Bound(ctx, checkout, known)
		if err != nil || owner != hash(secret) && !joined {
			return secret, cmp.Or(err, ErrTaken)
		}
	}
	return secret, s.join(ctx, checkout, secret)
}

// Join binds one more browser, whose shopper has proved to be the same buyer. Errors: ErrUnavailable.
func (s *Store) Join(ctx context.Context, checkout string) (secret string, err error) {
	secret = rand.Text()
	return secret, s.join(ctx, checkout, secret)
}

func (s *Store) join(ctx context.Context, checkout, secret string) error {
	if err := s.redis.Set(ctx, bindingKey(checkout, secret), 1, BindingLife).Err(); err != nil {
		return unavailable("bind", err)
	}
	return nil
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

// firstKey holds whose the checkout is; bindingKey says of each browser that it may come back.
func firstKey(checkout string) string { return "noren:binding:{" + tagOf(checkout) + "}" }

func bindingKey(checkout, secret string) string {
	return "noren:binding:{" + tagOf(checkout) + "}:" + hash(secret)
}
