package session

import (
	"context"
	"crypto/rand"
	"errors"
	"time"

	"github.com/redis/go-redis/v9"
)

// VisitLife is how long somebody may take at the staff login of the operator's own (OpenID Connect).
const VisitLife = 10 * time.Minute

// KeepVisit keeps what belongs to a visit there, and returns its state: 130 random bits.
func (s *Store) KeepVisit(ctx context.Context, data []byte) (state string, err error) {
	state = rand.Text()
	if err := s.redis.Set(ctx, visitKey(state), data, VisitLife).Err(); err != nil {
		return "", unavailable("keep visit", err)
	}
	return state, nil
}

// TakeVisit gives it back, once; ErrCode when there is none, or no more.
func (s *Store) TakeVisit(ctx context.Context, state string) ([]byte, error) {
	data, err := s.once.GetDel(ctx, visitKey(state)).Bytes()
	if errors.Is(err, redis.Nil) {
		return nil, ErrCode
	}
	if err != nil {
		return nil, unavailable("take visit", err)
	}
	return data, nil
}

func visitKey(state string) string { return "noren:visit:" + hash(state) }
