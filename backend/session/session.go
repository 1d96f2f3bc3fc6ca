// Package session keeps in Redis what may be lost: browser sessions, one-time codes, browser bindings and rate limits
// (design.md sections 4 and 6). Losing Redis in the middle of a checkout costs the shopper a click, never an order. No
// secret is stored: keys hold SHA-256 of tokens, and whoever reads all of Redis cannot use any of them.
package session

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"
)

// How long a session lives: Idle after its last use, Absolute in any case.
const (
	Idle     = 2 * time.Hour
	Absolute = 24 * time.Hour
)

// ErrExpired says that there is no such session, or no more.
var ErrExpired = errors.New("session: expired or unknown")

// ErrUnavailable says that Redis does not answer. Nothing is known then; the caller shows a problem and the shopper tries again.
var ErrUnavailable = errors.New("session: redis does not answer")

// Session is what a token in the shop page stands for.
type Session struct{ Shop, Checkout string }

// A session is two keys with the same hash tag: what it holds, which ends with Absolute, and a mark of its use, which each
// Get renews. It lives while both do.
var getSession = redis.NewScript(`
if redis.call('PEXPIRE', KEYS[2], ARGV[1]) == 0 then
  redis.call('DEL', KEYS[1])
  return {}
end
return redis.call('HMGET', KEYS[1], 'shop', 'checkout')`)

// Get returns the session of a token and renews it. ErrExpired when there is none, or when it is another shop's.
func (s *Store) Get(ctx context.Context, shop, token string) (Session, error) {
	keys, ok := sessionKeys(token)
	if !ok {
		return Session{}, ErrExpired
	}
	fields, err := getSession.Run(ctx, s.redis, keys, Idle.Milliseconds()).Slice()
	if err != nil {
		return Session{}, unavailable("get", err)
	}
	found, ok := texts(fields, 2)
	if !ok || found[0] != shop {
		return Session{}, ErrExpired
	}
	return Session{Shop: found[0], Checkout: found[1]}, nil
}

// Drop ends a session at once. Ending one that is not there is no error.
func (s *Store) Drop(ctx context.Context, token string) error {
	keys, ok := sessionKeys(token)
	if !ok {
		return nil
	}
	if err := s.redis.Del(ctx, keys...).Err(); err != nil {
		return unavailable("drop", err)
	}
	return nil
}

// sessionKeys finds the keys of a token. The token carries the hash tag of its checkout in front, "tag.secret", so that a
// one-time code and the session that it becomes lie on the same node of a cluster and one script can write both.
func sessionKeys(token string) ([]string, bool) {
	tag, _, found := strings.Cut(token, ".")
	if !found || len(tag) != tagLength || strings.Trim(tag, "0123456789abcdef") != "" {
		return nil, false
	}
	key := "noren:session:{" + tag + "}:" + hash(token)
	return []string{key, key + ":use"}, true
}

const tagLength = 16

// tagOf is the hash tag that all keys of a checkout carry.
func tagOf(checkout string) string { return hash(checkout)[:tagLength] }

func hash(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}

// texts reads a script's answer of n strings; anything else, such as the empty list, is «nothing there».
func texts(fields []any, n int) ([]string, bool) {
	found := make([]string, 0, n)
	for _, field := range fields {
		if text, ok := field.(string); ok {
			found = append(found, text)
		}
	}
	return found, len(found) == n
}

func unavailable(what string, err error) error {
	return fmt.Errorf("session: %s: %w: %w", what, ErrUnavailable, err)
}
