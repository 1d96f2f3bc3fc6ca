package session

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/redis/go-redis/v9"
)

// LoginCode is what the one-time code of a member login stands for (design.md section 4): which visit to Amazon came back, the
// state that the shop's page gave to Begin and bound to its own session, and the code by which the page itself goes on.
type LoginCode struct {
	Shop     string `json:"shop"`
	Checkout string `json:"checkout"`
	State    string `json:"state"`
	Browser  string `json:"browser"`
}

// IssueLoginCode makes a code for the shop's server and returns its secret: 130 random bits in capital letters and digits.
// ExchangeLoginCode takes it back within CodeLife.
func (s *Store) IssueLoginCode(ctx context.Context, code LoginCode) (secret string, err error) {
	text, err := json.Marshal(code)
	if err != nil {
		return "", fmt.Errorf("session: issue login code: %w", err)
	}
	secret = rand.Text()
	if err := s.redis.Set(ctx, loginKey(code.Shop, secret), text, CodeLife).Err(); err != nil {
		return "", unavailable("issue login code", err)
	}
	return secret, nil
}

// ExchangeLoginCode uses a code up, for the shop that proved itself by its secret key. ErrCode when there is no such code, no
// more, or when it is another shop's, which keeps it. After ErrUnavailable the code may be used up: the shopper signs in again.
func (s *Store) ExchangeLoginCode(ctx context.Context, shop, secret string) (LoginCode, error) {
	text, err := s.once.GetDel(ctx, loginKey(shop, secret)).Bytes()
	if errors.Is(err, redis.Nil) {
		return LoginCode{}, ErrCode
	}
	if err != nil {
		return LoginCode{}, unavailable("exchange login code", err)
	}
	var code LoginCode
	if err := json.Unmarshal(text, &code); err != nil || code.Shop != shop {
		return LoginCode{}, ErrCode
	}
	return code, nil
}

// loginKey holds the shop's id, so that no shop can use up what is another's.
func loginKey(shop, secret string) string { return "noren:login:" + hash(shop+" "+secret) }
