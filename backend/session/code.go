package session

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"time"

	"github.com/redis/go-redis/v9"
)

// Rules of one-time codes (design.md section 4).
const (
	CodeLife     = 10 * time.Minute // from issue to first use
	CodeMemory   = time.Minute      // in which the same pair again gets the same token, because an answer may be lost
	CodeAttempts = 5                // wrong verifiers, then the code is gone
)

// ErrCode says that a code is unknown, used up, or was brought without its verifier. It does not say which.
var ErrCode = errors.New("session: code not valid")

// Code is what a one-time code stands for. Challenge is base64url(SHA-256(verifier)), given by the browser at Begin.
type Code struct{ Shop, Checkout, Challenge string }

// IssueCode makes a code and returns its secret: 130 random bits in capital letters and digits. Exchange takes it back
// within CodeLife.
func (s *Store) IssueCode(ctx context.Context, code Code) (secret string, err error) {
	secret = rand.Text()
	key := codeKey(code.Checkout, secret)
	_, err = s.redis.TxPipelined(ctx, func(tx redis.Pipeliner) error {
		tx.HSet(ctx, key, "shop", code.Shop, "checkout", code.Checkout, "challenge", code.Challenge, "key", rand.Text()+rand.Text())
		tx.PExpire(ctx, key, CodeLife)
		return nil
	})
	if err != nil {
		return "", unavailable("issue code", err)
	}
	return secret, nil
}

// The first exchange makes the session and shortens the code's life to CodeMemory. KEYS: code, session, its mark of use.
// ARGV: challenge; attempts; milliseconds of memory, of the session, of its use.
var exchange = redis.NewScript(`
local code = redis.call('HMGET', KEYS[1], 'shop', 'checkout', 'challenge')
if not code[1] then
  return {}
end
if code[3] ~= ARGV[1] then
  if redis.call('HINCRBY', KEYS[1], 'wrong', 1) >= tonumber(ARGV[2]) then
    redis.call('DEL', KEYS[1])
  end
  return {}
end
if redis.call('HSETNX', KEYS[1], 'used', 1) == 1 then
  redis.call('PEXPIRE', KEYS[1], ARGV[3])
  redis.call('HSET', KEYS[2], 'shop', code[1], 'checkout', code[2])
  redis.call('PEXPIRE', KEYS[2], ARGV[4])
  redis.call('SET', KEYS[3], 1, 'PX', ARGV[5])
end
return code`)

// Exchange makes a code and its verifier into a session and returns the session's token. The same pair within CodeMemory
// gives the same token; a later one, and another verifier at any time, gives ErrCode. After ErrUnavailable the caller may
// just ask again. A wrong verifier does not use the code up, CodeAttempts of them do.
//
// The script compares hashes of verifiers, not verifiers: how long that takes tells nothing that would help to find one.
func (s *Store) Exchange(ctx context.Context, checkout, secret, verifier string) (token string, code Code, err error) {
	key := codeKey(checkout, secret)
	seed, err := s.redis.HGet(ctx, key, "key").Result()
	if errors.Is(err, redis.Nil) {
		return "", Code{}, ErrCode
	}
	if err != nil {
		return "", Code{}, unavailable("exchange code", err)
	}
	token = deriveToken(checkout, seed, secret, verifier)
	keys, _ := sessionKeys(token)
	fields, err := exchange.Run(ctx, s.once, append([]string{key}, keys...), challengeOf(verifier), CodeAttempts,
		CodeMemory.Milliseconds(), Absolute.Milliseconds(), Idle.Milliseconds()).Slice()
	if err != nil {
		return "", Code{}, unavailable("exchange code", err)
	}
	found, ok := texts(fields, 3)
	if !ok || found[1] != checkout {
		return "", Code{}, ErrCode
	}
	return token, Code{Shop: found[0], Checkout: found[1], Challenge: found[2]}, nil
}

func codeKey(checkout, secret string) string {
	return "noren:code:{" + tagOf(checkout) + "}:" + hash(secret)
}

// deriveToken gives the same token for the same pair as long as the code's seed is there, so that no token needs to be
// remembered. It takes the secret and the verifier themselves: Redis knows the seed and the hashes of both.
func deriveToken(checkout, seed, secret, verifier string) string {
	mac := hmac.New(sha256.New, []byte(seed))
	mac.Write([]byte(secret + "." + verifier))
	return tagOf(checkout) + "." + base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
}

// challengeOf is S256 of RFC 7636.
func challengeOf(verifier string) string {
	sum := sha256.Sum256([]byte(verifier))
	return base64.RawURLEncoding.EncodeToString(sum[:])
}
